"""Opens DuckDB files, one way for all: no extension is fetched, times are UTC, errors say what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import duckdb

from extractors.records import QueryResult
from warehouse import sql
from warehouse.errors import (
    LogUnreadable,
    QueryFailed,
    ReadCopyUnreadable,
    WarehouseError,
    WarehouseLocked,
    WarehouseUnreadable,
    WarehouseUnwritable,
)

OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
# A block of 16 KB instead of 256 KB makes a small warehouse a tenth of the size.
# What a run brings stays in the log until it is published; a bulk load is compressed now and then, not each time.
# Blocks keep up to so much memory from one load to the next, instead of asking the kernel for it anew.
WRITER = OFFLINE | {
    "default_block_size": "16384", "checkpoint_threshold": "256MB", "block_allocator_memory": "512MB",
}  # fmt: skip
# Without a place to spill to, a query that outgrows its memory ends in an error and not in a full disk.
READING = (
    "USE parley",
    "SET TimeZone = 'UTC'",
    "SET temp_directory = ''",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
LOG_HEAD = b"\x64\x00\x62"  # every log begins with the entry of its version
HOLDER = re.compile(r"PID (\d+)")


def open_for_writing(path: Path) -> duckdb.DuckDBPyConnection:
    """Opens or makes the writer's file; a log beside it that is none is named, since DuckDB would delete it unread."""
    try:
        _refuse_what_is_no_log(path.with_name(path.name + ".wal"))
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(str(path), config=dict(WRITER))
    except OSError as error:
        raise WarehouseUnwritable(path, error.strerror or str(error)) from error
    except duckdb.Error as error:
        raise explained(path, error) from error
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def _refuse_what_is_no_log(log: Path) -> None:
    if log.exists():
        with log.open("rb") as file:
            head = file.read(len(LOG_HEAD))
        if not LOG_HEAD.startswith(head):
            raise LogUnreadable(log)


def open_for_reading(path: Path, memory: str | None = None) -> duckdb.DuckDBPyConnection:
    """Opens a file that can then neither be written nor used to reach any other; `memory` such as 2GB is its limit.

    It is attached to a database of its own in memory: DuckDB gives one process the same open file for the same path,
    so that opening the path itself again after a publish would give the copy before it.
    """
    quoted = str(path).replace("'", "''")
    limits = {"memory_limit": memory} if memory else {}
    connection = duckdb.connect(":memory:", config=dict(OFFLINE | limits))
    try:
        connection.execute(f"ATTACH '{quoted}' AS parley (READ_ONLY)")
        for setting in READING:
            connection.execute(setting)
    except duckdb.Error as error:
        connection.close()
        failure = explained(path, error)
        if isinstance(failure, WarehouseUnreadable):
            raise ReadCopyUnreadable(path, failure.reason) from error
        raise failure from error
    return connection


def explained(path: Path, error: duckdb.Error) -> WarehouseError:
    """What DuckDB's failure to open a file means."""
    first_line = str(error).partition("\n")[0]
    if "Could not set lock" in first_line:
        holder = HOLDER.search(first_line)
        return WarehouseLocked(path, int(holder[1]) if holder else None)
    if any(sign in first_line for sign in ("Cannot open file", "Permission denied", "Read-only", "No space left")):
        return WarehouseUnwritable(path, first_line)
    return WarehouseUnreadable(path, first_line)


def run_named(connection: duckdb.DuckDBPyConnection, name: str, params: Mapping[str, object]) -> QueryResult:
    """Runs a weekly query with those of the parameters that it names."""
    text = sql.weekly(name)
    used = connection.extract_statements(text)[0].named_parameters
    given = {key: value for key, value in params.items() if key in used}
    return fetch(connection, name, text, given)


def fetch(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    text: str,
    params: Mapping[str, object],
    max_rows: int | None = None,
) -> QueryResult:
    """Runs one query and takes its rows, all or at most so many."""
    try:
        cursor = connection.execute(text, dict(params)) if params else connection.execute(text)
        columns = tuple(column[0] for column in cursor.description or ())
        rows = cursor.fetchall() if max_rows is None else cursor.fetchmany(max_rows)
    except duckdb.Error as error:
        raise QueryFailed(str(error)) from error
    frozen = tuple(tuple(tuple(v) if isinstance(v, list) else v for v in row) for row in rows)
    return QueryResult(name, text, tuple(sorted(params.items())), columns, frozen)
