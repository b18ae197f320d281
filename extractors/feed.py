"""Feeds: the bytes of one answer in, its entries out; feedparser does the reading.

feedparser never sees a URL, so it cannot fetch; it recovers what is readable of a damaged feed, takes any date it can
make sense of (the year 1795 among them) and lets every kind of link through, so dates and links are judged here.
"""

from __future__ import annotations

import html
import io
import re
from calendar import timegm
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from extractors.records import FeedEntry, Rejection

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)  # no news site had a dated page before
_TAG = re.compile(r"<[^<>]*>")
_BLOCK_END = re.compile(r"(?i)<\s*(?:br|/p|/div|/li|/h[1-6])\b[^<>]*>")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What one answer of a feed holds; the same identity is given once."""

    feed_url: str
    title: str | None
    entries: tuple[FeedEntry, ...]
    rejections: tuple[Rejection, ...]
    damaged: str | None = None  # what the parser complained of, where it went on all the same


def parse(body: bytes, headers: Mapping[str, str], feed_url: str, *, now: datetime) -> ParsedFeed | Rejection:
    """Read a feed's entries in its own order; `now` bounds the dates that are believed."""
    if not body.strip():
        return Rejection("not-a-feed", feed_url, "The answer has no content.")
    import feedparser  # noqa: PLC0415

    try:
        read = feedparser.parse(io.BytesIO(body), response_headers=dict(headers))
    except Exception as error:  # hostile markup ends by name, whatever the library makes of it
        return Rejection("not-a-feed", feed_url, f"The answer could not be read ({type(error).__name__}).")
    if not read.get("version"):
        what = "a web page" if re.search(rb"(?i)<html[\s>]", body[:5000]) else "something else"
        return Rejection("not-a-feed", feed_url, f"The answer is {what}, not an RSS or Atom feed.")
    entries: dict[str, FeedEntry] = {}
    rejections: list[Rejection] = []
    for item in read.entries:
        entry = _entry(item, feed_url, now)
        if isinstance(entry, Rejection):
            rejections.append(entry)
        else:
            entries.setdefault(identity(entry), entry)
    damaged = str(read.get("bozo_exception", "damaged")) if read.get("bozo") else None
    return ParsedFeed(feed_url, plain_text(read.feed.get("title")), tuple(entries.values()), tuple(rejections), damaged)


def identity(entry: FeedEntry) -> str:
    """Say which entry this is within its feed: by its GUID, else by its link."""
    return f"guid:{entry.guid}" if entry.guid else f"link:{entry.link}"


def plain_text(markup: object) -> str | None:
    """Reduce a title or summary to its words on one line; None where there are none."""
    if not isinstance(markup, str):
        return None
    text = html.unescape(_TAG.sub("", _BLOCK_END.sub(" ", markup)))
    return _SPACE.sub(" ", text.replace("\0", "")).strip() or None


def _entry(item: dict[str, Any], feed_url: str, now: datetime) -> FeedEntry | Rejection:
    title, given = plain_text(item.get("title")), item.get("link")
    link = _web_link(given, feed_url)
    if link is None:
        what = f"leads to {str(given)[:80]!r}, which is no web address" if given else "has no link"
        return Rejection("entry-without-link", feed_url, f"The entry {title or 'without a title'!r} {what}.")
    return FeedEntry(
        feed_url=feed_url,
        guid=str(item.get("id") or "").strip() or None,
        link=link,
        title=title,
        published_at=_published(item, now),
        summary=plain_text(item.get("summary")),
    )


def _web_link(given: object, feed_url: str) -> str | None:
    if not isinstance(given, str) or not given.strip():
        return None
    try:
        link = urljoin(feed_url, given.strip())
        parts = urlsplit(link)
    except ValueError:
        return None
    return link if parts.scheme in ("http", "https") and parts.hostname else None


def _published(item: dict[str, Any], now: datetime) -> datetime | None:
    """Give the first date that can be true: the publication's, else that of the last change."""
    for key in ("published_parsed", "updated_parsed"):
        parsed = dict.get(item, key)  # feedparser's own `get` passes the one off as the other
        if parsed is None:
            continue
        try:
            moment = datetime.fromtimestamp(timegm(parsed), UTC)
        except (ValueError, OverflowError, OSError, TypeError):
            continue
        if EARLIEST <= moment <= now + timedelta(days=1):
            return moment
    return None
