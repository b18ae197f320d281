"""Page extraction in processes that can be killed, since the extractor has no time-out of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Self

from extractors.page import PageSource
from extractors.records import Article, FeedEntry, FetchedPage, Rejection

START = 60.0  # seconds for a worker to import what it needs


@dataclass(frozen=True, slots=True)
class PageTask:
    """One page to be read, with what its feed and outlet say of it."""

    page: FetchedPage
    entry: FeedEntry | None = None
    source: PageSource | None = None


class _Worker:
    """One worker process and the connection to it."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  (this interpreter, this package)
                [sys.executable, "-m", "flows.fetch.extract_worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        self.connection = Connection(ours.detach())
        if not self.connection.poll(START):
            self.kill()
            raise RuntimeError(f"a worker for page extraction did not start within {START:g} s")
        try:
            self.connection.recv()
        except (EOFError, OSError) as error:
            self.kill()
            raise RuntimeError("a worker for page extraction died while starting; try `parley doctor`") from error

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self.connection.close()


@dataclass(slots=True)
class _Job:
    worker: _Worker
    index: int
    overdue_at: float


@dataclass(slots=True)
class ExtractPool:
    """A few workers; use it in a `with` block, which leaves no process behind."""

    workers: int = 2
    deadline: float = 10.0  # seconds a page
    _idle: list[_Worker] = field(default_factory=list)
    _busy: dict[Connection, _Job] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._all():
            worker.kill()
        self._idle.clear()
        self._busy.clear()

    @property
    def pids(self) -> tuple[int, ...]:
        """The process ids of the workers that run now."""
        return tuple(worker.pid for worker in self._all())

    def extract(self, tasks: Sequence[PageTask]) -> tuple[Article | Rejection, ...]:
        """Read every page, in the order given; a page that takes too long or kills its worker is a rejection."""
        results: dict[int, Article | Rejection] = {}
        waiting = deque(range(len(tasks)))
        while waiting or self._busy:
            while waiting and len(self._busy) < self.workers:
                self._hand_out(tasks, waiting.popleft(), results)
            self._collect(tasks, results)
        return tuple(results[index] for index in range(len(tasks)))

    def _all(self) -> list[_Worker]:
        return [*self._idle, *(job.worker for job in self._busy.values())]

    def _hand_out(self, tasks: Sequence[PageTask], index: int, results: dict[int, Article | Rejection]) -> None:
        worker, task = self._idle.pop() if self._idle else _Worker(), tasks[index]
        try:
            worker.connection.send((task.page, task.entry, task.source))
        except OSError as error:
            worker.kill()
            results[index] = _failed(task, f"the extractor's process was gone ({error})")
            return
        self._busy[worker.connection] = _Job(worker, index, time.monotonic() + self.deadline)

    def _collect(self, tasks: Sequence[PageTask], results: dict[int, Article | Rejection]) -> None:
        """Take what is ready, and kill what is overdue."""
        if not self._busy:
            return
        soonest = min(job.overdue_at for job in self._busy.values())
        ready = wait(list(self._busy), max(0.0, soonest - time.monotonic()))
        now = time.monotonic()
        for connection, job in list(self._busy.items()):
            if connection in ready:
                results[job.index] = self._receive(job, tasks[job.index])
            elif now >= job.overdue_at:
                job.worker.kill()
                results[job.index] = _failed(tasks[job.index], f"not done within {self.deadline:g} s")
            else:
                continue
            del self._busy[connection]

    def _receive(self, job: _Job, task: PageTask) -> Article | Rejection:
        try:
            result: Article | Rejection = job.worker.connection.recv()
        except (EOFError, OSError):
            job.worker.kill()
            return _failed(task, "the extractor's process died on this page")
        self._idle.append(job.worker)
        return result


def _failed(task: PageTask, detail: str) -> Rejection:
    return Rejection("extractor-failed", task.page.url, f"No article: {detail}.")
