"""Fit the linear model on n-grams and parse features, and measure it alone.

python -m bench.training.linear              train on the hands not held out, write ngrams.npz, print their events
python -m bench.training.linear --leave-out  leave each hand out, with a fifth of the others, and print its events
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from bench.training.corpus import HARD, HELD_OUT, UNSEEN, hands, read_hand, taught
from bench.training.hashing import fit_and_write
from extractors.records import SIGNAL_TYPES, Document
from extractors.stance.hashed import Table
from extractors.stance.ngrams import PATH, features, table
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


def rows(articles: Sequence[CodedArticle]) -> Iterator[Row]:
    """Give every party of every sentence, with its features and its types."""
    rules = Rules("ukraine", teaches=True)
    for article in articles:
        reading = rules.read(Document(article.text, None, article.published_on))
        found = rules.signals(reading)
        for k, (p, shown) in enumerate(zip(reading.parsed, slotted(reading), strict=True)):
            held = [g for g in article.signals if p.char_start <= (g.start + g.end) // 2 < p.char_end]
            for party, hashed in features(reading, k, shown, found):
                types = frozenset(g.signal for g in held if g.actor == party)
                yield Row(article.id, party, hashed, types, (p.char_start, p.char_end))


def fit() -> None:
    """Train on the hands not held out, write, and print the events on those held out."""
    with get_context("spawn").Pool() as team:
        given = list(chain.from_iterable(team.imap(_of_hand, taught())))
    print(f"{len(given)} parties of sentences taught, {_learnt(given, PATH)} rows of weights kept")
    table.cache_clear()
    for hand in HELD_OUT:
        print(f"{hand}: event F1 {_event_f1(hand, _of_hand(hand), table()):.3f}")


def leave_out() -> None:
    """Print each hand's events by a model that neither it nor a fifth of the other hands taught."""
    names = tuple(hand for hand in hands() if hand not in UNSEEN + HARD)
    by_hand = {hand: _of_hand(hand) for hand in names}
    reached = []
    with tempfile.TemporaryDirectory() as place:
        for start in range(_PARTS):
            left = names[start::_PARTS]
            path = Path(place) / f"{start}.npz"
            _learnt([row for hand in names if hand not in left for row in by_hand[hand]], path)
            for hand in left:
                reached.append(_event_f1(hand, by_hand[hand], Table(path)))
                print(f"{hand}: event F1 {reached[-1]:.3f}", flush=True)
    print(f"{len(reached)} hands: mean {np.mean(reached):.3f}, from {min(reached):.3f} to {max(reached):.3f}")


def _of_hand(hand: str) -> list[Row]:
    return list(rows(_articles(hand)))


def _articles(hand: str) -> list[CodedArticle]:
    return [text.article for text in read_hand(hand)]


def _learnt(given: Sequence[Row], path: Path) -> int:
    return fit_and_write(path, [r.hashed for r in given], [r.types for r in given], SIGNAL_TYPES, rarest=8)


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
    match sys.argv[1:]:
        case []:
            fit()
        case ["--leave-out"]:
            leave_out()
        case _:
            sys.exit(__doc__)
