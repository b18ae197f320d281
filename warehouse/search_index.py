"""Ranked search over the articles in force: BM25 on an index of its own, with the stemmer of DuckDB's fts extension.

The extension's own index is not used: at a million articles its questions take seconds (docs/decisions/0009).
"""

from __future__ import annotations

import importlib.util
import math
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb

from warehouse import sql
from warehouse.connection import OFFLINE, explained
from warehouse.errors import NothingPublished, SearchUnavailable, WarehouseError

FORM = "1"  # of the tables and of how words are cut; another form is built anew
BATCH = 25_000
MAX_AGE = timedelta(days=1)
MANY = 10_000  # documents from which on a word that stands in more than half of them is passed over
SPARE = 3  # candidates for each article shown, since some may no longer be in force


@dataclass(frozen=True, slots=True)
class IndexState:
    """Of what the index is made."""

    made_at: datetime
    known_until: datetime | None  # the last change of data that it knows


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did."""

    state: IndexState
    added: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for."""

    words: str
    limit: int
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found."""

    score: float
    article_id: str
    published_first: date | None
    iso_week: str | None
    title: str | None
    outlet: str | None
    url: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found."""

    hits: tuple[Hit, ...]
    stems: tuple[str, ...]  # of the words that were looked for and are known
    documents: int


def state(index: Path) -> IndexState | None:
    """Return of what an index is made; None: there is none, or one of another form."""
    if not index.exists():
        return None
    try:
        with _opened(None, index) as connection:
            rows = connection.execute(_statement("refreshes")).fetchall()
    except WarehouseError:
        return None
    return IndexState(rows[0][0], rows[0][1]) if rows and rows[0][2] == FORM else None


def is_due(known: IndexState | None, last_change: datetime | None, now: datetime) -> bool:
    """Whether an index should be refreshed unasked: it is older than a day, and data have changed since."""
    if known is None:
        return True
    return known.known_until != last_change and now - known.made_at > MAX_AGE


def refresh(
    index: Path,
    published: Path,
    now: datetime,
    told: Callable[[int, int], None],
) -> Refreshed:
    """Add to the index what it lacks, or make it anew; the old one serves until the new one is whole.

    Raises:
        SearchUnavailable: if the fts extension is not installed.
    """
    partial = index.with_name(f".{index.name}.{os.getpid()}.partial")
    kept = state(index) is not None
    try:
        if kept:
            shutil.copyfile(index, partial)
        with _opened(published, partial, writing=True) as connection:
            if not kept:
                connection.execute(_statement("make"))
            added = _extend(connection, told)
            known = IndexState(now, _scalar(connection, "last change"))
            record = {"made_at": now, "known_until": known.known_until, "form": FORM}
            connection.execute(_statement("record"), record)
            connection.execute("CHECKPOINT word_index")
        partial.replace(index)
    except duckdb.Error as error:
        raise explained(index, error) from error
    finally:
        for left in (partial, partial.with_name(partial.name + ".wal")):
            with suppress(OSError):
                left.unlink()
    return Refreshed(known, added)


def search(index: Path, published: Path, wanted: Wanted) -> Found:
    """Return the articles now in force that fit the words best, reprints left out."""
    with _opened(published, index) as connection:
        documents, usual_length = connection.execute(_statement("size")).fetchall()[0]
        terms = connection.execute(_statement("terms of a question"), {"words": wanted.words}).fetchall()
        asked = {term_id: _weight(documents, held) for _, term_id, held in _telling(terms, documents)}
        question = {
            "term_ids": list(asked), "weights": list(asked.values()), "usual_length": usual_length,
            "since": wanted.since, "until": wanted.until, "limit": wanted.limit * SPARE,
        }  # fmt: skip
        scores = dict(connection.execute(_statement("rank"), question).fetchall()) if asked else {}
        shown = connection.execute(_statement("shown articles"), {"version_ids": list(scores)}).fetchall()
    hits = sorted((Hit(scores[key], *rest) for key, *rest in shown), key=lambda hit: -hit.score)
    return Found(tuple(hits[: wanted.limit]), tuple(term for term, _, _ in terms), documents)


def last_change(published: Path) -> datetime | None:
    """Return when data last changed in the read copy."""
    with _opened(published, None) as connection:
        return _scalar(connection, "last change")


def extension() -> Path:
    """Return the fts extension for the DuckDB that runs.

    Raises:
        SearchUnavailable: if its package is not installed, or is for another DuckDB.
    """
    package = importlib.util.find_spec("duckdb_extension_fts")
    if package is None or package.origin is None:
        raise SearchUnavailable(duckdb.__version__)
    path = Path(package.origin).parent / "extensions" / f"v{duckdb.__version__}" / "fts.duckdb_extension"
    if not path.exists():
        raise SearchUnavailable(duckdb.__version__)
    return path


def _extend(connection: duckdb.DuckDBPyConnection, told: Callable[[int, int], None]) -> int:
    connection.execute(_statement("find new documents"))
    first, last = connection.execute(_statement("count new documents")).fetchall()[0]
    for start in range(first, last + 1, BATCH):
        told(start - first, last + 1 - first)
        span = {"first": start, "last": start + BATCH - 1}
        begin, end = connection.execute(_statement("where a batch lies"), span).fetchall()[0]
        connection.execute(_statement("read words"), {"begin": begin, "end": end})
        for step in ("stem words", "add terms", "number words", "measure documents", "add postings"):
            connection.execute(_statement(step))
        connection.execute(_statement("add documents"), span)
    return int(last + 1 - first)


def _telling(terms: list[tuple[str, int, int]], documents: int) -> list[tuple[str, int, int]]:
    """The words that tell articles apart, if there are any."""
    rare = [one for one in terms if documents < MANY or one[2] * 2 <= documents]
    return rare or terms[:1]


def _weight(documents: int, held: int) -> float:
    return math.log(1 + (documents - held + 0.5) / (held + 0.5))


@contextmanager
def _opened(
    published: Path | None, index: Path | None, *, writing: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Both files in one connection; reads and the stemmer only, unless an index is being written."""
    if published and not published.exists():
        raise NothingPublished(published)
    files = [(published, "parley", True)] if published else []
    files += [(index, "word_index", not writing)] if index else []
    connection = duckdb.connect(":memory:", config=dict(OFFLINE))
    try:
        for path, name, read_only in files:
            try:
                connection.execute(f"ATTACH {_quoted(path)} AS {name}" + (" (READ_ONLY)" if read_only else ""))
            except duckdb.Error as error:
                raise explained(path, error) from error
        if index and published:
            connection.execute(f"LOAD {_quoted(extension())}")
        if published:
            connection.execute("USE parley")
        connection.execute("SET TimeZone = 'UTC'")
        yield connection
    finally:
        connection.close()


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _scalar(connection: duckdb.DuckDBPyConnection, name: str) -> datetime | None:
    value: datetime | None = connection.execute(_statement(name)).fetchall()[0][0]
    return value


def _statement(name: str) -> str:
    return sql.statements("search.sql")[name]
