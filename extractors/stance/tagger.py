"""From a text to its signals, by two tiers: rules that read structure, and models that know more wording.

text -> paragraphs, quotes, sentences -> gate -> masked parse -> parties, speakers
    -> rules:   lexicon matches -> negation, modality, codebook rules -> signals
    -> n-grams: how likely each party shows each type, and so which sentences the network reads
    -> network: slots -> types, target, speaker, words -> guesses
    -> one probability for each -> the signals that are believed
"""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

from extractors.records import Coding, Document, Signal
from extractors.stance.actors import ActorIndex
from extractors.stance.candidates import Candidate, candidates, worth_reading
from extractors.stance.combination import combined, weights
from extractors.stance.conditions import load_conditions
from extractors.stance.engine import Engine
from extractors.stance.lexicon import load_lexicon
from extractors.stance.model import model
from extractors.stance.ngrams import scores
from extractors.stance.reading import Known, Reading, on_topic, read
from extractors.stance.ruleset import ruleset
from extractors.stance.slots import slotted


class Tagger(Protocol):
    """What codes a document."""

    ruleset: str

    def tag(self, document: Document) -> Coding:
        """Find the signals of one document."""
        ...


class Rules:
    """The first tier: lexicon and structure."""

    def __init__(self, topic: str, *, teaches: bool = False) -> None:
        self._index = ActorIndex.load(topic)
        self._lexicon = load_lexicon(topic)
        self.conditions = load_conditions(topic)
        self._known = Known.of(self._index)
        self._teaches = teaches  # models learn from articles that the gate would keep off, too

    def read(self, document: Document) -> Reading:
        """Read one document as far as both tiers do before they decide anything."""
        return read(document, self._index, self._known, teaches=self._teaches)

    def is_on_topic(self, document: Document) -> bool:
        """Tell whether an article is read at all."""
        return on_topic(document, self._index, self._known, teaches=self._teaches) is not None

    def signals(self, reading: Reading) -> tuple[Signal, ...]:
        """Find the signals that the rules alone see."""
        return tuple(Engine(self._lexicon, self.conditions, reading).signals())


class TwoTierTagger:
    """Codes by rules and network; the same text always gives the same signals."""

    def __init__(self, topic: str) -> None:
        self.ruleset = ruleset(topic)
        self._rules = Rules(topic)

    def tag(self, document: Document) -> Coding:
        """Find the signals of one document."""
        with one_thread():
            reading, found = self.candidates(document)
        signals = tuple(combined(reading, found, self._rules.conditions, weights()))
        spans = {(s.char_start, s.char_end) for s in signals}
        used = (s for s in reading.sentences if any(s.char_start <= a and b <= s.char_end for a, b in spans))
        return Coding(self.ruleset, signals, tuple(used), reading.quoted)

    def candidates(self, document: Document) -> tuple[Reading, tuple[Candidate, ...]]:
        """Give all that either tier sees in a document, believed or not: for recall monitoring and explanations."""
        reading = self._rules.read(document)
        shown = slotted(reading)
        by_rule = self._rules.signals(reading)
        second = scores(reading, shown, by_rule)
        guesses = model().guesses(reading, shown, worth_reading(reading, by_rule, second))
        found = candidates(reading, shown, by_rule, second, guesses)
        return reading, tuple(found)


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415 - looks at what is loaded by then

    return ThreadpoolController()


def one_thread() -> Any:
    """Keep the sums of a sentence on one thread: several would cost more than twice the processor's time."""
    return _threads().limit(limits=1, user_api="blas")


def load_tagger(topic: str = "ukraine") -> TwoTierTagger:
    """Give the tagger of a topic; parser and network are loaded when first needed."""
    return TwoTierTagger(topic)
