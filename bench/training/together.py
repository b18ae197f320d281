"""Several processes that train one network: each takes its share of the batches, all take the mean of the gradients."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor, distributed, multiprocessing

_Batch = TypeVar("_Batch")


def start(processes: int, work: Callable[..., None], *arguments: object) -> None:
    """Run `work(*arguments)` in so many processes that know of each other, one thread each; wait for all."""
    os.environ["GLOO_SOCKET_IFNAME"] = "lo"
    with tempfile.TemporaryDirectory() as place:
        multiprocessing.spawn(  # type: ignore[no-untyped-call]
            _joined, (processes, Path(place) / "meeting", work, arguments), nprocs=processes
        )


def _joined(rank: int, processes: int, meeting: Path, work: Callable[..., None], arguments: Sequence[object]) -> None:
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=processes)
    work(*arguments)
    distributed.destroy_process_group()


def rank() -> int:
    """Give the number of this process; 0 is the one that reports and writes."""
    return distributed.get_rank()


def share(batches: Sequence[_Batch]) -> Sequence[_Batch]:
    """Give this process's batches: as many as every other process has; those left over wait for the next epoch."""
    processes = distributed.get_world_size()
    return batches[rank() : len(batches) // processes * processes : processes]


def average(parameters: Sequence[Tensor]) -> None:
    """Replace each gradient by its mean over the processes; a process that has none counts as nought."""
    flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).flatten() for p in parameters])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    at = 0
    for p in parameters:
        p.grad = flat[at : at + p.numel()].view_as(p)
        at += p.numel()
