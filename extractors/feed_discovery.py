"""The feeds that a web page names, as browsers find them: ``<link rel="alternate" type="application/rss+xml">``."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

MOST_BYTES = 500_000  # such links stand in the head
_KINDS = frozenset(("application/rss+xml", "application/atom+xml", "application/rdf+xml"))


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed as a page names it."""

    url: str
    title: str | None


def feeds_of_page(body: bytes, page_url: str) -> tuple[FeedLink, ...]:
    """Give the feeds that a page names, in its order, each once; those of its comments last."""
    links = _Links(page_url)
    with contextlib.suppress(AssertionError):  # so the parser ends on declarations that it cannot make sense of
        links.feed(body[:MOST_BYTES].decode("utf-8", errors="replace"))
    found: dict[str, FeedLink] = {}
    for link in links.found:
        found.setdefault(link.url, link)
    return tuple(sorted(found.values(), key=lambda link: "comment" in f"{link.url} {link.title}".casefold()))


@dataclass
class _Links(HTMLParser):
    base: str
    found: list[FeedLink] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").strip() for name, value in attrs}
        if tag == "base" and given.get("href"):
            self.base = _joined(self.base, given["href"]) or self.base
        if tag != "link" or "alternate" not in given.get("rel", "").casefold().split():
            return
        url = _joined(self.base, given.get("href", ""))
        if given.get("type", "").partition(";")[0].strip().casefold() in _KINDS and url:
            self.found.append(FeedLink(url, given.get("title") or None))


def _joined(base: str, href: str) -> str | None:
    try:
        url = urljoin(base, href)
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if href and parts.scheme in ("http", "https") and parts.hostname else None
