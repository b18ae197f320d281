"""The warehouse at size, on made-up news: loading, an hour's increment, publishing, every saved question, search.

    python -m bench warehouse                 100,000 articles of 2 KB with about 470,000 signals
    python -m bench.warehouse 1000000         a million articles; takes a while and 8 GB of disk
    python -m bench.warehouse 20000 --keep D  leaves the home in D, and takes it up again if it is there
    python -m bench.warehouse --keep D --only questions --only search

The questions run in a plain DuckDB connection with 4 GB and two threads, as an analyst's client would. Beside them, in
the same run, stands SQLite with indexes and FTS5 on five of the heaviest (bench/beside_sqlite.py).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import duckdb

from bench import beside_sqlite, made_up
from bench.timing import line_with_bound
from warehouse import questions
from warehouse.connection import WRITER
from warehouse.records import CodedArticle, Load, RunInfo
from warehouse.search_index import Searcher, Wanted, refresh
from warehouse.store import Warehouse

QUICK = 100_000
BATCH = 25_000
PARTS = ("loads", "increment", "publish", "questions", "search", "sqlite")
IN_A_ROW = 4  # more are compressed on the way
INCREMENT = 2_000
LOAD_BOUND = 20_000  # articles of 2 KB a second
FILLED = (
    "article", "article_version", "story_member", "source", "coding", "sentence", "signal", "signal_condition",
    "standing", "standing_signal",
)  # fmt: skip
PARTY, TARGET = "ALD", "BOR"
GIVEN = {"party": PARTY, "target": TARGET, "word": "ceasefire"}
SEARCHED = ("truce talks", "accord withdraw", "ploy")


def measure(articles: int = QUICK, keep: Path | None = None, parts: Collection[str] = PARTS) -> int:
    """Print the figures and return how many bounds were missed."""
    with tempfile.TemporaryDirectory() as name:
        missed = loads(Path(name) / "loads") if "loads" in parts else 0
        if set(parts) != {"loads"}:
            missed += _at_size(keep or Path(name), articles, parts)
        return missed


def _at_size(home: Path, articles: int, parts: Collection[str]) -> int:
    if not (home / "warehouse.duckdb").exists():
        _first_load(home, articles)
    missed = _increment(home) if "increment" in parts else 0
    if "publish" in parts:
        missed += _publish(home)
    with analyst(home) as connection:
        if "questions" in parts:
            missed += _questions(home, connection)
        if "search" in parts:
            missed += _search(home)
        if "sqlite" in parts:
            beside_sqlite.compare(connection, home / "beside.sqlite")
    return missed


@contextmanager
def analyst(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A client of the published file with 4 GB and two threads."""
    with duckdb.connect(str(home / "parley.duckdb"), read_only=True) as connection:
        connection.execute("SET memory_limit = '4GB'; SET threads = 2; SET TimeZone = 'UTC'")
        yield connection


def loads(home: Path) -> int:
    """Load articles alone and articles with their signals, each into an empty home, beside DuckDB alone."""
    (some,) = made_up.batches(BATCH, BATCH, seed=5)
    began = time.process_time()
    for one in some:
        hashlib.sha256(one.article.text.encode()).hexdigest()
    _rate("SHA-256 of the texts alone", BATCH, hashed := time.process_time() - began, hashed)
    missed = 0
    for name, shape, bound in (("articles alone", _bare, LOAD_BOUND), ("articles with their signals", list, None)):
        place = home / name.replace(" ", "-")
        missed += _in_a_row(place, name, map(shape, made_up.batches(IN_A_ROW * BATCH, BATCH, seed=5)), bound)
        _rate("– the same rows into an empty file, DuckDB alone", IN_A_ROW * BATCH, *_alone(place))
    return missed


def _bare(batch: list[CodedArticle]) -> list[CodedArticle]:
    """The articles as if nothing had been found in them."""
    return [replace(one, coding=replace(one.coding, signals=(), sentences=())) for one in batch]


