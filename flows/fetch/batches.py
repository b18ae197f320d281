"""Hands what a poll brings to whoever stores it, piece by piece, while the polling goes on in a thread of its own.

Whoever stores may take his time: deadlines go on, and no more is fetched than a few batches hold.
"""

from __future__ import annotations

import asyncio
import contextvars
import queue
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Generic, Protocol, Self, TypeVar


class Part(Protocol):
    """A piece of what is brought; pieces add up."""

    @property
    def weight(self) -> int:
        """Bytes that it holds in memory, roughly."""
        ...

    def __add__(self, other: Self) -> Self: ...


P = TypeVar("P", bound=Part)


@dataclass(slots=True)
class Hand(Generic[P]):
    """Takes pieces in their order, and passes them on once they weigh enough."""

    batch_weight: int
    taken: queue.SimpleQueue[P | BaseException | None]
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    order: asyncio.Lock = field(default_factory=asyncio.Lock)
    held: P | None = None

    async def give(self, part: P) -> None:
        """Take one piece; waits where nobody takes the batches."""
        async with self.order:
            self.held = part if self.held is None else self.held + part
            if self.held.weight >= self.batch_weight:
                await self._pass_on()

    async def close(self) -> None:
        """Pass on what is left."""
        async with self.order:
            if self.held is not None:
                await self._pass_on()

    async def _pass_on(self) -> None:
        await self.room.acquire()
        assert self.held is not None
        self.taken.put(self.held)
        self.held = None


def batches(work: Callable[[Hand[P]], Awaitable[None]], batch_weight: int) -> Iterator[P]:
    """Run `work` in a thread with a loop of its own, and give what it hands over; closing the iterator ends it."""
    taken: queue.SimpleQueue[P | BaseException | None] = queue.SimpleQueue()
    started: queue.SimpleQueue[tuple[asyncio.AbstractEventLoop, asyncio.Task[None], Hand[P]]] = queue.SimpleQueue()

    async def main() -> None:
        hand = Hand[P](batch_weight, taken)
        task = asyncio.current_task()
        assert task is not None
        started.put((asyncio.get_running_loop(), task, hand))
        await work(hand)
        await hand.close()

    def run() -> None:
        ended: BaseException | None = None
        try:
            asyncio.run(main())
        except BaseException as error:  # told to whoever takes the batches
            ended = error
        taken.put(ended)

    thread = threading.Thread(target=contextvars.copy_context().run, args=(run,), name="parley-poll", daemon=True)
    thread.start()
    loop, task, hand = started.get()
    try:
        while (batch := taken.get()) is not None:
            if isinstance(batch, BaseException):
                raise batch
            with suppress(RuntimeError):  # the last batch is there, and the loop is closed
                loop.call_soon_threadsafe(hand.room.release)
            yield batch
    finally:
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(task.cancel)
        thread.join()
