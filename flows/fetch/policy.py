"""When a feed is polled again, and how: decided from its last poll and the answer, touching nothing (decision 0013).

last FeedEvent, now -> is_due, asking -> Answer -> failed | unchanged | read -> FeedEvent
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from extractors.identity import sha256_bytes
from extractors.records import FetchedPage, FetchFailure, Rejection
from flows.fetch.answers import AT_REST, LONGEST_REST, Answer, fresh_for
from flows.fetch.client import Asked
from warehouse.records import FeedEvent

ORDINARY = timedelta(hours=1)
SHORTEST, LONGEST = timedelta(minutes=15), timedelta(days=1)
EARLY = timedelta(minutes=5)  # so that an hourly schedule that is a little ahead does not skip every other poll
FULL_AFTER = timedelta(days=7)  # then a feed is asked without conditions, lest a server say 304 for ever
FIRST_RETRY = timedelta(minutes=30)  # doubled with every failure in a row
QUARANTINE_AFTER = 8  # failures in a row: some three days
MOVES = 3  # polls in a row that a permanent redirect must lead to one address
RETRIES = 5  # polls in a row in which pages that failed for the time being are tried again
FEWEST_BYTES = 100  # no feed is shorter
LONGEST_VALIDATOR = 1_000  # characters of an ETag
GONE = 410


@dataclass(frozen=True, slots=True)
class Asking:
    """One poll as it was decided: what is asked, and the poll before it."""

    feed_url: str
    asked: Asked
    past: FeedEvent | None
    full: bool = True  # whatever comes is read, even if it is what came last

    @property
    def conditional(self) -> bool:
        """Whether it asks for changes only."""
        return bool(self.asked.conditions)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the body of one answer and its entries come to."""

    size: int  # bytes of the body
    sha256: str  # of the body
    entries: int
    new: int = 0
    passed_over: int = 0
    deferred: int = 0  # over the limit of pages a poll
    failed: int = 0  # pages that failed for the time being
    rest_until: datetime | None = None  # until when their servers ask to be left alone
    newest_at: datetime | None = None
    gap: timedelta | None = None  # median between two entries
    span: timedelta | None = None  # from the oldest to the newest
    ttl: timedelta | None = None
    damaged: str | None = None


def habit(dates: Iterable[datetime | None]) -> tuple[datetime | None, timedelta | None, timedelta | None]:
    """Return the newest date of a feed's entries, the median gap between two, and the span of all."""
    known = sorted({moment for moment in dates if moment})
    if len(known) < 3:
        return known[-1] if known else None, None, None
    gap = median((later - earlier).total_seconds() for earlier, later in pairwise(known))
    return known[-1], timedelta(seconds=gap), known[-1] - known[0]


def is_due(past: FeedEvent | None, now: datetime) -> bool:
    """Tell whether a feed may be polled now."""
    if past is None:
        return True
    if past.next_poll_at is None:
        return False
    if past.next_poll_at > now + LONGEST_REST or past.polled_at > now + EARLY:
        return True  # the clock was put back
    if past.retry_after_at and past.retry_after_at > now:
        return False
    return past.next_poll_at - EARLY <= now


def asking(feed_url: str, past: FeedEvent | None, now: datetime) -> Asking:
    """Decide which address is asked, and whether for changes only."""
    url = _address(feed_url, past)
    if past is None or past.requested_url != url or past.final_url is None or past.body_sha256 is None:
        return Asking(feed_url, Asked(url), past)
    if past.full_at is None or now - past.full_at >= FULL_AFTER:
        return Asking(feed_url, Asked(url), past)
    given = {"If-None-Match": past.etag, "If-Modified-Since": past.last_modified}
    conditions = {name: value for name, value in given.items() if value}
    return Asking(feed_url, Asked(url, {past.final_url: conditions} if conditions else {}), past, full=False)


