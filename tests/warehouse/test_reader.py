"""The reader answers questions, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.making import Clock, Said, ask, coded, days, load, run
from warehouse.errors import NotReadOnly, QueryFailed, ReadCopyUnreadable
from warehouse.reader import Reader
from warehouse.records import ActorRow, Load, RuleRow, RunInfo
from warehouse.store import Warehouse


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    with Warehouse.open(home / "warehouse.duckdb", now=Clock()) as warehouse:
        said = [
            Said("Aldania offers a truce", "offer", "ALD"),
            Said("Borovia will not hear of a TRUCE", "reject", "BOR"),
        ]
        names = [ActorRow("ALD", "party", "Aldania")]
        info = RunInfo("run-1", "test", datetime(2023, 1, 1, tzinfo=UTC), "0.0", "r-1")
        warehouse.load(Load(info, [coded("a", said, days(date(2021, 1, 3)))], actors=names))
        warehouse.publish(home / "parley.duckdb")
    return home / "parley.duckdb"


@pytest.fixture
def reader(published: Path) -> Iterator[Reader]:
    with Reader.open(published) as opened:
        yield opened


@pytest.mark.parametrize(
    "text",
    [
        "FROM signals", "SELECT 1;", "WITH x AS (SELECT 1) FROM x", "VALUES (1)", "SHOW TABLES", "DESCRIBE signals",
        "SUMMARIZE weekly_stance", "EXPLAIN SELECT 1", "PIVOT weekly_stance ON actor USING first(net)", "TABLE run",
        "FROM as_of(TIMESTAMPTZ '2030-01-01 00:00:00Z')", "-- a comment\nFROM disputes", "FROM coverage",
        "FROM articles",
    ],
)  # fmt: skip
def test_reading_is_answered(reader: Reader, text: str) -> None:
    assert reader.sql(text).columns


@pytest.mark.parametrize(
    "text",
    [
        "DELETE FROM signal", "INSERT INTO run SELECT * FROM run", "UPDATE run SET changed = true", "DROP TABLE signal",
        "CREATE TABLE x (y INTEGER)", "CREATE TEMP TABLE x AS SELECT 1", "ATTACH 'other.duckdb'", "SET threads = 1",
        "COPY signal TO 'x.csv'", "INSTALL fts", "LOAD fts", "CHECKPOINT", "SELECT 1; SELECT 2", "", "  -- nothing",
        "PIVOT weekly_stance ON actor; DROP TABLE signal", "BEGIN", "CALL pragma_version()", "USE memory",
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_words(reader: Reader, text: str) -> None:
    with pytest.raises(NotReadOnly) as refusal:
        reader.sql(text)
    assert len(str(refusal.value)) > 20


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT actr FROM signals", "actor"),
        ("FROM signls", "Did you mean"),
        ("SELEC 1", "syntax error"),
        ("SELECT 1 +", "syntax error"),
        ("SELECT 'x'::INTEGER", "Could not convert"),
        ("FROM read_csv('/etc/hostname')", "disabled by configuration"),
        ("FROM 'somewhere.parquet'", "disabled|does not exist"),
        ("EXPLAIN ANALYZE DELETE FROM signal", "read-only"),
    ],
)
def test_duckdbs_own_words_come_out(reader: Reader, text: str, message: str) -> None:
    with pytest.raises(QueryFailed, match=message):
        reader.sql(text)


def test_rows_may_be_limited(reader: Reader) -> None:
    assert len(reader.sql("FROM range(100)", max_rows=7).rows) == 7


def test_times_are_aware_and_weeks_are_iso_years(reader: Reader) -> None:
    ((committed_at, week, name),) = reader.sql("SELECT committed_at, iso_week, actor_name FROM signals LIMIT 1").rows
    assert isinstance(committed_at, datetime)
    assert committed_at.utcoffset() is not None
    assert (week, name) == ("2020-W53", "Aldania")


def test_a_word_is_shown_in_its_context(reader: Reader) -> None:
    found = reader.sql("SELECT char_start, words_before, keyword, words_after FROM kwic('truce', 9)").rows
    assert found == ((17, "offers a ", "truce", ". Borovia"), (51, "ear of a ", "TRUCE", ". "))


@pytest.mark.slow
def test_words_in_a_long_text_cost_what_the_text_does(tmp_path: Path) -> None:
    one = coded("long", [Said("Aldania offers a truce", "offer", "ALD")], days(date(2022, 12, 21)))
    text = (one.article.text + "né Transborovian negotiators " * 36_000)[:1_000_000]
    with Warehouse.open(tmp_path / "warehouse.duckdb", now=Clock()) as warehouse:
        load(warehouse, "run-1", replace(one, article=replace(one.article, text=text)))
        warehouse.publish(tmp_path / "parley.duckdb")
    with Reader.open(tmp_path / "parley.duckdb", memory="1GB") as reader:
        found: Any = reader.sql("SELECT char_start, words_before, keyword, words_after FROM kwic(' ', 20)").rows
        assert len(found) == text.count(" ") > 100_000
        for at, before, word, after in found[::5000]:
            assert (before, word, after) == (text[max(at - 20, 0) : at], " ", text[at + 1 : at + 21])
        wide = reader.sql("SELECT words_before, words_after FROM kwic('TRUCE', 5000)").rows
        assert wide == ((text[:17], text[22:5022]),)


def test_a_signal_leads_back_to_its_words(reader: Reader) -> None:
    ((signal_id,),) = reader.sql("SELECT signal_id FROM signals WHERE actor = 'ALD'").rows
    answer = reader.sql(f"SELECT evidence, sentence, rule, run_id, title FROM why('{signal_id}')").rows
    assert answer == (("Aldania offers a truce", "Aldania offers a truce", "made-up", "run-1", "Title of a"),)
    assert reader.sql("FROM why('no such signal')").rows == ()


def test_a_signal_leads_back_to_the_run_that_coded_it_and_the_wording_of_its_time(tmp_path: Path) -> None:
    def wording(pattern: str, ruleset: str) -> list[RuleRow]:
        return [RuleRow("made-up", "offer", pattern, ("x",), ruleset)]

    first = coded("a", [Said("Aldania offers a truce", "offer", "ALD")], days(date(2022, 12, 21)), ruleset="r-1")
    later = coded("b", [Said("Borovia offers a truce", "offer", "BOR")], days(date(2022, 12, 22)), ruleset="r-3")
    again = replace(first, coding=replace(first.coding, ruleset="r-3"))
    with Warehouse.open(tmp_path / "warehouse.duckdb", now=Clock()) as warehouse:
        warehouse.load(Load(run("run-1", "r-1"), [first], rules=wording("older", "r-1")))
        warehouse.load(Load(run("run-2", "r-2"), rules=wording("newer", "r-2")))
        warehouse.load(Load(run("run-3", "r-3"), [later, again], rules=wording("newer", "r-3")))
        warehouse.load(Load(replace(run("run-4", "r-3"), code_version="0.9"), [first]))
        warehouse.load(Load(run("run-5", "r-5"), rules=wording("newest", "r-5")))
        found = ask(warehouse, "SELECT signal_id, actor, run_id FROM signals ORDER BY actor")
        why = [
            (actor, run_id, *ask(warehouse, f"SELECT run_id, code_version, rule_pattern FROM why('{signal}')")[0])
            for signal, actor, run_id in found
        ]
    assert why == [("ALD", "run-4", "run-1", "0.0", "older"), ("BOR", "run-3", "run-3", "0.0", "newer")]


def test_a_damaged_copy_is_named_and_published_anew_once_deleted(tmp_path: Path) -> None:
    path = tmp_path / "parley.duckdb"
    with Warehouse.open(tmp_path / "warehouse.duckdb", now=Clock()) as warehouse:
        load(warehouse, "run-1", coded("a", [Said("Aldania offers", "offer", "ALD")], days(date(2022, 12, 21))))
        warehouse.publish(path)
        path.write_bytes(b"nonsense" * 10_000)
        with pytest.raises(ReadCopyUnreadable, match="Delete it; `parley run` publishes it anew"):
            Reader.open(path)
        path.unlink()
        assert ask(warehouse, "SELECT count(*) FROM signals") == [(1,)]


def test_each_opening_gives_the_newest_copy_in_one_process_too(tmp_path: Path) -> None:
    published = tmp_path / "it's published.duckdb"
    with Warehouse.open(tmp_path / "warehouse.duckdb", now=Clock()) as warehouse:
        warehouse.publish(published)
        with Reader.open(published) as old:
            load(warehouse, "run-1", coded("a", [], None))
            warehouse.publish(published)
            with Reader.open(published) as new:
                counted = [reader.sql("SELECT count(*) FROM articles").rows for reader in (old, new, old)]
    assert counted == [((0,),), ((1,),), ((0,),)]


def test_the_reader_cannot_write_though_the_writer_goes_on(published: Path, reader: Reader) -> None:
    with Warehouse.open(published.with_name("warehouse.duckdb"), now=Clock()) as warehouse:
        load(warehouse, "run-2", coded("b", [], None))
        assert warehouse.publish(published.with_name("other.duckdb")).copied
    assert reader.sql("SELECT count(*) FROM articles").rows == ((1,),)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Auckland"])
def test_the_views_answer_any_client_alike(published: Path, reader: Reader, zone: str) -> None:
    offline = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    client = duckdb.connect(str(published), read_only=True, config=dict(offline))
    client.execute("SET TimeZone = ?", [zone])
    for view in ("signals", "articles", "weekly_stance", "disputes", "coverage"):
        plain = client.execute(f"FROM {view} ORDER BY ALL").fetchall()
        ours = reader.sql(f"FROM {view} ORDER BY ALL").rows
        assert [[tuple(v) if isinstance(v, list) else v for v in row] for row in plain] == [list(row) for row in ours]
    client.close()
