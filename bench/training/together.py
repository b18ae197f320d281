"""Several processes that train one network: each takes its share of the batches, now and then all take their mean.

Between two means each goes its own way ("local SGD", Stich 2019, arXiv:1805.09767): where gradients were added up at
each step, a fifth of the time passed in waiting. Weights are laid side by side in shared memory, where each process
adds them up in the same order; what the optimiser remembers stays each one's own. Two boards are used by turns, so
that one is read while the other is written.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor, distributed, multiprocessing

_Batch = TypeVar("_Batch")
_MEMORY = Path("/dev/shm")  # files here are memory; elsewhere they would be written to the disk
_BOARDS = 2
_SETTINGS = {
    "GLOO_SOCKET_IFNAME": "lo",
    "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "20000",  # products are compiled for each shape; 1,024 kept are too few
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",  # fewer page faults
}


@dataclass(slots=True)
class _Shared:
    place: Path
    boards: list[list[Tensor]] = field(default_factory=list)  # of each turn, one for each process
    turn: int = 0


_shared: _Shared


def start(processes: int, work: Callable[..., None], *arguments: object) -> None:
    """Run `work(*arguments)` in so many processes that know of each other, one thread each; wait for all."""
    os.environ |= _SETTINGS
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as place:
        multiprocessing.spawn(  # type: ignore[no-untyped-call]
            _joined, (processes, Path(place), work, arguments), nprocs=processes
        )


def _joined(rank: int, processes: int, place: Path, work: Callable[..., None], arguments: Sequence[object]) -> None:
    global _shared  # noqa: PLW0603 - what this process shares with the others, like torch's own group
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", init_method=f"file://{place / 'meeting'}", rank=rank, world_size=processes)
    _shared = _Shared(place)
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
    """Replace each parameter by its mean over the processes, all of which call this equally often."""
    size = sum(p.numel() for p in parameters)
    if not _shared.boards:
        _shared.boards = [[_board(turn, k, size) for k in range(_processes())] for turn in range(_BOARDS)]
    boards = _shared.boards[_shared.turn]
    _shared.turn = (_shared.turn + 1) % _BOARDS
    with torch.no_grad():
        for p, own in _parts(parameters, boards[rank()]):
            own.copy_(p)
        distributed.barrier()
        total = torch.add(boards[0], boards[1]) if len(boards) > 1 else boards[0].clone()
        for board in boards[2:]:
            total += board
        total /= _processes()
        for p, mean in _parts(parameters, total):
            p.copy_(mean)


def _parts(parameters: Sequence[Tensor], flat: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
    """Give each parameter with its stretch of a flat tensor, in the parameter's shape."""
    at = 0
    for p in parameters:
        yield p, flat[at : at + p.numel()].view_as(p)
        at += p.numel()


def _processes() -> int:
    return distributed.get_world_size()


def _board(turn: int, owner: int, size: int) -> Tensor:
    return torch.from_file(str(_shared.place / f"{turn}-{owner}"), shared=True, size=size)