def failed(decided: Asking, answer: Answer, why: FetchFailure | Rejection) -> FeedEvent:
    """Tell of a poll that brought no feed: it is tried again ever later, then once a day, and never again if gone."""
    past = decided.past
    event = replace(
        _carried(decided, answer),
        outcome="failed" if isinstance(why, FetchFailure) else "not-a-feed",
        reason=why.reason,
        detail=f"{why.reason}: {why.detail}" if isinstance(why, FetchFailure) else why.detail,
        size_bytes=len(answer.result.body) if isinstance(answer.result, FetchedPage) else None,
    )
    if why.reason == AT_REST:  # nobody asked the feed, so it has not failed
        return replace(event, next_poll_at=answer.at + SHORTEST, verdict=past.verdict if past else "active")
    failures = event.failures + 1
    if answer.status == GONE and decided.asked.url == decided.feed_url:
        return replace(event, outcome="gone", failures=failures, next_poll_at=None, verdict="gone")
    until = answer.rest_until
    again = answer.at + back_off(decided.feed_url, failures)
    return replace(
        event,
        failures=failures,
        retry_after_at=until,
        next_poll_at=max(again, until) if until else again,
        verdict="quarantined" if failures >= QUARANTINE_AFTER else "backing-off",
    )


def is_unchanged(decided: Asking, page: FetchedPage) -> bool:
    """Tell whether a body is the one that was read last, and need not be read again."""
    past = decided.past
    return past is not None and not decided.full and past.body_sha256 == sha256_bytes(page.body)


def unchanged(decided: Asking, answer: Answer) -> FeedEvent:
    """Tell of a poll that brought nothing new: 304, or the same bytes again."""
    event = replace(_moved(decided, answer), outcome="not-modified")
    if isinstance(answer.result, FetchedPage):
        event = replace(
            event,
            outcome="unchanged",
            size_bytes=len(answer.result.body),
            final_url=answer.result.final_url,
            etag=_validator(answer, "etag"),
            last_modified=_validator(answer, "last-modified"),
        )
    return replace(event, next_poll_at=answer.at + _wait(event, answer))


def read(decided: Asking, answer: Answer, reading: Reading) -> FeedEvent:
    """Tell of a poll whose feed was read; what it needs for asking for changes is kept only if nothing is left."""
    retries = (_carried(decided, answer).retries + 1) % RETRIES if reading.failed else 0
    left = reading.deferred + (reading.failed if retries else 0)  # after the fifth time it is left be
    whole = reading.entries > 0 and not left
    event = replace(
        _moved(decided, answer),
        outcome="ok" if reading.entries else "empty",
        reason=None if reading.entries else "no entries",
        detail=f"no entries: {reading.damaged}" if reading.damaged and not reading.entries else reading.damaged,
        entries=reading.entries,
        new_entries=reading.new,
        passed_over=reading.passed_over,
        deferred=left,
        retries=retries,
        size_bytes=reading.size,
        final_url=answer.final_url,
        body_sha256=reading.sha256 if whole else None,
        etag=_validator(answer, "etag") if whole else None,
        last_modified=_validator(answer, "last-modified") if whole else None,
        newest_entry_at=reading.newest_at,
        usual_gap_s=reading.gap.total_seconds() if reading.gap else None,
        span_s=reading.span.total_seconds() if reading.span else None,
        ttl_s=round(reading.ttl.total_seconds()) if reading.ttl else None,
    )
    if decided.full:
        event = replace(event, full_at=answer.at)
    again = answer.at + (SHORTEST if reading.deferred else _wait(event, answer))
    return replace(event, next_poll_at=max(again, reading.rest_until) if reading.rest_until else again)


def back_off(url: str, failures: int) -> timedelta:
    """Return the wait after so many failures in a row, a fifth more or less, so that feeds do not come back at once."""
    if failures >= QUARANTINE_AFTER:
        return LONGEST * (0.9 + 0.1 * _jitter(url, failures))
    return _clamped(FIRST_RETRY * 2 ** (failures - 1) * (0.8 + 0.4 * _jitter(url, failures)))


