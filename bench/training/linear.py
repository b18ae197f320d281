"""Fit the linear model on n-grams and parse features, and measure it alone.

python -m bench.training.linear --leave-out  leave each hand out, with a fifth of the others, and print its events
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from bench.training.corpus import HARD, UNSEEN, hands, read_hand
from bench.training.hashing import fit_and_write
from extractors.records import SIGNAL_TYPES, Document, Signal
from extractors.stance.hashed import Table
from extractors.stance.ngrams import PATH, features
from extractors.stance.reading import Reading
from extractors.stance.rows import CodedArticle, CodedSignal
from extractors.stance.scoring import score
from extractors.stance.slots import slotted
from extractors.stance.tagger import Rules

_PARTS = 5
_LEAST = (0.03, 0.05, 0.08, 0.12, 0.18, 0.25)  # probabilities from which on the model alone is believed


@dataclass(frozen=True, slots=True)
class Row:
    """One party of one sentence."""

    article: str
    actor: str
    hashed: frozenset[int]
    types: frozenset[str]
    span: tuple[int, int]


def rows(article: CodedArticle, reading: Reading, by_rule: Sequence[Signal]) -> Iterator[Row]:
    """Give every party of every sentence of an article, with its features and its types."""
    for k, (p, shown) in enumerate(zip(reading.parsed, slotted(reading), strict=True)):
        held = [g for g in article.signals if p.char_start <= (g.start + g.end) // 2 < p.char_end]
        for party, hashed in features(reading, k, shown, by_rule):
            types = frozenset(g.signal for g in held if g.actor == party)
            yield Row(article.id, party, hashed, types, (p.char_start, p.char_end))


def fit(given: Sequence[Row], path: Path = PATH) -> int:
    """Train and write; gives how many rows of weights were kept."""
    return fit_and_write(path, [r.hashed for r in given], [r.types for r in given], SIGNAL_TYPES, rarest=8)


def leave_out() -> None:
    """Print each hand's events by a model that neither it nor a fifth of the other hands taught."""
    names = tuple(hand for hand in hands() if hand not in UNSEEN + HARD)
    with get_context("spawn").Pool() as team:
        by_hand = dict(zip(names, team.map(_of_hand, names, chunksize=1), strict=True))
    reached = []
    with tempfile.TemporaryDirectory() as place:
        for start in range(_PARTS):
            left = names[start::_PARTS]
            path = Path(place) / f"{start}.npz"
            fit([row for hand in names if hand not in left for row in by_hand[hand]], path)
            for hand in left:
                reached.append(_event_f1(hand, by_hand[hand], Table(path)))
                print(f"{hand}: event F1 {reached[-1]:.3f}", flush=True)
    print(f"{len(reached)} hands: mean {np.mean(reached):.3f}, from {min(reached):.3f} to {max(reached):.3f}")


def _of_hand(hand: str) -> list[Row]:
    rules, found = Rules("ukraine", teaches=True), []
    for article in _articles(hand):
        reading = rules.read(Document(article.text, None, article.published_on))
        found += rows(article, reading, rules.signals(reading))
    return found


def _articles(hand: str) -> list[CodedArticle]:
    return [text.article for text in read_hand(hand)]


def _event_f1(hand: str, asked: Sequence[Row], fitted: Table) -> float:
    """Give the best event F1 over the probabilities from which on a type is believed."""
    articles = _articles(hand)
    logits = np.stack([fitted.logits(row.hashed) for row in asked])
    return max(_f1_from(least, articles, asked, logits) for least in _LEAST)


def _f1_from(
    least: float, articles: Sequence[CodedArticle], asked: Sequence[Row], logits: np.ndarray
) -> float:  # fmt: skip
    found: dict[str, list[CodedSignal]] = {}
    for row, kind in zip(*np.nonzero(logits >= np.log(least / (1 - least))), strict=True):
        r = asked[row]
        one = CodedSignal(*r.span, SIGNAL_TYPES[kind], r.actor, None, None, None, None, frozenset(), "current")
        found.setdefault(r.article, []).append(one)
    return score(articles, found, intervals=False).levels["event"].f1


if __name__ == "__main__":
    if sys.argv[1:] != ["--leave-out"]:
        sys.exit(__doc__)
    leave_out()
