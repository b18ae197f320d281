"""Works out what is told of the articles that a run concerns, and appends it beside what was told before."""

from __future__ import annotations

from datetime import datetime

import duckdb

from warehouse import sql

PARAMETERS = ("run_id", "at")


def state(connection: duckdb.DuckDBPyConnection, run_id: str, at: datetime) -> None:
    """Appends the standings that a run's codings and labels bring about, as of its commit, and ends those before."""
    for text in sql.statements("standing.sql").values():
        params = {name: value for name, value in (("run_id", run_id), ("at", at)) if f"${name}" in text}
        connection.execute(text, params)


def replay(connection: duckdb.DuckDBPyConnection) -> None:
    """Works out all standings there ever were, run by run, for a file that was made before they were kept."""
    for run_id, at in connection.execute(sql.statements("load.sql")["changes"]).fetchall():
        state(connection, run_id, at)
