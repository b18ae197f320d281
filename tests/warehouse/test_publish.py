"""The read copy is whole or as it was before, and made only when there is something new."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.warehouse.making import Clock, coded, load
from warehouse.errors import NothingPublished, PublishFailed
from warehouse.reader import Reader
from warehouse.store import Warehouse


def test_a_copy_is_made_when_something_was_committed(tmp_path: Path, warehouse: Warehouse) -> None:
    published = tmp_path / "parley.duckdb"
    assert warehouse.publish(published).copied
    assert not warehouse.publish(published).copied
    load(warehouse, "run-1", coded("a", [], None))
    tally = warehouse.publish(published)
    assert tally.copied
    assert tally.bytes == published.stat().st_size == warehouse.path.stat().st_size


def test_a_small_warehouse_is_a_small_file(tmp_path: Path) -> None:
    with Warehouse.open(tmp_path / "warehouse.duckdb", now=Clock()) as warehouse:
        load(warehouse, "run-1", coded("a", [], None))
        assert warehouse.publish(tmp_path / "parley.duckdb").bytes < 1_500_000


def test_a_copy_that_fails_leaves_the_one_before(tmp_path: Path, warehouse: Warehouse) -> None:
    published = tmp_path / "parley.duckdb"
    warehouse.publish(published)
    before = published.read_bytes()
    load(warehouse, "run-1", coded("a", [], None))
    (tmp_path / ".parley.duckdb.partial").mkdir()
    with pytest.raises(PublishFailed, match=r"is as it was \(Is a directory\)"):
        warehouse.publish(published)
    assert published.read_bytes() == before


def test_what_a_killed_publish_left_is_overwritten(tmp_path: Path, warehouse: Warehouse) -> None:
    published = tmp_path / "parley.duckdb"
    (tmp_path / ".parley.duckdb.partial").write_bytes(b"half a copy")
    load(warehouse, "run-1", coded("a", [], None))
    warehouse.publish(published)
    assert not (tmp_path / ".parley.duckdb.partial").exists()
    with Reader.open(published) as reader:
        assert reader.sql("SELECT count(*) FROM articles").rows == ((1,),)


def test_the_copy_serves_when_the_warehouse_is_lost(tmp_path: Path) -> None:
    path, published = tmp_path / "warehouse.duckdb", tmp_path / "parley.duckdb"
    with Warehouse.open(path, now=Clock()) as warehouse:
        load(warehouse, "run-1", coded("a", [], None))
        warehouse.publish(published)
    published.replace(path)
    with Warehouse.open(path, now=Clock()) as warehouse:
        assert not load(warehouse, "run-2", coded("a", [], None)).changed


def test_nothing_published_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished, match="parley run"):
        Reader.open(tmp_path / "parley.duckdb")
