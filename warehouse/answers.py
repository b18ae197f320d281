"""Rows as they come, from a query that can be stopped."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer

import duckdb

from warehouse.errors import QueryFailed, QueryTimedOut, QueryTooLarge, WarehouseUnwritable

BATCH = 2048


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns and the rows of one query; the rows can be taken once."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]


class Patience:
    """How long one query may still keep DuckDB busy; what its reader takes to read does not count."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, seconds: float | None) -> None:
        self._connection, self._seconds, self._left = connection, seconds, seconds

    @contextmanager
    def while_waiting(self) -> Iterator[None]:
        """Interrupt DuckDB when the time is up, and say in words what it says."""
        late, began = Event(), time.monotonic()
        timer = Timer(max(self._left, 0.001), self._stop, [late]) if self._left is not None else None
        if timer:
            timer.daemon = True
            timer.start()
        try:
            with self._stopped_by_ctrl_c():
                yield
        except duckdb.Error as error:
            raise self._explained(error, late=late.is_set()) from error
        finally:
            if timer and self._left is not None:
                timer.cancel()
                self._left -= time.monotonic() - began

    @contextmanager
    def _stopped_by_ctrl_c(self) -> Iterator[None]:
        """Let Ctrl-C interrupt DuckDB itself: a KeyboardInterrupt raised in its midst leaves the query running."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        pressed = Event()

        def interrupt(_number: int, _frame: object) -> None:
            pressed.set()
            self._connection.interrupt()

        before = signal.signal(signal.SIGINT, interrupt)
        try:
            yield
        except duckdb.Error:
            if not pressed.is_set():
                raise
        finally:
            signal.signal(signal.SIGINT, before)
        if pressed.is_set():
            raise KeyboardInterrupt

    def _stop(self, late: Event) -> None:
        late.set()
        self._connection.interrupt()

    def _explained(self, error: duckdb.Error, *, late: bool) -> QueryFailed:
        if late and self._seconds is not None:
            return QueryTimedOut(self._seconds)
        if isinstance(error, duckdb.OutOfMemoryException):
            return QueryTooLarge(str(error).partition("\n")[0])
        return QueryFailed(str(error))


def ask(connection: duckdb.DuckDBPyConnection, text: str, seconds: float | None) -> Answer:
    """Start a query that may keep DuckDB busy for so many seconds until its last row is there.

    Raises:
        QueryFailed: if DuckDB refuses it, now or while its rows are taken.
        QueryTimedOut: if it takes longer.
        QueryTooLarge: if it needs more memory than it may have.
    """
    patience = Patience(connection, seconds)
    with patience.while_waiting():
        cursor = connection.execute(text)
        columns = tuple(column[0] for column in cursor.description or ())
    return Answer(columns, (row for batch in _batches(cursor, patience) for row in batch))


def save_parquet(connection: duckdb.DuckDBPyConnection, text: str, path: Path, seconds: float | None) -> int:
    """Write a query's rows to a Parquet file, which is there whole or not at all; returns how many."""
    from pyarrow import parquet  # noqa: PLC0415 half a second that other questions need not wait

    partial = path.with_name(f".{path.name}.partial")
    patience, written = Patience(connection, seconds), 0
    try:
        with patience.while_waiting():
            batches = connection.execute(text).to_arrow_reader(BATCH * 50)
            with parquet.ParquetWriter(partial, batches.schema) as writer:
                for batch in batches:
                    writer.write_batch(batch)
                    written += batch.num_rows
        partial.replace(path)
    except OSError as error:
        raise WarehouseUnwritable(path, error.strerror or str(error)) from error
    finally:
        partial.unlink(missing_ok=True)
    return written


def _batches(cursor: duckdb.DuckDBPyConnection, patience: Patience) -> Iterator[list[tuple[object, ...]]]:
    while True:
        with patience.while_waiting():
            batch = cursor.fetchmany(BATCH)
        if not batch:
            return
        yield batch
