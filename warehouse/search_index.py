"""Ranked search over the articles in force: BM25 on an index of its own, with the stemmer of DuckDB's fts extension.

The extension's own index is not used: at a million articles its questions take seconds (docs/decisions/0009).
"""

from __future__ import annotations

import importlib.util
import math
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import duckdb

from warehouse import sql
from warehouse.connection import OFFLINE, explained
from warehouse.errors import NothingPublished, SearchUnavailable

FORM = "3"  # of the tables and of how words are cut; another form is built anew
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


class Searcher:
    """The read copy and its index, if there is one, open for searching."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, state: IndexState | None) -> None:
        self._connection, self.state = connection, state

    @classmethod
    @contextmanager
    def open(cls, index: Path, published: Path) -> Iterator[Self]:
        """Open both; an index that cannot be read, or is of another form, counts as none."""
        with _opened(published) as connection:
            yield cls(connection, _attached(connection, index))

    def last_change(self) -> datetime | None:
        """Return when data last changed in the read copy."""
        return _last_change(self._connection)

    def search(self, wanted: Wanted) -> Found:
        """Return the articles now in force that fit the words best, reprints left out.

        Raises:
            SearchUnavailable: if the fts extension is not installed.
        """
        _load_stemmer(self._connection)
        ((documents,),) = self._ask("size").fetchall()
        terms = self._ask("terms of a question", {"words": wanted.words}).fetchall()
        asked = [(_rarity(documents, held), term_id) for _, term_id, held in _telling(terms, documents)]
        hits = self._shown(self._ranked(asked, wanted), wanted.limit) if asked else ()
        return Found(tuple(hits), tuple(term for term, _, _ in terms), documents)

    def _ranked(self, asked: Sequence[tuple[float, int]], wanted: Wanted) -> dict[int, float]:
        """The scores of the best documents, some more than are wanted."""
        postings = _one_each("postings of a word", asked)
        days = [wanted.since, wanted.until] if wanted.since or wanted.until else []
        statement = _statement("rank within days" if days else "rank").replace("$postings", postings)
        values: list[object] = [value for pair in asked for value in pair]
        return dict(self._connection.execute(statement, [*values, *days, wanted.limit * SPARE]).fetchall())

    def _shown(self, scores: Mapping[int, float], limit: int) -> Iterator[Hit]:
        """The documents in force, the best first, with their texts."""
        found = self._ask_of("documents", scores)
        known = {version_id: (scores[doc], place) for doc, version_id, place, _ in found}
        dated = {version_id: day for _, version_id, _, day in found if day}
        rows = self._ask_of("those in force", dated, set(dated.values()))
        rows += self._ask_of("those in force, undated", known.keys() - dated.keys())
        standing = {str(key): rest for key, *rest in rows}
        best = sorted(standing, key=lambda version_id: -known[version_id][0])[:limit]
        texts = self._texts_at([known[version_id][1] for version_id in best])
        moved = [version_id for version_id in best if version_id not in texts]
        texts |= dict(self._ask_of("texts by version", moved))
        for version_id in best:
            yield Hit(known[version_id][0], *(*standing[version_id], texts[version_id]))

    def _texts_at(self, places: Sequence[int]) -> dict[str, str]:
        """The texts of some rows by their versions."""
        if not places:
            return {}
        return dict(self._connection.execute(_one_each("text of a row", places), list(places)).fetchall())

    def _ask(self, name: str, params: Mapping[str, object] | None = None) -> duckdb.DuckDBPyConnection:
        return self._connection.execute(_statement(name), params)

    def _ask_of(self, name: str, these: Collection[object], days: Collection[object] = ()) -> list[tuple[Any, ...]]:
        """Ask about some rows, perhaps of some days, given as constants so that DuckDB reads no others."""
        if not these:
            return []
        marks, on = (", ".join("?" * len(values)) for values in (these, days))
        statement = _statement(name).replace("$marks", marks).replace("$days", on)
        return self._connection.execute(statement, [*these, *days]).fetchall()


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
    with Searcher.open(index, published) as searcher:
        kept = searcher.state is not None
    try:
        if kept:
            shutil.copyfile(index, partial)
        with _opened(published) as connection:
            _load_stemmer(connection)
            connection.execute(f"ATTACH {_quoted(partial)} AS word_index")
            if not kept:
                connection.execute(_statement("make"))
            added = _extend(connection, told)
            state = IndexState(now, _last_change(connection))
            record = {"made_at": now, "known_until": state.known_until, "form": FORM}
            connection.execute(_statement("record"), record)
            connection.execute("CHECKPOINT word_index")
        partial.replace(index)
    except duckdb.Error as error:
        raise explained(index, error) from error
    finally:
        for left in (partial, partial.with_name(partial.name + ".wal")):
            with suppress(OSError):
                left.unlink()
    return Refreshed(state, added)


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
        for step in ("stem words", "add terms", "number words", "count words", "add postings", "add spread"):
            connection.execute(_statement(step))
        connection.execute(_statement("add documents"), span)
    return int(last + 1 - first)


def _telling(terms: list[tuple[str, int, int]], documents: int) -> list[tuple[str, int, int]]:
    """The words that tell articles apart, if there are any."""
    rare = [one for one in terms if documents < MANY or one[2] * 2 <= documents]
    return rare or terms[:1]


def _rarity(documents: int, held: int) -> float:
    return math.log(1 + (documents - held + 0.5) / (held + 0.5))


@contextmanager
def _opened(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The read copy, in a connection to which an index can be attached."""
    if not published.exists():
        raise NothingPublished(published)
    connection = duckdb.connect(":memory:", config=dict(OFFLINE))
    try:
        connection.execute(f"ATTACH {_quoted(published)} AS parley (READ_ONLY)")
        connection.execute("USE parley")
        connection.execute("SET TimeZone = 'UTC'")
    except duckdb.Error as error:
        connection.close()
        raise explained(published, error) from error
    with closing(connection):
        yield connection


def _attached(connection: duckdb.DuckDBPyConnection, index: Path) -> IndexState | None:
    if not index.exists():
        return None
    try:
        connection.execute(f"ATTACH {_quoted(index)} AS word_index (READ_ONLY)")
        rows = connection.execute(_statement("refreshes")).fetchall()
    except duckdb.Error:
        return None
    return IndexState(rows[0][0], rows[0][1]) if rows and rows[0][2] == FORM else None


def _load_stemmer(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"LOAD {_quoted(extension())}")


def _last_change(connection: duckdb.DuckDBPyConnection) -> datetime | None:
    value: datetime | None = connection.execute(_statement("last change")).fetchall()[0][0]
    return value


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _one_each(name: str, these: Sequence[object]) -> str:
    """A statement about one thing, as often as there are things: constants, so that only their own rows are read."""
    return "\nUNION ALL\n".join([_statement(name)] * len(these))


def _statement(name: str) -> str:
    return sql.statements("search.sql")[name]
