"""The rule tagger: from a text to its signals.

text -> paragraphs, quotes, sentences -> gate -> masked parse -> lexicon matches
    -> speaker, actor, negation, modality -> codebook rules -> target, conditions, timing -> signals
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Protocol

from extractors.records import Coding, Document, Quote, Sentence
from extractors.stance.actors import ActorIndex
from extractors.stance.conditions import load_conditions
from extractors.stance.engine import Engine
from extractors.stance.gate import is_on_topic, passed
from extractors.stance.lexicon import load_lexicon
from extractors.stance.masking import mask
from extractors.stance.mention import Mention
from extractors.stance.parsing import parse
from extractors.stance.references import Scene
from extractors.stance.ruleset import ruleset
from extractors.stance.speaker import long_quotes
from extractors.stance.tokens import Parsed
from extractors.stance.transcript import speeches
from extractors.text.paragraphs import paragraphs
from extractors.text.quotes import quotes
from extractors.text.sentences import sentences

MAX_SENTENCE = 1_500  # characters of one sentence that are parsed; longer ones are cut into stretches
MAX_PARSED = 80_000  # characters of one article that are parsed


# "MOSCOW/KYIV, March 14 (Agency) - ", "KYIV: ", "09.14 "
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z’'./ -]{2,40}(?:, [A-Z][A-Za-z .]{2,30})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    r"(?: \([^)\n]{2,40}\))?"
    r"\s?(?:[-–—:]|\.\s?[–—-]|\.(?=\s[A-Z]))\s+|\d{1,2}[.:]\d\d(?:\s?(?:am|pm|GMT|CET|BST|h))?[ :–—-]+)"
)


_FIRST_PERSON = re.compile(r"\b(?:I|my|me)\b(?![.’'-])")


class Tagger(Protocol):
    """What codes a document."""

    ruleset: str

    def tag(self, document: Document) -> Coding:
        """Find the signals of one document."""
        ...


class RuleTagger:
    """Codes by lexicon and structure; the same text always gives the same signals."""

    def __init__(self, topic: str) -> None:
        self.ruleset = ruleset(topic)
        self._index = ActorIndex.load(topic)
        self._lexicon = load_lexicon(topic)
        self._conditions = load_conditions(topic)
        self._sides = {p.id: p.side for p in self._index.parties.values() if p.side}
        self._roles = {p.id: (p.role or "").lower() for p in self._index.persons.values()}

    def tag(self, document: Document) -> Coding:
        """Find the signals of one document."""
        text = document.text
        layout = paragraphs(text, document.title)
        quoted = (*quotes(text, layout), *speeches(text, layout))
        if not is_on_topic(text):
            return Coding(self.ruleset, (), (), quoted)
        mentions = self._index.find(text, document.published_on)
        kept = _stretches(text, sentences(text, layout), passed(text, layout))
        parsed = tuple(parse(
            (s, layout[s.paragraph].kind == "headline",
             mask(text, s.char_start, s.char_end, mentions, headline=layout[s.paragraph].kind == "headline"))
            for s in kept
        ))  # fmt: skip
        scene = Scene(
            text, mentions, _subjects(parsed), self._sides, self._roles, tuple(m.char_start for m in mentions),
            _quoted(mentions, long_quotes(text, quoted)), _is_opinion(text, quoted),
        )  # fmt: skip
        engine = Engine(self._lexicon, self._conditions, scene, quoted, parsed, document.published_on)
        signals = tuple(engine.signals())
        spans = {(s.char_start, s.char_end) for s in signals}
        used = tuple(s for s in kept if any(s.char_start <= a and b <= s.char_end for a, b in spans))
        return Coding(self.ruleset, signals, used, quoted)


def load_tagger(topic: str = "ukraine") -> Tagger:
    """Give the tagger of a topic; the parser's model is loaded on the first call of `tag`."""
    return RuleTagger(topic)


def _stretches(text: str, found: Sequence[Sentence], allowed: frozenset[int]) -> tuple[Sentence, ...]:
    return tuple(_capped(s for sentence in found if sentence.paragraph in allowed for s in _cut(text, sentence)))


def _cut(text: str, sentence: Sentence) -> Iterator[Sentence]:
    start = sentence.char_start
    dateline = _DATELINE.match(text, start, sentence.char_end)
    if dateline is not None and dateline.end() < sentence.char_end:
        start = dateline.end()
    while sentence.char_end - start > MAX_SENTENCE:
        end = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        end = end if end > 0 else start + MAX_SENTENCE
        yield Sentence(start, end, sentence.paragraph)
        start = end
    yield Sentence(start, sentence.char_end, sentence.paragraph)


def _capped(found: Iterator[Sentence]) -> Iterator[Sentence]:
    total = 0
    for sentence in found:
        total += sentence.char_end - sentence.char_start
        if total > MAX_PARSED:
            return
        yield sentence


def _is_opinion(text: str, found: Sequence[Quote]) -> bool:
    """Tell whether the writer says "I" outside all quotations."""
    starts = [q.char_start for q in found if q.level == 1]
    ends = [q.char_end for q in found if q.level == 1]
    for word in _FIRST_PERSON.finditer(text):
        k = bisect_right(starts, word.start()) - 1
        if k < 0 or word.start() >= ends[k]:
            return True
    return False


def _quoted(mentions: Sequence[Mention], found: Sequence[Quote]) -> frozenset[int]:
    starts = [q.char_start for q in found]
    out = set()
    for index, m in enumerate(mentions):
        k = bisect_right(starts, m.char_start) - 1
        if k >= 0 and m.char_start < found[k].char_end:
            out.add(index)
    return frozenset(out)


def _subjects(parsed: Sequence[Parsed]) -> frozenset[int]:
    return frozenset(
        t.mention for p in parsed for t in p.tokens if t.mention is not None and t.dep in ("nsubj", "nsubjpass")
    )
