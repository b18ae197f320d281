"""OPML, the lists of feeds that other readers export: read without trusting it, and written as `parley.toml`."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException, EntitiesForbidden
from defusedxml.sax import parse

from extractors.records import Rejection
from flows.fetch.feeds import FeedSource

MOST_BYTES = 10_000_000
_ADDRESSES = ("xmlUrl", "xmlurl", "xmlURL", "url")
_NAMES = ("title", "text")


def read_opml(body: bytes, name: str) -> tuple[tuple[FeedSource, ...], tuple[Rejection, ...]]:
    """Read the feeds of an OPML file; an outline that is no feed is a rejection with its line, and costs no other."""
    if len(body) > MOST_BYTES:
        return (), (Rejection("too-large", name, f"More than {MOST_BYTES:,} bytes; no list of feeds is that long."),)
    outlines = _Outlines(name)
    try:
        parse(io.BytesIO(body), outlines, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        what = "declares entities" if isinstance(error, EntitiesForbidden) else "refers to something outside itself"
        return (), (Rejection("unsafe-xml", name, f"It {what}, which no list of feeds needs to."),)
    except SAXParseException as error:
        outlines.reject(f"not well-formed from here on: {error.getMessage()}", error.getLineNumber())
    except (SAXException, ValueError, LookupError) as error:
        outlines.reject(f"not readable from here on: {error}")
    if not outlines.met and not outlines.rejections:
        outlines.reject("there is no outline in it: is it OPML?", 1)
    return tuple(outlines.feeds.values()), tuple(outlines.rejections)


def as_toml(feeds: Iterable[FeedSource]) -> str:
    """Write feeds as entries of a `parley.toml`."""
    return "\n".join(map(_entry, feeds))


class _Outlines(ContentHandler):
    """Takes down the outlines as they are met, with their lines."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.met = 0
        self.feeds: dict[str, FeedSource] = {}
        self.rejections: list[Rejection] = []
        self._locator: Any = None
        self._open: list[tuple[int, str] | None] = []  # line and name of outlines that may be folders

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802  (the name that SAX gives it)
        self._locator = locator

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        if name != "outline":
            return
        self.met += 1
        if self._open:
            self._open[-1] = None  # it has an outline inside: a folder
        given = dict(attrs.items())
        label = next((given[key].strip() for key in _NAMES if given.get(key, "").strip()), "")
        url = next((given[key].strip() for key in _ADDRESSES if given.get(key, "").strip()), None)
        self._open.append((self._line(), label) if url is None else None)
        if url is not None:
            self._take(url, label, given)

    def endElement(self, name: str) -> None:  # noqa: N802
        if name != "outline" or not self._open:
            return
        empty = self._open.pop()
        if empty is not None:
            self.reject(f'the outline "{empty[1][:100] or "without a name"}" has no xmlUrl', empty[0])

    def reject(self, detail: str, line: int | None = None) -> None:
        self.rejections.append(Rejection("malformed-manifest", self.name, detail, line or self._line()))

    def _take(self, url: str, label: str, given: dict[str, str]) -> None:
        host = _host(url)
        if not host:
            self.reject(f'"{label[:100] or url[:100]}": "{url[:200]}" is no http or https address')
        elif url in self.feeds:
            self.reject(f'"{label[:100] or host}": this address is already that of "{self.feeds[url].name}"')
        else:
            language = re.match(r"[a-z]{2}(?![a-z])", given.get("language", "").strip().lower())
            enabled = given.get("isComment", "").strip().lower() != "true"
            name = " ".join(label.split())[:200] or host
            how = f"imported from {self.name}; not fetched by us"
            self.feeds[url] = FeedSource(name, url, name, None, None, language and language[0], enabled, None, how)

    def _line(self) -> int:
        return int(self._locator.getLineNumber() or 1) if self._locator else 1


def _host(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        return parts.hostname if parts.scheme in ("http", "https") and not re.search(r"\s", url) else None
    except ValueError:
        return None


def _entry(feed: FeedSource) -> str:
    values = {
        "name": feed.name, "url": feed.url, "outlet": feed.outlet, "country": feed.country,
        "ownership": feed.ownership, "language": feed.language,
    }  # fmt: skip
    told = [f"{key} = {_text(value)}" for key, value in values.items() if value is not None]
    told.append(f"enabled = {str(feed.enabled).lower()}")
    if feed.confirmed_on:
        told.append(f"confirmed_on = {feed.confirmed_on.isoformat()}")
    if feed.confirmed_how:
        told.append(f"confirmed_how = {_text(feed.confirmed_how)}")
    return "\n".join(("[[feed]]", *told)) + "\n"


def _text(value: str) -> str:
    """Write a text as TOML does; as JSON, but for one control character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", r"\u007f")
