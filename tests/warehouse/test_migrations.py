"""Schema and views come up to date on opening, whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.making import Clock, Said, ask, coded, days, load, run
from warehouse.connection import open_for_writing
from warehouse.errors import MigrationFailed, NewerSchema, WarehouseUnreadable, WarehouseUnwritable
from warehouse.migrations import Migration, known_migrations, migrate, schema_version
from warehouse.records import ActorRow, Load
from warehouse.store import Warehouse

AS_OF = "SELECT * FROM signals_as_of(TIMESTAMPTZ '{}') ORDER BY article_id, char_start, signal_id"
UNDESCRIBED = """
SELECT table_name, '' FROM duckdb_tables() WHERE comment IS NULL
UNION ALL SELECT view_name, '' FROM duckdb_views() WHERE NOT internal AND comment IS NULL
UNION ALL SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL
UNION ALL SELECT function_name, '' FROM duckdb_functions() WHERE NOT internal AND comment IS NULL
"""
CONSTRAINED = """
SELECT constraint_text FROM duckdb_constraints()
UNION ALL SELECT index_name FROM duckdb_indexes()
UNION ALL SELECT sequence_name FROM duckdb_sequences()
"""


def test_opening_again_applies_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    for _ in range(3):
        with Warehouse.open(path, now=Clock()) as warehouse:
            applied = ask(warehouse, "SELECT version, count(*) FROM schema_migration GROUP BY version ORDER BY version")
            assert applied == [(migration.version, 1) for migration in known_migrations()]
            assert ask(warehouse, "SELECT count(*) FROM view_set") == [(1,)]


def test_every_table_view_macro_and_column_is_described(warehouse: Warehouse) -> None:
    assert ask(warehouse, UNDESCRIBED) == []


def test_there_are_no_keys_indexes_or_sequences(warehouse: Warehouse) -> None:
    assert ask(warehouse, CONSTRAINED) == []


def test_a_newer_schema_is_refused_with_both_versions(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    connection = open_for_writing(path)
    newest = known_migrations()[-1].version
    later = Migration(newest + 1, "later.sql", "CREATE TABLE from_the_future (x INTEGER)")
    migrate(connection, path, Clock(), (*known_migrations(), later))
    connection.close()
    with pytest.raises(NewerSchema, match=f"version {newest + 1}.*up to {newest}.*Update parley"):
        Warehouse.open(path, now=Clock())


def test_a_failing_migration_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    connection = open_for_writing(path)
    migrate(connection, path, Clock(), known_migrations())
    before = schema_version(connection)
    broken = Migration(before + 1, "broken.sql", "CREATE TABLE half (x INTEGER); INSERT INTO nowhere VALUES (1);")
    with pytest.raises(MigrationFailed, match=r"broken\.sql failed and was undone.*nowhere"):
        migrate(connection, path, Clock(), (*known_migrations(), broken))
    assert schema_version(connection) == before
    assert connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'half'").fetchall() == []
    mended = Migration(before + 1, "mended.sql", "CREATE TABLE half (x INTEGER)")
    assert migrate(connection, path, Clock(), (*known_migrations(), mended)) == ("mended.sql",)
    connection.close()


@pytest.mark.parametrize("body", [b"no database at all, but long enough to look at" * 100, b"\0" * 20_000, b"short"])
def test_a_damaged_file_is_named(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(body)
    with pytest.raises(WarehouseUnreadable, match=r"warehouse\.duckdb cannot be read.*Move it away"):
        Warehouse.open(path, now=Clock())
    assert path.read_bytes() == body


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WarehouseUnwritable, match=r"cannot be written.*another --home"):
        Warehouse.open(tmp_path / "file" / "warehouse.duckdb", now=Clock())
    with pytest.raises(WarehouseUnwritable):
        Warehouse.open(Path("/proc/warehouse.duckdb"), now=Clock())


def test_a_home_from_before_standings_were_kept_is_told_as_it_was_at_every_moment(tmp_path: Path) -> None:
    now, then = tmp_path / "now.duckdb", tmp_path / "then.duckdb"
    one = coded("a", [Said("Aldania offers a truce", "offer", "ALD")], days(date(2022, 12, 21)))
    copy = replace(one, article=replace(one.article, article_id="file:0", published=days(date(2022, 12, 19))))
    recoded = replace(one, coding=replace(one.coding, ruleset="r-2", signals=()))
    with Warehouse.open(now, now=Clock()) as warehouse:
        warehouse.load(Load(run("run-1"), [one], actors=[ActorRow("ALD", "party", "Aldania")]))
        load(warehouse, "run-2", copy)
        warehouse.load(Load(run("run-3"), [recoded], actors=[ActorRow("ALD", "party", "Republic")]))
        load(warehouse, "run-4", one)
        moments = [row[0] for row in ask(warehouse, "SELECT committed_at FROM run ORDER BY 1")]
        told = [ask(warehouse, AS_OF.format(moment)) for moment in moments]
    connection = open_for_writing(then)
    migrate(connection, then, Clock(), known_migrations()[:1])
    connection.execute(f"ATTACH '{now}' AS newer (READ_ONLY)")
    of_then = "SELECT table_name, string_agg(column_name, ', ') FROM duckdb_columns() WHERE database_name = 'then'"
    for table, columns in connection.execute(of_then + " GROUP BY table_name").fetchall():
        if table not in ("schema_migration", "view_set"):
            connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM newer.{table}")
    connection.close()
    with Warehouse.open(then, now=Clock()) as warehouse:
        assert [ask(warehouse, AS_OF.format(moment)) for moment in moments] == told
        assert warehouse.check() == {}
        assert not load(warehouse, "run-5", one, copy).changed
