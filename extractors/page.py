"""Fetched pages: one page's bytes in, its article or a named rejection out; trafilatura finds the text.

trafilatura is not thread-safe, has no time-out and takes 25 s over 80,000 paragraphs: call this in a process that may
be killed (``flows/fetch/extract_pool.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from extractors.identity import canonical_url, sha256_bytes, url_article_id
from extractors.page_metadata import PageMetadata, one_line, read_metadata, stated_day
from extractors.records import Article, DateBasis, DateInterval, FeedEntry, FetchedPage, Ownership, Rejection

MAX_HTML = 3_000_000  # bytes
_EARLIEST = date(1995, 1, 1)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class PageSource:
    """What is known beforehand of the outlet that a page comes from."""

    outlet: str | None = None
    country: str | None = None  # ISO 3166 alpha-3
    ownership: Ownership | None = None
    language: str | None = None  # ISO 639-1


@dataclass(frozen=True, slots=True)
class _Body:
    text: str
    title: str | None
    published_on: date | None
    authors: tuple[str, ...]


def extract(page: FetchedPage, entry: FeedEntry | None = None, source: PageSource | None = None) -> Article | Rejection:
    """Take the article out of a page; the feed's entry fills what the page leaves open."""
    source = source or PageSource()
    unfit = _unfit(page)
    if unfit is not None:
        return unfit
    try:
        return _extract(page, entry, source)
    except Exception as error:  # whatever a library makes of hostile markup, it ends by name
        return Rejection("extractor-failed", page.url, f"{type(error).__name__}: {one_line(str(error))[:200]}")


def _unfit(page: FetchedPage) -> Rejection | None:
    if not page.body.strip():
        return Rejection("empty", page.url, "The answer has no content.")
    if len(page.body) > MAX_HTML:
        return Rejection("too-large", page.url, f"{len(page.body):,} bytes of HTML; at most {MAX_HTML:,} are read.")
    kind = page.content_type.partition(";")[0].strip().lower()
    if kind not in ("", "text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain"):
        return Rejection("not-html", page.url, f"The answer is {kind}.")
    if b"<" not in page.body or page.body.startswith((b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff")):
        return Rejection("not-html", page.url, "The answer holds no markup.")
    return None


def _extract(page: FetchedPage, entry: FeedEntry | None, source: PageSource) -> Article | Rejection:
    from trafilatura import load_html  # noqa: PLC0415

    html, replaced = _decode(page)
    tree = load_html(html)
    if tree is None:
        return Rejection("not-html", page.url, "The answer cannot be read as HTML.")
    stated = read_metadata(tree, source.outlet)
    body = _body(html, page)
    if body is None or not any(character.isalpha() for character in body.text):
        return Rejection("no-text", page.url, "No article text was found on the page.")
    title = stated.title or (entry.title if entry else None) or body.title
    published, disagrees = _published(stated, body, entry, page)
    return Article(
        article_id=url_article_id(page.final_url),
        text=f"{title}\n\n{_without_headline(body.text, title)}" if title else body.text,
        title=title,
        outlet=source.outlet,
        authors=stated.authors or body.authors,
        kind=stated.kind,
        published=published,
        url=canonical_url(page.final_url),
        origin=entry.feed_url if entry else page.url,
        raw_sha256=sha256_bytes(page.body),
        flags=(("decoded-with-replacement",) if replaced else ()) + (("dates-disagree",) if disagrees else ()),
        country=source.country,
        ownership=source.ownership,
        language=stated.language or source.language,
    )


def _decode(page: FetchedPage) -> tuple[str, bool]:
    """Decode by mark, header, markup or UTF-8, in this order; tells whether bytes had to be replaced."""
    marked = next((name for mark, name in _BYTE_ORDER_MARKS if page.body.startswith(mark)), None)
    in_markup = _CHARSET.search(page.body[:2048].decode("ascii", errors="ignore"))
    in_header = _CHARSET.search(page.content_type)
    for charset in (marked, in_header and in_header[1], in_markup and in_markup[1], "utf-8"):
        try:
            if charset:
                return page.body.decode(charset).replace("\0", ""), False
        except (LookupError, UnicodeDecodeError):
            continue
    return page.body.decode("utf-8", errors="replace").replace("\0", ""), True


def _body(html: str, page: FetchedPage) -> _Body | None:
    from trafilatura import bare_extraction  # noqa: PLC0415
    from trafilatura.settings import Document  # noqa: PLC0415

    latest = page.fetched_at.date() + timedelta(days=1)
    found = bare_extraction(
        html,
        url=page.final_url,
        with_metadata=True,
        include_comments=False,
        deduplicate=False,
        date_extraction_params={"original_date": True, "extensive_search": True, "max_date": latest.isoformat()},
    )
    if not isinstance(found, Document) or not found.text:
        return None
    authors = tuple(filter(None, map(one_line, (found.author or "").split(";"))))
    return _Body(found.text.strip(), one_line(found.title) or None, stated_day(found.date), authors)


def _without_headline(text: str, title: str) -> str:
    """Drop the headline where the text repeats it as its first line."""
    first, _, rest = text.partition("\n")
    return rest.lstrip("\n") if rest.strip() and one_line(first).casefold() == one_line(title).casefold() else text


def _published(
    stated: PageMetadata, body: _Body, entry: FeedEntry | None, page: FetchedPage
) -> tuple[DateInterval | None, bool]:
    """Take the day that the page states, else the one read from it, unless the feed knows better than a guess."""
    latest = page.fetched_at.date() + timedelta(days=1)
    in_markup, guessed = (
        day if day and _EARLIEST <= day <= latest else None for day in (stated.published_on, body.published_on)
    )
    in_feed = entry.published_at.date() if entry and entry.published_at else None
    on_page = in_markup or guessed
    disagrees = bool(on_page and in_feed and abs((on_page - in_feed).days) > 2)
    if in_feed and (on_page is None or (disagrees and in_markup is None)):
        return _day(in_feed, "feed"), disagrees
    return (_day(on_page, "page") if on_page else None), disagrees


def _day(day: date, basis: DateBasis) -> DateInterval:
    return DateInterval(day, day, "day", basis)
