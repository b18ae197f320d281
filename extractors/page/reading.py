"""What was read from a page, and the article that is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from extractors.identity import canonical_url, sha256_bytes, url_article_id
from extractors.page.dating import PageDateBasis
from extractors.records import Article, ArticleKind, DateBasis, DateInterval, FeedEntry, FetchedPage, Ownership


@dataclass(frozen=True, slots=True)
class PageSource:
    """What is known beforehand of the outlet that a page comes from."""

    outlet: str | None = None
    country: str | None = None  # ISO 3166 alpha-3
    ownership: Ownership | None = None
    language: str | None = None  # ISO 639-1


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one page."""

    title: str | None
    authors: tuple[str, ...]
    published_at: datetime | date | None  # an instant with its zone, else a day
    published_on: date | None  # the day at the place of publication
    date_basis: PageDateBasis | None
    text: str  # without the headline, a line a paragraph
    language: str | None  # ISO 639-1
    site: str | None
    flags: tuple[str, ...]
    kind: ArticleKind

    def article(self, page: FetchedPage, entry: FeedEntry | None, source: PageSource) -> Article:
        """Make the article that is stored."""
        basis: DateBasis = "feed" if self.date_basis == "feed" else "page"
        day = self.published_on
        return Article(
            article_id=url_article_id(page.final_url),
            text=f"{self.title}\n\n{self.text}" if self.title else self.text,
            title=self.title,
            outlet=source.outlet,
            authors=self.authors,
            kind=self.kind,
            published=DateInterval(day, day, "day", basis) if day else None,
            url=canonical_url(page.final_url),
            origin=entry.feed_url if entry else page.url,
            raw_sha256=sha256_bytes(page.body),
            flags=self.flags,
            country=source.country,
            ownership=source.ownership,
            language=self.language or source.language,
        )
