"""Backfill: a folder of web pages that somebody has, with what its `manifest.jsonl` says of them.

A row of the manifest: {"path": "2024/a.html.gz", "url": "https://…", "crawled_at": "2024-05-24T06:00:00Z", "outlet": …,
"country": …, "ownership": …, "language": …}; only the path is needed. A page without a row is known by its bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, get_args

from extractors.page import PageSource
from extractors.records import FetchedPage, Ownership, Rejection
from flows.fetch.archive import RawArchive
from flows.fetch.extract_pool import ExtractPool
from flows.fetch.page_file import read_page_file
from flows.fetch.pages import PageBytes, in_batches, read_batch, workers
from flows.fetch.told import ToldOfPage
from flows.intake import Intake, read_folder
from flows.progress import report

PAGES = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz")
MANIFEST = "manifest.jsonl"
KEYS = ("path", "url", "crawled_at", "outlet", "country", "ownership", "language")


@dataclass(frozen=True, slots=True)
class PageRow:
    """What the manifest says of one page."""

    line: int
    url: str | None
    crawled_at: datetime | None
    source: PageSource


def read_tree(folder: Path, raw: Path, pool: ExtractPool | None = None) -> Iterator[Intake]:
    """Read a folder's texts, and the pages in it and in the folders below; a bad file costs no other anything."""
    manifest, rejections = read_manifest(folder / MANIFEST)
    names = sorted(_page_names(folder))
    rejections += [
        Rejection("missing-file", one, f"{MANIFEST} names this page, and it is not there.", manifest[one].line)
        for one in sorted(set(manifest) - set(names))
    ]
    texts = read_folder(folder, raw, beside_pages=bool(names or manifest))
    yield Intake(texts.articles, (*texts.rejections, *rejections), texts.retrievals)
    with workers(pool) as extractors:
        done = 0
        for batch in in_batches(_read_page(folder, name, manifest.get(name)) for name in names):
            report("reading pages", done, len(names))
            done += len(batch)
            yield read_batch(batch, RawArchive(raw), extractors)


def read_manifest(path: Path) -> tuple[dict[str, PageRow], list[Rejection]]:
    """Read the rows of a manifest by path; one that cannot be used is a rejection with its line."""
    rows: dict[str, PageRow] = {}
    rejections: list[Rejection] = []
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return rows, rejections
    except OSError as error:
        return rows, [Rejection("unreadable", MANIFEST, f"{error.strerror}.")]
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            name, row = _row(json.loads(line), number)
            if name in rows:
                raise ValueError(f"the path {name!r} is on line {rows[name].line} already")
            rows[name] = row
        except (ValueError, RecursionError) as error:
            rejections.append(Rejection("malformed-manifest", MANIFEST, f"{error}", number))
    return rows, rejections


def _row(read: Any, line: int) -> tuple[str, PageRow]:
    if not isinstance(read, dict):
        raise ValueError("the row is no object")
    unknown = sorted(set(read) - {*KEYS, "id"})
    if unknown:
        raise ValueError(f"unknown key {unknown[0]!r}; there are: {', '.join(KEYS)}")
    values = {key: _text(read, key) for key in KEYS}
    path = PurePosixPath(values["path"] or "")
    if not values["path"] or path.is_absolute() or ".." in path.parts:
        raise ValueError(f"the path {values['path']!r} leads to no file of the folder")
    url = values["url"]
    if url is not None and not url.startswith(("http://", "https://")):
        raise ValueError(f"the url {url!r} is no web address")
    ownership = next((one for one in get_args(Ownership) if one == values["ownership"]), None)
    if values["ownership"] != ownership:
        raise ValueError(f"the ownership {values['ownership']!r} is none of {', '.join(get_args(Ownership))}")
    source = PageSource(values["outlet"], values["country"], ownership, values["language"])
    return str(path), PageRow(line, url, _moment(values["crawled_at"]), source)


def _text(read: Mapping[str, object], key: str) -> str | None:
    value = read.get(key)
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    raise ValueError(f"{key!r} must be a text that is not empty, not {value!r}")


def _moment(value: str | None) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _page_names(folder: Path) -> Iterator[str]:
    """Give the paths of all pages below a folder; linked folders are not entered, and so no loop of them."""
    for place, _, names in os.walk(folder):
        for name in names:
            if name.casefold().endswith(PAGES) and not name.startswith("."):
                yield (Path(place) / name).relative_to(folder).as_posix()


def _read_page(folder: Path, name: str, row: PageRow | None) -> PageBytes | Rejection:
    read = read_page_file(folder / name, name)
    if isinstance(read, Rejection):
        return read
    address = (row.url if row else None) or name
    crawled_at = (row.crawled_at if row else None) or read.changed_at
    page = FetchedPage(address, address, 200, "", read.body, crawled_at)
    return PageBytes(page, ToldOfPage(None, row.source if row else PageSource()), from_file=True)
