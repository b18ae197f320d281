"""Loads are whole, repeatable, and proved before they are committed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from extractors.identity import version_id
from extractors.records import Rejection
from tests.warehouse.making import START, Said, ask, coded, counts, days, load, run
from warehouse import sql, texts
from warehouse.errors import CheckFailed, LoadFailed
from warehouse.records import ActorRow, AliasRow, FeedEvent, Load, Retrieval, TaggerScore
from warehouse.source import known_urls, last_change
from warehouse.store import Warehouse

DAY = days(date(2022, 12, 21))
OFFER = Said("Aldania offers a truce", "offer", "ALD", target="BOR", conditions=("territory", "prisoners"))
FETCHED = Retrieval(
    "a", "http://example.org/a?utm_source=x", "http://example.org/a", 200, "text/html", START, "ab" * 32, 9
)


def everything(run_id: str) -> Load:
    """A load with rows for every table that a load fills."""
    one = coded("a", [OFFER], DAY)
    return Load(
        run(run_id),
        coded=[one, coded("b", [], None), one],
        retrievals=[FETCHED, FETCHED],
        rejections=[
            Rejection("empty", "e.txt", "The file is empty."),
            Rejection("empty", "e.txt", "The file is empty."),
        ],
        actors=[ActorRow("ALD", "party", "Aldania"), ActorRow("ann", "person", "Ann Example", party="ALD")],
        aliases=[AliasRow("Aldanian", "ALD", None, None, None, "made-up.toml")],
        scores=[TaggerScore("made up", "event_f1", 0.5, 0.4, 0.6, 10, "r-1")],
    )


def test_ten_loads_leave_the_rows_of_one(warehouse: Warehouse) -> None:
    first = warehouse.load(everything("run-0"))
    assert (first.changed, first.articles_added, first.signals_added, first.repeated) == (True, 2, 1, 1)
    rows, changed_at = counts(warehouse), last_change(warehouse)
    assert rows["signal_condition"] == 2
    for n in range(1, 10):
        tally = warehouse.load(everything(f"run-{n}"))
        assert not tally.changed
    assert counts(warehouse) == rows
    assert last_change(warehouse) == changed_at == first.committed_at
    assert ask(warehouse, "SELECT count(*), count(*) FILTER (changed) FROM run") == [(10, 1)]
    assert warehouse.check() == {}


def test_a_changed_datum_makes_a_new_version_that_wins(warehouse: Warehouse) -> None:
    one = coded("a", [OFFER], DAY)
    load(warehouse, "run-1", one)
    mended = replace(one, article=replace(one.article, published=days(date(2022, 12, 14))))
    assert load(warehouse, "run-2", mended).versions_added == 1
    assert ask(warehouse, "SELECT iso_week FROM signals") == [("2022-W50",)]
    assert ask(warehouse, "SELECT count(*) FROM article") == [(1,)]


def test_of_known_and_new_texts_only_the_new_are_added(warehouse: Warehouse) -> None:
    known, new = coded("a", [OFFER], DAY), coded("b", [OFFER], DAY)
    load(warehouse, "run-1", known)
    assert load(warehouse, "run-2", known, new).versions_added == 1
    assert ask(warehouse, "SELECT article_id, run_id FROM article_version ORDER BY ALL") == [
        (known.article.article_id, "run-1"),
        (new.article.article_id, "run-2"),
    ]


def test_a_version_that_comes_back_is_in_force_again(warehouse: Warehouse) -> None:
    one = coded("a", [OFFER], DAY)
    other = replace(one, article=replace(one.article, title="Mistaken title"))
    load(warehouse, "run-1", one)
    load(warehouse, "run-2", other)
    assert warehouse.uncoded([version_id(one.article), version_id(other.article)], "r-1") == {version_id(one.article)}
    again = load(warehouse, "run-3", one)
    assert (again.changed, again.versions_added, again.codings_added, again.signals_added) == (True, 0, 1, 0)
    assert ask(warehouse, "SELECT title, run_id FROM signals") == [("Title of a", "run-3")]


def test_uncoded_goes_by_the_ruleset(warehouse: Warehouse) -> None:
    one = coded("a", [OFFER], DAY)
    known, unknown = version_id(one.article), "0" * 20
    load(warehouse, "run-1", one)
    assert warehouse.uncoded([known, unknown], "r-1") == {unknown}
    assert warehouse.uncoded([known, unknown], "r-2") == {known, unknown}
    assert warehouse.uncoded([], "r-1") == frozenset()


def test_what_was_only_polled_is_stored_and_changes_nothing(warehouse: Warehouse) -> None:
    load(warehouse, "run-1", coded("a", [OFFER], DAY))
    poll = FeedEvent("http://example.org/feed", "Made-up feed", START, "ok", 200, 3, 0)
    assert not warehouse.load(Load(run("run-2"), feed_events=[poll])).changed
    assert not warehouse.load(
        Load(run("run-3"), feed_events=[replace(poll, polled_at=START + timedelta(hours=1))])
    ).changed
    assert counts(warehouse)["feed_event"] == 2
    assert counts(warehouse)["feed"] == 1


def test_known_urls_are_canonical(warehouse: Warehouse) -> None:
    warehouse.load(everything("run-1"))
    assert known_urls(warehouse, START) == {"http://example.org/a"}


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"char_end": 4_000}, "evidence lies in the text"),
        ({"char_start": 8, "char_end": 8}, "evidence lies in the text"),
        ({"char_end": 18}, "signal lies within a sentence"),
        ({"condition_spans": (("territory", 0, 9_999),)}, "condition's words lie in the text"),
    ],
)
def test_a_failing_check_undoes_the_load_and_names_the_rows(
    warehouse: Warehouse, change: dict[str, object], check: str
) -> None:
    load(warehouse, "run-1", coded("a", [OFFER], DAY))
    before = counts(warehouse)
    one = coded("b", [Said("Borovia declines", "reject", "BOR", conditions=("territory",))], DAY)
    (signal,) = one.coding.signals
    wrong = replace(one, coding=replace(one.coding, signals=(replace(signal, **change),)))  # type: ignore[arg-type]
    with pytest.raises(CheckFailed, match=check) as failure:
        load(warehouse, "run-2", coded("c", [OFFER], DAY), wrong)
    assert len(failure.value.rows) == 1
    assert counts(warehouse) == before
    ((event, changed, detail),) = ask(warehouse, "SELECT event, changed, detail FROM run WHERE run_id = 'run-2'")
    assert (event, changed) == ("failed", False)
    assert failure.value.rows[0] in str(detail)
    assert load(warehouse, "run-3", one).signals_added == 1


def test_impossible_dates_and_doubled_signals_are_found(warehouse: Warehouse) -> None:
    one = coded("a", [OFFER], days(date(2022, 12, 21), date(2022, 12, 20)))
    with pytest.raises(CheckFailed, match="dates are sane"):
        load(warehouse, "run-1", one)
    twice = coded("a", [OFFER], DAY)
    twice = replace(twice, coding=replace(twice.coding, signals=twice.coding.signals * 2))
    with pytest.raises(CheckFailed, match="once in its coding"):
        load(warehouse, "run-2", twice)


def test_a_run_id_is_used_once(warehouse: Warehouse) -> None:
    load(warehouse, "run-1")
    with pytest.raises(LoadFailed, match="own run_id"):
        load(warehouse, "run-1")
    assert ask(warehouse, "SELECT run_id, event FROM run") == [("run-1", "completed")]


def test_commits_rise_even_when_the_clock_goes_back(warehouse: Warehouse) -> None:
    load(warehouse, "run-1", coded("a", [OFFER], DAY))
    warehouse._now = lambda: datetime(2020, 1, 1, tzinfo=UTC)
    second = load(warehouse, "run-2", coded("b", [OFFER], DAY))
    assert second.committed_at == last_change(warehouse)
    assert ask(warehouse, "SELECT run_id FROM run ORDER BY committed_at") == [("run-1",), ("run-2",)]


def test_texts_are_held_to_their_hashes_as_the_check_in_sql_does(warehouse: Warehouse) -> None:
    load(warehouse, "run-1", coded("a", [OFFER], DAY), coded("b", [], None))
    connection = warehouse._connection
    assert texts.mistold(connection, "run-1") == ()
    connection.execute(
        "INSERT INTO article_version BY NAME SELECT version_id, 'Überholt' AS text, text_sha256, 'run-2' AS run_id "
        "FROM article_version"
    )
    in_sql = connection.execute(sql.statements("checks.sql")[texts.CHECK], {"run_id": "run-2"}).fetchall()
    assert list(texts.mistold(connection, "run-2")) == [version for (version,) in in_sql]
    assert len(in_sql) == 2
    assert set(warehouse.check()) >= {texts.CHECK}


def test_a_load_gives_back_the_threads_it_took_even_where_it_fails(warehouse: Warehouse) -> None:
    threads = "SELECT current_setting('threads')"
    before = warehouse._connection.execute(threads).fetchall()
    load(warehouse, "run-1", coded("a", [OFFER], DAY))
    assert warehouse._connection.execute(threads).fetchall() == before
    warehouse._connection.execute("DROP TABLE standing_ended")
    with pytest.raises(LoadFailed, match="standing_ended"):
        load(warehouse, "run-2", coded("b", [OFFER], DAY))
    assert warehouse._connection.execute(threads).fetchall() == before
