"""Fit which conditions a signal is tied to, and measure it on the hand-coded signals of others.

python -m bench.training.conditions    train on the hands not held out, write conditions.npz, print F1 on the held out
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.training.corpus import HELD_OUT, read_gold, read_hand, taught
from bench.training.examples import HELD
from bench.training.hashing import fit_and_write
from extractors.records import CONDITIONS, Condition, Document
from extractors.stance.conditions import conditions_in
from extractors.stance.rows import CodedArticle
from extractors.stance.tagger import Rules
from extractors.stance.terms import PATH, features, table, weighed


@dataclass(frozen=True, slots=True)
class Case:
    """A coded signal: what the model reads of it, and its conditions by the coder, by wordings and by the model."""

    hashed: frozenset[int]
    coded: frozenset[str]
    worded: frozenset[Condition]
    weighed: frozenset[Condition]


def cases(articles: Sequence[CodedArticle], *, is_fitted: bool) -> Iterator[Case]:
    """Give the signals of coded articles whose sentence passed the gate."""
    rules = Rules("ukraine", teaches=True)
    for article in articles:
        reading = rules.read(Document(article.text, None, article.published_on))
        for signal in article.signals:
            for p in reading.parsed:
                if min(p.char_end, signal.end) - max(p.char_start, signal.start) < HELD * (signal.end - signal.start):
                    continue
                places = [i for i, token in enumerate(p.tokens) if signal.start <= token.char_start < signal.end]
                worded = conditions_in(p, places, signal.signal, rules.conditions)
                found = weighed(p, places, signal.signal, worded) if is_fitted else ()
                named = frozenset(c for c, _, _ in worded)
                hashed = features(p, places, signal.signal, named)
                yield Case(hashed, signal.conditions, named, frozenset(c for c, _, _ in found))
                break


def _f1(pairs: Sequence[tuple[frozenset[str], frozenset[Condition]]]) -> float:
    right = sum(len(coded & found) for coded, found in pairs)
    return 2 * right / max(1, sum(len(coded) + len(found) for coded, found in pairs))


def main() -> None:
    """Train, write, and print F1 of the wordings alone and of both."""
    given = list(cases([t.article for hand in taught() for t in read_hand(hand)], is_fitted=False))
    kept = fit_and_write(PATH, [c.hashed for c in given], [c.coded for c in given], CONDITIONS, rarest=2)
    print(f"{len(given)} signals taught, {kept} rows of weights kept")
    table.cache_clear()
    sets = {hand: [t.article for t in read_hand(hand)] for hand in HELD_OUT} | {"gold": list(read_gold())}
    for name, articles in sets.items():
        asked = list(cases(articles, is_fitted=True))
        worded = _f1([(c.coded, c.worded) for c in asked])
        print(
            f"{name}: conditions F1 {worded:.3f} by wordings, {_f1([(c.coded, c.weighed) for c in asked]):.3f} by both"
        )


if __name__ == "__main__":
    main()
