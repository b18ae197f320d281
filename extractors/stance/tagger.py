"""The rule tagger: from a text to its signals.

text -> paragraphs, quotes, sentences -> gate -> masked parse -> lexicon matches
    -> speaker, actor, negation, modality -> codebook rules -> target, conditions, timing -> signals
"""

from __future__ import annotations

from typing import Protocol

from extractors.records import Coding, Document
from extractors.stance.actors import ActorIndex
from extractors.stance.conditions import load_conditions
from extractors.stance.engine import Engine
from extractors.stance.lexicon import load_lexicon
from extractors.stance.reading import Known, Reading, read
from extractors.stance.ruleset import ruleset


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
        self._known = Known.of(self._index)

    def tag(self, document: Document) -> Coding:
        """Find the signals of one document."""
        reading = self.read(document)
        signals = tuple(Engine(self._lexicon, self._conditions, reading).signals())
        spans = {(s.char_start, s.char_end) for s in signals}
        used = (s for s in reading.sentences if any(s.char_start <= a and b <= s.char_end for a, b in spans))
        return Coding(self.ruleset, signals, tuple(used), reading.quoted)

    def read(self, document: Document) -> Reading:
        """Read one document as far as the rules do before they decide anything."""
        return read(document, self._index, self._known)


def load_tagger(topic: str = "ukraine") -> Tagger:
    """Give the tagger of a topic; the parser's model is loaded on the first call of `tag`."""
    return RuleTagger(topic)
