"""Makes the rows of loads in a second thread, while DuckDB, which lets go of Python's lock, stores earlier ones."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event

import pyarrow as pa

from warehouse import rows
from warehouse.records import Load

Made = tuple[str, pa.Table]
# Seconds for which one thread may keep Python's lock while another waits: the thread that stores asks for it several
# times a statement, a hundred statements a load, and by Python's own 5 ms would wait a third of its time.
_TURN = 1e-4


@dataclass(frozen=True, slots=True)
class Staged:
    """A load, and its rows, which need no database, table by table as they are made."""

    load: Load
    tables: Iterator[Made]


def staged_ahead(loads: Iterable[Load]) -> Generator[Staged]:
    """The loads in order, each with its rows; while one is stored, the rows of the next are made, and of none beyond.

    A load is taken from `loads` in the calling thread, before the one ahead of it is given. What goes wrong in taking
    it is raised once that one has been given; what goes wrong in making its rows, by its tables.
    """
    stop = Event()
    with _quick_turns(), ThreadPoolExecutor(1, "rows") as maker:
        try:
            waiting: Staged | None = None
            for load in _ended_by_error(loads):
                coming = None if isinstance(load, Exception) else _begun(maker, load, stop)
                if waiting:
                    yield waiting
                if isinstance(load, Exception):
                    raise load
                waiting = coming
            if waiting:
                yield waiting
        finally:
            stop.set()


@contextmanager
def _quick_turns() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(min(usual, _TURN))
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _ended_by_error(loads: Iterable[Load]) -> Iterator[Load | Exception]:
    """The loads, and the error that ended them if there was one."""
    try:
        yield from loads
    except Exception as error:
        yield error


def _begun(maker: ThreadPoolExecutor, load: Load, stop: Event) -> Staged:
    made: SimpleQueue[Made | BaseException | None] = SimpleQueue()
    maker.submit(_make, load, made, stop)
    return Staged(load, _as_made(made))


def _make(load: Load, made: SimpleQueue[Made | BaseException | None], stop: Event) -> None:
    """Makes a load's rows, and whatever prevents that; stops where nobody waits for them any more."""
    try:
        for one in rows.staged(load):
            if stop.is_set():
                return
            made.put(one)
    except BaseException as error:
        made.put(error)
    else:
        made.put(None)


def _as_made(made: SimpleQueue[Made | BaseException | None]) -> Iterator[Made]:
    while (one := made.get()) is not None:
        if isinstance(one, BaseException):
            raise one
        yield one
