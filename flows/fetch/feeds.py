"""The list of feeds: hand-written TOML, checked entry by entry.

The one given by `--feeds`, else `parley.toml` in the current folder or the home, else the packaged `feeds.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast, get_args
from urllib.parse import urlsplit

from extractors.entries import Entry, read_entries
from extractors.page import PageSource
from extractors.records import Ownership, Rejection

DEFAULT_FEEDS = Path(__file__).resolve().parents[1] / "feeds.toml"
FILE = "parley.toml"  # an operator's own, in the current folder or the home
BESIDES = ("deliver",)  # what else it may hold
KEYS = ("name", "url", "outlet", "country", "ownership", "language", "enabled", "confirmed_on", "confirmed_how")
_NAMES_FEEDS = re.compile(rb"^[ \t]*\[\[?[ \t]*feed", re.MULTILINE)
_OWNERSHIPS = cast(tuple[Ownership, ...], get_args(Ownership))


@dataclass(frozen=True, slots=True)
class FeedSource:
    """One feed of the list."""

    name: str
    url: str
    outlet: str
    country: str | None  # ISO 3166 alpha-3
    ownership: Ownership | None
    language: str | None  # ISO 639-1
    enabled: bool
    confirmed_on: date | None  # when its address was last seen to work
    confirmed_how: str | None

    @property
    def page_source(self) -> PageSource:
        return PageSource(self.outlet, self.country, self.ownership, self.language)


def find_feeds(home: Path) -> Path | None:
    """Find the operator's own list: `parley.toml` in the current folder, else in the home, if it names any feed."""
    return next((path for path in (Path.cwd() / FILE, home / FILE) if _names_feeds(path)), None)


def _names_feeds(path: Path) -> bool:
    try:
        return bool(_NAMES_FEEDS.search(path.read_bytes()))
    except FileNotFoundError:
        return False
    except OSError:
        return True  # whoever loads it says what is wrong


def load_feeds(path: Path | None = None) -> tuple[tuple[FeedSource, ...], tuple[Rejection, ...]]:
    """Read a list of feeds, the packaged one by default; every mistake is a rejection with its line."""
    path = path or DEFAULT_FEEDS
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return (), (Rejection("malformed-manifest", path.name, f"Not UTF-8: {error.reason} at byte {error.start}."),)
    except FileNotFoundError:
        return (), (Rejection("missing-file", path.name, f"There is no file {path}."),)
    except OSError as error:
        return (), (Rejection("unreadable", path.name, f"{path}: {error.strerror}."),)
    return read_feeds(text, path.name)


def read_feeds(text: str, name: str) -> tuple[tuple[FeedSource, ...], tuple[Rejection, ...]]:
    """Read the text of a list of feeds."""
    feeds: dict[str, FeedSource] = {}
    rejections: list[Rejection] = []
    for entry in read_entries(text, name, "feed", BESIDES):
        feed = _feed(entry) if entry.values else None
        if feed is not None and feed.url in feeds:
            entry.fail("url", f'this address is already that of "{feeds[feed.url].name}"')
        if not entry.values and not entry.rejections:
            entry.fail(None, "the entry is empty")
        if entry.rejections:
            rejections += entry.rejections
        elif feed is not None:
            feeds[feed.url] = feed
    return tuple(feeds.values()), tuple(rejections)


def _feed(entry: Entry) -> FeedSource:
    entry.allow(KEYS)
    name = entry.required("name")
    return FeedSource(
        name=name,
        url=_url(entry),
        outlet=entry.string("outlet") or name,
        country=_code(entry, "country", "[A-Z]{3}", "three capitals of ISO 3166 such as GBR"),
        ownership=entry.choice("ownership", _OWNERSHIPS),
        language=_code(entry, "language", "[a-z]{2}", "two letters of ISO 639 such as en"),
        enabled=entry.flag("enabled", default=True),
        confirmed_on=entry.day("confirmed_on"),
        confirmed_how=entry.string("confirmed_how"),
    )


def _url(entry: Entry) -> str:
    url = entry.required("url")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if url and not usable:
        entry.fail("url", f'"{url}" is no http or https address')
    return url


def _code(entry: Entry, key: str, pattern: str, what: str) -> str | None:
    value = entry.string(key)
    if value is not None and not re.fullmatch(pattern, value):
        entry.fail(key, f'"{key}" must be {what}, not "{value}"')
    return value
