"""Rows of somebody's table, such as lines of JSON or of Parquet: values in, articles or named rejections out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar, cast, get_args

from extractors.entries import did_you_mean
from extractors.identity import file_article_id, sha256_bytes, url_article_id
from extractors.records import Article, ArticleKind, DateInterval, Ownership, Rejection
from extractors.seed import MAX_BYTES

FIELDS = ("text", "title", "url", "date", "outlet", "authors", "kind", "country", "ownership", "language")
REPLACED = "decoded-with-replacement"
NOTE = "as the imported table says"
Text = TypeVar("Text", bound=str)
_KINDS = cast(tuple[ArticleKind, ...], get_args(ArticleKind))
_OWNERSHIPS = cast(tuple[Ownership, ...], get_args(Ownership))


class Unusable(ValueError):
    """A row that makes no article, and why."""


def read_mapping(text: str) -> dict[str, str]:
    """Read "text=body,title=headline": which column each field is in; those left out are in the column of their name.

    Raises:
        ValueError: if a field is unknown or named twice, or a part is no pair.
    """
    mapping: dict[str, str] = {}
    for part in filter(None, map(str.strip, text.split(","))):
        field, sign, column = (piece.strip() for piece in part.partition("="))
        if not sign or not column:
            raise ValueError(f'"{part}" is no pair; write it as text=body')
        if field not in FIELDS:
            raise ValueError(f'"{field}" is no field{did_you_mean(field, FIELDS)}; there are: {", ".join(FIELDS)}')
        if field in mapping:
            raise ValueError(f'"{field}" is there twice')
        mapping[field] = column
    return mapping


def article_from_row(
    row: Mapping[str, object], mapping: Mapping[str, str], origin: str, line: int, body: bytes
) -> Article | Rejection:
    """Make an article of a row; `body` is the row as it came, kept as the article's source."""
    values = {field: row.get(mapping.get(field, field)) for field in FIELDS}
    try:
        return _article(values, origin, body)
    except Unusable as error:
        return Rejection("malformed-row", origin, str(error), line)


def _article(values: Mapping[str, object], origin: str, body: bytes) -> Article:
    text = _string(values, "text")
    if text is None:
        raise Unusable('the row has no "text"')
    if not any(character.isalpha() for character in text):
        raise Unusable('the "text" holds no words')
    if len(text) > MAX_BYTES:
        raise Unusable(f'the "text" has {len(text):,} characters; an article may have {MAX_BYTES:,}')
    title, url, outlet = (_string(values, field) for field in ("title", "url", "outlet"))
    if url is not None and not url.startswith(("http://", "https://")):
        raise Unusable(f'the "url" {url[:80]!r} does not begin with http:// or https://')
    published = _day(values["date"])
    kept = _without_surrogates(_with_title(text, title))
    return Article(
        article_id=url_article_id(url) if url else _id(kept, outlet, published),
        text=kept,
        title=_without_surrogates(title) if title else None,
        outlet=outlet,
        authors=_authors(values["authors"]),
        kind=_choice(values, "kind", _KINDS) or "unknown",
        published=DateInterval(published, published, "day", "feed", NOTE) if published else None,
        url=url,
        origin=origin,
        raw_sha256=sha256_bytes(body),
        flags=() if "\ufffd" not in kept or "\ufffd" in text else (REPLACED,),
        country=_string(values, "country"),
        ownership=_choice(values, "ownership", _OWNERSHIPS),
        language=_string(values, "language"),
    )


def _id(text: str, outlet: str | None, published: date | None) -> str:
    """The id of an article without an address: two rows that differ in any of these are two articles."""
    return file_article_id(json.dumps([text, outlet, published], default=str).encode())


def _with_title(text: str, title: str | None) -> str:
    """Put the title above the text, as codings expect it, unless it stands there already."""
    first = text.lstrip().partition("\n")[0]
    return text if title is None or first.strip().casefold() == title.casefold() else f"{title}\n\n{text}"


def _without_surrogates(text: str) -> str:
    """Replace half characters, which JSON can hold and no text can, one for one."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _string(values: Mapping[str, object], field: str) -> str | None:
    value = values[field]
    if value is None:
        return None
    if not isinstance(value, str):
        raise Unusable(f'the "{field}" is {type(value).__name__}, not a text')
    kept = value if field == "text" else " ".join(value.split())
    return kept if kept.strip() else None


def _authors(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple | None) or not all(isinstance(name, str) for name in value or ()):
        raise Unusable('the "authors" are neither a text nor a list of texts')
    return tuple(filter(None, (_without_surrogates(" ".join(name.split())) for name in value or ())))


def _choice(values: Mapping[str, object], field: str, allowed: Sequence[Text]) -> Text | None:
    value = _string(values, field)
    for option in allowed:
        if value == option:
            return option
    if value is not None:
        raise Unusable(f'the "{field}" {value[:40]!r} is none of {", ".join(allowed)}{did_you_mean(value, allowed)}')
    return None


def _day(value: object) -> date | None:
    """Read a day, or the day in UTC of a moment."""
    match value:
        case None | "":
            return None
        case datetime():
            return (value.astimezone(UTC) if value.tzinfo else value).date()
        case date():
            return value
        case str():
            return _day_in(value.strip())
        case _:
            raise Unusable(f'the "date" {str(value)[:40]} is no day; write it as 2024-05-24')


def _day_in(text: str) -> date:
    try:
        if len(text) == len("2024-05-24"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        raise Unusable(f'the "date" {text[:40]!r} is no day; write it as 2024-05-24') from None
