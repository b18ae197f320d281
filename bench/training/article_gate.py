"""Fit the model of whole articles that tells ending a war from other matters, and measure it on hands left out.

python -m bench.training.article_gate              train on the hands not held out, write articles.npz
python -m bench.training.article_gate --leave-out  leave sixths of the hands out; print what is lost and kept off
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.training.corpus import Text, read_hand, taught
from bench.training.hashing import fit_and_write
from extractors.stance.article_gate import PATH, features
from extractors.stance.gate import TOO_SHORT_TO_TELL
from extractors.stance.hashed import Table

_PARTS = 6
_BOUNDS = (-1.0, 0.0, 0.5, 1.0, 1.5, 2.0)


def fit(texts: Sequence[Text], path: Path) -> int:
    """Fit on texts: those with a signal against those without; gives how many rows of weights were kept."""
    asked = [features(text.article.text) for text in texts]
    return fit_and_write(path, asked, [{True} if text.article.signals else () for text in texts], (True,), rarest=2)


def leave_out() -> None:
    """Print, for bounds on the log odds, what share of signals a bound loses and of texts without any it keeps off."""
    names = taught()
    judged: list[tuple[float, Text]] = []
    with tempfile.TemporaryDirectory() as place:
        for start in range(_PARTS):
            path = Path(place) / f"{start}.npz"
            fit(_texts(name for name in names if name not in names[start::_PARTS]), path)
            table = Table(path)
            judged += [
                (float(table.logits(features(text.article.text))[0]), text)
                for text in _texts(names[start::_PARTS])
                if len(text.article.text) >= TOO_SHORT_TO_TELL
            ]
    signals = sum(len(text.article.signals) for _, text in judged)
    without = [logit for logit, text in judged if not text.article.signals]
    print(f"{len(judged)} texts of {TOO_SHORT_TO_TELL} characters and more, {len(without)} of them without a signal")
    for bound in _BOUNDS:
        lost = sum(len(text.article.signals) for logit, text in judged if logit < bound)
        kept_off = sum(logit < bound for logit in without)
        print(
            f"{bound:+.1f}: {1000 * lost / signals:.1f} in 1,000 signals lost, {kept_off / len(without):.2f} kept off"
        )


def _texts(names: Iterable[str]) -> list[Text]:
    return [text for name in names for text in read_hand(name)]


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            print(f"{fit(_texts(taught()), PATH)} rows of weights kept")
        case ["--leave-out"]:
            leave_out()
        case _:
            sys.exit(__doc__)
