"""What is known of each feed when it is polled again: its newest committed poll, whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.warehouse.making import START, Clock, run
from warehouse.connection import open_for_writing
from warehouse.errors import LoadFailed
from warehouse.migrations import known_migrations, migrate
from warehouse.records import FeedEvent, Load
from warehouse.source import feed_states
from warehouse.store import Warehouse

URL = "http://courier.example/rss"
HOUR = timedelta(hours=1)
FULL = FeedEvent(
    feed_url=URL, title=None, polled_at=START, outcome="ok", status=200, entries=20, new_entries=2, detail="ä",
    etag='W/"7 ä"', last_modified="made up", requested_url=URL + "/1", final_url=URL + "/2", moved_to=URL + "/3",
    moved_times=2, reason="r", conditional=True, body_sha256="00", size_bytes=7, seconds=0.25, passed_over=3,
    deferred=4, retries=1, newest_entry_at=START - HOUR, usual_gap_s=1800.5, span_s=36_000.0, ttl_s=3600,
    full_at=START - 2 * HOUR, failures=5, retry_after_at=START + HOUR, next_poll_at=START + 2 * HOUR,
    verdict="backing-off",
)  # fmt: skip


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse.open(tmp_path / "warehouse.duckdb", now=Clock())


def test_all_that_a_poll_knew_is_there_for_the_next(warehouse: Warehouse) -> None:
    with warehouse:
        warehouse.load(Load(run("run-1"), feed_events=[replace(FULL, title="Made-up feed")]))
        assert feed_states(warehouse) == {URL: FULL}


def test_the_newest_poll_counts_for_each_feed(warehouse: Warehouse) -> None:
    with warehouse:
        later = replace(FULL, polled_at=START + HOUR, etag=None)
        other = replace(FULL, feed_url=URL + "/other")
        warehouse.load(Load(run("run-1"), feed_events=[later, other, FULL]))
        warehouse.load(Load(run("run-2"), feed_events=[replace(FULL, polled_at=START - HOUR)]))
        assert feed_states(warehouse) == {URL: later, URL + "/other": other}


def test_a_feed_that_is_gone_stays_so(warehouse: Warehouse) -> None:
    with warehouse:
        gone = replace(FULL, outcome="gone", verdict="gone", next_poll_at=None)
        warehouse.load(Load(run("run-1"), feed_events=[gone]))
        assert feed_states(warehouse)[URL].next_poll_at is None


def test_polls_of_a_run_that_failed_do_not_count(warehouse: Warehouse) -> None:
    with warehouse:
        warehouse.load(Load(run("run-1"), feed_events=[FULL]))
        with pytest.raises(LoadFailed):
            warehouse.load(Load(run("run-1"), feed_events=[replace(FULL, polled_at=START + HOUR)]))
        assert feed_states(warehouse) == {URL: FULL}


def test_a_poll_from_before_its_state_was_kept_is_due_at_once(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    connection = open_for_writing(path)
    migrate(connection, path, Clock(), known_migrations()[:2])
    polled = "(feed_url, polled_at, outcome, status, entries, new_entries, run_id)"
    connection.execute(f"INSERT INTO feed_event {polled} VALUES (?, ?, 'ok', 200, 9, 1, 'old')", [URL, START])
    connection.execute("INSERT INTO run (run_id, event, committed_at) VALUES ('old', 'completed', ?)", [START])
    connection.close()
    with Warehouse.open(path, now=Clock()) as warehouse:
        known = feed_states(warehouse)[URL]
        warehouse.load(Load(run("run-1"), feed_events=[replace(FULL, polled_at=START + HOUR)]))
        assert feed_states(warehouse)[URL].etag == FULL.etag
    assert known == FeedEvent(URL, None, START, "ok", 200, 9, 1, next_poll_at=START)
