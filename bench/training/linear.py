"""Fit the linear model on n-grams and parse features, and measure it alone.

python -m bench.training.linear    train on the hands not held out, write ngrams.npz, print events on the held out
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bench.training.corpus import HELD_OUT, read_hand, taught
from bench.training.hashing import fit_and_write
from extractors.records import SIGNAL_TYPES, Document
from extractors.stance.ngrams import PATH, features, table
from extractors.stance.rows import CodedArticle, CodedSignal
from extractors.stance.scoring import score
from extractors.stance.slots import slotted
from extractors.stance.tagger import Rules

_LEAST = (0.03, 0.05, 0.08, 0.12, 0.18, 0.25)  # probabilities from which on the model alone is believed


@dataclass(frozen=True, slots=True)
class Row:
    """One party of one sentence."""

    article: str
    actor: str
    hashed: frozenset[int]
    types: frozenset[str]
    span: tuple[int, int]


def rows(articles: Sequence[CodedArticle]) -> Iterator[Row]:
    """Give every party of every sentence, with its features and its types."""
    rules = Rules("ukraine")
    for article in articles:
        reading = rules.read(Document(article.text, None, article.published_on))
        found = rules.signals(reading)
        for k, (p, shown) in enumerate(zip(reading.parsed, slotted(reading), strict=True)):
            held = [g for g in article.signals if p.char_start <= (g.start + g.end) // 2 < p.char_end]
            for party, hashed in features(reading, k, shown, found):
                types = frozenset(g.signal for g in held if g.actor == party)
                yield Row(article.id, party, hashed, types, (p.char_start, p.char_end))


def main() -> None:
    """Train, write, and print the best event F1 over the probabilities from which on a type is believed."""
    given = list(rows([t.article for hand in taught() for t in read_hand(hand)]))
    kept = fit_and_write(PATH, [r.hashed for r in given], [r.types for r in given], SIGNAL_TYPES, rarest=8)
    print(f"{len(given)} parties of sentences taught, {kept} rows of weights kept")
    table.cache_clear()
    for hand in HELD_OUT:
        articles = [t.article for t in read_hand(hand)]
        asked = list(rows(articles))
        logits = np.stack([table().logits(row.hashed) for row in asked])
        print(f"{hand}: event F1 {max(_event_f1(articles, asked, logits, least) for least in _LEAST):.3f}")


def _event_f1(
    articles: Sequence[CodedArticle], asked: Sequence[Row], logits: np.ndarray, least: float
) -> float:  # fmt: skip
    found: dict[str, list[CodedSignal]] = {}
    for row, kind in zip(*np.nonzero(logits >= np.log(least / (1 - least))), strict=True):
        r = asked[row]
        one = CodedSignal(*r.span, SIGNAL_TYPES[kind], r.actor, None, None, None, None, frozenset(), "current")
        found.setdefault(r.article, []).append(one)
    return score(articles, found, intervals=False).levels["event"].f1


if __name__ == "__main__":
    main()
