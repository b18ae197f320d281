"""The summaries at size: a week with 5,000 signals out of 5 million, and the five seed weeks, in all forms.

    python -m bench reports                  makes the warehouse in a temporary folder, which takes some minutes
    python -m bench.reports --keep D         leaves it in D, and takes it up again if it is there

20,000 made-up articles are loaded and their rows multiplied in SQL, without their texts, which no summary reads.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import duckdb

from bench import made_up
from bench.images import write_pages
from bench.timing import line_with_bound, seconds
from warehouse.reader import Reader
from warehouse.records import Load, RunInfo
from warehouse.source import last_change
from warehouse.store import Warehouse

ARTICLES, COPIES, BATCH = 20_000, 54, 5_000
BIG_WEEK_BOUND, SEED_WEEKS_BOUND = 5, 6
BLOW_UP = Path(__file__).with_name("blow_up.sql")
NEAREST = """
SELECT iso_week, count(*) AS n FROM signals
WHERE dating = 'within' GROUP BY iso_week ORDER BY abs(count(*) - 5000), iso_week LIMIT 1
"""

Result = TypeVar("Result")


def measure(keep: Path | None = None) -> int:
    """Print the figures and return how many bounds were missed."""
    with tempfile.TemporaryDirectory() as name:
        missed = _seed_weeks(Path(name) / "seeds")
        home = keep or Path(name) / "large"
        if not (home / "parley.duckdb").exists():
            build(home)
        return missed + _large_week(home)


def build(home: Path) -> None:
    """Make the warehouse: load some articles, multiply them, publish."""
    home.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    with Warehouse.open(home / "warehouse.duckdb", now=lambda: datetime.now(UTC)) as warehouse:
        for number, batch in enumerate(made_up.batches(ARTICLES, BATCH)):
            run = RunInfo(f"run-{number}", "bench", datetime.now(UTC), "0", made_up.RULESET)
            warehouse.load(Load(run, batch, actors=made_up.actor_rows()))
        for statement in re.split(r"^-- name: .+$", BLOW_UP.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            warehouse._connection.execute(statement, {"copies": COPIES})
        warehouse.publish(home / "parley.duckdb")
    print(f"  {'made the warehouse':52} {time.perf_counter() - began:7.2f} s")


def _seed_weeks(home: Path) -> int:
    write_pages(home)
    with Warehouse.open(home / "warehouse.duckdb", now=lambda: datetime.now(UTC)) as warehouse:
        warehouse.publish(home / "parley.duckdb")
    return _command("the five seed weeks together, all forms", SEED_WEEKS_BOUND, home, "--all")


def _large_week(home: Path) -> int:
    with Warehouse.open(home / "warehouse.duckdb", now=lambda: datetime.now(UTC)) as warehouse:
        warehouse.publish(home / "parley.duckdb")  # a home that was kept may be of an earlier schema
    with Reader.open(home / "parley.duckdb") as reader:
        ((total,),) = reader.sql("SELECT count(*) FROM signals").rows
        ((week, of_week),) = reader.sql(NEAREST).rows
        print(f"  week {week}: {of_week:,} of {total:,} signals")
        _parts(reader, str(week))
    return _command("that week's summary, all forms", BIG_WEEK_BOUND, home, "--week", str(week))


def _parts(reader: Reader, week: str) -> None:
    from flows.forms import EACH, render
    from flows.summaries import ask
    from reports.summary import summarise

    as_of = last_change(reader)
    assert as_of is not None
    results = _timed("  its queries", lambda: ask(reader, week, as_of))
    summary = _timed("  making the summary", lambda: summarise(week, as_of, results))
    for form in (*EACH, "atom"):
        _timed(f"  {form}", lambda form=form: render(summary, [form]))  # type: ignore[misc]


def _timed(what: str, work: Callable[[], Result]) -> Result:
    began, busy = time.perf_counter(), time.process_time()
    result = work()
    print(f"  {what:52} {time.perf_counter() - began:7.2f} s   ({time.process_time() - busy:.2f} s of CPU)")
    return result


def _command(what: str, bound: float, home: Path, *asked: str) -> int:
    """Time the command in a process of its own; a machine that does other work is judged by the CPU's time."""
    with tempfile.TemporaryDirectory() as out:
        command = [str(Path(sys.executable).with_name("parley")), "report", *asked, "--format", "all",
                   "--home", str(home), "--out", out]  # fmt: skip
        busy = _children()
        taken = seconds(command, os.environ, Path(out))
        busy = _children() - busy
    line = f"  {what:52} {taken:7.2f} s   ({busy:.2f} s of CPU)"
    return int(line_with_bound(line, min(taken, busy), bound, "s"))


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(arguments: Sequence[str]) -> int:
    """Measure as asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.reports", description=__doc__)
    parser.add_argument("--keep", type=Path, help="leave the warehouse in this folder; if one is there, use that")
    given = parser.parse_args(arguments)
    print(f"Python {sys.version.split()[0]}, duckdb {duckdb.__version__}")
    return measure(given.keep)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
