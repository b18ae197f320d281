"""Brings a warehouse file up to the schema and the views of this program."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse import sql, standing
from warehouse.errors import MigrationFailed, NewerSchema

# What a migration needs done beyond its SQL, in the same transaction.
COMPLETED_BY: Mapping[str, Callable[[duckdb.DuckDBPyConnection], None]] = {
    "002_standing_and_labels.sql": standing.replay,
}


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered SQL file."""

    version: int
    name: str
    text: str

    @property
    def sha256(self) -> str:
        """Hash of the file."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def known_migrations(paths: Sequence[Path] | None = None) -> tuple[Migration, ...]:
    """The migrations that the program knows, in order: `001_core.sql` is version 1."""
    found = sql.files("schema") if paths is None else paths
    return tuple(Migration(int(path.name.partition("_")[0]), path.name, path.read_text("utf-8")) for path in found)


def schema_version(connection: duckdb.DuckDBPyConnection) -> int:
    """The version that a file has; 0 for a new one."""
    tables = connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'schema_migration'").fetchall()
    if not tables:
        return 0
    rows = connection.execute("SELECT coalesce(max(version), 0) FROM schema_migration").fetchall()
    return int(rows[0][0])


def migrate(
    connection: duckdb.DuckDBPyConnection, path: Path, now: Callable[[], datetime], known: Sequence[Migration]
) -> tuple[str, ...]:
    """Applies the migrations that the file lacks, each in one transaction with its record; returns their names."""
    found = schema_version(connection)
    newest = max((migration.version for migration in known), default=0)
    if found > newest:
        raise NewerSchema(path, found, newest)
    due = [migration for migration in known if migration.version > found]
    for migration in due:
        _apply(connection, migration, now())
    return tuple(migration.name for migration in due)


def _apply(connection: duckdb.DuckDBPyConnection, migration: Migration, at: datetime) -> None:
    connection.execute("BEGIN")
    try:
        connection.execute(migration.text)
        if migration.name in COMPLETED_BY:
            COMPLETED_BY[migration.name](connection)
        connection.execute(
            "INSERT INTO schema_migration VALUES (?, ?, ?, ?)",
            [migration.version, migration.name, migration.sha256, at],
        )
        connection.execute("COMMIT")
    except duckdb.Error as error:
        connection.execute("ROLLBACK")
        raise MigrationFailed(migration.name, str(error)) from error


def refresh_views(connection: duckdb.DuckDBPyConnection, now: Callable[[], datetime]) -> bool:
    """Makes the views and macros anew when their files have changed since they were last made."""
    texts = [path.read_text("utf-8") for path in sql.files("views")]
    wanted = hashlib.sha256("\0".join(texts).encode()).hexdigest()
    made = connection.execute("SELECT arg_max(sha256, applied_at) FROM view_set").fetchall()
    if made[0][0] == wanted:
        return False
    connection.execute("BEGIN")
    try:
        for text in texts:
            connection.execute(text)
        connection.execute("INSERT INTO view_set VALUES (?, ?)", [wanted, now()])
        connection.execute("COMMIT")
    except duckdb.Error as error:
        connection.execute("ROLLBACK")
        raise MigrationFailed("views", str(error)) from error
    return True
