"""What is read of an article before anything is coded: sentences parsed, names found, quotations attributed."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.records import Document, Quote, Sentence
from extractors.stance.actors import ActorIndex
from extractors.stance.actors_people import with_newcomers
from extractors.stance.article_gate import LEAST, LEAST_AT_WAR, log_odds
from extractors.stance.cast import Cast, cast
from extractors.stance.gate import TOO_SHORT_TO_TELL, is_on_topic, may_be_on_topic, passed
from extractors.stance.interview import answers, unmarked
from extractors.stance.masking import mask
from extractors.stance.mention import Mention
from extractors.stance.parsing import parse
from extractors.stance.references import Scene
from extractors.stance.sources import Source
from extractors.stance.speaker import long_quotes, quote_sources
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


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as the rules and the model see it."""

    scene: Scene
    sentences: tuple[Sentence, ...]  # those that passed the gate, in text order
    parsed: tuple[Parsed, ...]  # one for each of them
    quoted: tuple[Quote, ...]  # all quotations
    quotes: tuple[Quote, ...]  # those that hold a statement
    sources: Mapping[int, Source]  # who says each of those, by its first character
    published: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the actor tables say of parties and persons, by id."""

    sides: Mapping[str, str]  # of the topic's conflict
    roles: Mapping[str, str]  # of persons, lower-cased
    kinds: Mapping[str, str]  # state, org, armed
    states: Mapping[str, str]  # whom an armed party fights

    @classmethod
    def of(cls, index: ActorIndex) -> Known:
        """Take them from the index of a topic."""
        parties, persons = index.parties.values(), index.persons.values()
        return cls(
            {p.id: p.side for p in parties if p.side},
            {p.id: (p.role or "").lower() for p in persons},
            {p.id: p.kind for p in parties},
            {p.id: p.state for p in parties if p.state},
        )


def read(document: Document, index: ActorIndex, known: Known, *, teaches: bool = False) -> Reading:
    """Read an article; of one that is off topic only the quotations are given.

    Of articles that teach, long ones are read whatever they are about.
    """
    text = document.text
    layout = paragraphs(text, document.title)
    spoken = speeches(text, layout)
    answered = () if spoken else answers(text, layout)
    quoted = (*quotes(text, layout), *spoken, *unmarked(text, answered))
    named = on_topic(document, index, known, teaches=teaches)
    if named is None:
        scene = Scene(text, (), frozenset(), known.sides, known.roles)
        return Reading(scene, (), (), quoted, (), {}, document.published_on)
    mentions, who = named
    kept = _stretches(text, sentences(text, layout), passed(text, layout))
    parsed = tuple(parse(
        (s, layout[s.paragraph].kind == "headline",
         mask(text, s.char_start, s.char_end, mentions, headline=layout[s.paragraph].kind == "headline"))
        for s in kept
    ))  # fmt: skip
    said = long_quotes(text, quoted)
    scene = Scene(
        text, mentions, _subjects(parsed), known.sides, known.roles, tuple(m.char_start for m in mentions),
        _quoted(mentions, said), who, _is_opinion(text, quoted),
    )  # fmt: skip
    sources = quote_sources(parsed, said, scene, answered)
    return Reading(scene, kept, parsed, quoted, said, sources, document.published_on)


def on_topic(
    document: Document, index: ActorIndex, known: Known, *, teaches: bool = False
) -> tuple[Sequence[Mention], Cast] | None:
    """Give who is named in an article and who of them are at war; None if it is about something else.

    Words of war or parties known to fight each other are wanted; where both are there, the article need be less like
    those on ending a war.
    """
    text = document.text
    odds = math.inf if teaches else log_odds(text)
    is_long = len(text) >= TOO_SHORT_TO_TELL
    of_war = is_on_topic(text) or (teaches and is_long)
    if odds < LEAST_AT_WAR or not (of_war or is_long or may_be_on_topic(text)):
        return None
    mentions = index.find(text, document.published_on)
    who = cast(mentions, known.kinds, known.states)
    at_war = who.is_at_war and len(who.pair) > 1
    enough = LEAST_AT_WAR if of_war and at_war else LEAST
    return (with_newcomers(text, mentions, who), who) if odds >= enough and (of_war or at_war) else None


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
