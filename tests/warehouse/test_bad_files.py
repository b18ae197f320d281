"""Damaged files, a log that was cut, a full disk, a published file that is gone: a clear error, nothing lost."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.warehouse.making import ROOT, Clock, ask, coded, load
from warehouse.errors import LoadFailed, LogUnreadable, NothingPublished, PublishFailed, WarehouseUnreadable
from warehouse.reader import Reader
from warehouse.store import Warehouse

ARTICLES = [coded(f"n{n}", [], None) for n in range(300)]
DISK = 8 << 20


def opened(path: Path) -> Warehouse:
    return Warehouse.open(path, now=Clock())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a loaded and published warehouse."""
    home = tmp_path_factory.mktemp("whole")
    with opened(home / "warehouse.duckdb") as warehouse:
        load(warehouse, "run-1", *ARTICLES)
        warehouse.publish(home / "parley.duckdb")
    return home


def flipped(body: bytearray, at: int) -> bytearray:
    body[at] ^= 0xFF
    return body


def zeroed(body: bytearray, at: int) -> bytearray:
    body[at : at + 4096] = bytes(len(body[at : at + 4096]))
    return body


def cut(body: bytearray, at: int) -> bytearray:
    return body[:at]


@pytest.mark.parametrize("damage", [flipped, zeroed, cut])
def test_a_damaged_file_is_named_or_whole_all_the_same_and_the_read_copy_serves(
    whole: Path, tmp_path: Path, damage: Callable[[bytearray, int], bytearray]
) -> None:
    path, body = tmp_path / "warehouse.duckdb", (whole / "warehouse.duckdb").read_bytes()
    shutil.copy(whole / "parley.duckdb", tmp_path)
    chance = random.Random(7)
    named: list[str] = []
    for at in [chance.randrange(len(body)) for _ in range(8)]:
        path.write_bytes(damage(bytearray(body), at))
        path.with_name("warehouse.duckdb.wal").unlink(missing_ok=True)
        try:
            with opened(path) as warehouse:
                assert warehouse.check() == {}
                load(warehouse, "run-2", *ARTICLES[:9])
        except WarehouseUnreadable as error:
            named.append(str(error))
    assert named
    assert all(str(path) in error and "put a copy of parley.duckdb" in error for error in named)
    shutil.copy(tmp_path / "parley.duckdb", path)
    with opened(path) as warehouse:
        assert ask(warehouse, "SELECT count(*) FROM articles") == [(len(ARTICLES),)]


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose second run was committed to the log, and killed before anything else."""
    home = tmp_path_factory.mktemp("killed")
    command = [sys.executable, "-m", "tests.warehouse.child", "holding", str(home)]
    child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdin
    assert child.stdout
    assert child.stdout.readline() == "holding\n"
    child.stdin.write("\n")
    child.stdin.flush()
    assert child.stdout.readline() == "1\n"
    child.kill()
    child.wait()
    assert (home / "warehouse.duckdb.wal").stat().st_size > 0
    return home


def with_log(killed: Path, place: Path, log: bytes) -> Path:
    place.mkdir()
    shutil.copy(killed / "warehouse.duckdb", place)
    (place / "warehouse.duckdb.wal").write_bytes(log)
    return place / "warehouse.duckdb"


def articles_in(path: Path) -> object:
    with opened(path) as warehouse:
        assert warehouse.check() == {}
        load(warehouse, "run-after", coded("after", [], None))
        return ask(warehouse, "SELECT count(*) FROM articles WHERE article_id <> 'file:after'")[0][0]


def test_a_whole_log_is_played_back_a_cut_one_up_to_the_run_before(killed: Path, tmp_path: Path) -> None:
    log = (killed / "warehouse.duckdb.wal").read_bytes()
    assert articles_in(with_log(killed, tmp_path / "whole", log)) == 2
    assert articles_in(with_log(killed, tmp_path / "tail", log + os.urandom(100))) == 2
    for share in (0.0, 0.3, 0.9):
        assert articles_in(with_log(killed, tmp_path / f"cut {share}", log[: int(len(log) * share)])) == 1


def test_a_damaged_log_is_named_and_without_it_the_run_before_is_there(killed: Path, tmp_path: Path) -> None:
    log = bytearray((killed / "warehouse.duckdb.wal").read_bytes())
    path = with_log(killed, tmp_path / "damaged", bytes(flipped(log, len(log) // 2)))
    with pytest.raises(WarehouseUnreadable, match=r"WAL.*with the \.wal file beside it"):
        opened(path)
    path.with_name("warehouse.duckdb.wal").unlink()
    assert articles_in(path) == 1


GARBAGE = {"zeros": bytes(5_000), "one byte": b"x", "noise": bytes(range(250, 100, -7)) * 99, "a line": b"no log\n"}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_what_is_no_log_is_named_and_kept_and_moved_away_the_run_before_is_there(
    killed: Path, tmp_path: Path, garbage: bytes
) -> None:
    path = with_log(killed, tmp_path / "garbage", garbage)
    log = path.with_name("warehouse.duckdb.wal")
    with pytest.raises(LogUnreadable, match=r"warehouse\.duckdb\.wal is no log.*move that file away"):
        opened(path)
    assert log.read_bytes() == garbage
    log.unlink()
    assert articles_in(path) == 1


def test_a_published_file_deleted_while_open_is_read_to_the_end_and_comes_back(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "home")
    published = tmp_path / "home" / "parley.duckdb"
    with Reader.open(published) as reader:
        published.unlink()
        assert reader.sql("SELECT count(*) FROM articles").rows == ((len(ARTICLES),),)
        with pytest.raises(NothingPublished, match="parley run"):
            Reader.open(published)
        with opened(tmp_path / "home" / "warehouse.duckdb") as warehouse:
            assert warehouse.publish(published).copied
        assert reader.sql("SELECT count(text) FROM articles").rows == ((len(ARTICLES),),)
    with Reader.open(published) as reader:
        assert reader.sql("SELECT count(*) FROM articles").rows == ((len(ARTICLES),),)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(disk)]
    mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"needs a small disk of its own; run as root: {' '.join(mount)} ({mounted.stderr.strip()})")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_undoes_the_load_and_leaves_what_was_acknowledged(small_disk: Path) -> None:
    path, published = small_disk / "warehouse.duckdb", small_disk / "parley.duckdb"
    ballast = small_disk / "ballast"
    with opened(path) as warehouse:
        load(warehouse, "run-1", *ARTICLES[:20])
        warehouse.publish(published)
        free = os.statvfs(small_disk)
        ballast.write_bytes(b"x" * (free.f_bavail * free.f_frsize - (16 << 10)))
        with pytest.raises(LoadFailed, match=r"nothing of it is stored.*[Ss]pace"):
            load(warehouse, "run-2", *(coded(f"{n} {'filling ' * 2000}", [], None) for n in range(300)))
        with pytest.raises(PublishFailed, match="as it was"):
            warehouse.publish(published)
    with Reader.open(published) as reader:
        assert reader.sql("SELECT count(*) FROM articles").rows == ((20,),)
    ballast.unlink()
    with opened(path) as warehouse:
        assert warehouse.check() == {}
        assert warehouse.publish(published).copied
        load(warehouse, "run-4", *ARTICLES)
        known = ask(warehouse, "SELECT count(*) FROM articles WHERE article_id LIKE 'file:n%'")
    assert known == [(len(ARTICLES),)]
