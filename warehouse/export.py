"""Gives whole tables, views and queries of the read copy as Arrow batches, as they come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pyarrow as pa

from warehouse import sql
from warehouse.errors import QueryFailed
from warehouse.reader import Reader

ROWS_AT_A_TIME = 10_000
# The columns by which a week's rows are known, and how the week is written in each.
WEEK_COLUMNS = ("iso_week", "week", "doubt_week_start", "week_start")


class NoSuchView(QueryFailed):
    """The read copy has no table or view of that name, or it cannot be asked as of a time or for a week."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What is to be taken out: one statement that only reads, and its parameters."""

    name: str
    sql: str
    params: Mapping[str, object]


def of_view(reader: Reader, view: str, as_of: datetime | None, week: str | None) -> Extract:
    """Return the extract of a table or view, as it was at a time, of all weeks or one.

    Raises:
        NoSuchView: if there is none of that name, or it knows no time or no week.
    """
    params: dict[str, object] = {}
    columns = _columns(reader, view)
    source = _quoted(view)
    if as_of is not None:
        macro = f"{view}_as_of"
        if not _ask(reader, "macro", {"name": macro}):
            raise NoSuchView(f"{view} cannot be asked as of a time; these can: {_listed(reader, 'dated')}")
        source, params["as_of"] = f"{_quoted(macro)}($as_of::TIMESTAMPTZ)", as_of
    if week is None:
        return Extract(view, f"FROM {source}", params)
    column = next((name for name in WEEK_COLUMNS if name in columns), None)
    if column is None:
        raise NoSuchView(f"{view} knows no weeks: leave --week out, or use --sql")
    params["week"] = week
    told = column if "start" not in column else f"strftime({column}, '%G-W%V')"
    return Extract(f"{view}-{week}", f"FROM {source} WHERE {told} = $week ORDER BY ALL", params)


def of_statement(reader: Reader, name: str, text: str) -> Extract:
    """Return the extract of a statement that only reads."""
    reader._refuse_all_but_reading(text)
    return Extract(name, text, {})


def of_weekly(name: str, week: str, params: Mapping[str, object]) -> Extract:
    """Return the extract of one of the summary's own queries."""
    return Extract(f"{name}-{week}", sql.weekly(name), params)


@contextmanager
def batches(reader: Reader, extract: Extract) -> Iterator[pa.RecordBatchReader]:
    """Run an extract and give its rows batch by batch.

    Raises:
        QueryFailed: if DuckDB refuses it, or stumbles while the rows are taken.
    """
    try:
        named = reader._connection.extract_statements(extract.sql)[0].named_parameters
        given = {key: value for key, value in extract.params.items() if key in named}
        yield reader._connection.execute(extract.sql, given).to_arrow_reader(ROWS_AT_A_TIME)
    except (duckdb.Error, pa.ArrowException) as error:
        raise QueryFailed(str(error)) from error


def rulesets(reader: Reader, as_of: datetime) -> tuple[str, ...]:
    """Return the rulesets whose codings are in force at a time."""
    return tuple(str(row[0]) for row in _ask(reader, "rulesets", {"as_of": as_of}))


def last_commit(reader: Reader) -> datetime | None:
    """Return when the newest run in the read copy was committed; None: there is none."""
    ((moment,),) = _ask(reader, "last_commit", {})
    return moment if isinstance(moment, datetime) else None


def _columns(reader: Reader, view: str) -> frozenset[str]:
    found = frozenset(str(row[0]) for row in _ask(reader, "columns", {"name": view}))
    if not found:
        raise NoSuchView(f"there is no table or view {view!r}; there are: {_listed(reader, 'views')}")
    return found


def _listed(reader: Reader, name: str) -> str:
    return ", ".join(str(row[0]) for row in _ask(reader, name, {}))


def _ask(reader: Reader, name: str, params: Mapping[str, object]) -> list[tuple[object, ...]]:
    try:
        return reader._connection.execute(sql.statements("export.sql")[name], dict(params)).fetchall()
    except duckdb.Error as error:
        raise QueryFailed(str(error)) from error


def _quoted(name: str) -> str:
    """The name as SQL takes it, whatever it holds; only names found in the catalogue get here."""
    return '"' + name.replace('"', '""') + '"'
