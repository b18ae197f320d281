"""Feeds: the bytes of one answer in, its entries out; feedparser does the reading.

feedparser never sees a URL, so it cannot fetch. It recovers what is readable of a damaged feed and lets every kind of
date and link through, so both are judged here; entities that only attackers declare are refused before it reads at all.
"""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from extractors.feed_dates import is_made_with_the_answer, moment
from extractors.feed_identity import IdentityBasis, identified, identity_basis
from extractors.feed_text import plain_paragraphs, plain_text
from extractors.records import EntryDateBasis, FeedEntry, Rejection

MOST_ENTRIES = 5_000  # of one answer; a feed's newest stand first
MOST_CATEGORIES = 20
MOST_OPEN = 50_000  # tags at once; of three million feedparser makes 1.5 GB in a minute
# An entity that is read from elsewhere, is made of others, or steers the declaration itself; `&#160;` and such are not.
_HOSTILE_ENTITY = re.compile(
    rb"<!ENTITY\s+(?:%|\S+\s+(?:SYSTEM|PUBLIC)\b|\S+\s+\"[^\"]*&[A-Za-z_]|\S+\s+'[^']*&[A-Za-z_])", re.IGNORECASE
)
_ENTRY = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ENTRY_ENDS = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_CDATA = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_TAG = re.compile(rb"<(/?)[A-Za-z_][^<>]*>")
_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)\b", re.IGNORECASE)
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}  # hours


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What one answer of a feed holds; the same identity is given once."""

    feed_url: str
    title: str | None
    entries: tuple[FeedEntry, ...]
    rejections: tuple[Rejection, ...]
    damaged: str | None = None  # what the parser complained of, where it went on all the same
    ttl_s: int | None = None  # for how long the feed says that it may be kept
    format: str = ""  # such as "rss20" or "atom10"
    repeated: int = 0  # entries that the feed gives more than once

    @property
    def identity_basis(self) -> IdentityBasis:
        """By what its entries are told apart: the weakest that any of them needs."""
        return identity_basis(self.entries)


def parse(body: bytes, headers: Mapping[str, str], feed_url: str, *, now: datetime) -> ParsedFeed | Rejection:
    """Read a feed's entries in its own order; `now` bounds the dates that are believed."""
    if not body.strip():
        return Rejection("not-a-feed", feed_url, "The answer has no content.")
    head = body[:200_000].replace(b"\0", b"")  # without the zeros UTF-16 is legible too
    if _HOSTILE_ENTITY.search(_ROOT.split(head, maxsplit=1)[0]):
        return Rejection("unsafe-xml", feed_url, "It declares entities that are external or made of others.")
    import feedparser  # noqa: PLC0415

    first = _first_entries(body)
    if _is_too_deep(first):
        return Rejection("not-a-feed", feed_url, f"More than {MOST_OPEN:,} of its tags are open at once.")
    try:
        read = feedparser.parse(io.BytesIO(first), response_headers=dict(headers))
    except Exception as error:  # hostile markup ends by name, whatever the library makes of it
        return Rejection("not-a-feed", feed_url, f"The answer could not be read ({type(error).__name__}).")
    version = str(read.get("version") or "")
    if not version:
        what = "a web page" if re.search(rb"(?i)<html[\s>]", body[:5000]) else "something else"
        return Rejection("not-a-feed", feed_url, f"The answer is {what}, not an RSS or Atom feed.")
    found = [_entry(item, feed_url, version, now) for item in read.entries[:MOST_ENTRIES]]
    if len(first) < len(body) or len(read.entries) > MOST_ENTRIES:
        most = f"It has more than {MOST_ENTRIES:,} entries; the first of them are read."
        found.append(Rejection("too-large", feed_url, most))
    entries = identified(_dated_apart([one for one in found if isinstance(one, FeedEntry)], now))
    return ParsedFeed(
        feed_url,
        plain_text(read.feed.get("title"), longest=300),
        entries,
        tuple(one for one in found if isinstance(one, Rejection)),
        _damage(read),
        _ttl(read.feed),
        version,
        sum(isinstance(one, FeedEntry) for one in found) - len(entries),
    )


def _first_entries(body: bytes) -> bytes:
    """Cut out the entries that are too many, for feedparser takes 24 s and 345 MB over ten megabytes of small ones."""
    one_more = next(islice(_ENTRY.finditer(body), MOST_ENTRIES, None), None)
    if one_more is None:
        return body
    last = deque(_ENTRY_ENDS.finditer(body, one_more.start()), maxlen=1)
    return body[: one_more.start()] + (body[last[0].end() :] if last else b"")


