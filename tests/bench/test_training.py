"""The training: its command, and the parts that torch does not bring: means, two widths, dropout, lessons together."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WANTED = "the extra `train` is not installed: pip install --constraint constraints.txt --editable '.[train]'"
torch = pytest.importorskip("torch", reason=WANTED)
transformers = pytest.importorskip("transformers", reason=WANTED)

from bench.training import together  # noqa: E402 - these need what may be missing
from bench.training.corpus import hands  # noqa: E402
from bench.training.dropout import Dropout, replace_dropout  # noqa: E402
from bench.training.examples import Lesson  # noqa: E402
from bench.training.fit import _lesser  # noqa: E402
from bench.training.narrow import Narrow  # noqa: E402
from bench.training.network import SlotNet  # noqa: E402

WIDTH, PIECES = 24, 7
OF_SENTENCES = [0, 3, 4, 8]  # where each sentence's slots begin and the last one's end: the second has no party


def lesson(slot: int, signal_type: int, target: int | None, speaker: int | None, pieces: int = PIECES) -> Lesson:
    return Lesson(slot, signal_type, target, speaker, signal_type % 2 == 0, tuple(k % 3 == 0 for k in range(pieces)))


LESSONS = [
    (0, lesson(1, 3, 2, 0)),
    (0, lesson(2, 10, None, 4)),
    (1, lesson(0, 8, 0, 1, pieces=5)),
    (2, lesson(3, 0, 1, None, pieces=6)),
]


def test_lessons_side_by_side_lose_what_they_lose_one_by_one() -> None:
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=50, hidden_size=WIDTH, num_hidden_layers=1, num_attention_heads=2, intermediate_size=WIDTH
    )
    net = SlotNet(transformers.BertModel(config, add_pooling_layer=False))
    net.eval()
    vectors, slots = torch.randn(len(OF_SENTENCES) - 1, PIECES, WIDTH), torch.randn(OF_SENTENCES[-1], WIDTH)
    alone = [_lesser(net, vectors, slots, [one], OF_SENTENCES) for one in LESSONS]
    assert torch.allclose(_lesser(net, vectors, slots, LESSONS, OF_SENTENCES), torch.stack(alone).sum(), atol=1e-5)


def test_dropout_hides_its_share_while_training_and_keeps_the_mean() -> None:
    torch.manual_seed(1)
    module = torch.nn.Sequential(torch.nn.Linear(4, 4), torch.nn.Sequential(torch.nn.Dropout(0.25)))
    replace_dropout(module)
    dropout = module[1][0]
    assert isinstance(dropout, Dropout)
    ones = torch.ones(333, 101)
    shown = dropout(ones)
    assert (shown == 0).float().mean().item() == pytest.approx(0.25, abs=0.01)
    assert shown.mean().item() == pytest.approx(1, abs=0.02)
    module.eval()
    assert torch.equal(dropout(ones), ones)


def test_the_wide_network_is_given_the_clipped_gradients_of_the_narrow_one() -> None:
    torch.manual_seed(1)
    wide = torch.nn.ModuleDict({"used": torch.nn.Linear(4, 1), "unused": torch.nn.Linear(4, 1)})
    narrow = Narrow(wide)
    inputs = torch.tensor([[3.0, -4.0, 0.0, 12.0]])  # gradient of the sum: the inputs, and 1 for the bias
    for bound, share in ((100.0, 1), (1.0, 1 / (9 + 16 + 144 + 1) ** 0.5)):
        narrow.learn(narrow.net["used"](inputs.bfloat16()).sum(), bound)
        assert wide["used"].weight.grad.dtype == torch.float32
        assert torch.allclose(wide["used"].weight.grad, inputs * share, rtol=0.01)
        assert not wide["unused"].weight.grad.any()


def test_the_narrow_network_follows_the_wide_one_which_keeps_what_sixteen_bits_would_lose() -> None:
    wide = torch.nn.Linear(2, 1)
    narrow = Narrow(wide)
    with torch.no_grad():
        wide.weight.fill_(1 + 2**-10)  # bfloat16 has eight bits
    narrow.follow()
    assert torch.equal(narrow.net.weight, torch.ones(1, 2, dtype=torch.bfloat16))
    assert wide.weight[0, 0].item() == 1 + 2**-10


def of_each(folder: Path) -> None:
    weights = [torch.full((2, 3), 1.0 + together.rank()), torch.tensor([10.0 * together.rank()])]
    for _ in range(3):  # more often than there are boards
        together.average(weights)
    torch.save(weights, folder / str(together.rank()))


def test_every_process_ends_with_the_mean(tmp_path: Path) -> None:
    together.start(2, of_each, tmp_path)
    for rank in range(2):
        matrix, vector = torch.load(tmp_path / str(rank))
        assert torch.equal(matrix, torch.full((2, 3), 1.5))
        assert torch.equal(vector, torch.tensor([5.0]))


def trained_on(hand: str, to: Path) -> tuple[bytes, bytes]:
    others = ",".join(one for one in hands() if one != hand)
    subprocess.run(
        [sys.executable, "-m", "bench.training", "network", "--held-out", others],
        check=True, capture_output=True, timeout=300, env={**os.environ, "PARLEY_WEIGHTS": str(to)},
    )  # fmt: skip
    return (to / "encoder.onnx").read_bytes(), (to / "heads.npz").read_bytes()


def test_the_command_trains_and_gives_the_same_network_twice(tmp_path: Path) -> None:
    assert trained_on("bulletin", tmp_path / "once") == trained_on("bulletin", tmp_path / "again")
