"""Fit the linear model on n-grams and parse features, and measure it alone.

python -m bench.training.linear    train on the hands not held out, write ngrams.npz, print events on the held out
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.training.__main__ import HELD_OUT, taught
from bench.training.corpus import read_hand
from extractors.records import SIGNAL_TYPES, Document
from extractors.stance.ngrams import PATH, ROWS, features
from extractors.stance.rows import CodedArticle, CodedSignal
from extractors.stance.scoring import score
from extractors.stance.tagger import Rules

_LEAST = (0.03, 0.05, 0.08, 0.12, 0.18, 0.25)  # probabilities from which on the model alone is believed
_STRENGTH = 30  # inverse of the regularisation
_LIGHT = 0.05  # weights of a row below which it is left out


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
        for k, p in enumerate(reading.parsed):
            held = [g for g in article.signals if p.char_start <= (g.start + g.end) // 2 < p.char_end]
            for party, hashed in features(reading, k, found):
                types = frozenset(g.signal for g in held if g.actor == party)
                yield Row(article.id, party, hashed, types, (p.char_start, p.char_end))


def matrix(asked: Sequence[Row]) -> csr_matrix:
    """Give rows of unit length: [parties, hashed features]."""
    lengths = np.array([len(row.hashed) for row in asked])
    columns = np.concatenate([sorted(row.hashed) for row in asked])
    values = np.repeat(1 / np.sqrt(lengths), lengths)
    return csr_matrix((values, columns, np.concatenate([[0], lengths.cumsum()])), shape=(len(asked), ROWS))


def main() -> None:
    """Train, write, and print the best event F1 over the probabilities from which on a type is believed."""
    given = list(rows([t.article for hand in taught() for t in read_hand(hand)]))
    x = matrix(given)
    fits = [
        LogisticRegression(C=_STRENGTH, solver="liblinear").fit(x, np.array([kind in r.types for r in given]))
        for kind in SIGNAL_TYPES
    ]
    weights = np.stack([fit.coef_[0] for fit in fits], axis=1)
    kept = np.flatnonzero(np.abs(weights).max(axis=1) > _LIGHT)
    bias = np.array([fit.intercept_[0] for fit in fits])
    np.savez_compressed(PATH, rows=kept.astype(np.uint32), weights=weights[kept].astype(np.float16), bias=bias)
    print(f"{len(given)} parties of sentences taught, {len(kept)} rows of weights kept")
    for hand in HELD_OUT:
        articles = [t.article for t in read_hand(hand)]
        asked = list(rows(articles))
        said = [fit.predict_proba(matrix(asked))[:, 1] for fit in fits]
        print(f"{hand}: event F1 {max(_event_f1(articles, asked, said, least) for least in _LEAST):.3f}")


def _event_f1(
    articles: Sequence[CodedArticle], asked: Sequence[Row], said: Sequence[np.ndarray], least: float
) -> float:  # fmt: skip
    found: dict[str, list[CodedSignal]] = {}
    for kind, probabilities in zip(SIGNAL_TYPES, said, strict=True):
        for row, probability in zip(asked, probabilities, strict=True):
            if probability >= least:
                one = CodedSignal(*row.span, kind, row.actor, None, None, None, None, frozenset(), "current")
                found.setdefault(row.article, []).append(one)
    return score(articles, found, intervals=False).levels["event"].f1


if __name__ == "__main__":
    main()