def _is_too_deep(body: bytes) -> bool:
    """Tell whether tags nest as in no feed; those in CDATA are an article's, and mostly never closed."""
    depth = 0
    for tag in _TAG.finditer(_CDATA.sub(b"", body)):
        if tag[1]:
            depth -= depth > 0
        elif not tag[0].endswith(b"/>"):
            depth += 1
            if depth > MOST_OPEN:
                return True
    return False


def _entry(item: dict[str, Any], feed_url: str, version: str, now: datetime) -> FeedEntry | Rejection:
    title = plain_text(item.get("title"), longest=1_000)
    given = list(_links(item))
    link = next((web for one in given if (web := _web_link(one, feed_url))), None)
    if link is None:
        what = f"leads to {str(given[0])[:80]!r}, which is no web address" if given else "has no link"
        return Rejection("entry-without-link", feed_url, f"The entry {(title or 'without a title')[:200]!r} {what}.")
    published_at, basis = _published(item, version, now)
    full = max((str(one.get("value") or "") for one in item.get("content") or ()), key=len, default=None)
    terms = (plain_text(tag.get("label") or tag.get("term"), longest=100) for tag in item.get("tags") or ())
    return FeedEntry(
        feed_url=feed_url,
        guid=str(item.get("id") or "").strip() or None,
        link=link,
        title=title,
        published_at=published_at,
        summary=plain_text(item.get("summary")),
        date_basis=basis,
        content=plain_paragraphs(full),
        categories=tuple(dict.fromkeys(filter(None, terms)))[:MOST_CATEGORIES],
    )


def _links(item: dict[str, Any]) -> Iterator[object]:
    """Give all that may be the entry's address, the likeliest first."""
    yield from filter(None, (item.get("feedburner_origlink"), item.get("link")))
    yield from (link.get("href") for link in item.get("links") or () if link.get("rel") in (None, "alternate"))
    if str(item.get("id") or "").startswith(("http://", "https://")):
        yield item["id"]


def _web_link(given: object, feed_url: str) -> str | None:
    if not isinstance(given, str) or not given.strip():
        return None
    try:
        link = urljoin(feed_url, given.strip())
        parts = urlsplit(link)
    except ValueError:
        return None
    return link if parts.scheme in ("http", "https") and parts.hostname else None


def _published(item: dict[str, Any], version: str, now: datetime) -> tuple[datetime | None, EntryDateBasis | None]:
    """Give the first date that can be true: the publication's, else that of the last change.

    Outside Atom feedparser's "updated" is dc:date, which dates the publication.
    """
    for key in ("published", "created", "updated"):
        given = moment(dict.get(item, key), now)  # feedparser's own `get` passes one off as the other
        if given is not None:
            return given, "updated" if key == "updated" and version.startswith("atom") else "published"
    return None, None


def _dated_apart(entries: Sequence[FeedEntry], now: datetime) -> Sequence[FeedEntry]:
    """Take the dates away where they are but the moment at which the feed was made."""
    moments = [entry.published_at for entry in entries if entry.published_at]
    if not is_made_with_the_answer(moments, now):
        return entries
    return [replace(entry, published_at=None, date_basis=None) for entry in entries]


def _damage(read: Mapping[str, Any]) -> str | None:
    """Say what the parser complained of; a header that is wrong about type or encoding harms nobody."""
    error = read.get("bozo_exception")
    if not read.get("bozo") or type(error).__name__ in ("CharacterEncodingOverride", "NonXMLContentType"):
        return None
    return str(error or "damaged")


def _ttl(feed: Mapping[str, Any]) -> int | None:
    """Give the seconds that a feed asks for between two polls: by its ttl, else by its period of updates."""
    ttl, period, frequency = (
        str(feed.get(key) or "").strip() for key in ("ttl", "sy_updateperiod", "sy_updatefrequency")
    )
    if re.fullmatch(r"\d{1,6}", ttl):
        return int(timedelta(minutes=int(ttl)).total_seconds()) or None
    hours = _PERIODS.get(period.casefold())
    times = int(frequency) if re.fullmatch(r"[1-9]\d{0,3}", frequency) else 1
    return hours * 3600 // times if hours else None
