"""Page extraction in processes that can be killed, since the extractor has no time-out of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Self

from extractors.page import PageSource, Reading
from extractors.records import Article, FeedEntry, FetchedPage, Rejection

START = 60.0  # seconds for a worker to import what it needs
AHEAD = 16  # pages at most between the one that is waited for and the last one handed out


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
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
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
        """Read every page into its article, in the order given."""
        return tuple(
            read if isinstance(read, Rejection) else read.article(task.page, task.entry, task.source or PageSource())
            for task, read in zip(tasks, self.read(tasks), strict=True)
        )

    def read(self, tasks: Iterable[PageTask | Rejection]) -> Iterator[Reading | Rejection]:
        """Give what was read from each page, in the order given, a few pages ahead of who asks.

        A page that takes too long or kills its worker is a rejection; what is rejected already keeps its place.
        """
        coming = enumerate(tasks)
        given: dict[int, PageTask] = {}
        done: dict[int, Reading | Rejection] = {}
        due, handed, more = 0, 0, True
        try:
            while more or due < handed:
                while more and len(self._busy) < self.workers and handed - due < AHEAD:
                    index, task = next(coming, (-1, None))
                    more, handed = task is not None, handed + (task is not None)
                    if isinstance(task, Rejection):
                        done[index] = task
                    elif task is not None:
                        given[index] = task
                        self._hand_out(index, task, done)
                if due not in done:
                    self._collect(given, done)
                while due in done:
                    given.pop(due, None)
                    yield done.pop(due)
                    due += 1
        finally:
            for job in self._busy.values():  # of one who does not ask for the rest
                job.worker.kill()
            self._busy.clear()

    def _all(self) -> list[_Worker]:
        return [*self._idle, *(job.worker for job in self._busy.values())]

    def _hand_out(self, index: int, task: PageTask, done: dict[int, Reading | Rejection]) -> None:
        worker = self._idle.pop() if self._idle else _Worker()
        try:
            worker.connection.send((task.page, task.entry, task.source))
        except OSError as error:
            worker.kill()
            done[index] = _failed(task, f"the extractor's process was gone ({error})")
            return
        self._busy[worker.connection] = _Job(worker, index, time.monotonic() + self.deadline)

    def _collect(self, given: Mapping[int, PageTask], done: dict[int, Reading | Rejection]) -> None:
        """Wait for the next page to be read, take what is ready, and kill what is overdue."""
        if not self._busy:
            return
        soonest = min(job.overdue_at for job in self._busy.values())
        ready = wait(list(self._busy), max(0.0, soonest - time.monotonic()))
        now = time.monotonic()
        for connection, job in list(self._busy.items()):
            if connection in ready:
                done[job.index] = self._receive(job, given[job.index])
            elif now >= job.overdue_at:
                job.worker.kill()
                done[job.index] = _failed(given[job.index], f"not done within {self.deadline:g} s")
            else:
                continue
            del self._busy[connection]

    def _receive(self, job: _Job, task: PageTask) -> Reading | Rejection:
        try:
            result: Reading | Rejection = job.worker.connection.recv()
        except (EOFError, OSError):
            job.worker.kill()
            return _failed(task, "the extractor's process died on this page")
        self._idle.append(job.worker)
        return result


def _failed(task: PageTask, detail: str) -> Rejection:
    return Rejection("extractor-failed", task.page.url, f"No article: {detail}.")
