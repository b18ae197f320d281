"""The daily check names the rows that break a check, and passes over a sound warehouse."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.check import hold
from tests.warehouse.making import Clock, Said, coded, days, load
from warehouse.errors import ChecksFailed
from warehouse.store import Warehouse


def test_a_row_that_was_altered_since_is_named(tmp_path: Path) -> None:
    with Warehouse.open(tmp_path / "warehouse.duckdb", now=Clock()) as warehouse:
        load(warehouse, "run-1", coded("a", [Said("Aldania offers a truce", "offer", "ALD")], days(date(2022, 12, 21))))
        hold(warehouse)
        # The warehouse offers no way to alter a row; a faulty disk would.
        warehouse._connection.execute("UPDATE standing_signal SET evidence = 'Aldania offers war'")
        warehouse._connection.execute("UPDATE standing SET is_lead = false")
        with pytest.raises(ChecksFailed, match=r"evidence is the text at its offsets.*at 0-22") as failure:
            hold(warehouse)
    assert set(failure.value.failures) == {"evidence is the text at its offsets", "story has one lead"}
