"""Write the trained network as what the tagger runs: an encoder of 8-bit whole numbers, and the heads beside it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from bench.training.fit import tensors
from bench.training.network import SlotNet
from extractors.stance.pieces import Pieces, batch

_NAMES = ("ids", "mask", "pool", "owner")
_FREE = {
    "ids": {0: "sentences", 1: "pieces"},
    "mask": {0: "sentences", 1: "pieces"},
    "pool": {0: "slots", 1: "pieces"},
    "owner": {0: "slots"},
}


def export(net: SlotNet, folder: Path) -> None:
    """Write `encoder.onnx` and `heads.npz`."""
    net.eval()
    example = tensors(batch([Pieces((101, 8, 2000, 102), (-1, -1, 0, -1), ((0,), (1,)))] * 2))
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole.onnx"
        torch.onnx.export(
            net, example, str(whole), input_names=list(_NAMES), output_names=["vectors", "slots", "logits"],
            dynamic_axes=_FREE, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    heads = {
        name: value.numpy().astype(np.float16)
        for name, value in net.state_dict().items()
        if not name.startswith(("encoder.", "slot.", "types."))
    }
    np.savez_compressed(folder / "heads.npz", **heads)
