"""Coding a batch of articles: one bad article is a rejection and never the end of the batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.records import Article, Coding, Document, Rejection
from extractors.stance import Tagger


def document_of(article: Article) -> Document:
    """Return what a tagger may know of an article; an imprecise date counts as its first day."""
    return Document(article.text, article.title, article.published.first if article.published else None)


def code(articles: Iterable[Article], tagger: Tagger) -> Iterator[tuple[Article, Coding] | Rejection]:
    """Code the articles one by one, in order."""
    for article in articles:
        try:
            yield article, tagger.tag(document_of(article))
        except Exception as error:
            yield Rejection("tagger-failed", article.origin, f"{type(error).__name__}: {error}")
