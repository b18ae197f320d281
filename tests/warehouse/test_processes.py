"""Real second processes: killed while loading, refused while another writes, reading all the while."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.warehouse.child import ARTICLES
from tests.warehouse.making import ROOT, Clock, ask, coded, counts, load
from warehouse.errors import RunLocked, WarehouseLocked
from warehouse.lock import RunLock
from warehouse.reader import Reader
from warehouse.store import Warehouse

Child = subprocess.Popen[str]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str], Child]]:
    children: list[Child] = []

    def started(what: str) -> Child:
        command = [sys.executable, "-m", "tests.warehouse.child", what, str(tmp_path)]
        child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        children.append(child)
        return child

    yield started
    for child in children:
        child.kill()
        with suppress(BrokenPipeError):
            child.communicate()


def heard(child: Child) -> str:
    assert child.stdout
    return child.stdout.readline().strip()


def go_on(child: Child) -> None:
    assert child.stdin
    child.stdin.write("\n")
    child.stdin.flush()


def test_a_load_killed_half_way_leaves_nothing_and_the_next_completes_it(
    tmp_path: Path, start: Callable[[str], Child]
) -> None:
    killed = start("loading")
    assert heard(killed) == "loading"
    killed.kill()
    killed.wait()
    with Warehouse.open(tmp_path / "warehouse.duckdb", now=Clock()) as warehouse:
        assert set(counts(warehouse).values()) == {0}
        assert ask(warehouse, "SELECT count(*) FROM run") == [(0,)]
    again = start("loading")
    assert heard(again) == "loading"
    go_on(again)
    assert heard(again) == "loaded"
    again.wait()
    with Warehouse.open(tmp_path / "warehouse.duckdb", now=Clock()) as warehouse:
        assert ask(warehouse, "SELECT count(*) FROM signals") == [(ARTICLES,)]
        assert warehouse.check() == {}


def test_loads_in_a_row_killed_at_the_second_leave_the_first_and_again_double_nothing(
    tmp_path: Path, start: Callable[[str], Child]
) -> None:
    articles = "SELECT article_id FROM article ORDER BY ALL"
    killed = start("in a row")
    assert [heard(killed), heard(killed)] == ["loaded", "loading the second"]
    killed.kill()
    killed.wait()
    with Warehouse.open(tmp_path / "warehouse.duckdb", now=Clock()) as warehouse:
        assert ask(warehouse, articles) == [("file:a",)]
        assert ask(warehouse, "SELECT run_id FROM run") == [(f"run-{killed.pid}/a",)]
    again = start("in a row")
    assert [heard(again), heard(again)] == ["loaded", "loading the second"]
    go_on(again)
    assert [heard(again), heard(again)] == ["loaded", "loaded"]
    again.wait()
    with Warehouse.open(tmp_path / "warehouse.duckdb", now=Clock()) as warehouse:
        assert ask(warehouse, articles) == [("file:a",), ("file:b",), ("file:c",)]
        assert ask(warehouse, "SELECT count(*) FROM coding") == [(3,)]
        assert warehouse.check() == {}


def test_a_second_writer_is_refused_with_the_holders_pid_even_after_a_publish(
    tmp_path: Path, start: Callable[[str], Child]
) -> None:
    holder = start("holding")
    assert heard(holder) == "holding"
    with pytest.raises(WarehouseLocked, match=f"process {holder.pid}.*parley.duckdb") as refusal:
        Warehouse.open(tmp_path / "warehouse.duckdb", now=Clock())
    assert refusal.value.holder_pid == holder.pid
    go_on(holder)
    assert heard(holder) == "1"
    holder.wait()
    with Warehouse.open(tmp_path / "warehouse.duckdb", now=Clock()) as warehouse:
        assert counts(warehouse)["article"] == 2


def test_an_open_reader_blocks_no_run_and_keeps_its_copy(
    tmp_path: Path, start: Callable[[str], Child], warehouse: Warehouse
) -> None:
    published = tmp_path / "parley.duckdb"
    load(warehouse, "run-1", coded("a", [], None))
    warehouse.publish(published)
    reader = start("reading")
    assert heard(reader) == "1"
    load(warehouse, "run-2", coded("b", [], None))
    assert warehouse.publish(published).copied
    go_on(reader)
    assert heard(reader) == "1"
    with Reader.open(published) as fresh:
        assert fresh.sql("SELECT count(*) FROM articles").rows == ((2,),)


def test_a_second_run_is_refused_until_the_first_ends_even_by_kill(
    tmp_path: Path, start: Callable[[str], Child]
) -> None:
    holder = start("running")
    assert heard(holder) == "running"
    with pytest.raises(RunLocked, match=f"process {holder.pid} \\(parley run, since 20") as refusal:
        RunLock(tmp_path, command="parley run", now=Clock()).__enter__()
    assert (refusal.value.holder_pid, refusal.value.command) == (holder.pid, "parley run")
    holder.kill()
    holder.wait()
    with RunLock(tmp_path, command="parley run", now=Clock()):
        assert (tmp_path / "run.lock.json").exists()
    assert not (tmp_path / "run.lock.json").exists()
