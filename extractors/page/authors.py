"""Who wrote an article: persons named by JSON-LD, meta elements or the byline, not organisations or accounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from extractors.page.statements import Statements
from extractors.page.words import key, one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META = (
    "citation_author", "author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author",
    "byl", "authors",
)  # fmt: skip
_NO_NAMES = (
    "admin", "administrator", "agence", "agencia", "agencies", "agency", "anonymous", "afp", "associated", "bloomberg",
    "contributor", "contributors", "correspondent", "correspondents", "desk", "dpa", "editor", "editorial", "editors",
    "follow", "gmbh", "government", "group", "guest", "inc", "institute", "llc", "local", "ltd", "magazine", "media",
    "ministry", "network", "news", "newsdesk", "newspaper", "newsroom", "no author", "online", "posted", "press",
    "published", "radio", "reading", "redaccion", "redacción", "redaktion", "rédaction", "report", "reporter",
    "reporters", "reports", "reuters", "service", "services", "staff", "subscribe", "super user", "team", "times", "tv",
    "university", "unknown", "user", "webmaster", "wire",
)  # fmt: skip
_NO_PERSON = re.compile(rf"https?:|www\.|@|[<>{{}}=|]|\d{{2}}|\b(?:{'|'.join(_NO_NAMES)})\b", re.IGNORECASE)
_MAY_NAME = ("a", "address", "cite", "div", "em", "h3", "h4", "h5", "li", "p", "span", "strong", "td")
_MOST_PARTS, _LONGEST = 12, 120  # of a byline: elements in it, characters
_BOXES = ("aside", "div", "footer", "li", "ol", "section", "ul")
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:author|byline|by-line|writer|reporter)s?(?:[_-]{0,2}(?:name|link|text|title|info))?(?=\s|$)"
    r"|\b[aA]uthor(?:Name|Link)\b|\b[bB]yline(?:Name|Author)?\b",
)
_ASIDE = re.compile(r"(?:^|[\s_-])(?:comments?|sidebar|related|recommend\w*|footer|popular)(?=[\s_-]|$)", re.IGNORECASE)
_SAYS_BY = re.compile(
    r"(?:(?:[Ww]ritten|[Pp]osted|[Pp]ublished|[Ww]ords|[Ss]tory)\s+)?(?:[Bb]y|BY)\b[:\s]+[A-Z][\w.'’-]+\s+[A-Z]"
)
_BEFORE = re.compile(
    r"^(?:(?:post\s+author|written|posted|published|reported|story|words|text)\s+)?(?:by|par|por)\b[:\s]+"
    r"|^(?:von|di|da)\s*:\s*|^(?:view\s+)?(?:all\s+)?posts\s+(?:by|from)\s+|^authors?\b[:\s]+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:[|/•·–—(].*|\s-\s.*|\s@\w+.*|,\s*(?:ph\.?d|m\.?d|b\.?sc?|m\.?sc?|r\.?d|c\.?p\.?t|ll\.?m|mph|rn|esq)\b\.?(?!\s*,).*"
    r"|\s+(?:on\s+)?(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d).*"
    r"|\s+(?:at\s+\d|says?|shares?|follow|updated|published|contributing|special to)\b.*)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s+(?:and|und|et|y|&)\s+|\s*,\s+(?:and\s+)?(?!(?:jr|sr|ph\.?d|m\.?d|ii|iii)\b)", re.IGNORECASE)
_DEGREE = re.compile(r"^(?:ph\.?d|m\.?d|m\.?sc|b\.?sc|r\.?d|jr|sr|mph|rn|dr)\.?$", re.IGNORECASE)


def authors(stated: Statements, tree: HtmlElement, sites: Sequence[str]) -> tuple[str, ...]:
    """Name the persons who wrote the article, by the first source that names any."""
    in_json_ld = _persons(_names(stated.article.get("author"), stated), sites)
    in_meta = _persons(_in_meta(stated), sites)
    if in_json_ld and not set(in_json_ld) < set(in_meta):
        return in_json_ld
    return in_meta or next(filter(None, (_persons([text], sites) for text in _bylines(tree))), ())


def _names(author: object, stated: Statements) -> Iterator[str]:
    for item in author if isinstance(author, list) else [author]:
        if isinstance(item, dict):
            kinds = item.get("@type", "Person")
            if "Person" in (kinds if isinstance(kinds, list) else [kinds]):
                yield from _names(item.get("name") or stated.named.get(str(item.get("@id"))), stated)
        elif isinstance(item, str):
            yield item


def _in_meta(stated: Statements) -> Iterator[str]:
    given = (stated.meta.get(name, "") for name in _META)
    yield next((text for text in given if text and "://" not in text), "")


def _bylines(tree: HtmlElement) -> Iterator[str]:
    """Give the short texts that begin as a byline does, then those that are marked as one, in order."""
    marked: list[str] = []
    for element in tree.iter(*_MAY_NAME):
        if len(element) > _MOST_PARTS or any(
            _ASIDE.search(one.get("class") or "") for one in element.iterancestors(*_BOXES)
        ):
            continue
        text = one_line(" ".join(element.itertext()))
        if 2 < len(text) <= _LONGEST:
            if _SAYS_BY.match(text):
                yield text
            elif _BYLINE.search(
                f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}"
            ):
                marked.append(text)
    yield from marked


def _persons(found: Iterable[str], sites: Sequence[str]) -> tuple[str, ...]:
    """Split what was found into names, up to the first part that names no person after one that does."""
    taken = {key(site) for site in sites}
    persons: dict[str, None] = {}
    for given in found:
        for part in _parts(given):
            if _is_person(part) and key(part) not in taken:
                persons[part] = None
            elif persons and not _DEGREE.match(part):
                break
    return tuple(persons)


def _parts(given: str) -> Iterator[str]:
    for piece in re.split(r"\s*[;•|]\s*", one_line(given)):
        for part in _BETWEEN.split(_AFTER.sub("", _BEFORE.sub("", piece))):
            yield _AFTER.sub("", _BEFORE.sub("", part)).strip(" ,.;:-*")


def _is_person(name: str) -> bool:
    words = name.split()
    return (
        1 < len(name) <= 60
        and len(words) <= 5
        and not _NO_PERSON.search(name)
        and not _DEGREE.match(name)
        and (len(words) > 1 or (name[:1].isupper() and name.isalpha()))
        and any(word[:1].isupper() or not word[:1].isascii() for word in words)
    )
