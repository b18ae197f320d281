"""The list of feeds beside what the warehouse knows of each: one line a feed, for `parley feeds`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from extractors.records import QueryResult
from flows.fetch.feeds import FeedSource

BAD = frozenset(("failing", "quarantined", "no feed", "empty", "silent", "gone"))


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """One feed of the list, and how it does."""

    name: str
    url: str
    verdict: str  # as `feed_health` has it, or "off" or "not polled yet"
    since: datetime | None = None  # UTC
    detail: str | None = None
    last_good_at: datetime | None = None  # UTC
    entries: int = 0  # new ones, in all
    passed_over: int = 0  # when it was last read
    failures: int = 0  # in a row
    next_poll_at: datetime | None = None  # UTC; None: at the next run, or never

    @property
    def is_bad(self) -> bool:
        """Whether somebody should look after it."""
        return self.verdict in BAD


def listed(sources: Sequence[FeedSource], health: QueryResult | None) -> tuple[ListedFeed, ...]:
    """Put the feeds of the list beside their health, those that need looking after first."""
    known = _by_url(health)
    feeds = [_listed(source, known.get(source.url)) for source in sources]
    return tuple(sorted(feeds, key=lambda feed: (not feed.is_bad, feed.verdict in ("off", "not polled yet"))))


def unlisted(sources: Sequence[FeedSource], health: QueryResult | None) -> tuple[str, ...]:
    """Give the addresses that were polled once and are no longer in the list."""
    return tuple(sorted(_by_url(health).keys() - {source.url for source in sources}))


def _by_url(health: QueryResult | None) -> dict[str, Mapping[str, Any]]:
    rows = (dict(zip(health.columns, row, strict=True)) for row in health.rows) if health else ()
    return {str(row["feed_url"]): row for row in rows}


def _listed(source: FeedSource, row: Mapping[str, Any] | None) -> ListedFeed:
    if not source.enabled:
        return ListedFeed(source.name, source.url, "off", detail=source.confirmed_how)
    if row is None:
        return ListedFeed(source.name, source.url, "not polled yet")
    return ListedFeed(
        source.name,
        source.url,
        row["verdict"],
        row["since"],
        row["detail"],
        row["last_good_poll_at"],
        row["entries"],
        row["passed_over"],
        row["failures_in_a_row"],
        row["next_poll_at"],
    )
