"""What a page's markup says of the page: its meta elements, its JSON-LD, its headings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from extractors.page.words import key, one_line
from extractors.records import ArticleKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_KINDS: Mapping[str, ArticleKind] = {
    "NewsArticle": "news",
    "ReportageNewsArticle": "news",
    "AnalysisNewsArticle": "news",
    "AskPublicNewsArticle": "news",
    "OpinionNewsArticle": "opinion",
    "ReviewNewsArticle": "opinion",
    "BackgroundNewsArticle": "feature",
    "Article": "unknown",
    "BlogPosting": "unknown",
    "LiveBlogPosting": "unknown",
    "Report": "unknown",
    "ScholarlyArticle": "unknown",
    "TechArticle": "unknown",
    "MedicalWebPage": "unknown",
    "WebPage": "unknown",
}
_SAID_AGAIN = frozenset(("citation_author", "dc.creator", "article:author"))  # once for each author
_PAGES = frozenset(("WebPage", "MedicalWebPage"))
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart")
_COMMENT = re.compile(r"^\s*(?:<!--|<!\[CDATA\[|//\s*<!\[CDATA\[)|(?:-->|\]\]>|//\s*\]\]>)\s*$")


@dataclass(frozen=True, slots=True)
class Statements:
    """A page's statements about itself, before anything is guessed from its text."""

    meta: Mapping[str, str]  # by lower-case name, property or itemprop; what is said twice is joined by semicolons
    article: Mapping[str, object]  # the JSON-LD item that describes the article; empty where there is none
    named: Mapping[str, str]  # the names of JSON-LD's persons, by their @id
    headings: tuple[str, ...]  # of first rank, each once
    page_title: str  # of the <title> element
    address: str | None  # the page's own, as its canonical link or og:url gives it
    language: str | None  # as the <html> element or og:locale names it

    @property
    def kind(self) -> ArticleKind:
        """What sort of article the page says it is."""
        return _KINDS.get(_type(self.article) or "", "unknown")

    @property
    def is_article(self) -> bool:
        """Whether the page says that it is an article."""
        named = _type(self.article)
        return (named is not None and named not in _PAGES) or self.meta.get("og:type", "").lower() == "article"


def read_statements(tree: HtmlElement) -> Statements:
    """Collect in one pass what a page says of itself."""
    meta = _meta(tree)
    headings = tuple(dict.fromkeys(filter(None, (one_line(one.text_content()) for one in tree.iter("h1")))))
    page_title = one_line(tree.findtext(".//title"))
    items = tuple(_json_ld(tree))
    return Statements(
        meta=meta,
        article=_main(items, (*headings, meta.get("og:title", ""), page_title)),
        named={str(item.get("@id")): one_line(item.get("name")) for item in items if _is_person(item)},
        headings=headings,
        page_title=page_title,
        address=_address(tree, meta),
        language=tree.get("lang") or tree.get("xml:lang") or meta.get("og:locale"),
    )


def _address(tree: HtmlElement, meta: Mapping[str, str]) -> str | None:
    canonical = next((link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), None)
    given = (one_line(canonical), meta.get("og:url", ""))
    return next((address for address in given if address.startswith(("http://", "https://"))), None)


def _meta(tree: HtmlElement) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = one_line(element.get("content"))
        if content:
            for attribute in ("property", "name", "itemprop"):
                name = element.get(attribute)
                if name:
                    name = name.strip().lower()
                    if name in _SAID_AGAIN and content not in found.get(name, content):
                        content = f"{found[name]}; {content}"
                        found[name] = content
                    found.setdefault(name, content)
    return found


def _main(items: tuple[Mapping[str, object], ...], titles: tuple[str, ...]) -> Mapping[str, object]:
    """Choose the item that tells of this page's article: by its headline, else the first, pages last."""
    described = [item for item in items if _type(item)]
    articles = [item for item in described if _type(item) not in _PAGES]
    said = "\n".join(map(key, titles))
    for item in articles:
        headline = key(one_line(item.get("headline")))
        if headline and headline in said:
            return item
    return next(iter(articles or described), {})


def _type(item: Mapping[str, object]) -> str | None:
    kinds = item.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return next((kind for kind in named if isinstance(kind, str) and kind in _KINDS), None)


def _is_person(item: Mapping[str, object]) -> bool:
    kinds = item.get("@type")
    return "Person" in (kinds if isinstance(kinds, list) else [kinds])


def _json_ld(tree: HtmlElement) -> Iterator[Mapping[str, object]]:
    """Give every article, page or person described in JSON-LD, graphs opened."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                stated: object = json.loads(_COMMENT.sub("", script.text or ""), strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _items(stated, depth=4)


def _items(stated: object, depth: int) -> Iterator[Mapping[str, object]]:
    if isinstance(stated, list) and depth:
        for item in stated:
            yield from _items(item, depth - 1)
    elif isinstance(stated, dict):
        item = cast(Mapping[str, object], stated)
        if _type(item) is not None or _is_person(item):
            yield item
        for name in _INSIDE:
            if depth:
                yield from _items(item.get(name), depth - 1)
