"""Reads stored codings back as the records that they were, to be coded anew or put in force again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from extractors.records import Article, Coding, DateInterval, Quote, Sentence, Signal
from warehouse import sql
from warehouse.records import CodedArticle
from warehouse.store import Warehouse

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Undoable:
    """A run that coded stored articles anew."""

    run_id: str
    committed_at: datetime
    ruleset: str
    codings: int


def coded_by_other_rules(warehouse: Warehouse, ruleset: str) -> list[str]:
    """Return the ids of the codings in force that another ruleset made, in a fixed order."""
    return [str(row[0]) for row in _rows(warehouse, "by_other_rules", {"ruleset": ruleset})]


def codings_before(warehouse: Warehouse, run_id: str) -> dict[str, str | None]:
    """Return each coding in force that a retag or undo put there, with the one it replaced; None: there was none."""
    return {str(coding): earlier for coding, earlier in _rows(warehouse, "before_run", {"run_id": run_id})}


def undoable_runs(warehouse: Warehouse) -> list[Undoable]:
    """Return the runs that coded anew and whose codings are in force, or are again, newest first."""
    return [Undoable(*row) for row in _rows(warehouse, "undoable", {})]


def undone_versions(warehouse: Warehouse, versions: Sequence[str], ruleset: str) -> frozenset[str]:
    """Return those of the versions whose coding by this ruleset was undone."""
    return frozenset(str(row[0]) for row in _rows(warehouse, "undone", {"ruleset": ruleset}, versions))


def read_codings(warehouse: Warehouse, coding_ids: Sequence[str]) -> dict[str, CodedArticle]:
    """Return articles with their codings by coding id; how they were fetched is left out."""
    placed: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for coding, signal, *place in _rows(warehouse, "signal_condition", {}, coding_ids):
        placed[coding, signal].append(tuple(place))
    signals: dict[str, list[Signal]] = defaultdict(list)
    for coding, signal, *values in _rows(warehouse, "signal", {}, coding_ids):
        signals[coding].append(_signal(values, placed[coding, signal]))
    sentences = _grouped(_rows(warehouse, "sentence", {}, coding_ids))
    quotes = _grouped(_rows(warehouse, "quote", {}, coding_ids))
    found = {}
    for coding, ruleset, *values in _rows(warehouse, "article", {}, coding_ids):
        kept = Coding(
            ruleset,
            tuple(signals[coding]),
            tuple(Sentence(*row) for row in sentences[coding]),
            tuple(Quote(*row) for row in quotes[coding]),
        )
        found[str(coding)] = CodedArticle(_article(values), kept)
    return found


def _rows(
    warehouse: Warehouse, name: str, params: Mapping[str, object], staged: Sequence[str] | None = None
) -> list[Row]:
    connection = warehouse._connection
    if staged is not None:
        connection.register("staged", pa.table({"id": pa.array(staged, pa.string())}))
    try:
        return connection.execute(sql.statements("stored.sql")[name], dict(params)).fetchall()
    finally:
        if staged is not None:
            connection.unregister("staged")


def _grouped(rows: Sequence[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for coding, *values in rows:
        grouped[coding].append(tuple(values))
    return grouped


def _signal(values: Sequence[Any], placed: Sequence[Row]) -> Signal:
    fields: Row = (*(tuple(value) if isinstance(value, list) else value for value in values), tuple(placed))
    return Signal(*fields)


def _article(values: Sequence[Any]) -> Article:
    head, dates, tail = values[:6], values[6:11], values[11:]
    published = DateInterval(*dates) if dates[0] else None
    fields: Row = tuple(tuple(value) if isinstance(value, list) else value for value in (*head, published, *tail))
    return Article(*fields)
