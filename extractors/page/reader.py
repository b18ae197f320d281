"""The way of one page from its bytes to its reading."""

from __future__ import annotations

from dataclasses import replace

from extractors.page.authors import authors
from extractors.page.body import Body, article_body
from extractors.page.dating import published
from extractors.page.decoding import decode, unfit
from extractors.page.language import language_of
from extractors.page.reading import PageSource, Reading
from extractors.page.statements import Statements, read_statements
from extractors.page.title import headline, headline_keys, site_names, window_title
from extractors.page.verdict import no_article, shortcomings
from extractors.page.words import key, one_line
from extractors.records import Article, FeedEntry, FetchedPage, Rejection

_LONGER = 1.3  # times the page's text, and the feed's is taken
_WHOLE = 100  # words; a feed's text that is shorter is a summary


def extract(page: FetchedPage, entry: FeedEntry | None = None, source: PageSource | None = None) -> Article | Rejection:
    """Take the article out of a page; the feed's entry fills what the page leaves open."""
    reading = read(page, entry, source)
    return reading if isinstance(reading, Rejection) else reading.article(page, entry, source or PageSource())


def read(page: FetchedPage, entry: FeedEntry | None = None, source: PageSource | None = None) -> Reading | Rejection:
    """Read a page; whatever a library makes of hostile markup, it ends by name."""
    try:
        return unfit(page) or _read(page, entry, source or PageSource())
    except Exception as error:
        return Rejection("extractor-failed", page.url, f"{type(error).__name__}: {one_line(str(error))[:200]}")


def _read(page: FetchedPage, entry: FeedEntry | None, source: PageSource) -> Reading | Rejection:
    from trafilatura import load_html  # noqa: PLC0415

    html, replaced = decode(page)
    tree = load_html(html)
    if tree is None:
        return Rejection("not-html", page.url, "The answer cannot be read as HTML.")
    stated = read_statements(tree)
    address = page.final_url if page.final_url.startswith(("http://", "https://")) else stated.address or ""
    sites = site_names(stated, source.outlet, address)
    title = headline(stated, sites) or (entry.title if entry else None) or window_title(stated, sites)
    when, disagrees = published(stated, tree, entry, address, page.fetched_at)
    persons = authors(stated, tree, sites)
    body = article_body(tree, stated, headline_keys(stated, title), {key(name) for name in persons})
    rejection = no_article(stated, title, body, address)
    body = _better(body, stated, entry, rejection)
    if rejection is not None and "text-from-feed" not in body.flags:
        return replace(rejection, origin=page.url)
    flags = (("decoded-with-replacement",) if replaced else ()) + (("dates-disagree",) if disagrees else ())
    return Reading(
        title=title,
        authors=persons,
        published_at=when.at if when else None,
        published_on=when.day if when else None,
        date_basis=when.basis if when else None,
        text=body.text,
        language=language_of(body.text, stated.language),
        site=next(iter(sites), None),
        flags=flags + shortcomings(stated, body),
        kind=stated.kind,
    )


def _better(body: Body, stated: Statements, entry: FeedEntry | None, rejection: Rejection | None) -> Body:
    """Take the feed's text where the page gave none, or less of the article."""
    given = entry.content if entry else None
    lines = [line for line in map(one_line, (given or "").split("\n")) if line]
    length = sum(len(line.split()) for line in lines)
    if length < _WHOLE or (rejection is None and length < _LONGER * len(body.text.split())):
        return body
    paid = ("paywall",) if "paywall" in shortcomings(stated, body) else ()
    return Body("\n".join(lines), ("text-from-feed", *paid))
