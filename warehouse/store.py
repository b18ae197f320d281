"""The warehouse as its one writer has it open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from extractors.records import QueryResult
from warehouse import checks, migrations, publish, rows, sql
from warehouse import connection as connections
from warehouse import load as loading
from warehouse.columns import arrow
from warehouse.errors import LoadFailed, PublishFailed, WarehouseUnreadable
from warehouse.records import Load, LoadTally, PublishTally, ReportRow


class Warehouse:
    """The writer's file, open; nobody else may open it meanwhile, this process least of all.

    DuckDB's lock on the file is a POSIX one: it is lost when any descriptor of the file is closed in this process.
    """

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection, now: Callable[[], datetime]) -> None:
        self.path = path
        self._connection = connection
        self._now = now

    @classmethod
    def open(cls, path: Path, *, now: Callable[[], datetime]) -> Self:
        """Opens or makes the file and brings its schema and views up to date."""
        connection = connections.open_for_writing(path)
        try:
            migrations.migrate(connection, path, now, migrations.known_migrations())
            migrations.refresh_views(connection, now)
        except duckdb.Error as error:
            connection.close()
            raise connections.explained(path, error) from error
        except BaseException:
            connection.close()
            raise
        return cls(path, connection, now)

    def close(self) -> None:
        """Closes the file and lets go of its lock."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the file; damage that DuckDB met on the way is said in words."""
        self.close()
        if isinstance(error, duckdb.IOException | duckdb.FatalException | duckdb.SerializationException):
            raise connections.explained(self.path, error) from error
        if isinstance(error, LoadFailed) and "Corrupt database file" in error.reason:
            raise WarehouseUnreadable(self.path, error.reason) from error

    def load(self, batch: Load) -> LoadTally:
        """Appends what a run brought, all or nothing."""
        (tally,) = self.load_each((batch,))
        return tally

    def load_each(self, batches: Iterable[Load]) -> Iterator[LoadTally]:
        """Loads batches in a row, each as `load` does and with the next one's rows made meanwhile; a tally for each.

        A batch is taken from `batches` before the one ahead of it is stored, so it must not depend on that.
        """
        return loading.run_loads(self._connection, batches, self._now)

    def uncoded(self, version_ids: Sequence[str], ruleset: str) -> frozenset[str]:
        """Those of the versions that have no coding in force by the ruleset, and so want tagging and loading."""
        if not version_ids:
            return frozenset()
        self._connection.register("staged", arrow("version", [(version,) for version in version_ids]))
        try:
            found = self._connection.execute(sql.statements("load.sql")["uncoded"], {"ruleset": ruleset}).fetchall()
        finally:
            self._connection.unregister("staged")
        return frozenset(row[0] for row in found)

    def check(self) -> dict[str, tuple[str, ...]]:
        """Runs every check over everything; those that fail, each with the rows that break it."""
        found = {name: checks.offending(self._connection, name) for name in sql.statements("checks.sql")}
        return {name: broken for name, broken in found.items() if broken}

    def query(self, name: str, params: Mapping[str, object]) -> QueryResult:
        """Runs the weekly query of that name."""
        return connections.run_named(self._connection, name, params)

    def record_reports(self, run_id: str, reports: Sequence[ReportRow]) -> int:
        """Appends the report files that are not on record yet, with their claims; returns how many."""
        params: dict[str, object] = {"run_id": run_id}
        self._connection.execute("BEGIN")
        try:
            for table, batch in rows.report_tables(reports):
                if table == "report":
                    params["recorded_at"] = self._now().astimezone(UTC)
                added = loading.append(self._connection, table, batch, params)
            self._connection.execute("COMMIT")
        except BaseException as error:
            loading.undo(self._connection)
            if isinstance(error, duckdb.Error):
                raise LoadFailed(run_id, str(error)) from error
            raise
        return added

    def publish(self, published: Path) -> PublishTally:
        """Puts a read copy of what is committed in place, by atomic rename."""
        try:
            self._connection.execute("CHECKPOINT")
        except duckdb.Error as error:
            raise PublishFailed(published, str(error).partition("\n")[0]) from error
        return publish.publish(self.path, published)
