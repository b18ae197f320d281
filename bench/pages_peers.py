"""The extractors that are measured beside each other, each as its makers mean it to be used for news."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from bench.pages_score import Found, instant
from extractors.page import read
from extractors.page.decoding import decode
from extractors.records import FetchedPage, Rejection

NOW = datetime(2026, 11, 22, tzinfo=UTC)
Extractor = Callable[[FetchedPage], Found]


def page_of(url: str, body: bytes) -> FetchedPage:
    """Make a page as fetching it would."""
    return FetchedPage(url, url, 200, "text/html", body, NOW)


def parley(page: FetchedPage) -> Found:
    """Read a page as parley does."""
    made = read(page)
    if isinstance(made, Rejection):
        return Found()
    at = made.published_at if isinstance(made.published_at, datetime) else None
    return Found(made.text, made.title, _day(made.published_on), at, made.authors)


def trafilatura(page: FetchedPage) -> Found:
    """Read a page with trafilatura alone, text and metadata, its settings as they come, but asked for the hour too."""
    from trafilatura import bare_extraction
    from trafilatura.settings import set_date_params

    dates = {**set_date_params(True), "outputformat": "%Y-%m-%dT%H:%M:%S%z"}
    made = bare_extraction(page.body, url=page.url, with_metadata=True, date_extraction_params=dates)
    if made is None or isinstance(made, dict):
        return Found()
    names = tuple((made.author or "").split("; "))
    return Found(made.text or "", made.title, (made.date or "")[:10] or None, instant(made.date), names)


def newspaper4k(page: FetchedPage) -> Found:
    """Read a page with newspaper4k."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from newspaper import Article
    article = Article(page.url, fetch_images=False)  # it would ask the network for them
    article.download(input_html=decode(page)[0])
    article.parse()
    at = article.publish_date
    return Found(article.text, article.title, _day(at), at if at and at.tzinfo else None, tuple(article.authors))


def readability(page: FetchedPage) -> Found:
    """Read a page with readability-lxml, which gives title and text alone."""
    from lxml.html import fromstring
    from readability import Document

    document = Document(decode(page)[0])
    return Found(" ".join(fromstring(document.summary()).itertext()), document.short_title())


def _day(at: date | None) -> str | None:
    return at.isoformat()[:10] if at else None


EXTRACTORS: Mapping[str, Extractor] = {
    "parley": parley, "trafilatura": trafilatura, "newspaper4k": newspaper4k, "readability-lxml": readability,
}  # fmt: skip
