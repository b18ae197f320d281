"""Reads back how stored bytes came in, so that articles can be made of them anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

from warehouse import sql
from warehouse.columns import arrow
from warehouse.records import Retrieval
from warehouse.store import Warehouse


@dataclass(frozen=True, slots=True)
class Replayable:
    """What there is to be read anew."""

    retrievals: int  # one an article, or a page that was rejected
    unknown: int  # articles fetched before it was kept what was said of them; they cannot be read anew


def choose(warehouse: Warehouse) -> Replayable:
    """Settle which retrievals tell the articles in force, and those that were rejected; must come before `chosen`."""
    statements = sql.statements("retrievals.sql")
    warehouse._connection.execute(statements["choose"])
    ((retrievals, unknown),) = warehouse._connection.execute(statements["how_many"]).fetchall()
    return Replayable(retrievals, unknown)


def chosen(warehouse: Warehouse, size: int) -> Iterator[list[Retrieval]]:
    """Give the chosen retrievals, so many at a time; what is stored meanwhile does not change which they are."""
    after = 0
    while batch := warehouse._connection.execute(
        sql.statements("retrievals.sql")["some"], {"after": after, "size": size}
    ).fetchall():
        after += len(batch)
        yield [
            Retrieval(article, url, final, status, kind, at.astimezone(UTC), *rest)
            for article, url, final, status, kind, at, *rest in batch
        ]


def in_force(warehouse: Warehouse, versions: Sequence[str]) -> frozenset[str]:
    """Return those of the versions that are in force."""
    connection = warehouse._connection
    connection.register("staged", arrow("version", [(version,) for version in versions]))
    try:
        return frozenset(row[0] for row in connection.execute(sql.statements("retrievals.sql")["in_force"]).fetchall())
    finally:
        connection.unregister("staged")
