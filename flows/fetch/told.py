"""What feed, list of feeds or manifest said of some bytes, as JSON that is kept with their retrieval, and back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from extractors.page import PageSource
from extractors.records import DateInterval, FeedEntry
from extractors.seed import SeedEntry


@dataclass(frozen=True, slots=True)
class ToldOfPage:
    """What was said of a page beside its own bytes."""

    entry: FeedEntry | None
    source: PageSource


def page_as_json(told: ToldOfPage) -> str:
    """Write down what was said of a page."""
    return _json({"entry": told.entry and asdict(told.entry), "source": asdict(told.source)})


def page_from_json(text: str | None) -> ToldOfPage:
    """Read back what was said of a page."""
    read = json.loads(text) if text else {}
    entry = FeedEntry(**_known(FeedEntry, read["entry"])) if read.get("entry") else None
    return ToldOfPage(entry, PageSource(**_known(PageSource, read.get("source") or {})))


def text_as_json(entry: SeedEntry | None) -> str | None:
    """Write down what a manifest says of a text; None where it says nothing."""
    return _json(asdict(entry)) if entry else None


def text_from_json(text: str | None) -> SeedEntry | None:
    """Read back what a manifest said of a text."""
    if text is None:
        return None
    read = json.loads(text)
    published = read["published"]
    interval = DateInterval(**_known(DateInterval, published)) if published else None
    return SeedEntry(**_known(SeedEntry, read) | {"published": interval})


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=lambda one: one.isoformat())


def _known(record: type, read: dict[str, Any]) -> dict[str, Any]:
    """Give the values under the fields that the record has, as the record holds them."""
    names = {field.name for field in fields(record)}
    return {name: _value(name, value) for name, value in read.items() if name in names}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, str) and name.endswith("_at"):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and name in ("first", "last"):
        return date.fromisoformat(value)
    return value
