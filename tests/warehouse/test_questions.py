"""The saved questions: each runs as it stands in a plain DuckDB, and says what its title asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.records import Ownership
from tests.warehouse.making import Clock, Said, coded, days, run
from warehouse.errors import NoSuchQuestion
from warehouse.questions import Question, fill, find, literal, questions, script, to_ask_first
from warehouse.records import ActorRow, CodedArticle, Load
from warehouse.store import Warehouse

ALL = questions()
VALUES: dict[str, object] = {
    "party": "ALD", "target": "BOR", "person": "ann-example", "condition": "territory", "word": "truce",
    "since": date(2021, 1, 1), "until": date(2021, 12, 31), "week": "2021-W20",
    "as_of": datetime(2030, 1, 1, tzinfo=UTC),
}  # fmt: skip
MONDAYS = [date(2021, 5, 17) - timedelta(weeks=back) for back in (3, 2, 1, 0)]
TABLES_ASKED = {"tagger_score", "run"}  # the only ones for which there is no view


def _owned(article: CodedArticle, ownership: Ownership) -> CodedArticle:
    return replace(article, article=replace(article.article, ownership=ownership))


def _weeks() -> Iterator[CodedArticle]:
    """Four weeks: Aldania, three refusals a week at first, comes to offer; Borovia doubts it and never moves."""
    for week, monday in enumerate(MONDAYS):
        on = days(monday + timedelta(days=2))
        for n in range(3):
            last = Said(f"Aldania offers a truce, it said {week} {n}", "offer", "ALD", "BOR")
            before = Said(
                f"Aldania insists on the valley {week} {n}", "demand", "ALD", "BOR", conditions=("territory",)
            )
            said = [last if week == 3 else before, Said(f"Borovia calls it a ploy {week} {n}", "doubt", "BOR", "ALD")]
            yield _owned(coded(f"w{week}-{n}", said, on, outlet=f"Outlet {n}"), "private")
    dropped = Said("Aldania no longer insists on the valley", "concession", "ALD", "BOR", conditions=("territory",))
    state = Said("Cadia threatens to leave, state television says", "threat", "CAD", "ALD", voice="narrated")
    refused = Said("Borovia will not give the valley", "reject", "BOR", "ALD", conditions=("territory",))
    whispered = Said("Cadia would host, somebody said", "mediate", "CAD", voice="anonymous")
    on = days(MONDAYS[3] + timedelta(days=4))
    yield _owned(coded("dropped", [dropped, refused, whispered], on, outlet="Outlet 1"), "private")
    yield _owned(coded("state", [state], on, outlet="State TV"), "state")
    yield _owned(
        coded("insisting", [Said("Dorland wants the valley", "demand", "DOR", conditions=("territory",))], on), "ngo"
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    names = [ActorRow(key, "party", name) for key, name in (("ALD", "Aldania"), ("BOR", "Borovia"), ("CAD", "Cadia"))]
    with Warehouse.open(home / "warehouse.duckdb", now=Clock()) as warehouse:
        warehouse.load(Load(run("run-1"), list(_weeks()), actors=names))
        warehouse.publish(home / "parley.duckdb")
    return home / "parley.duckdb"


@pytest.fixture(scope="module")
def plain(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """What a newcomer has: DuckDB and the published file."""
    connection = duckdb.connect(str(published), read_only=True)
    yield connection
    connection.close()


def ask(plain: duckdb.DuckDBPyConnection, name: str, **values: object) -> list[dict[str, object]]:
    cursor = plain.execute(script(find(name), values))
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def test_there_are_at_least_25_each_with_a_number_a_name_and_a_question_of_its_own() -> None:
    assert len(ALL) >= 25
    assert [one.number for one in ALL] == list(range(1, len(ALL) + 1))
    assert len({one.name for one in ALL}) == len({one.title for one in ALL}) == len(ALL)
    assert all(one.title.endswith("?") and one.answers.endswith(".") for one in ALL)


@pytest.mark.parametrize("question", ALL, ids=lambda one: one.name)
def test_it_runs_in_a_plain_duckdb_with_and_without_values(
    plain: duckdb.DuckDBPyConnection, question: Question
) -> None:
    bare = plain.execute(script(question, {}))
    columns = [column[0] for column in bare.description or ()]
    rows = bare.fetchall()
    assert plain.execute(script(question, {})).fetchall() == rows, "two runs differ"
    first = {name: plain.execute(query).fetchall()[0][0] for name, query in to_ask_first(question, {}).items()}
    assert plain.execute(fill(question, first)).fetchall() == rows, "asked at once and in two steps"
    filled = plain.execute(fill(question, {name: VALUES[name] for name in question.parameters}))
    assert [column[0] for column in filled.description or ()] == columns


@pytest.mark.parametrize("question", ALL, ids=lambda one: one.name)
def test_it_asks_documented_views_and_leaves_no_parameter_open(
    plain: duckdb.DuckDBPyConnection, question: Question
) -> None:
    text = script(question, {})
    assert "$" not in text
    views = {name for (name,) in plain.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()}
    macros = {
        name for (name,) in plain.execute("SELECT function_name FROM duckdb_functions() WHERE NOT internal").fetchall()
    }
    asked = set(re.findall(r"\b(?:FROM|JOIN)\s+([a-z_]+)", text)) - set(re.findall(r"\bWITH ([a-z_]+) AS", text))
    assert asked <= views | macros | TABLES_ASKED
    assert set(VALUES) >= set(question.parameters)


@pytest.mark.parametrize(
    "name", [one.name for one in ALL if one.parameters[-1:] == ("as_of",) and one.name != "changed-since"]
)
def test_as_of_a_time_after_everything_the_answer_is_todays(plain: duckdb.DuckDBPyConnection, name: str) -> None:
    assert ask(plain, name, as_of=VALUES["as_of"]) == ask(plain, name)
    assert ask(plain, name, as_of=datetime(2000, 1, 1, tzinfo=UTC), week="2021-W20") == [] or name == "believed-then"


def test_who_moved_says_so_with_enough_stories(plain: duckdb.DuckDBPyConnection) -> None:
    told = {row["actor_name"]: row for row in ask(plain, "who-moved")}
    assert told["Aldania"]["verdict"] == "towards"
    assert told["Borovia"]["verdict"] == "steady"
    assert told["Cadia"]["verdict"] == "too few"
    assert [row["actor_name"] for row in ask(plain, "who-moved", party="BOR")] == ["Borovia"]
    assert {row["verdict"] for row in ask(plain, "who-moved", week="2021-W17")} == {"too few"}


def test_what_titles_ask_the_rows_answer(plain: duckdb.DuckDBPyConnection) -> None:
    (first,) = ask(plain, "first-offer")
    assert (first["actor_name"], first["first_on"]) == ("Aldania", MONDAYS[3] + timedelta(days=2))
    (doubts,) = ask(plain, "insincere")
    assert (doubts["actor_name"], doubts["target_name"], doubts["doubts"]) == ("Borovia", "Aldania", 12)
    dropped = [(row["actor_name"], row["condition"], row["how"]) for row in ask(plain, "dropped-conditions")]
    assert dropped == [("Aldania", "territory", "changed")]
    clash = ask(plain, "clashes")
    assert [(row["demanded_by"], row["refused_by"], row["condition"]) for row in clash] == [
        ("DOR", "Borovia", "territory")
    ]
    assert [row["actor_name"] for row in ask(plain, "state-media-only")] == ["Cadia"]
    assert {row["actor_name"] for row in ask(plain, "single-story")} >= {"Cadia", "DOR"}
    assert [row["signal_type"] for row in ask(plain, "anonymous")] == ["mediate"]
    (answer,) = ask(plain, "answer-time")
    assert (answer["actor_name"], answer["answerer_name"], answer["answer_type"], answer["shortest"]) == (
        "Aldania", "Borovia", "doubt", 0,
    )  # fmt: skip


def test_what_was_believed_then_stands_beside_what_is_believed_now(plain: duckdb.DuckDBPyConnection) -> None:
    before = datetime(2000, 1, 1, tzinfo=UTC)
    (aldania,) = ask(plain, "believed-then", as_of=before, party="ALD", week="2021-W20")
    assert (aldania["net_then"], aldania["stories_now"]) == (None, 4)
    came = ask(plain, "changed-since", as_of=before, party="CAD")
    assert {(row["change"], row["signal_type"]) for row in came} == {("came", "threat"), ("came", "mediate")}


def test_a_line_without_a_value_is_left_out_and_a_default_stays() -> None:
    text = script(find("who-moved"), {})
    assert text.startswith("SET VARIABLE week = (SELECT max(iso_week) FROM coverage WHERE with_signals > 0);\n")
    assert "iso_week = getvariable('week')" in text
    assert "actor =" not in text
    assert "position_changes\n" in text
    filled = fill(find("who-moved"), {"party": "ALD", "week": "2021-W20", "as_of": VALUES["as_of"]})
    assert "actor = 'ALD'" in filled
    assert "position_changes_as_of(TIMESTAMPTZ '2030-01-01 00:00:00+00:00')" in filled
    assert "coverage" not in filled


def test_an_unknown_question_and_an_odd_value_are_refused() -> None:
    for wanted in ("0", "99", "who", ""):
        with pytest.raises(NoSuchQuestion, match="parley ask"):
            find(wanted)
    with pytest.raises(TypeError):
        literal(b"bytes")


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
    | st.dates()
    | st.integers(-(2**63), 2**63 - 1)
)
def test_any_value_comes_back_as_it_went_in(value: object) -> None:
    assert duckdb.execute(f"SELECT {literal(value)}").fetchall() == [(value,)]


def test_a_first_offer_is_told_with_its_own_target_and_title(tmp_path: Path) -> None:
    to_nobody = coded("first", [Said("Aldania would talk", "offer", "ALD")], days(MONDAYS[0]))
    untitled = replace(to_nobody, article=replace(to_nobody.article, title=None))
    later = coded("later", [Said("Aldania offers Borovia a truce", "offer", "ALD", "BOR")], days(MONDAYS[1]))
    with Warehouse.open(tmp_path / "warehouse.duckdb", now=Clock()) as warehouse:
        warehouse.load(Load(run("run-1"), [untitled, later]))
        warehouse.publish(tmp_path / "parley.duckdb")
    with duckdb.connect(str(tmp_path / "parley.duckdb"), read_only=True) as plain:
        (row,) = plain.execute(fill(find("first-offer"), {})).fetchall()
    assert row[1:5] == (MONDAYS[0], None, "Aldania would talk", None)
