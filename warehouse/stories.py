"""What is stored of stories: which texts have one, and which may be near-copies of new texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from extractors.near_copies import MIN_SHARED, WINDOW, Copy, shingles
from warehouse import load as loading
from warehouse import rows, sql
from warehouse.columns import arrow
from warehouse.records import StorySignature
from warehouse.store import Warehouse

Row = tuple[Any, ...]


def told(warehouse: Warehouse, versions: Sequence[str]) -> frozenset[str]:
    """Return those of the versions that have a story."""
    return frozenset(str(row[0]) for row in _rows(warehouse, "told", {}, _ids("version_id", versions)))


def stories_of_exact_copies(warehouse: Warehouse, own_stories: Iterable[str]) -> dict[str, str]:
    """Return the story in which stored exact copies are, by the story that each text would tell alone."""
    return dict(_rows(warehouse, "exact", {}, _ids("exact_story_id", own_stories)))


def unsigned(
    warehouse: Warehouse, method: str, earliest: date, latest: date, size: int
) -> Iterator[list[tuple[str, str, date, date]]]:
    """Give the stored texts of some days that have no signature by a method: version, text, first and last day.

    Each batch has to be signed before the next is taken.
    """
    params = {"method": method, "earliest": earliest, "latest": latest, "size": size}
    while batch := _rows(warehouse, "unsigned", params):
        yield batch


def sign(warehouse: Warehouse, run_id: str, signatures: Sequence[StorySignature]) -> None:
    """Keep the signatures of stored texts: what follows from a text may be kept before its run commits."""
    loading.append(warehouse._connection, "story_signature", _signed(signatures), {"run_id": run_id})


def candidates(warehouse: Warehouse, fresh: Sequence[StorySignature]) -> Mapping[str, tuple[str, ...]]:
    """Return, by new version, the versions new or stored that share enough hashes with it and are near in time."""
    if not fresh:
        return {}
    params = {
        "method": fresh[0].method,
        "earliest": min(one.first_on for one in fresh) - WINDOW,
        "latest": max(one.last_on for one in fresh) + WINDOW,
        "days": WINDOW.days,
        "shared": MIN_SHARED,
    }
    staged = _signed(fresh)
    found: dict[str, list[str]] = defaultdict(list)
    for version, other in _rows(warehouse, "candidates", params, staged):
        found[version].append(other)
    return {version: tuple(sorted(others)) for version, others in found.items()}


def stored_copies(warehouse: Warehouse, method: str, versions: Iterable[str]) -> dict[str, tuple[Copy, str]]:
    """Return stored texts to be compared, each with its story, by version."""
    return {
        version: (Copy(version, own, shingles(text), first_on, last_on), story)
        for version, text, own, first_on, last_on, story in _rows(
            warehouse, "texts", {"method": method}, _ids("version_id", versions)
        )
    }


def _ids(column: str, values: Iterable[str]) -> pa.Table:
    return pa.table({column: pa.array(list(values), pa.string())})


def _rows(warehouse: Warehouse, name: str, params: Mapping[str, object], staged: pa.Table | None = None) -> list[Row]:
    connection = warehouse._connection
    if staged is not None:
        connection.register("staged", staged)
    try:
        return connection.execute(sql.statements("stories.sql")[name], dict(params)).fetchall()
    finally:
        if staged is not None:
            connection.unregister("staged")


def _signed(signatures: Sequence[StorySignature]) -> pa.Table:
    return arrow("story_signature", [rows.signature_row(one) for one in signatures])
