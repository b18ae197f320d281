"""Checks that concern tables to which a run adds nothing are left out of its load, and would find nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from extractors.records import Quote
from tests.warehouse.making import Said, ask, coded, days, load, run
from tests.warehouse.test_load import everything
from tests.warehouse.test_standing import label
from warehouse import checks, rows, sql
from warehouse.records import ActorRow, Load
from warehouse.store import Warehouse

OFFER = Said("Aldania offers a truce", "offer", "ALD", target="BOR", conditions=("territory",))
DAY = days(date(2022, 12, 21))
CHECKS = tuple(sql.statements("checks.sql"))
RUNS = (2, 3, 4)  # each adds to some tables only
BROKEN = (
    """UPDATE signal SET char_start = 7_000, char_end = 9_000, conditions = ['other'];
       UPDATE signal_condition SET char_start = 9_000, char_end = 7_000;
       UPDATE sentence SET char_start = 7_000, char_end = 8_000;
       UPDATE quote SET char_start = 7_000, char_end = 9_000;
       UPDATE coding SET signals = 77, sentences = 77, quotes = 77;
       UPDATE article_version SET published_first = DATE '1700-01-01', text = 'Other words'""",
    "DELETE FROM standing; DELETE FROM source; DELETE FROM article",
    "DELETE FROM article_version",
    "DELETE FROM coding",
    "DELETE FROM signal",
)


def test_what_a_check_concerns_are_tables_that_a_load_fills() -> None:
    filled = {table for table, _ in rows.staged(everything("run-1"))}
    assert filled.issuperset(table for check in CHECKS for table in checks.concerned(check))


def test_a_check_finds_nothing_of_a_run_that_adds_nothing_to_what_it_concerns(warehouse: Warehouse) -> None:
    warehouse.load(everything("run-1"))
    silent = coded("b", [OFFER], DAY)
    silent = replace(silent, coding=replace(silent.coding, signals=(), sentences=()))
    load(warehouse, "run-2", silent)
    warehouse.load(Load(run("run-3"), actors=[ActorRow("ALD", "party", "Aldania")]))
    spoken = coded("c", [OFFER], DAY)
    quoted = replace(spoken.coding, quotes=(Quote(0, 5, 1, "“", True),))
    warehouse.load(Load(run("run-4"), coded=[replace(spoken, coding=quoted)], labels=[label(spoken, "right")]))
    connection = warehouse._connection
    tables = {table for check in CHECKS for table in checks.concerned(check)}
    added = {
        (number, table): ask(warehouse, f"SELECT count(*) FROM {table} WHERE run_id = 'run-{number}'")[0][0]
        for table in tables
        for number in RUNS
    }
    found = set()
    for broken in ("; ".join(f"INSERT INTO {table} FROM {table}" for table in sorted(tables)), *BROKEN):
        connection.execute(broken)
        for check in CHECKS:
            found |= {check} if checks.offending(connection, check) else set()
            of = checks.concerned(check)
            for number in RUNS:
                if of and not any(added[number, table] for table in of):
                    assert checks.offending(connection, check, f"run-{number}") == (), (broken, check, number)
    assert {check for check in CHECKS if checks.concerned(check)} - found == set()
