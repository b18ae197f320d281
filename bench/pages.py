"""Measures the reading of pages beside its peers, on the pages in the folder that PARLEY_PAGES names.

    PARLEY_PAGES=~/pages python -m bench pages

The folder holds `aeb` (181 pages with the body of their articles; scrapinghub/article-extraction-benchmark) and `traf`
(177 pages with title, author, date, and segments that are wanted or not; adbar/trafilatura), each with an `index.jsonl`
of {"id", "file", "url", …} and the pages beside it, packed by gzip. They are others' pages and no part of parley.
"""

from __future__ import annotations

import gzip
import json
import logging
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.pages_peers import EXTRACTORS, Extractor, page_of, parley
from bench.pages_score import (
    Found,
    instants_on,
    same_authors,
    same_title,
    segments,
    stated_in_json_ld,
    text_score,
)
from extractors.records import FetchedPage

F1, TITLE, OF_TRAFILATURA, OF_NEWSPAPER = 0.970, 0.88, 0.6, 2.0  # at least


@dataclass(frozen=True)
class Pages:
    """One set of pages with what people read there."""

    rows: Sequence[Mapping[str, Any]]
    pages: Sequence[FetchedPage]


@dataclass(frozen=True)
class Line:
    """One extractor's figures."""

    f1: float
    titles: float
    dates: float
    stated_dates: float  # of pages whose JSON-LD states a date
    instants: float  # of pages whose JSON-LD states an instant on the right day
    authors: float
    speed: float  # pages per second of processor time


def measure() -> int:
    """Print every extractor's figures and return how many bounds parley misses."""
    folder = os.environ.get("PARLEY_PAGES")
    if not folder:
        print("  skipped: PARLEY_PAGES names no folder of pages (see bench/pages.py)")
        return 0
    missing = [name for name in ("newspaper", "readability") if not _is_installed(name)]
    if missing:
        print(f"  skipped: {', '.join(missing)} not installed; install the extra `peers`")
        return 0
    logging.disable(logging.CRITICAL)
    aeb, traf = _load(Path(folder) / "aeb"), _load(Path(folder) / "traf")
    stated = [stated_in_json_ld(page.body.decode("utf-8", "replace")) for page in traf.pages]
    print(f"  {len(aeb.rows)} pages with text (aeb), {len(traf.rows)} with title, date and author (traf)")
    head = "aeb: precision recall F1 | traf: title date (JSON-LD: day, instant) author wanted unwanted | pages/CPU-s"
    print(f"  {'':18} {head}")
    lines = {name: _measured(name, extractor, aeb, traf, stated) for name, extractor in EXTRACTORS.items()}
    return _bounds(lines)


def _measured(name: str, extractor: Extractor, aeb: Pages, traf: Pages, stated: Sequence[Sequence[str]]) -> Line:
    for page in aeb.pages[:3]:
        extractor(page)
    begun = time.process_time()
    bodies = [_safe(extractor, page) for page in aeb.pages]
    found = [_safe(extractor, page) for page in traf.pages]
    speed = (len(bodies) + len(found)) / (time.process_time() - begun)
    text = text_score([row["body"] for row in aeb.rows], [one.text for one in bodies])
    titles = [
        same_title(row["title"], one.title) for row, one in zip(traf.rows, found, strict=True) if row.get("title")
    ]
    days, stated_days, instants = _dates(traf.rows, found, stated)
    authors = [
        same_authors(row["author"], one.authors) for row, one in zip(traf.rows, found, strict=True) if row.get("author")
    ]
    wanted, of_wanted, unwanted, of_unwanted = segments(traf.rows, found)
    line = Line(text.f1, _share(titles), _share(days), _share(stated_days), _share(instants), _share(authors), speed)
    print(
        f"  {name:18}    {text.precision:.4f}    {text.recall:.4f} {text.f1:.4f}     {line.titles:.3f} {line.dates:.3f}"
        f"          {line.stated_dates:.3f}   {line.instants:.3f}  {line.authors:.3f} {wanted}/{of_wanted}"
        f"  {unwanted}/{of_unwanted}  {speed:10.1f}",
        flush=True,
    )
    return line


def _dates(
    rows: Sequence[Mapping[str, Any]], found: Sequence[Found], stated: Sequence[Sequence[str]]
) -> tuple[list[bool], list[bool], list[bool]]:
    """Tell which days are right, on all pages and on those whose JSON-LD states one; and which instants it states."""
    dated = [(row["date"], one, dates) for row, one, dates in zip(rows, found, stated, strict=True) if row.get("date")]
    told = [(one, instants_on(dates, day)) for day, one, dates in dated]
    return (
        [day == one.day for day, one, _ in dated],
        [day == one.day for day, one, dates in dated if dates],
        [one.at in instants for one, instants in told if instants],
    )


def _bounds(lines: Mapping[str, Line]) -> int:
    ours, base, slow = lines["parley"], lines["trafilatura"], lines["newspaper4k"]
    kept = {
        f"text F1 at least {F1:.3f}": ours.f1 >= F1,
        f"titles at least {TITLE:.2f}": ours.titles >= TITLE,
        "dates no worse than trafilatura's": ours.dates >= base.dates,
        "days no worse where JSON-LD states one": ours.stated_dates >= base.stated_dates,
        "instants better where JSON-LD states one": ours.instants > base.instants,
        "authors no worse than trafilatura's": ours.authors >= base.authors,
        f"at least {OF_TRAFILATURA:.0%} of trafilatura's speed": ours.speed >= OF_TRAFILATURA * base.speed,
        f"at least {OF_NEWSPAPER:g} times newspaper4k's speed": ours.speed >= OF_NEWSPAPER * slow.speed,
    }
    for name, is_kept in kept.items():
        print(f"  {name:45} {'kept' if is_kept else 'MISSED'}")
    return sum(not is_kept for is_kept in kept.values())


def _safe(extractor: Extractor, page: FetchedPage) -> Found:
    try:
        return extractor(page)
    except Exception:  # a peer that fails on a page has found nothing there
        if extractor is parley:
            raise
        return Found()


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / (len(hits) or 1)


def _load(folder: Path) -> Pages:
    rows = [json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    return Pages(rows, [page_of(row["url"], gzip.decompress((folder / row["file"]).read_bytes())) for row in rows])


def _is_installed(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None
