"""Proves what a run brought by the checks of checks.sql, within its transaction."""

from __future__ import annotations

import re
from collections.abc import Mapping

import duckdb

from warehouse import sql, texts
from warehouse.errors import CheckFailed

_OF = re.compile(r"^-- of: (.+)$", re.MULTILINE)


def check_run(connection: duckdb.DuckDBPyConnection, run_id: str, added: Mapping[str, int]) -> None:
    """Runs the checks that concern what a run added.

    Args:
        added: for each table how many rows the run added to it.

    Raises:
        CheckFailed: on the first check that finds any row.
    """
    _hold(run_id, texts.CHECK, texts.mistold(connection, run_id))
    for check in sql.statements("checks.sql"):
        of = concerned(check)
        if check != texts.CHECK and (not of or any(added[table] for table in of)):
            _hold(run_id, check, offending(connection, check, run_id))


def concerned(check: str) -> tuple[str, ...]:
    """The tables a check concerns: of a run that adds to none of them it finds nothing. None: it is always run."""
    told = _OF.search(sql.statements("checks.sql")[check])
    return tuple(told[1].split(", ")) if told else ()


def offending(connection: duckdb.DuckDBPyConnection, check: str, run_id: str | None = None) -> tuple[str, ...]:
    """The rows of one run, or of all, that break a check."""
    found = connection.execute(sql.statements("checks.sql")[check], {"run_id": run_id}).fetchall()
    return tuple(str(row[0]) for row in found)


def _hold(run_id: str, check: str, found: tuple[str, ...]) -> None:
    if found:
        raise CheckFailed(run_id, check, found)