def usual_wait(newest_at: datetime | None, gap_s: float | None, span_s: float | None, now: datetime) -> timedelta:
    """Return how often a feed deserves to be asked, by its own habit.

    Hourly; less often, a quarter of its usual gap, where it publishes rarely or has fallen silent; more often where
    its entries would else have left it unseen.
    """
    silence = (now - newest_at) / 4 if newest_at else timedelta()
    gap = max(timedelta(seconds=gap_s or 0), silence)
    if gap / 4 > ORDINARY:
        return _clamped(gap / 4)
    span = timedelta(seconds=span_s) if span_s else None
    return _clamped(min(ORDINARY, span / 2)) if span else ORDINARY


def _wait(event: FeedEvent, answer: Answer) -> timedelta:
    usual = usual_wait(event.newest_entry_at, event.usual_gap_s, event.span_s, answer.at)
    if not event.etag and not event.last_modified:
        usual = max(usual, ORDINARY)  # what is sent whole each time is asked for no more than hourly
    wished = max(timedelta(seconds=event.ttl_s or 0), fresh_for(answer.headers, answer.at))
    return _clamped(max(usual, wished))


def _clamped(wait: timedelta) -> timedelta:
    return min(max(wait, SHORTEST), LONGEST)


def _jitter(url: str, attempt: int) -> float:
    """Return a number from 0 to 1 that looks random and is the same each time."""
    return int.from_bytes(hashlib.sha256(f"{attempt} {url}".encode()).digest()[:4]) / 0xFFFFFFFF


def _address(feed_url: str, past: FeedEvent | None) -> str:
    """Return the address of a feed: where it has moved for good, else the one in the list.

    In quarantine every other probe goes to the one in the list, for the other may have been a mistake.
    """
    if past is None or past.status == GONE:
        return feed_url
    if past.failures >= QUARANTINE_AFTER and past.failures % 2:
        return feed_url
    if past.moved_to and past.moved_times >= MOVES:
        return past.moved_to
    return past.requested_url or feed_url


def _carried(decided: Asking, answer: Answer) -> FeedEvent:
    """Return this poll with all that the poll before it knew of the feed."""
    past = decided.past or FeedEvent(decided.feed_url, None, answer.at, "ok")
    url, moved_to, moved_times = decided.asked.url, past.moved_to, past.moved_times
    if past.requested_url != url:  # a poll of the listed address keeps in mind where the feed had moved
        moved_to = past.requested_url if url == decided.feed_url else None
        moved_times = MOVES if moved_to else 0
    return FeedEvent(
        feed_url=decided.feed_url,
        title=None,
        polled_at=answer.at,
        outcome="ok",
        status=answer.status,
        requested_url=url,
        conditional=decided.conditional,
        seconds=round(answer.seconds, 3),
        etag=past.etag,
        last_modified=past.last_modified,
        final_url=past.final_url,
        body_sha256=past.body_sha256,
        moved_to=moved_to,
        moved_times=moved_times,
        retries=past.retries,
        newest_entry_at=past.newest_entry_at,
        usual_gap_s=past.usual_gap_s,
        span_s=past.span_s,
        ttl_s=past.ttl_s,
        full_at=past.full_at,
        failures=past.failures,
    )


def _moved(decided: Asking, answer: Answer) -> FeedEvent:
    """Return a good poll, with how often in a row it was led to one and the same place for good."""
    event = replace(_carried(decided, answer), failures=0)
    times = event.moved_times if event.moved_to == answer.moved_to else 0
    return replace(event, moved_to=answer.moved_to, moved_times=times + 1 if answer.moved_to else 0)


def _validator(answer: Answer, name: str) -> str | None:
    value = answer.headers.get(name)
    return value if value and len(value) <= LONGEST_VALIDATOR else None