def _in_a_row(home: Path, name: str, batches: Iterable[list[CodedArticle]], bound: int | None) -> bool:
    """Load some batches in a row and print the rate of all; the first touches memory that the others use again."""
    made_up_before = [_load(f"{name} {number}", batch) for number, batch in enumerate(batches)]
    with _open(home) as warehouse:
        began, busy = time.perf_counter(), time.process_time()
        ended = [began, *(time.perf_counter() for _ in warehouse.load_each(made_up_before))]
        busy = time.process_time() - busy
        warehouse._connection.execute("CHECKPOINT")
        compressed = time.perf_counter() - ended[-1]
    articles = len(made_up_before) * BATCH
    missed = _rate(f"{name} in a row, told, checked", articles, ended[-1] - began, busy, bound)
    each = ", ".join(f"{BATCH / (after - before):,.0f}" for before, after in pairwise(ended))
    print(f"  {'– one after the other':52} {each}; then compressed in {compressed:.2f} s")
    return missed


def _alone(home: Path) -> tuple[float, float]:
    """Wall and CPU seconds that DuckDB takes to store what a home holds, given as Arrow tables, in one transaction."""
    with _open(home) as warehouse:
        tables = [(name, warehouse._connection.table(name).to_arrow_table()) for name in FILLED]
    with duckdb.connect(str(home / "alone.duckdb"), config=dict(WRITER)) as connection:
        began, busy = time.perf_counter(), time.process_time()
        connection.begin()
        for name, table in tables:
            connection.from_arrow(table).create(name)
        connection.commit()
        return time.perf_counter() - began, time.process_time() - busy


def _first_load(home: Path, articles: int) -> None:
    taken = worked = 0.0
    signals = 0
    with _open(home) as warehouse:
        for number, batch in enumerate(made_up.batches(articles, BATCH)):
            seconds, busy = _timed(warehouse, f"run-{number}", batch)
            taken, worked = taken + seconds, worked + busy
            signals += sum(len(one.coding.signals) for one in batch)
        began = time.perf_counter()
        warehouse.publish(home / "parley.duckdb")
    size = (home / "parley.duckdb").stat().st_size / 2**20
    print(f"  {articles:,} articles of 2 KB, {signals:,} signals; published, compressed: {size:,.0f} MiB")
    print(f"  {'compressing and publishing it all':52} {time.perf_counter() - began:7.2f} s")
    _rate("all of it loaded with its signals, told, checked", articles, taken, worked)
    print(f"  {'':52} {signals / taken:7,.0f} signals a second")


def _rate(what: str, articles: int, seconds: float, busy: float, bound: int | None = None) -> bool:
    """Print a load's rate by the clock, with the CPU's beside it, and return whether the clock's missed its bound."""
    rate = articles / seconds
    missed = bound is not None and rate < bound
    kept = "" if bound is None else f"   at least {bound:,} a second: {'MISSED' if missed else 'kept'}"
    print(f"  {what:52} {rate:7,.0f} articles a second ({articles / busy:,.0f} a second of CPU){kept}")
    return missed


def _increment(home: Path) -> int:
    with _open(home) as warehouse:
        number = int(time.time())
        batch = [
            replace(one, article=replace(one.article, article_id=f"{one.article.article_id}-{number}"))
            for one in next(made_up.batches(INCREMENT, INCREMENT, seed=number, first_week=made_up.WEEKS - 1))
        ]
        seconds, busy = _timed(warehouse, f"hour-{number}", batch)
    line = f"  {'increment of 2,000 articles, checks included':52} {seconds:7.2f} s   ({busy:.2f} s of CPU)"
    return line_with_bound(line, seconds, 3, "s")


def _publish(home: Path) -> int:
    with _open(home) as warehouse:
        _timed(warehouse, f"empty-{time.time_ns()}", [])
        began = time.perf_counter()
        broken = warehouse.check()
        print(f"  {'every check over everything':52} {time.perf_counter() - began:7.2f} s   ({len(broken)} broken)")
        began = time.perf_counter()
        warehouse._connection.execute("CHECKPOINT")
        compressed = time.perf_counter() - began
        done = warehouse.publish(home / "parley.duckdb")
    a_gigabyte = done.seconds * 1e9 / done.bytes
    line = (
        f"  {f'publish {done.bytes / 1e9:.2f} GB, after a checkpoint of {compressed:.2f} s':52} {done.seconds:7.2f} s"
    )
    return line_with_bound(f"{line}   ({a_gigabyte:.2f} s a GB)", a_gigabyte, 3, "s a GB")


