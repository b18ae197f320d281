"""When an article appeared: what the page states, the day that is read from it, and the feed's word between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal

from extractors.page.statements import Statements
from extractors.records import FeedEntry

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Who says when: the page's JSON-LD or its other markup, its address, its text (as trafilatura reads it), or the feed.
PageDateBasis = Literal["json-ld", "meta", "url", "page", "feed"]

_EARLIEST = date(1995, 1, 1)
_META = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "publish-date",
    "publish_date", "published_at", "publication_date", "publishdate", "pubdate", "published", "sailthru.date",
    "article.published", "cxenseparse:recs:publishtime", "dcterms.issued", "dcterms.created", "dcterms.date",
    "dc.date.issued", "dc.date.created", "dc.date", "date.issued", "og:pubdate", "article_date_original",
    "citation_online_date", "citation_publication_date", "bt:pubdate", "date",
)  # fmt: skip
_DAY = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)")
_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-]?)(\d{1,2})\2(\d{1,2})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([A-Z][a-z]{2})[a-z]*\.?\s+(?:(\d{1,2}),?\s+)?(\d{4})")
_ZONE_WITHOUT_COLON = re.compile(r"\s*([+-]\d{2})(\d{2})$")


@dataclass(frozen=True, slots=True)
class Published:
    """When the article appeared, as exactly as it is known, and who says so."""

    at: datetime | date  # an instant with its zone, or a day
    day: date  # at the place of publication
    basis: PageDateBasis


def published(
    stated: Statements, tree: HtmlElement, entry: FeedEntry | None, url: str, now: datetime
) -> tuple[Published | None, bool]:
    """Date an article; tells also whether what is known of it disagrees."""
    latest = now.date() + timedelta(days=1)
    told = [one for one in _stated(stated, tree) if _EARLIEST <= one.day <= latest]
    in_url, read = day_in_url(url, latest), _read(tree, url, latest)
    in_feed = min(entry.published_at, now) if entry and entry.published_at else None
    first = _with_zone(told) if told else None
    if first is None and read is not None:
        first = Published(read, read, "url" if read == in_url else "page")
    if in_feed is None:
        return _checked(first, in_url, read)
    fed = Published(in_feed, in_feed.date(), "feed")
    if first is None:
        return fed, False
    disagrees = abs((first.day - fed.day).days) > 2
    if disagrees and first.basis in ("page", "url"):
        return fed, True
    seconded = [one for one in told if abs((one.day - fed.day).days) <= 2]
    if disagrees and seconded:
        return seconded[0], True
    if first.basis == "page" and not disagrees:
        return fed, False
    return first, disagrees


def _checked(first: Published | None, in_url: date | None, read: date | None) -> tuple[Published | None, bool]:
    """Hold what the page states against the day in its address and the day that is read from it."""
    if first is None or read is None or first.day == read:
        return first, False
    apart = abs((first.day - read).days)
    if read == in_url and apart > 2:
        return Published(read, read, "url"), True
    if apart == 1 and isinstance(first.at, datetime) and first.at.utcoffset() == timedelta(0) and read == in_url:
        return Published(first.at, read, first.basis), False
    return first, apart > 2


def _with_zone(told: list[Published]) -> Published:
    """Prefer the instant over the day, and of two statements of one instant that which keeps its place's zone."""
    first = told[0]
    for one in told[1:]:
        if not isinstance(one.at, datetime):
            continue
        if not isinstance(first.at, datetime):
            first = one if one.day == first.day else first
        elif one.at == first.at and not first.at.utcoffset() and one.at.utcoffset():
            first = one
    return first


def _stated(stated: Statements, tree: HtmlElement) -> Iterator[Published]:
    for name in ("datePublished", "dateCreated"):
        yield from _moment(stated.article.get(name), "json-ld")
    for name in _META:
        yield from _moment(stated.meta.get(name), "meta")
    for element in tree.iter("time"):
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            yield from _moment(element.get("datetime"), "meta")


def _moment(value: object, basis: PageDateBasis) -> Iterator[Published]:
    if isinstance(value, list) and value:
        value = value[0]
    at = stated_moment(value)
    if at is not None:
        yield Published(at, at.date() if isinstance(at, datetime) else at, basis)


def stated_moment(value: object) -> datetime | date | None:
    """Read an instant that names its zone, else a day; None for what is neither."""
    if not isinstance(value, str):
        return None
    text = _ZONE_WITHOUT_COLON.sub(r"\1:\2", value.strip()).removesuffix(" UTC").strip()
    zone = UTC if value.strip().endswith(" UTC") else None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError, IndexError):
            continue
        if zone is not None and moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        return moment if moment.tzinfo is not None else moment.date()
    return _day(text)


def stated_day(value: object) -> date | None:
    """Give the day of an ISO date or instant, as it was at the place that stated it."""
    moment = stated_moment(value)
    return moment.date() if isinstance(moment, datetime) else moment


def _day(text: str) -> date | None:
    try:
        if found := _DAY.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _IN_WORDS.search(text)) and (found[1] or found[3]):
            return date(int(found[4]), _MONTHS.index(found[2].lower()) + 1, int(found[1] or found[3]))
    except ValueError:
        pass
    return None


def day_in_url(url: str, latest: date) -> date | None:
    """Give the day that an address names."""
    for found in _IN_URL.finditer(url):
        try:
            day = date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            continue
        if _EARLIEST <= day <= latest:
            return day
    return None


def _read(tree: HtmlElement, url: str, latest: date) -> date | None:
    """Let trafilatura's companion find the day; it changes the tree, so it gets its own."""
    from copy import deepcopy  # noqa: PLC0415

    from htmldate import find_date  # noqa: PLC0415

    return stated_day(
        find_date(deepcopy(tree), url=url, original_date=True, extensive_search=True, max_date=latest.isoformat())
    )
