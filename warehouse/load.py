"""Appends what a run brought, in one transaction, and proves it before it is committed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from warehouse import rows, sql, standing
from warehouse.ahead import Staged, staged_ahead
from warehouse.checks import check_run
from warehouse.columns import storable
from warehouse.errors import LoadFailed
from warehouse.records import Load, LoadTally, RunInfo

# What a run polled and fetched says nothing new of the news: these alone do not make a run a change.
NO_CHANGE = frozenset(("feed", "feed_event", "retrieval", "story_signature"))


def append(connection: duckdb.DuckDBPyConnection, table: str, batch: pa.Table, params: Mapping[str, object]) -> int:
    """Appends those rows of a batch that are not there yet; returns how many."""
    if not batch.num_rows:
        return 0
    if table == "article_version":
        batch = _fresh_versions(connection, batch)
    with _staged(connection, batch):
        return int(connection.execute(sql.statements("load.sql")[table], dict(params)).fetchall()[0][0])


def _fresh_versions(connection: duckdb.DuckDBPyConnection, batch: pa.Table) -> pa.Table:
    """Those that are not there yet, found by their ids alone: joined whole, every text would be copied."""
    with _staged(connection, batch.select(["version_id"])):
        there = connection.execute(sql.statements("load.sql")["versions_there"]).to_arrow_table()
    return batch.filter(pc.invert(pc.is_in(batch["version_id"], there["version_id"]))) if there.num_rows else batch


@contextmanager
def _staged(connection: duckdb.DuckDBPyConnection, batch: pa.Table) -> Iterator[None]:
    connection.register("staged", batch)
    try:
        yield
    finally:
        connection.unregister("staged")


def run_loads(
    connection: duckdb.DuckDBPyConnection, loads: Iterable[Load], now: Callable[[], datetime]
) -> Iterator[LoadTally]:
    """Loads batches in order, each in its own transaction, and makes the rows of the next while one is stored."""
    with closing(staged_ahead(loads)) as coming:
        for staged in coming:
            yield _store(connection, staged, now)


def _store(connection: duckdb.DuckDBPyConnection, staged: Staged, now: Callable[[], datetime]) -> LoadTally:
    """Stores a batch: all of it, with its run's event, or nothing and an event that says why."""
    run = staged.load.run
    known = connection.execute(sql.statements("load.sql")["run_is_known"], {"run_id": run.run_id}).fetchall()
    if known[0][0]:
        raise LoadFailed(run.run_id, "a run of this id is committed already; give each load its own run_id")
    with one_thread(connection):
        return _transact(connection, staged, now)


def _transact(connection: duckdb.DuckDBPyConnection, staged: Staged, now: Callable[[], datetime]) -> LoadTally:
    run = staged.load.run
    connection.execute("BEGIN")
    try:
        added, tally = _append_all(connection, staged, now)
        check_run(connection, run.run_id, added)
        connection.execute("COMMIT")
    except (duckdb.Error, LoadFailed) as error:
        undo(connection)
        failed = error if isinstance(error, LoadFailed) else LoadFailed(run.run_id, str(error))
        with suppress(duckdb.Error):  # on a full disk there is no room for the event either
            _write_event(connection, run, _nothing(run, next_commit(connection, now)), failed=failed.reason)
        raise failed from error.__cause__
    except BaseException:
        undo(connection)
        raise
    return tally


@contextmanager
def one_thread(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Keeps DuckDB to the calling thread: of more, that one spins while another works, on the core that makes rows."""
    connection.execute("SET threads = 1")
    try:
        yield
    finally:
        with suppress(duckdb.Error):  # a database that has failed for good is closed next
            connection.execute("RESET threads")


def undo(connection: duckdb.DuckDBPyConnection) -> None:
    """Rolls back what is left to roll back: a commit that failed has done so itself."""
    with suppress(duckdb.Error):
        connection.execute("ROLLBACK")


def _append_all(
    connection: duckdb.DuckDBPyConnection, staged: Staged, now: Callable[[], datetime]
) -> tuple[dict[str, int], LoadTally]:
    """Appends what is new; gives the rows added to each table, and the tally."""
    load, run_id = staged.load, staged.load.run.run_id
    added = {table: append(connection, table, batch, {"run_id": run_id}) for table, batch in staged.tables}
    committed_at = next_commit(connection, now)
    if added["coding"] or added["label"] or added["actor"]:
        standing.state(connection, run_id, committed_at)
    tally = LoadTally(
        run_id=run_id,
        committed_at=committed_at,
        changed=any(count for table, count in added.items() if table not in NO_CHANGE),
        articles_seen=len(load.coded) if load.articles_seen is None else load.articles_seen,
        articles_added=added["article"],
        versions_added=added["article_version"],
        codings_added=added["coding"],
        signals_added=added["signal"],
        rejections_added=added["rejection"],
        repeated=len(load.coded) - len(rows.distinct_articles(load.coded)),
    )
    _write_event(connection, load.run, tally)
    return added, tally


def _nothing(run: RunInfo, committed_at: datetime) -> LoadTally:
    return LoadTally(run.run_id, committed_at, False, 0, 0, 0, 0, 0, 0, 0)


def _write_event(
    connection: duckdb.DuckDBPyConnection, run: RunInfo, tally: LoadTally, failed: str | None = None
) -> None:
    params = {
        "run_id": run.run_id, "event": "failed" if failed else "completed", "trigger": run.trigger,
        "started_at": run.started_at, "committed_at": tally.committed_at, "changed": tally.changed,
        "code_version": run.code_version, "ruleset": run.ruleset, "articles_seen": tally.articles_seen,
        "versions_added": tally.versions_added, "codings_added": tally.codings_added,
        "signals_added": tally.signals_added, "rejections_added": tally.rejections_added,
        "detail": storable(failed),
    }  # fmt: skip
    connection.execute(sql.statements("load.sql")["run"], params)


def next_commit(connection: duckdb.DuckDBPyConnection, now: Callable[[], datetime]) -> datetime:
    """The moment of this commit: later than all before it, even where the clock was put back."""
    last = connection.execute(sql.statements("load.sql")["last_commit"]).fetchall()[0][0]
    at = now().astimezone(UTC)
    return at if last is None else max(at, last.astimezone(UTC) + timedelta(microseconds=1))
