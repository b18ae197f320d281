"""Real second processes for the tests: `python -m tests.warehouse.child WHAT HOME`; each says what it has reached.

Every line on stdout is an event that the test waits for; every line on stdin lets the process go on.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from tests.warehouse.making import Said, coded, days, load, run
from warehouse.lock import RunLock
from warehouse.reader import Reader
from warehouse.records import Load
from warehouse.store import Warehouse

ARTICLES = 2_000


def say(event: str) -> None:
    print(event, flush=True)


def many() -> list[object]:
    """Enough articles of 2 KB that a load is under way for a while."""
    filling = "Nothing else was said. " * 85
    offer = Said("Aldania offers a truce. " + filling, "offer", "ALD")
    return [coded(f"n{n}", [offer], days(date(2022, 12, 21))) for n in range(ARTICLES)]


def loading(home: Path) -> None:
    """Stops inside the load's transaction, when all rows but the run's event are written."""
    stopping = False

    def clock() -> datetime:
        if stopping:
            say("loading")
            sys.stdin.readline()
        return datetime.now(UTC)

    with Warehouse.open(home / "warehouse.duckdb", now=clock) as warehouse:
        stopping = True
        load(warehouse, f"run-{os.getpid()}", *many())  # type: ignore[arg-type]
    say("loaded")


def in_a_row(home: Path) -> None:
    """Loads three batches in a row, and stops inside the second one's transaction."""
    telling = 0

    def clock() -> datetime:
        if telling == 1:
            say("loading the second")
            sys.stdin.readline()
        return datetime.now(UTC)

    with Warehouse.open(home / "warehouse.duckdb", now=clock) as warehouse:
        loads = (Load(run(f"run-{os.getpid()}/{name}"), [coded(name, [], None)]) for name in "abc")
        for telling, _ in enumerate(warehouse.load_each(loads), 1):  # noqa: B007 - the clock looks at it
            say("loaded")


def holding(home: Path) -> None:
    """Loads and publishes, and keeps the warehouse open."""
    with Warehouse.open(home / "warehouse.duckdb", now=lambda: datetime.now(UTC)) as warehouse:
        load(warehouse, "run-of-holder", coded("held", [], None))
        for _ in range(2):
            warehouse.publish(home / "parley.duckdb")
        say("holding")
        sys.stdin.readline()
        say(str(load(warehouse, "second-run-of-holder", coded("held-2", [], None)).articles_added))


def reading(home: Path) -> None:
    """Keeps the read copy open and counts again each time it is told to."""
    with Reader.open(home / "parley.duckdb") as reader:
        while True:
            say(str(reader.sql("SELECT count(*) FROM articles").rows[0][0]))
            if not sys.stdin.readline():
                return


def running(home: Path) -> None:
    """Holds the run's lock."""
    with RunLock(home, command="parley run", now=lambda: datetime.now(UTC)):
        say("running")
        sys.stdin.readline()


if __name__ == "__main__":
    reached = {"loading": loading, "in a row": in_a_row, "holding": holding, "reading": reading, "running": running}
    reached[sys.argv[1]](Path(sys.argv[2]))
