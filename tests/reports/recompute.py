"""Works every number of a summary out again, as its claim says: the query, and the measure of its answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from reports.records.claim import Claim
from reports.records.summary import WeeklySummary


def differing(published: Path, summary: WeeklySummary) -> Iterator[tuple[Claim, object]]:
    """Give the claims whose value is another one in the published file, with that."""
    connection = duckdb.connect(":memory:")
    connection.execute(f"ATTACH '{published}' AS parley (READ_ONLY)")
    connection.execute("USE parley")
    connection.execute("SET TimeZone = 'UTC'")
    for query in summary.queries:
        given = dict(query.params)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE answer AS {query.sql}", given)
        measures = dict(query.measures)
        for claim in summary.claims:
            if claim.query == query.name:
                found = _value(connection, measures[claim.measure], claim)
                if found is None or round(float(found), 6) != round(float(claim.value), 6):
                    yield claim, found
    connection.close()


def _value(connection: duckdb.DuckDBPyConnection, measure: str, claim: Claim) -> float | None:
    given: dict[str, object] = dict(claim.where)
    if "$ids" in measure:
        given["ids"] = list(claim.signal_ids)
    row = connection.execute(measure, given).fetchone()
    return row[0] if row else None