def _questions(home: Path, connection: duckdb.DuckDBPyConnection) -> int:
    cold, warm, busy = {}, {}, {}
    for one in questions.questions():
        given = {name: GIVEN[name] for name, default in one.defaults.items() if default is None and name in GIVEN}
        asked = questions.to_ask_first(one, given)
        values = given | {name: _only(connection, query) for name, query in asked.items()}
        text = questions.fill(one, values)
        with analyst(home) as fresh:
            cold[one.name] = _seconds(fresh, text)
        began = time.process_time()
        warm[one.name] = statistics.median(_seconds(connection, text) for _ in range(3))
        busy[one.name] = (time.process_time() - began) / 3
    missed = 0
    for what, times in (("cold", cold), ("warm", warm)):
        slowest = sorted(times, key=lambda name: -times[name])
        middle, worst = statistics.median(times.values()), times[slowest[0]]
        told = ", ".join(f"{name} {times[name]:.2f}" for name in slowest[:5])
        print(f"  {f'{len(times)} questions, {what}: the slowest':52} {told}")
        missed += line_with_bound(f"  {f'  median, {what}':52} {middle:7.3f} s", middle, 0.1, "s")
        missed += line_with_bound(f"  {f'  worst, {what}':52} {worst:7.3f} s", worst, 1, "s")
    told = f"median {statistics.median(busy.values()):.3f} s, worst {max(busy.values()):.3f} s, over both cores"
    print(f"  {'  of CPU, warm':52} {told}")
    return missed


def _search(home: Path) -> int:
    index, published = home / "search.duckdb", home / "parley.duckdb"
    began = time.perf_counter()
    refresh(index, published, datetime.now(UTC), lambda *_: None)
    print(f"  {'parley search: making or refreshing its index':52} {time.perf_counter() - began:7.2f} s")
    with Searcher.open(index, published) as searcher:
        times = []
        for words in SEARCHED * 3:
            began = time.perf_counter()
            searcher.search(Wanted(words, 20))
            times.append(time.perf_counter() - began)
    middle = statistics.median(times)
    return line_with_bound(f"  {'parley search, median':52} {middle:7.3f} s", middle, 0.3, "s")


def _open(home: Path) -> Warehouse:
    return Warehouse.open(home / "warehouse.duckdb", now=lambda: datetime.now(UTC))


def _load(run_id: str, batch: Sequence[CodedArticle]) -> Load:
    run = RunInfo(run_id, "bench", datetime.now(UTC), "0", made_up.RULESET)
    return Load(run, batch, actors=made_up.actor_rows())


def _timed(warehouse: Warehouse, run_id: str, batch: Sequence[CodedArticle]) -> tuple[float, float]:
    load = _load(run_id, batch)
    began, busy = time.perf_counter(), time.process_time()
    warehouse.load(load)
    return time.perf_counter() - began, time.process_time() - busy


def _seconds(connection: duckdb.DuckDBPyConnection, text: str) -> float:
    began = time.perf_counter()
    connection.execute(text).fetchall()
    return time.perf_counter() - began


def _only(connection: duckdb.DuckDBPyConnection, query: str) -> object:
    ((value,),) = connection.execute(query).fetchall()
    return value


def main(arguments: Sequence[str]) -> int:
    """Measure at the size asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.warehouse", description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=QUICK)
    parser.add_argument("--keep", type=Path, help="leave the home in this folder; if one is there, measure that")
    parser.add_argument("--only", action="append", choices=PARTS, help="measure this, not all; may be given again")
    given = parser.parse_args(arguments)
    print(f"{os.uname().sysname} {os.uname().release}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
          f"Python {sys.version.split()[0]}, duckdb {duckdb.__version__}")  # fmt: skip
    return measure(given.articles, given.keep, given.only or PARTS)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
