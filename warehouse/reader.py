"""Reads the published file, and cannot do anything else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from extractors.records import QueryResult
from warehouse import answers, sql
from warehouse import connection as connections
from warehouse.answers import Answer
from warehouse.errors import NothingPublished, NotReadOnly, QueryFailed

READING = frozenset((duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN))


class Reader:
    """The published read copy, open for questions."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, published: Path, memory: str | None = None) -> Self:
        """Opens the read copy; it stays the same however often another is published meanwhile."""
        if not published.exists():
            raise NothingPublished(published)
        return cls(connections.open_for_reading(published, memory))

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def sql(self, text: str, max_rows: int | None = None) -> QueryResult:
        """Answers one reading statement, with all of its rows or at most so many."""
        self._refuse_all_but_reading(text)
        return connections.fetch(self._connection, "sql", text, {}, max_rows)

    def answer(self, text: str, seconds: float | None = None) -> Answer:
        """Starts one reading statement, whose rows come as they are taken, within so many seconds."""
        self._refuse_all_but_reading(text)
        return answers.ask(self._connection, text, seconds)

    def save_parquet(self, text: str, path: Path, seconds: float | None = None) -> int:
        """Writes the rows of one reading statement to a Parquet file; returns how many."""
        self._refuse_all_but_reading(text)
        return answers.save_parquet(self._connection, text, path, seconds)

    def query(self, name: str, params: Mapping[str, object]) -> QueryResult:
        """Runs the weekly query of that name."""
        return connections.run_named(self._connection, name, params)

    def lookup(self, name: str, params: Mapping[str, object]) -> QueryResult:
        """Runs one of the program's own small questions (reading.sql)."""
        return connections.fetch(self._connection, name, sql.statements("reading.sql")[name], params)

    def _refuse_all_but_reading(self, text: str) -> None:
        try:
            statements = self._connection.extract_statements(text)
        except duckdb.Error as error:
            raise QueryFailed(str(error)) from error
        kinds = [statement.type for statement in statements]
        # DuckDB itself turns PIVOT … ON into a CREATE of a temporary type and a SELECT, neither with a text of its own.
        pivot = kinds == [duckdb.StatementType.CREATE, duckdb.StatementType.SELECT] and not any(
            statement.query.strip() for statement in statements
        )
        if not kinds:
            raise NotReadOnly("There is no statement. Try: FROM signals")
        if len(kinds) > 1 and not pivot:
            raise NotReadOnly(f"There are {len(kinds)} statements; give one at a time.")
        if not pivot and kinds[0] not in READING:
            raise NotReadOnly(
                f"{kinds[0].name} does not only read. The published file answers SELECT, FROM, WITH, PIVOT, DESCRIBE, "
                "SHOW, SUMMARIZE and EXPLAIN; data come in by `parley run` and `parley ingest`."
            )
