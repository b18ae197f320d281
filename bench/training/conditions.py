"""Fit which conditions a signal is tied to, and measure it on the hand-coded signals of others.

python -m bench.training.conditions --measure    print F1 of the wordings alone and of both on hands that teach nothing
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.training.corpus import HELD_OUT, read_gold, read_hand
from bench.training.examples import HELD
from bench.training.hashing import fit_and_write
from extractors.records import CONDITIONS, Condition, Document
from extractors.stance.conditions import Conditions, conditions_in
from extractors.stance.reading import Reading
from extractors.stance.rows import CodedArticle, CodedSignal
from extractors.stance.tagger import Rules
from extractors.stance.terms import PATH, features, weighed
from extractors.stance.tokens import Parsed


@dataclass(frozen=True, slots=True)
class Case:
    """A coded signal: what the model reads of it, and its conditions by the coder."""

    hashed: frozenset[int]
    coded: frozenset[str]


def cases(article: CodedArticle, reading: Reading, known: Conditions) -> Iterator[Case]:
    """Give the signals of a coded article whose sentence passed the gate; `known` are the wordings of conditions."""
    for signal, p, places in _placed(article, reading):
        named = frozenset(c for c, _, _ in conditions_in(p, places, signal.signal, known))
        yield Case(features(p, places, signal.signal, named), signal.conditions)


def fit(given: Sequence[Case]) -> int:
    """Train and write; gives how many rows of weights were kept."""
    return fit_and_write(PATH, [c.hashed for c in given], [c.coded for c in given], CONDITIONS, rarest=2)


def measure() -> None:
    """Print F1 of the wordings alone and of both."""
    rules = Rules("ukraine", teaches=True)
    sets = {hand: [t.article for t in read_hand(hand)] for hand in HELD_OUT} | {"gold": list(read_gold())}
    for name, articles in sets.items():
        by_wordings, by_both = [], []
        for article in articles:
            reading = rules.read(Document(article.text, None, article.published_on))
            for signal, p, places in _placed(article, reading):
                worded = conditions_in(p, places, signal.signal, rules.conditions)
                found = weighed(p, places, signal.signal, worded)
                by_wordings.append((signal.conditions, frozenset(c for c, _, _ in worded)))
                by_both.append((signal.conditions, frozenset(c for c, _, _ in found)))
        print(f"{name}: conditions F1 {_f1(by_wordings):.3f} by wordings, {_f1(by_both):.3f} by both")


def _placed(article: CodedArticle, reading: Reading) -> Iterator[tuple[CodedSignal, Parsed, list[int]]]:
    """Give each signal with its sentence and the tokens of its evidence there."""
    for signal in article.signals:
        for p in reading.parsed:
            if min(p.char_end, signal.end) - max(p.char_start, signal.start) >= HELD * (signal.end - signal.start):
                places = [i for i, token in enumerate(p.tokens) if signal.start <= token.char_start < signal.end]
                yield signal, p, places
                break


def _f1(pairs: Sequence[tuple[frozenset[str], frozenset[Condition]]]) -> float:
    right = sum(len(coded & found) for coded, found in pairs)
    return 2 * right / max(1, sum(len(coded) + len(found) for coded, found in pairs))


if __name__ == "__main__":
    if sys.argv[1:] != ["--measure"]:
        sys.exit(__doc__)
    measure()
