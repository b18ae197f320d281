"""Train the tagger's models: about half an hour on two cores.

python -m bench.training                                       all, on the hands that teach
python -m bench.training linear join                           some of them; what is left out stays as it is
PARLEY_WEIGHTS=FOLDER python -m bench.training --held-out a,b  hold out other hands, write elsewhere
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Callable

from bench.training import article_gate, combine, conditions, linear, together
from bench.training.corpus import NOT_TAUGHT, read_hand, taught
from bench.training.lessons import read
from bench.training.train import SEED, WEIGHTS, train
from extractors.stance.weights import FOLDER

PARTS = ("network", "linear", "conditions", "gate", "join")


def main() -> None:
    """Read the texts once, then train one model after the other."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; without any: all")
    wanted.add_argument("--held-out", default=",".join(NOT_TAUGHT), help="hands that teach nothing")
    wanted.add_argument("--processes", type=int, default=2)
    chosen = wanted.parse_args()
    parts = chosen.parts or PARTS
    if unknown := set(parts) - set(PARTS):
        wanted.error(f"no part is called {', '.join(sorted(unknown))}: choose from {', '.join(PARTS)}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(WEIGHTS / "tokenizer.json", FOLDER / "tokenizer.json")
    hands = taught(chosen.held_out.split(","))
    start = time.monotonic()

    def said(what: str) -> None:
        print(f"{time.monotonic() - start:.0f} s: {what}", flush=True)

    said(f"reading {len(hands)} hands, seed {SEED}")
    found = read(hands, FOLDER / "tokenizer.json", chosen.processes)
    said(f"{len(found.examples)} sentences, {len(found.cases)} signals")
    steps: dict[str, Callable[[], object]] = {
        "network": lambda: together.start(chosen.processes, train, found.examples, FOLDER),
        "linear": lambda: linear.fit(found.rows),
        "conditions": lambda: conditions.fit(found.cases),
        "gate": lambda: article_gate.fit([text for hand in hands for text in read_hand(hand)]),
        "join": lambda: combine.fit(found.tally),
    }
    for part in PARTS:
        if part in parts:
            steps[part]()
            said(f"{part} done")


if __name__ == "__main__":
    main()
