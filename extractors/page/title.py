"""The headline: the only heading of first rank, else JSON-LD's, else the one for sharing, without the site's name."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from extractors.page.statements import Statements
from extractors.page.words import key, one_line

_SEPARATOR = re.compile(r"\s+[|–—·•:~«»-]+\s+|\s*[|»]\s*|\s+::\s+")
_LONGEST = 300  # characters; what is longer is no headline


def site_names(stated: Statements, outlet: str | None, url: str) -> tuple[str, ...]:
    """Give the names under which a site may speak of itself, the best first."""
    publisher = stated.article.get("publisher")
    named = publisher.get("name") if isinstance(publisher, dict) else publisher
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    given = (stated.meta.get("og:site_name"), stated.meta.get("application-name"), outlet, named, host)
    return tuple(dict.fromkeys(filter(None, map(one_line, given))))


def headline(stated: Statements, sites: Sequence[str]) -> str | None:
    """Choose among the headings and what is stated for others to show."""
    shared = _shared(stated, sites)
    others = set(map(key, sites)) | {""}
    headings = [text for text in stated.headings if key(text) not in others and len(text) <= _LONGEST]
    if len(headings) > 1:
        said = key(" ".join(shared) or stated.page_title)
        headings = [text for text in headings if len(key(text)) > 10 and key(text) in said]
    if headings and (len(headings) == 1 or not shared):
        return _without_kicker(headings[0], shared)
    return _in_full(shared[0], (*stated.headings, *shared, stated.page_title)) if shared else None


def window_title(stated: Statements, sites: Sequence[str]) -> str | None:
    """Give the title of the browser's window, where nothing better is known."""
    return without_site(stated.page_title, sites) or None


def headline_keys(stated: Statements, title: str | None) -> frozenset[str]:
    """Give the keys of all forms in which the page may repeat its headline."""
    forms: list[str] = []
    for form in (title, *stated.headings, *_given(stated), stated.page_title):
        if form:
            forms += [form, *(form[: match.start()] for match in _SEPARATOR.finditer(form))]
    return frozenset(name for name in map(key, forms) if len(name) > 10)


def without_site(title: str, sites: Sequence[str]) -> str:
    """Cut a site's name off either end of a title."""
    names = {key(site) for site in sites} | {key(site.rpartition(".")[0]) for site in sites if " " not in site}
    for match in reversed(list(_SEPARATOR.finditer(title))):
        if key(title[match.end() :]) in names - {""}:
            return without_site(title[: match.start()].strip(), sites)
    first = _SEPARATOR.search(title)
    if first and key(title[: first.start()]) in names - {""}:
        return title[first.end() :].strip()
    return title


def _given(stated: Statements) -> Iterator[str]:
    for text in (
        stated.article.get("headline"),
        stated.meta.get("og:title"),
        stated.meta.get("twitter:title"),
        stated.article.get("name"),
    ):
        if one_line(text):
            yield html.unescape(one_line(text))


def _shared(stated: Statements, sites: Sequence[str]) -> list[str]:
    """Give the headlines that the page states for others to show, the best first."""
    return [title for text in _given(stated) if (title := without_site(text, sites)) and len(title) <= _LONGEST]


def _in_full(title: str, others: Sequence[str]) -> str:
    """Take the longer form of a headline that was cut off for sharing."""
    if not title.endswith(("…", "...")) or len(title) < 20:
        return title
    stem = title.rstrip("…. ")
    return next((other for other in others if other.startswith(stem) and len(other) > len(title)), title)


def _without_kicker(heading: str, shared: Sequence[str]) -> str:
    """Take the stated headline where the heading holds it whole, with a kicker before it or a subtitle behind."""
    whole = key(heading)
    for title in shared:
        inner = key(title)
        if len(inner) <= 10 or inner == whole:
            continue
        behind = heading[len(title) :].strip() if heading.startswith(title) else ""
        if whole.endswith(inner) or behind[:1].isupper():
            return title
    return heading
