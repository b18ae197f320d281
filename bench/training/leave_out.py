"""Leave each hand out of all models, with some of the others, and measure the whole tagger on it.

python -m bench.training.leave_out              three parts: about three times two thirds of a whole training
python -m bench.training.leave_out --parts 5    nearer to leaving out one hand alone, and longer
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path
from typing import TextIO

import numpy as np

from bench.stance import scores_of, tag
from bench.training.corpus import NOT_TAUGHT, read_hand, taught


def main() -> None:
    """Train once for each part without it, and print each hand's event and full F1."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--parts", type=int, default=3)
    wanted.add_argument("--of", help="measure these hands with the weights as they are, and print JSON")
    chosen = wanted.parse_args()
    if chosen.of:
        hands = chosen.of.split(",")
        with get_context("spawn").Pool() as team:
            reached = zip(hands, team.map(measured, hands, chunksize=1), strict=True)
        print(json.dumps({hand: levels for hand, levels in reached if levels is not None}))
        return
    names, levels = taught(), {}
    for part in range(chosen.parts):
        left = names[part :: chosen.parts]
        with tempfile.TemporaryDirectory() as folder:
            _run(Path(folder), "bench.training", "--held-out", ",".join(NOT_TAUGHT + left), told=sys.stderr)
            found = json.loads(_run(Path(folder), "bench.training.leave_out", "--of", ",".join(left)))
        for hand, (event, full) in found.items():
            print(f"{hand}: event F1 {event:.3f}, full {full:.3f}", flush=True)
        levels.update(found)
    event, full = (np.array(column) for column in zip(*levels.values(), strict=True))
    print(f"{len(levels)} hands: event F1 {event.mean():.3f}, from {event.min():.3f} to {event.max():.3f}; "
          f"full {full.mean():.3f}")  # fmt: skip


def measured(hand: str) -> tuple[float, float] | None:
    """Give event and full F1 of a hand; None where it has no signal."""
    articles = [text.article for text in read_hand(hand)]
    levels = scores_of(articles, tag(articles)).levels
    return (levels["event"].f1, levels["full"].f1) if any(article.signals for article in articles) else None


def _run(folder: Path, module: str, *arguments: str, told: int | TextIO = subprocess.PIPE) -> str:
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        check=True, stdout=told, text=True, env={**os.environ, "PARLEY_WEIGHTS": str(folder)},
    ).stdout  # fmt: skip


if __name__ == "__main__":
    main()
