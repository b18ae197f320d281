"""What comes back from one retrieval, and what its headers say about asking again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from extractors.records import FetchedPage, FetchFailure

# The headers that are kept of an answer, by their names in lower case.
KEPT = frozenset(("etag", "last-modified", "cache-control", "expires", "date", "retry-after"))
WAITING = frozenset((429, 503))  # the answers whose Retry-After counts
AT_REST = "host at rest"  # the reason of a failure where nobody was asked, since the host wants its peace
LONGEST_REST = timedelta(days=7)  # a server that asks for more is asked again then
MOST_DIGITS = 10  # of a number of seconds; beyond is no time at all


@dataclass(frozen=True, slots=True)
class Answer:
    """One retrieval: its page, its failure, or neither where the server said that nothing has changed."""

    result: FetchedPage | FetchFailure | None
    at: datetime  # UTC
    status: int | None = None  # of the last answer on the way; None: there was none
    headers: Mapping[str, str] = field(default_factory=dict)  # of the last answer, those of KEPT, verbatim
    final_url: str | None = None  # after redirects
    moved_to: str | None = None  # where permanent redirects led from the address asked; None: there was none
    seconds: float = 0.0  # without the waiting for a turn

    @property
    def rest_until(self) -> datetime | None:
        """Until when the server asks to be left alone; None: it does not."""
        return retry_after(self.headers, self.at) if self.status in WAITING else None


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return until when a server asks to be left alone, given as seconds or as a date; None: it asks for nothing."""
    given = headers.get("retry-after", "").strip()
    if _is_number(given):
        until: datetime | None = now + min(timedelta(seconds=int(given)), LONGEST_REST)
    else:
        until = _date(given)
    return min(until, now + LONGEST_REST) if until and until > now else None


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta:
    """Return for how long an answer may be kept: its max-age, else what is left until it expires (RFC 9111)."""
    directives = [part.strip().casefold() for part in headers.get("cache-control", "").split(",")]
    for directive in directives:
        name, _, value = directive.partition("=")
        if name == "max-age" and _is_number(value.strip('"')):
            return timedelta(seconds=int(value.strip('"')))
    expires = _date(headers.get("expires", ""))
    if expires is None or "no-cache" in directives or "no-store" in directives:
        return timedelta()
    return max(expires - (_date(headers.get("date", "")) or now), timedelta())


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def _date(text: str) -> datetime | None:
    """Read an HTTP date; None for what is none."""
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
