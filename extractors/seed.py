"""Seed files and their manifest: bytes and TOML in, articles or named rejections out.

The manifest's keys are explained at its top (``seeds/manifest.toml``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import cast, get_args

from extractors.entries import Entry, read_entries
from extractors.identity import file_article_id, seed_article_id, sha256_bytes
from extractors.records import Article, ArticleKind, DateBasis, DateInterval, DatePrecision, Rejection

MAX_BYTES = 5_000_000
KEYS = (
    "id", "file", "title", "outlet", "authors", "kind", "published_on", "published_first", "published_last",
    "precision", "basis", "note",
)  # fmt: skip
_KINDS = cast(tuple[ArticleKind, ...], get_args(ArticleKind))
_BASES = cast(tuple[DateBasis, ...], get_args(DateBasis))
_PRECISIONS = cast(tuple[DatePrecision, ...], get_args(DatePrecision))
# First bytes of what is often saved by mistake in place of a text.
_BINARY_STARTS = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0")

Span = tuple[date, date, DatePrecision]


@dataclass(frozen=True, slots=True)
class SeedEntry:
    """What the manifest says of one file."""

    id: str
    file: str  # relative to the manifest's folder
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    kind: ArticleKind
    published: DateInterval | None
    line: int  # of its header in the manifest


def read_manifest(text: str, name: str) -> tuple[tuple[SeedEntry, ...], tuple[Rejection, ...]]:
    """Read a manifest; whatever cannot be used is a rejection with its line, and the rest still loads."""
    seeds: dict[str, SeedEntry] = {}
    rejections: list[Rejection] = []
    for entry in read_entries(text, name, "seed"):
        seed = _seed(entry) if entry.values else None
        if seed is not None and seed.id in seeds:
            entry.fail("id", f'the id "{seed.id}" is already that of the entry on line {seeds[seed.id].line}')
        if seed is not None and any(seed.file == other.file for other in seeds.values()):
            entry.fail("file", f'the file "{seed.file}" already has an entry')
        if not entry.values and not entry.rejections:
            entry.fail(None, "the entry is empty")
        if entry.rejections:
            rejections += entry.rejections
        elif seed is not None:
            seeds[seed.id] = seed
    return tuple(seeds.values()), tuple(rejections)


def article_from_bytes(body: bytes, origin: str, entry: SeedEntry | None) -> Article | Rejection:
    """Make an article of one file's bytes; the text stays as it stands, since all offsets count in it."""
    text = _decode(body, origin)
    if isinstance(text, Rejection):
        return text
    return Article(
        article_id=seed_article_id(entry.id) if entry else file_article_id(body),
        text=text,
        title=entry.title if entry else None,
        outlet=entry.outlet if entry else None,
        authors=entry.authors if entry else (),
        kind=entry.kind if entry else "unknown",
        published=entry.published if entry else None,
        url=None,
        origin=origin,
        raw_sha256=sha256_bytes(body),
        flags=() if _is_utf8(body) else ("decoded-with-replacement",),
    )


def _decode(body: bytes, origin: str) -> str | Rejection:
    if not body:
        return Rejection("empty", origin, "The file has no bytes.")
    if len(body) > MAX_BYTES:
        return Rejection("too-large", origin, f"{len(body):,} bytes; an article may have {MAX_BYTES:,}.")
    text = body.decode("utf-8-sig", errors="replace")
    binary = _why_binary(body, text)
    if binary is not None:
        return Rejection("binary", origin, binary)
    if not any(character.isalpha() for character in text):
        return Rejection("no-text", origin, "The file holds no words.")
    return text


def _why_binary(body: bytes, text: str) -> str | None:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "The file is UTF-16 text; save it as UTF-8."
    if body.startswith(_BINARY_STARTS) or b"\0" in body:
        return "The file holds binary data, not text."
    controls = sum(character < " " and not character.isspace() for character in text)
    return "The file is mostly control characters, not text." if controls * 10 > len(text) else None


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _seed(entry: Entry) -> SeedEntry:
    """Read one entry; what is wrong with it is noted in the entry."""
    entry.allow(KEYS)
    return SeedEntry(
        id=entry.required("id"),
        file=_file(entry),
        title=entry.string("title"),
        outlet=entry.string("outlet"),
        authors=entry.strings("authors"),
        kind=entry.choice("kind", _KINDS) or "unknown",
        published=_published(entry),
        line=entry.line,
    )


def _file(entry: Entry) -> str:
    name = entry.required("file")
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        entry.fail("file", f'"{name}" leaves the manifest\'s folder')
    return name


def _published(entry: Entry) -> DateInterval | None:
    before = len(entry.rejections)
    basis, note = entry.choice("basis", _BASES), entry.string("note")
    span = _span(entry, entry.choice("precision", _PRECISIONS))
    if len(entry.rejections) > before or span is None:
        return None
    if basis is None:
        entry.fail(None, f'a date needs its "basis": {", ".join(_BASES)}')
        return None
    if basis == "inferred" and note is None:
        entry.fail("basis", 'an inferred date needs a "note" that says how it was inferred')
    return DateInterval(*span, basis=basis, note=note)


def _span(entry: Entry, precision: DatePrecision | None) -> Span | None:
    on, first, last = entry.day("published_on"), entry.day("published_first"), entry.day("published_last")
    ends = [key for key in ("published_first", "published_last") if key in entry.values]
    if "published_on" in entry.values and ends:
        entry.fail(ends[0], f'"{ends[0]}" and "published_on" exclude each other')
    elif len(ends) == 1:
        entry.fail(ends[0], 'an interval needs both "published_first" and "published_last"')
    elif on is not None:
        return _around(entry, on, precision or "day")
    elif first is not None and last is not None:
        return _between(entry, first, last, precision or "interval")
    return None


def _around(entry: Entry, on: date, precision: DatePrecision) -> Span | None:
    """Give the day itself, or the ISO week that it lies in."""
    if precision == "interval":
        entry.fail("precision", 'an interval is given by "published_first" and "published_last"')
        return None
    if precision == "day":
        return on, on, precision
    monday = on - timedelta(days=on.weekday())
    return monday, monday + timedelta(days=6), precision


def _between(entry: Entry, first: date, last: date, precision: DatePrecision) -> Span | None:
    if first > last:
        entry.fail("published_last", f'"published_last" {last} lies before "published_first" {first}')
    elif precision != "interval":
        entry.fail("precision", f'"published_first" and "published_last" go with "interval", not with "{precision}"')
    else:
        return first, last, precision
    return None
