"""What can be asked alike of the writer's file and of the read copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from extractors.records import QueryResult
from warehouse.records import FeedEvent

# An entry that has a GUID: feed, GUID, title, and date of publication as ISO 8601.
EntryKey = tuple[str, str, str | None, str | None]
REMEMBERED = timedelta(days=30)  # for which an entry is known again by its GUID; feeds hold no older ones
REJECTED_FOR = timedelta(days=7)  # after which a page that was no article is fetched again if a feed names it


class Source(Protocol):
    """Whatever answers the named queries of `weekly/`."""

    def query(self, name: str, params: Mapping[str, object]) -> QueryResult:
        """Run one named query with those of the parameters that it names."""
        ...


@dataclass(frozen=True, slots=True)
class EarlierIssue:
    """The newest issue of one week's summary, as it was recorded."""

    as_of: datetime
    sha256: Mapping[str, str]  # by file name


@dataclass(frozen=True, slots=True)
class PageTold:
    """What a feed said of a page when it was last fetched."""

    told: str  # MD5 of the entry's words and date
    times: int  # how often it was fetched lately


def last_change(source: Source) -> datetime | None:
    """Return when the newest run that changed data was committed: the default as-of. None: there was none."""
    ((moment,),) = source.query("last_change", {}).rows
    return moment if isinstance(moment, datetime) else None


def weeks_with_signals(source: Source, as_of: datetime) -> list[str]:
    """Return the ISO weeks that have signals, in order; an imprecisely dated article counts under its first week."""
    return [str(week) for (week,) in source.query("weeks", {"as_of": as_of}).rows]


def known_urls(source: Source, now: datetime) -> frozenset[str]:
    """Return the canonical addresses of all articles, those that led to them, and of pages lately found to be none."""
    since = now - REJECTED_FOR
    return frozenset(str(url) for (url,) in source.query("known_urls", {"since": since}).rows)


def pages_told(source: Source, since: datetime) -> dict[tuple[str, str], PageTold]:
    """Return what feeds said of pages lately fetched, by feed and canonical address."""
    rows: Any = source.query("pages_told", {"since": since}).rows
    return {(feed, url): PageTold(told, times) for feed, url, told, times in rows}


def known_entries(source: Source, now: datetime) -> frozenset[EntryKey]:
    """Return the entries whose pages were fetched lately."""
    since, rejected_since = now - REMEMBERED, now - REJECTED_FOR
    rows: Any = source.query("entries_told", {"since": since, "rejected_since": rejected_since}).rows
    return frozenset(rows)


def feed_states(source: Source) -> dict[str, FeedEvent]:
    """Return the newest poll of each feed by the feed's address: all that is known when it is polled again."""
    rows: Any = source.query("feed_states", {}).rows
    return {row[0]: FeedEvent(*row) for row in rows}


def earlier_issues(source: Source, as_of: datetime) -> dict[str, EarlierIssue]:
    """Return the newest issue of every week."""
    found: dict[str, EarlierIssue] = {}
    for week, stamp, name, sha256 in source.query("issued", {"as_of": as_of}).rows:
        known = found.get(str(week))
        assert isinstance(stamp, datetime)
        found[str(week)] = EarlierIssue(stamp, {**(known.sha256 if known else {}), str(name): str(sha256)})
    return found
