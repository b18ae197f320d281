"""The extractors that are measured beside each other, each as its makers mean it to be used for news."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from bench.pages_score import Found
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
    return Found(made.text, made.title, made.published_on.isoformat() if made.published_on else None, made.authors)


def trafilatura(page: FetchedPage) -> Found:
    """Read a page with trafilatura alone, text and metadata, its settings as they come."""
    from trafilatura import bare_extraction

    made = bare_extraction(page.body, url=page.url, with_metadata=True)
    if made is None or isinstance(made, dict):
        return Found()
    return Found(made.text or "", made.title, made.date, tuple((made.author or "").split("; ")))


def newspaper4k(page: FetchedPage) -> Found:
    """Read a page with newspaper4k."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from newspaper import Article
    article = Article(page.url, fetch_images=False)  # it would ask the network for them
    article.download(input_html=decode(page)[0])
    article.parse()
    return Found(
        article.text,
        article.title,
        article.publish_date.date().isoformat() if article.publish_date else None,
        tuple(article.authors),
    )


def readability(page: FetchedPage) -> Found:
    """Read a page with readability-lxml, which gives title and text alone."""
    from lxml.html import fromstring
    from readability import Document

    document = Document(decode(page)[0])
    return Found(" ".join(fromstring(document.summary()).itertext()), document.short_title())


EXTRACTORS: Mapping[str, Extractor] = {
    "parley": parley, "trafilatura": trafilatura, "newspaper4k": newspaper4k, "readability-lxml": readability,
}  # fmt: skip
