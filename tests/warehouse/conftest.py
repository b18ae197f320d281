"""A warehouse of its own for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.making import Clock
from warehouse.store import Warehouse


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Clock]:
    """A warehouse that was just made, and its clock: a copy costs a tenth of a new one."""
    path, clock = tmp_path_factory.mktemp("empty") / "warehouse.duckdb", Clock()
    Warehouse.open(path, now=clock).close()
    return path, clock


@pytest.fixture
def warehouse(tmp_path: Path, empty: tuple[Path, Clock]) -> Iterator[Warehouse]:
    made, then = empty
    clock = Clock()
    clock.at = then.at
    shutil.copy(made, tmp_path / "warehouse.duckdb")
    with Warehouse.open(tmp_path / "warehouse.duckdb", now=clock) as opened:
        yield opened
