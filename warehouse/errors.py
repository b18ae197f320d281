"""What can go wrong with the warehouse, each with its remedy in the message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path


class WarehouseError(Exception):
    """Something is wrong with the warehouse; the message says what and what to do."""


class WarehouseLocked(WarehouseError):
    """Another process has the warehouse open."""

    def __init__(self, path: Path, holder_pid: int | None) -> None:
        self.path, self.holder_pid = path, holder_pid
        holder = f"process {holder_pid}" if holder_pid else "another process"
        super().__init__(
            f"{path} is in use by {holder}. Wait until it is done or end it; "
            "to query, open the published file parley.duckdb, which is never locked."
        )


class WarehouseUnreadable(WarehouseError):
    """The file is damaged or is no warehouse."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"{path} cannot be read as a warehouse ({reason}). Move it away, with the .wal file beside it if there "
            "is one; then put a copy of parley.duckdb under this name, or run `parley run` to begin anew."
        )


class LogUnreadable(WarehouseError):
    """The file beside the warehouse that holds what was committed last is no such log; DuckDB would drop it unread."""

    def __init__(self, log: Path) -> None:
        self.log = log
        super().__init__(
            f"{log} is no log of DuckDB's, so that runs committed last may be missing; nothing was changed. Bring the "
            "log back if it is elsewhere. Else move that file away, and the next run goes on from what is in "
            f"{log.stem} alone."
        )


class ReadCopyUnreadable(WarehouseError):
    """The published file is damaged; the warehouse that it is made from is another file."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"{path} cannot be read as a read copy ({reason}). Delete it; `parley run` publishes it anew from "
            "warehouse.duckdb."
        )


class WarehouseUnwritable(WarehouseError):
    """The file or its directory cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path} cannot be written ({reason}). Check permissions and space, or choose another --home.")


class NewerSchema(WarehouseError):
    """The file was made by a later version of the program."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        self.path, self.found, self.known = path, found, known
        super().__init__(
            f"{path} has schema version {found}, and this parley knows versions up to {known}. "
            "Update parley, or use another --home."
        )


class MigrationFailed(WarehouseError):
    """A migration could not be applied; the file is as it was before it."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"migration {name} failed and was undone: {reason}")


class LoadFailed(WarehouseError):
    """A load was undone; nothing of it is stored."""

    def __init__(self, run_id: str, reason: str) -> None:
        self.run_id, self.reason = run_id, reason
        super().__init__(f"the load of run {run_id} was undone, nothing of it is stored: {reason}")


class CheckFailed(LoadFailed):
    """A data check found rows that must not be; the load was undone."""

    def __init__(self, run_id: str, check: str, rows: Sequence[str]) -> None:
        self.check, self.rows = check, tuple(rows)
        super().__init__(run_id, f"check {check!r} found {len(self.rows)} row(s): " + "; ".join(self.rows[:5]))


class ChecksFailed(WarehouseError):
    """Rows that are stored break a check."""

    def __init__(self, failures: Mapping[str, Sequence[str]]) -> None:
        self.failures = {name: tuple(rows) for name, rows in failures.items()}
        told = "; ".join(f"{name}: {len(rows)} row(s), {', '.join(rows[:3])}" for name, rows in self.failures.items())
        super().__init__(
            f"checks fail: {told}. Keep a copy of the warehouse and report it; parley.duckdb is as it was."
        )


class PublishFailed(WarehouseError):
    """The read copy could not be made; the one before it is untouched."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path} could not be published and is as it was ({reason}). Check permissions and space.")


class RunLocked(WarehouseError):
    """Another run is under way in this home."""

    def __init__(self, home: Path, holder_pid: int | None, command: str | None, since: str | None) -> None:
        self.home, self.holder_pid, self.command, self.since = home, holder_pid, command, since
        holder = f"process {holder_pid}" if holder_pid else "another process"
        what = f" ({command}, since {since})" if command and since else ""
        super().__init__(f"another run has {home}: {holder}{what}. Wait until it is done, or end that process.")


class NothingPublished(WarehouseError):
    """There is no read copy yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"nothing is published at {path} yet. Run `parley run` first.")


class NotReadOnly(WarehouseError):
    """The SQL is not one statement that only reads."""


class QueryFailed(WarehouseError):
    """DuckDB refused a query; the message is its own."""


class QueryTimedOut(QueryFailed):
    """A query ran longer than it may."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            f"the query was stopped after {seconds:g} s. Ask for fewer rows (WHERE week_start >= …), "
            "or give it longer with --timeout."
        )


class QueryTooLarge(QueryFailed):
    """A query needs more memory than it may have."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the query needs more memory than it may have ({reason.partition('(')[2].partition(')')[0] or reason}). "
            "Ask for fewer rows or columns, or give it more with --memory."
        )


class NoSuchQuestion(WarehouseError):
    """There is no saved question of that number or name."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        super().__init__(f"there is no question {wanted!r}; `parley ask` lists them.")


class SearchUnavailable(WarehouseError):
    """The extension that ranked search needs is not there."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"ranked search needs the package duckdb-extension-fts for DuckDB {version}: pip install 'parley[search]'. "
            "Without it, parley sql \"FROM search('ceasefire talks')\" finds the articles that hold all of some words."
        )
