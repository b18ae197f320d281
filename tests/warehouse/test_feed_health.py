"""What feed_health makes of polls as they were stored, and what the weekly summary tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.warehouse.making import Clock, run
from warehouse.reader import Reader
from warehouse.records import FeedEvent, FeedOutcome, Load
from warehouse.store import Warehouse

BEGIN = datetime(2026, 11, 1, tzinfo=UTC)


def poll(hour: float, outcome: FeedOutcome = "ok", **others: object) -> FeedEvent:
    event = FeedEvent("https://courier.example/rss", "The Fictional Courier", BEGIN + timedelta(hours=hour), outcome)
    return replace(event, **others)  # type: ignore[arg-type]


def polls(hours: range, outcome: FeedOutcome = "ok", **others: object) -> list[FeedEvent]:
    return [poll(hour, outcome, **others) for hour in hours]


def of(name: str, *events: FeedEvent) -> list[FeedEvent]:
    return [replace(one, feed_url=f"https://{name}.example/rss", title=name) for one in events]


FRESH = {"newest_entry_at": BEGIN, "usual_gap_s": 7200.0, "new_entries": 3}
CASES: list[tuple[list[FeedEvent], str, int | None, str | None]] = [
    ([poll(0, **FRESH)], "well", None, None),
    ([poll(0, **FRESH), *polls(range(1, 4), "not-modified", **FRESH)], "well", None, None),
    ([poll(0, **FRESH), poll(1, "failed", reason="timeout")], "stumbling", 1, "timeout"),
    ([poll(0, **FRESH), *polls(range(1, 4), "failed", reason="HTTP 503", detail="Busy.")], "failing", 1, "Busy."),
    ([*polls(range(3), "failed", reason="HTTP 404")], "failing", 0, "HTTP 404"),
    ([poll(0), poll(1, "failed", verdict="quarantined", reason="HTTP 404")], "quarantined", 1, "HTTP 404"),
    ([poll(0, **FRESH), poll(1, "not-a-feed", detail="A web page.")], "no feed", 1, "A web page."),
    ([poll(0, "empty", detail="11 bytes.", size_bytes=11)], "empty", 0, "11 bytes."),
    ([poll(0), poll(1, "gone", verdict="gone", next_poll_at=None, reason="HTTP 410")], "gone", 1, "HTTP 410"),
    ([poll(0), poll(73, newest_entry_at=BEGIN, usual_gap_s=7200)], "silent", 0,
     "nothing new for 3 days; usually every 2 hours"),
    ([poll(0), poll(72, newest_entry_at=BEGIN, usual_gap_s=7200)], "well", None, None),
    ([poll(200, newest_entry_at=BEGIN, usual_gap_s=2 * 86400)], "well", None, None),
    ([poll(241, newest_entry_at=BEGIN, usual_gap_s=2 * 86400)], "silent", 0,
     "nothing new for 10 days; usually every 2 days"),
    ([poll(100, newest_entry_at=BEGIN, usual_gap_s=60)], "silent", 0,
     "nothing new for 4 days; usually every hour or sooner"),
]  # fmt: skip
DUE = BEGIN + timedelta(hours=2)
OTHERS = {
    "first-poll": [poll(24 * 30, newest_entry_at=BEGIN, new_entries=20)],
    "badly-dated": [poll(24 * day, newest_entry_at=BEGIN, new_entries=2) for day in range(20)],
    "undated": [*polls(range(0, 48, 6), new_entries=1), *polls(range(48, 200, 6), new_entries=0)],
    "counted": [poll(0, passed_over=4, **FRESH), poll(1, passed_over=1, deferred=2, next_poll_at=DUE, **FRESH)],
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    home = tmp_path_factory.mktemp("home")
    cases = [event for number, case in enumerate(CASES) for event in of(f"case-{number}", *case[0])]
    others = [event for name, events in OTHERS.items() for event in of(name, *events)]
    with Warehouse.open(home / "warehouse.duckdb", now=Clock()) as opened:
        opened.load(Load(run("run-1"), feed_events=[*cases, *others]))
        opened.publish(home / "parley.duckdb")
    with Reader.open(home / "parley.duckdb") as reader:
        yield reader


def health(reader: Reader, name: str, columns: str) -> tuple[object, ...]:
    (row,) = reader.sql(f"SELECT {columns} FROM feed_health WHERE title = '{name}'").rows
    return row


@pytest.mark.parametrize("number", range(len(CASES)))
def test_each_way_in_which_a_feed_dies_has_a_name(told: Reader, number: int) -> None:
    _, verdict, hour, detail = CASES[number]
    since = None if hour is None else BEGIN + timedelta(hours=hour)
    assert health(told, f"case-{number}", "verdict, since, detail") == (verdict, since, detail)


def test_old_entries_at_the_first_poll_are_no_news(told: Reader) -> None:
    assert health(told, "first-poll", "verdict, since") == ("silent", BEGIN)


def test_entries_that_keep_coming_are_news_whatever_their_dates(told: Reader) -> None:
    assert health(told, "badly-dated", "verdict") == ("well",)


def test_a_feed_without_dates_is_judged_by_when_it_gave_something_new(told: Reader) -> None:
    since = BEGIN + timedelta(hours=42)
    assert health(told, "undated", "verdict, usual_gap_hours, since") == ("silent", 6.0, since)


def test_it_counts_what_was_read_and_what_was_passed_over(told: Reader) -> None:
    assert health(told, "counted", "polls, entries, passed_over, next_poll_at") == (2, 4, 1, DUE)


def test_the_summary_tells_of_feeds_that_fail_or_are_silent(warehouse: Warehouse) -> None:
    events = [
        *of("well", *(poll(day * 24, new_entries=1) for day in range(12))),
        *of("stumbling", poll(260, new_entries=1), poll(264, "failed")),
        *of("failing", *polls(range(240, 264, 6), "failed", detail="no complete answer within 20 s")),
        *of("silent", poll(264, newest_entry_at=BEGIN, usual_gap_s=3600 * 3)),
        *of("taken-off", *polls(range(5), "failed", detail="HTTP 404")),
    ]
    committed = warehouse.load(Load(run("run-1"), feed_events=events)).committed_at
    asked = {"as_of": committed, "week_start": committed.date()}
    answer = warehouse.query("feeds", asked)
    assert answer.columns == ("feed", "feed_url", "verdict", "since", "detail")
    assert [(feed, *rest) for feed, _, *rest in answer.rows] == [
        ("silent", "silent", BEGIN, "nothing new for 11 days; usually every 3 hours"),
        ("failing", "failing", BEGIN + timedelta(hours=240), "no complete answer within 20 s"),
    ]
    assert warehouse.query("feeds", asked | {"as_of": committed - timedelta(days=1)}).rows == ()
    assert warehouse.query("feeds", asked | {"week_start": committed.date() - timedelta(days=7)}).rows == ()
