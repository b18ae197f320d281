"""Works out what is told of the articles that a run concerns, and appends it beside what was told before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import duckdb

from warehouse import sql


def state(connection: duckdb.DuckDBPyConnection, run_id: str, at: datetime) -> None:
    """Appends the standings that a run's codings and labels bring about, as of its commit, and ends those before."""
    known = {"run_id": run_id, "at": at}
    for text in sql.statements("standing.sql").values():
        _run(connection, text, known)
    of_signals = sql.statements("standing_signals.sql")
    if connection.execute(of_signals["any"]).fetchall()[0][0]:
        for name, text in of_signals.items():
            if name != "any":
                _run(connection, text, known)
    connection.execute("DROP TABLE brought")


def _run(connection: duckdb.DuckDBPyConnection, text: str, known: Mapping[str, object]) -> None:
    connection.execute(text, {name: value for name, value in known.items() if f"${name}" in text})


def replay(connection: duckdb.DuckDBPyConnection) -> None:
    """Works out all standings there ever were, run by run, for a file that was made before they were kept."""
    for run_id, at in connection.execute(sql.statements("load.sql")["changes"]).fetchall():
        state(connection, run_id, at)
