"""Train the stance model.

python -m bench.training                              train on the hands that teach; write the tagger's model
python -m bench.training --held-out a,b --to FOLDER   hold out other hands, write elsewhere
"""

from __future__ import annotations

import argparse
import shutil
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

from bench.training import together
from bench.training.corpus import NOT_TAUGHT, taught
from bench.training.examples import of_hand
from bench.training.train import SEED, WEIGHTS, train
from extractors.stance.weights import FOLDER


def main() -> None:
    """Train and write."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--held-out", default=",".join(NOT_TAUGHT))
    wanted.add_argument("--to", type=Path, default=FOLDER)
    wanted.add_argument("--processes", type=int, default=2)
    chosen = wanted.parse_args()
    chosen.to.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(WEIGHTS / "tokenizer.json", chosen.to / "tokenizer.json")
    teaching = taught(chosen.held_out.split(","))
    with get_context("spawn").Pool(chosen.processes) as team:
        found = list(chain.from_iterable(team.imap(partial(of_hand, chosen.to), teaching)))
    print(f"{len(teaching)} hands, {len(found)} sentences, seed {SEED}", flush=True)
    together.start(chosen.processes, train, found, chosen.to)


if __name__ == "__main__":
    main()
