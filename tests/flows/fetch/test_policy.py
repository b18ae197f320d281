"""When a feed is polled again, and how: decided from its last poll and the answer alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.identity import sha256_bytes
from extractors.records import FetchedPage, FetchFailure, Rejection
from flows.fetch import policy
from flows.fetch.answers import AT_REST, LONGEST_REST, Answer, fresh_for, retry_after
from flows.fetch.policy import LONGEST, MOVES, ORDINARY, QUARANTINE_AFTER, RETRIES, SHORTEST, Reading
from warehouse.records import FeedEvent

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL, NEW, BODY = "https://courier.example/rss", "https://courier.example/feed", b"<rss>made up</rss>"
READ = Reading(
    len(BODY),
    sha256_bytes(BODY),
    20,
    newest_at=NOW - timedelta(minutes=20),
    gap=timedelta(minutes=30),
    span=timedelta(hours=10),
)


def page(body: bytes = BODY, final_url: str = URL) -> FetchedPage:
    return FetchedPage(URL, final_url, 200, "application/rss+xml", body, NOW)


def answered(at: datetime = NOW, moved_to: str | None = None, body: bytes = BODY, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(page(body, moved_to or URL), at, 200, named, moved_to or URL, moved_to)


def polled(past: FeedEvent | None = None, answer: Answer | None = None, reading: Reading = READ) -> FeedEvent:
    """One poll whose feed is read."""
    answer = answer or answered(etag='W/"7"', last_modified="Sat, 21 Nov 2026 09:30:00 GMT")
    return policy.read(policy.asking(URL, past, answer.at), answer, reading)


def fails(past: FeedEvent | None, at: datetime = NOW, status: int | None = 500, **headers: str) -> FeedEvent:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    decided = policy.asking(URL, past, at)
    failure = FetchFailure(decided.asked.url, f"HTTP {status}", "made up", at)
    return policy.failed(decided, Answer(failure, at, status, named, decided.asked.url), failure)


def failing(times: int, past: FeedEvent | None = None, status: int = 500) -> FeedEvent:
    for _ in range(times):
        past = fails(past, past.next_poll_at if past and past.next_poll_at else NOW, status)
    assert past
    return past


def test_a_feed_is_asked_whole_at_first_and_for_changes_afterwards() -> None:
    assert policy.asking(URL, None, NOW).asked.conditions == {}
    decided = policy.asking(URL, polled(), NOW + ORDINARY)
    assert decided.asked.url == URL
    assert decided.asked.conditions == {
        URL: {"If-None-Match": 'W/"7"', "If-Modified-Since": "Sat, 21 Nov 2026 09:30:00 GMT"}
    }


def test_it_is_asked_whole_once_a_week() -> None:
    event = polled()
    assert policy.asking(URL, event, NOW + timedelta(days=6, hours=23)).conditional
    again = NOW + timedelta(days=7)
    decided = policy.asking(URL, event, again)
    assert (decided.conditional, decided.full) == (False, True)
    assert not policy.is_unchanged(decided, page())
    assert polled(event, answered(again)).full_at == again


def test_an_empty_feed_is_told_as_such_also_where_it_is_damaged() -> None:
    empty = Reading(9, sha256_bytes(BODY), 0)
    assert polled(reading=empty).detail is None
    assert polled(reading=replace(empty, damaged="line 2: no element")).detail == "no entries: line 2: no element"
    assert polled(reading=replace(empty, entries=1, damaged="line 2: no element")).detail == "line 2: no element"


def test_what_is_needed_to_ask_for_changes_is_kept_only_after_a_good_reading() -> None:
    event = polled(reading=Reading(9, sha256_bytes(BODY), 0))
    assert (event.outcome, event.reason) == ("empty", "no entries")
    assert (event.etag, event.last_modified, event.body_sha256) == (None, None, None)
    wrong = policy.failed(
        policy.asking(URL, polled(), NOW), answered(etag='"wrong"'), Rejection("not-a-feed", URL, "A web page.")
    )
    assert (wrong.outcome, wrong.etag) == ("not-a-feed", 'W/"7"')


def test_the_same_bytes_are_unchanged_even_where_there_is_nothing_to_ask_by() -> None:
    event = polled(answer=answered())
    decided = policy.asking(URL, event, NOW + ORDINARY)
    assert (decided.conditional, policy.is_unchanged(decided, page())) == (False, True)
    assert not policy.is_unchanged(decided, page(b"other bytes"))
    same = policy.unchanged(decided, answered(NOW + ORDINARY))
    assert (same.outcome, same.body_sha256, same.entries) == ("unchanged", sha256_bytes(BODY), 0)
    assert same.newest_entry_at == READ.newest_at


@pytest.mark.parametrize(("left", "failed", "wait"), [(5, 0, SHORTEST), (0, 2, timedelta(hours=1)), (3, 1, SHORTEST)])
def test_while_pages_are_left_the_feed_is_read_again(left: int, failed: int, wait: timedelta) -> None:
    event = polled(reading=replace(READ, new=9, deferred=left, failed=failed))
    assert (event.etag, event.body_sha256, event.deferred) == (None, None, left + failed)
    assert event.next_poll_at == NOW + wait


def test_a_feed_waits_as_long_as_the_servers_of_its_pages_ask_for() -> None:
    event = polled(reading=replace(READ, failed=1, rest_until=NOW + timedelta(hours=7)))
    assert event.next_poll_at == NOW + timedelta(hours=7)


def test_pages_that_go_on_failing_are_given_up_for_the_feed_s_sake() -> None:
    event: FeedEvent | None = None
    for _ in range(RETRIES - 1):
        event = polled(event, reading=replace(READ, failed=1))
        assert event.deferred == 1
    event = polled(event, reading=replace(READ, failed=1))
    assert (event.deferred, event.etag) == (0, 'W/"7"')
    assert polled(event).retries == 0


def test_a_permanent_redirect_counts_when_it_has_led_there_three_times() -> None:
    event: FeedEvent | None = None
    for number in range(MOVES):
        assert policy.asking(URL, event, NOW).asked.url == URL
        event = polled(event, answered(moved_to=NEW))
        assert event.moved_times == number + 1
    decided = policy.asking(URL, event, NOW)
    assert (decided.asked.url, decided.full, decided.feed_url) == (NEW, True, URL)
    moved = polled(event, answered(moved_to=None))
    assert (moved.feed_url, moved.requested_url, moved.moved_to) == (URL, NEW, None)
    assert policy.asking(URL, moved, NOW).asked.url == NEW


def test_one_other_answer_in_between_begins_the_count_anew() -> None:
    event = polled(polled(None, answered(moved_to=NEW)), answered(moved_to=NEW))
    for other in (polled(event, answered()), polled(event, answered(moved_to=URL + "2"))):
        assert polled(other, answered(moved_to=NEW)).moved_times == 1
    assert polled(fails(event), answered(moved_to=NEW)).moved_times == 3  # a failure says nothing of where it is


def test_a_feed_that_fails_where_it_moved_to_is_looked_for_in_both_places() -> None:
    event: FeedEvent | None = None
    for _ in range(MOVES):
        event = polled(event, answered(moved_to=NEW))
    asked = []
    for _ in range(QUARANTINE_AFTER + 4):
        asked.append(policy.asking(URL, event, NOW).asked.url)
        event = fails(event)
    assert set(asked[:QUARANTINE_AFTER]) == {NEW}
    assert set(asked[QUARANTINE_AFTER:]) == {NEW, URL}


def test_gone_is_gone_and_not_found_is_not() -> None:
    gone = fails(polled(), status=410)
    assert (gone.outcome, gone.verdict, gone.next_poll_at) == ("gone", "gone", None)
    assert not policy.is_due(gone, NOW + timedelta(days=400))
    missing = fails(polled(), status=404)
    assert (missing.outcome, missing.verdict) == ("failed", "backing-off")
    assert missing.next_poll_at is not None


def test_repeated_failure_ends_in_quarantine_and_a_probe_a_day() -> None:
    event = failing(QUARANTINE_AFTER - 1)
    assert event.verdict == "backing-off"
    for _ in range(3):
        at = event.next_poll_at
        assert at
        event = fails(event, at)
        assert event.verdict == "quarantined"
        assert event.next_poll_at
        assert timedelta(hours=21) < event.next_poll_at - at <= LONGEST
    assert (polled(event).failures, polled(event).verdict) == (0, "active")


def test_a_host_at_rest_is_no_failure_of_the_feed() -> None:
    past = failing(3)
    failure = FetchFailure(URL, AT_REST, "made up", NOW)
    event = policy.failed(policy.asking(URL, past, NOW), Answer(failure, NOW), failure)
    assert (event.failures, event.verdict, event.next_poll_at) == (3, "backing-off", NOW + SHORTEST)


@pytest.mark.parametrize("form", ["seconds", "date"])
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for_in_both_forms(status: int, form: str) -> None:
    until = NOW + timedelta(hours=5)
    asked = "18000" if form == "seconds" else format_datetime(until, usegmt=True)
    event = fails(None, status=status, retry_after=asked)
    assert (event.retry_after_at, event.next_poll_at) == (until, until)
    assert not policy.is_due(event, until - timedelta(seconds=1))
    assert policy.is_due(event, until)


def test_retry_after_counts_with_two_answers_only_and_never_shortens_a_wait() -> None:
    assert fails(None, status=500, retry_after="18000").retry_after_at is None
    event = fails(None, status=429, retry_after="1")
    assert event.next_poll_at
    assert event.next_poll_at >= NOW + SHORTEST


@pytest.mark.parametrize("nonsense", ["", "-5", "soon", "1e9", "²", "9" * 400, "Sat, 99 Nov 2026 09:30:00 GMT", "0"])
def test_nonsense_asks_for_nothing(nonsense: str) -> None:
    assert retry_after({"retry-after": nonsense}, NOW) is None


@pytest.mark.parametrize(
    ("headers", "hours"),
    [
        ({"cache-control": "public, max-age=7200"}, 2),
        ({"cache-control": 'max-age="7200"', "expires": "0"}, 2),
        ({"expires": "Sun, 22 Nov 2026 15:00:00 GMT"}, 3),
        ({"expires": "Sun, 22 Nov 2026 15:00:00 GMT", "date": "Sun, 22 Nov 2026 14:00:00 GMT"}, 1),
        ({"expires": "Sun, 22 Nov 2026 15:00:00 GMT", "cache-control": "no-cache"}, 0),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"cache-control": "max-age=-1"}, 0),
        ({}, 0),
    ],
)
def test_an_answer_says_for_how_long_it_may_be_kept(headers: dict[str, str], hours: int) -> None:
    assert fresh_for(headers, NOW) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("newest", "gap", "span", "wait"),
    [
        (None, None, None, timedelta(hours=1)),  # nothing known
        (timedelta(0), timedelta(minutes=30), timedelta(hours=10), timedelta(hours=1)),
        (timedelta(0), timedelta(minutes=2), timedelta(minutes=50), timedelta(minutes=25)),  # entries soon leave it
        (timedelta(0), timedelta(seconds=20), timedelta(minutes=6), SHORTEST),
        (timedelta(0), timedelta(days=1), timedelta(days=20), timedelta(hours=6)),
        (timedelta(days=8), timedelta(hours=1), timedelta(hours=20), timedelta(hours=12)),  # fallen silent
        (timedelta(days=100), timedelta(days=30), timedelta(days=900), LONGEST),
    ],
)
def test_a_feed_is_asked_as_often_as_its_habit_deserves(
    newest: timedelta | None, gap: timedelta | None, span: timedelta | None, wait: timedelta
) -> None:
    at = NOW - newest if newest is not None else None
    seconds = [one.total_seconds() if one else None for one in (gap, span)]
    assert policy.usual_wait(at, *seconds, NOW) == wait


def test_a_feed_s_own_wish_and_its_server_s_are_kept() -> None:
    assert polled(reading=replace(READ, ttl=timedelta(hours=3))).next_poll_at == NOW + timedelta(hours=3)
    assert polled(answer=answered(cache_control="max-age=9000")).next_poll_at == NOW + timedelta(hours=2.5)
    assert polled(answer=answered(cache_control="max-age=900000")).next_poll_at == NOW + LONGEST


def test_what_is_sent_whole_each_time_is_asked_for_no_more_than_hourly() -> None:
    quick = replace(READ, gap=timedelta(minutes=1), span=timedelta(minutes=40))
    assert polled(reading=quick).next_poll_at == NOW + timedelta(minutes=20)
    assert polled(answer=answered(), reading=quick).next_poll_at == NOW + timedelta(hours=1)


def test_an_hourly_schedule_polls_hourly_feeds_every_time() -> None:
    event = polled(answer=answered(NOW + timedelta(seconds=40)))
    assert policy.is_due(event, NOW + timedelta(hours=1))
    assert not policy.is_due(event, NOW + timedelta(minutes=50))


def test_a_clock_that_is_put_back_stops_no_feed() -> None:
    event = polled(answer=answered(NOW + timedelta(days=300)))
    assert policy.is_due(event, NOW)


def test_habit_is_told_from_the_dates_of_the_entries() -> None:
    dates = [NOW - timedelta(hours=hours) for hours in (1, 2, 4, 8)] + [None]
    assert policy.habit(dates) == (dates[0], timedelta(hours=2), timedelta(hours=7))
    assert policy.habit([NOW, NOW, NOW, None]) == (NOW, None, None)
    assert policy.habit([None]) == (None, None, None)


moments = st.integers(631_152_000, 2_208_988_800).map(lambda second: datetime.fromtimestamp(second, UTC))
spans = st.timedeltas(timedelta(0), timedelta(days=4000))
header_values = st.one_of(
    st.text(max_size=30),
    st.integers(-10, 10**12).map(str),
    st.integers(-10, 10**12).map("max-age={}".format),
    moments.map(lambda moment: format_datetime(moment, usegmt=True)),
)
answers = st.dictionaries(
    st.sampled_from(["etag", "last-modified", "cache-control", "expires", "date", "retry-after"]), header_values
)
readings = st.builds(
    Reading,
    st.just(len(BODY)),
    st.just(sha256_bytes(BODY)),
    entries=st.integers(0, 50),
    new=st.integers(0, 50),
    deferred=st.integers(0, 3),
    failed=st.integers(0, 3),
    newest_at=st.none() | moments,
    gap=st.none() | spans,
    span=st.none() | spans,
    ttl=st.none() | spans,
)
steps = st.lists(
    st.tuples(
        st.sampled_from(["read", "unchanged", "fail"]),
        st.sampled_from([None, 301, 403, 404, 429, 500, 503]),
        st.none() | st.sampled_from([NEW, URL + "2"]),
        answers,
        readings,
    ),
    max_size=12,
)


@given(steps)
def test_whatever_comes_the_next_poll_is_neither_at_once_nor_never(
    run: list[tuple[str, int | None, str | None, dict[str, str], Reading]],
) -> None:
    past, at = None, NOW
    for what, status, moved_to, headers, reading in run:
        decided = policy.asking(URL, past, at)
        if what == "fail":
            failure = FetchFailure(decided.asked.url, f"HTTP {status}", "made up", at)
            event = policy.failed(decided, Answer(failure, at, status, headers), failure)
            assert event.failures == (past.failures if past else 0) + 1
        elif what == "unchanged" and past:
            event = policy.unchanged(decided, Answer(None, at, 304, headers, moved_to, moved_to))
            assert event.etag == past.etag
        else:
            answer = Answer(page(final_url=moved_to or URL), at, 200, headers, moved_to, moved_to)
            event = policy.read(decided, answer, reading)
            assert event.failures == 0
            assert event.etag in (None, headers.get("etag"))
        assert event.next_poll_at
        assert at + SHORTEST <= event.next_poll_at <= at + (LONGEST if not event.retry_after_at else LONGEST_REST)
        assert not policy.is_due(event, at)
        assert policy.is_due(event, event.next_poll_at)
        assert event.moved_times <= MOVES
        past, at = event, event.next_poll_at


@given(st.text(), st.integers(1, 60))
def test_failures_are_retried_ever_later_and_always_at_the_same_moment(url: str, failures: int) -> None:
    wait = policy.back_off(url, failures)
    assert SHORTEST <= wait <= LONGEST
    assert wait == policy.back_off(url, failures)
    assert policy.back_off(url, failures + 2) >= min(wait, LONGEST * 0.9)


def test_feeds_that_failed_together_do_not_come_back_together() -> None:
    assert len({policy.back_off(f"{URL}/{number}", 3) for number in range(50)}) == 50
