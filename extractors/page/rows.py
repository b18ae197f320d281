"""The JSON-lines form of pages to be read and of what was read from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from extractors.page.reading import Reading
from extractors.page.words import printable
from extractors.records import Rejection


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page that is to be read from a file."""

    id: str
    path: str
    url: str | None
    crawled_at: datetime | None  # UTC where the row names no zone


def page_from_row(row: Mapping[str, object]) -> PageRow:
    """Make a page of a row with `id`, `path`, and perhaps `url` and `crawled_at`.

    Raises:
        ValueError: if a field is missing or of the wrong type; the message names it.
    """
    name, path = row.get("id"), row.get("path")
    if not isinstance(name, str | int) or isinstance(name, bool):
        raise ValueError('"id" is missing or is no text')
    if not isinstance(path, str) or not path.strip():
        raise ValueError('"path" is missing or is no text')
    if printable(f"{name}{path}") != f"{name}{path}":
        raise ValueError('"id" or "path" holds characters that cannot be shown')
    return PageRow(str(name), path, _text(row, "url"), _moment(_text(row, "crawled_at")))


def reading_to_row(page_id: str, read: Reading | Rejection) -> dict[str, object]:
    """Return what was read as a row; a page that gave no article has its reason, and the sentence that explains it."""
    if isinstance(read, Rejection):
        nothing = Reading(None, (), None, None, None, "", None, None, (), "unknown")
        return {**reading_to_row(page_id, nothing), "rejection": read.reason, "detail": read.detail}
    return {
        "id": page_id,
        "title": read.title,
        "authors": list(read.authors),
        "published_at": read.published_at.isoformat() if read.published_at else None,
        "date_basis": read.date_basis,
        "text": read.text,
        "language": read.language,
        "site": read.site,
        "flags": list(read.flags),
        "rejection": None,
    }


def _text(row: Mapping[str, object], name: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'"{name}" is no text')
    return value or None


def _moment(value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f'"crawled_at" is no ISO date: {value[:40]!r}') from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
