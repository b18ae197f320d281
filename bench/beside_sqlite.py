"""SQLite, with indexes and FTS5, beside DuckDB: the same rows, the same answers, five of the heaviest questions."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

COLUMNS = (
    "week_start", "published_first", "actor", "target", "signal_type", "direction", "counted", "story_net", "ownership",
    "outlet", "article_id", "story_id", "timing", "is_headline", "dating", "evidence",
)  # fmt: skip
INDEXES = (
    "CREATE INDEX by_week ON signals (week_start, actor)",
    "CREATE INDEX by_actor ON signals (actor, signal_type, published_first)",
    "CREATE INDEX by_counted ON signals (counted, week_start, actor, direction, story_net)",
    "CREATE INDEX by_story ON articles (story_id, published_first)",
)
# Each question: its name, as DuckDB's views answer it, as SQLite answers it.
ASKED = (
    (
        "net stance of all, every week",
        "SELECT week_start, actor, positive, negative, net FROM weekly_stance",
        "SELECT week_start, actor, sum(direction > 0), sum(direction < 0), avg(story_net) FROM signals "
        "WHERE counted GROUP BY week_start, actor",
    ),
    (
        "first time of each type, by actor",
        "SELECT actor, signal_type, min(published_first) FROM signals WHERE counted GROUP BY ALL",
        "SELECT actor, signal_type, min(published_first) FROM signals WHERE counted GROUP BY actor, signal_type",
    ),
    (
        "who says what to whom, with outlets",
        "SELECT actor, target, signal_type, count(*), count(DISTINCT outlet) FROM signals WHERE timing = 'current' "
        "GROUP BY ALL",
        "SELECT actor, target, signal_type, count(*), count(DISTINCT outlet) FROM signals WHERE timing = 'current' "
        "GROUP BY actor, target, signal_type",
    ),
    (
        "the most copied stories",
        "SELECT story_id, copies FROM echo ORDER BY copies DESC, story_id LIMIT 20",
        "SELECT story_id, count(*) AS copies FROM articles GROUP BY story_id ORDER BY copies DESC, story_id LIMIT 20",
    ),
    (
        "articles with two words",
        "SELECT article_id FROM search('accord withdraw') LIMIT 20",
        "SELECT article_id FROM texts WHERE texts MATCH 'accord AND withdraw' ORDER BY rank LIMIT 20",
    ),
)


def compare(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Print the median times of both."""
    began = time.perf_counter()
    path.unlink(missing_ok=True)
    lite = sqlite3.connect(path)
    try:
        _fill(connection, lite)
        print(f"  SQLite {sqlite3.sqlite_version}: filled in {time.perf_counter() - began:.0f} s, "
              f"{path.stat().st_size / 2**20:,.0f} MiB")  # fmt: skip
        for name, ours, theirs in ASKED:
            duck = _median(lambda ours=ours: connection.execute(ours).fetchall())  # type: ignore[misc]
            other = _median(lambda theirs=theirs: lite.execute(theirs).fetchall())  # type: ignore[misc]
            print(f"  {name:52} {duck:7.3f} s   SQLite {other:7.3f} s   ({other / duck:.1f} times)")
    finally:
        lite.close()
        path.unlink(missing_ok=True)


def _fill(connection: duckdb.DuckDBPyConnection, lite: sqlite3.Connection) -> None:
    lite.execute("PRAGMA journal_mode = OFF")
    lite.execute("PRAGMA synchronous = OFF")
    lite.execute(f"CREATE TABLE signals ({', '.join(COLUMNS)})")
    lite.execute("CREATE TABLE articles (article_id, story_id, published_first, outlet)")
    lite.execute("CREATE VIRTUAL TABLE texts USING fts5 (article_id UNINDEXED, title, text)")
    wanted = ", ".join(f"{name}::VARCHAR" if name.endswith(("_start", "_first")) else name for name in COLUMNS)
    _copy(connection, f"SELECT {wanted} FROM signal_rows_as_of('infinity')", lite, "signals", len(COLUMNS))
    _copy(
        connection, "SELECT article_id, story_id, published_first::VARCHAR, outlet FROM articles", lite, "articles", 4
    )
    _copy(connection, "SELECT article_id, title, text FROM articles", lite, "texts", 3)
    for index in INDEXES:
        lite.execute(index)
    lite.execute("ANALYZE")
    lite.commit()


def _copy(connection: duckdb.DuckDBPyConnection, query: str, lite: sqlite3.Connection, table: str, width: int) -> None:
    cursor = connection.cursor().execute(query)
    marks = ", ".join("?" * width)
    while rows := cursor.fetchmany(50_000):
        lite.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _median(ask: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return statistics.median(times)
