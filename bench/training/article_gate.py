"""Fit the model of whole articles that tells ending a war from other matters, and measure it on hands left out.

python -m bench.training.article_gate --leave-out  leave sixths of the hands out; print what is lost and kept off
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.training.corpus import Text, read_hand, taught
from bench.training.hashing import fit_and_write
from extractors.stance.actors import ActorIndex
from extractors.stance.article_gate import LEAST, PATH, features
from extractors.stance.cast import cast
from extractors.stance.gate import TOO_SHORT_TO_TELL, is_on_topic
from extractors.stance.hashed import Table
from extractors.stance.reading import Known

_PARTS = 6
_BOUNDS = (-2.0, -1.0, -0.75, -0.5, -0.25, 0.0, 0.5, LEAST)  # where parties are known to be at war


def fit(texts: Sequence[Text], path: Path = PATH) -> int:
    """Fit on texts: those with a signal against those without; gives how many rows of weights were kept."""
    asked = [features(text.article.text) for text in texts]
    return fit_and_write(path, asked, [{True} if text.article.signals else () for text in texts], (True,), rarest=2)


def leave_out() -> None:
    """Print what share of signals is lost and of texts without any kept off, by the bound for parties at war."""
    names = taught()
    index = ActorIndex.load("ukraine")
    known = Known.of(index)
    judged: list[tuple[float, bool, Text]] = []
    with tempfile.TemporaryDirectory() as place:
        for start in range(_PARTS):
            path = Path(place) / f"{start}.npz"
            fit(_texts(name for name in names if name not in names[start::_PARTS]), path)
            table = Table(path)
            for text in _texts(names[start::_PARTS]):
                if len(text.article.text) >= TOO_SHORT_TO_TELL:
                    logit = float(table.logits(features(text.article.text))[0])
                    who = cast(index.find(text.article.text, text.article.published_on), known.kinds, known.states)
                    is_at_war = who.is_at_war and len(who.pair) > 1 and is_on_topic(text.article.text)
                    judged.append((logit, is_at_war, text))
    signals = sum(len(text.article.signals) for _, _, text in judged)
    without = sum(not text.article.signals for _, _, text in judged)
    print(f"{len(judged)} texts of {TOO_SHORT_TO_TELL} characters and more, {without} of them without a signal")
    for bound in _BOUNDS:
        unread = [text for logit, is_at_war, text in judged if logit < (bound if is_at_war else LEAST)]
        lost = sum(len(text.article.signals) for text in unread)
        kept_off = sum(not text.article.signals for text in unread)
        print(f"{bound:+.2f}: {1000 * lost / signals:.1f} in 1,000 signals lost, {kept_off / without:.3f} kept off")


def _texts(names: Iterable[str]) -> list[Text]:
    return [text for name in names for text in read_hand(name)]


if __name__ == "__main__":
    if sys.argv[1:] != ["--leave-out"]:
        sys.exit(__doc__)
    leave_out()
