"""What a page states about itself: headline, date, authors, language, kind, from its markup and JSON-LD."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from extractors.records import ArticleKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SPACE = re.compile(r"\s+")
_SEPARATOR = re.compile(r"\s+[|–—-]\s+|\s*[|»]\s*")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_KINDS: Mapping[str, ArticleKind] = {
    "NewsArticle": "news",
    "ReportageNewsArticle": "news",
    "AnalysisNewsArticle": "news",
    "OpinionNewsArticle": "opinion",
    "BackgroundNewsArticle": "feature",
    "Article": "unknown",
    "BlogPosting": "unknown",
    "LiveBlogPosting": "unknown",
    "Report": "unknown",
    "WebPage": "unknown",
}
_NO_PERSON = re.compile(r"https?:|@|\b(?:admin|editor|staff|webmaster|news ?desk)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What the page's own markup says, before anything is guessed from its text."""

    title: str | None
    published_on: date | None
    authors: tuple[str, ...]
    language: str | None
    kind: ArticleKind


def read_metadata(tree: HtmlElement, outlet: str | None) -> PageMetadata:
    """Read a page's statements about itself."""
    stated = tuple(_json_ld(tree))
    article = next((item for item in stated if _type(item) != "WebPage"), stated[0] if stated else {})
    sites = tuple(filter(None, (_meta(tree, "og:site_name"), outlet)))
    return PageMetadata(
        title=_title(tree, article, sites),
        published_on=_published_on(tree, article),
        authors=_authors(tree, article, sites),
        language=_language(tree),
        kind=_KINDS.get(_type(article) or "", "unknown"),
    )


def one_line(text: object) -> str:
    """Give a value's text with every run of white space as one blank; nothing for what is no text."""
    return _SPACE.sub(" ", text).strip() if isinstance(text, str) else ""


def _title(tree: HtmlElement, article: Mapping[str, object], sites: Sequence[str]) -> str | None:
    """Take the only headline of first rank, else JSON-LD's, else the one meant for sharing."""
    headings = {one_line(heading.text_content()) for heading in tree.iter("h1")} - {"", *sites}
    if len(headings) == 1:
        return headings.pop()
    return (
        html.unescape(one_line(article.get("headline"))) or without_site(_meta(tree, "og:title") or "", sites) or None
    )


def without_site(title: str, sites: Sequence[str]) -> str:
    """Cut a site's name off the end of a title."""
    parts = [match.span() for match in _SEPARATOR.finditer(title)]
    if parts and title[parts[-1][1] :].casefold() in {site.casefold() for site in sites}:
        return title[: parts[-1][0]].strip()
    return title


def _published_on(tree: HtmlElement, article: Mapping[str, object]) -> date | None:
    stated = (article.get("datePublished"), _meta(tree, "article:published_time"), _meta(tree, "datePublished"))
    return next(filter(None, map(stated_day, stated)), None)


def stated_day(value: object) -> date | None:
    """Give the day of an ISO date or instant, as it was at the place that stated it."""
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value.strip()).date()
    except ValueError:
        found = _DAY.match(value.strip())
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _authors(tree: HtmlElement, article: Mapping[str, object], sites: Sequence[str]) -> tuple[str, ...]:
    names = list(_names(article.get("author"))) or [one_line(_meta(tree, "author"))]
    taken = {site.casefold() for site in sites}
    return tuple(
        dict.fromkeys(name for name in names if name and name.casefold() not in taken and not _NO_PERSON.search(name))
    )


def _names(author: object) -> Iterator[str]:
    for item in author if isinstance(author, list) else [author]:
        if isinstance(item, dict) and item.get("@type", "Person") == "Person":
            yield from _names(item.get("name"))
        elif isinstance(item, str):
            yield one_line(item)


def _language(tree: HtmlElement) -> str | None:
    stated = one_line(tree.get("lang") or tree.get("xml:lang") or _meta(tree, "og:locale")).lower()
    found = re.match(r"([a-z]{2})(?:[-_]|$)", stated)
    return found[1] if found else None


def _meta(tree: HtmlElement, name: str) -> str | None:
    for element in tree.iter("meta"):
        if name in (element.get("property"), element.get("name"), element.get("itemprop")):
            return one_line(element.get("content")) or None
    return None


def _type(item: Mapping[str, object]) -> str | None:
    kinds = item.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return next((kind for kind in named if isinstance(kind, str) and kind in _KINDS), None)


def _json_ld(tree: HtmlElement) -> Iterator[Mapping[str, object]]:
    """Give every article or page described in JSON-LD, graphs opened."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            try:
                stated: object = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _articles(stated, depth=4)


def _articles(stated: object, depth: int) -> Iterator[Mapping[str, object]]:
    if isinstance(stated, list) and depth:
        for item in stated:
            yield from _articles(item, depth - 1)
    elif isinstance(stated, dict):
        item = cast(Mapping[str, object], stated)
        if _type(item) is not None:
            yield item
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if depth:
                yield from _articles(item.get(key), depth - 1)
