"""`parley ask`, `why`, `search` and `docs` as their users meet them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pytest
from pyarrow import parquet

from tests.flows.conftest import Parley


def test_ask_lists_the_questions_with_what_they_take(parley_alone: Parley) -> None:
    listed = parley_alone("ask", "--json").json()
    assert isinstance(listed, list)
    assert len(listed) >= 25
    words = parley_alone("ask").out
    for one in listed:
        assert f"{one['number']:>3}  {one['name']}" in words
        assert one["title"] in words


def test_ask_shows_the_sql_that_it_runs_and_any_client_gives_the_same_rows(seeded: Parley) -> None:
    ran = seeded("ask", "trend", "--party", "russia", "--since", "2022-12-01", "--json")
    rows = ran.json()
    assert isinstance(rows, list)
    assert {row["actor_name"] for row in rows} == {"Russia"}
    shown = ran.err.partition("\n")[2].strip()
    printed = seeded("ask", "4", "--party", "RUS", "--since", "2022-12-01", "--sql").out
    assert printed.partition("\n")[2].strip() == shown
    with duckdb.connect(str(seeded.home / "parley.duckdb"), read_only=True) as plain:
        assert len(plain.execute(printed).fetchall()) == len(rows)


def test_ask_prints_sql_without_a_home(parley_alone: Parley) -> None:
    ran = parley_alone("ask", "who-moved", "--week", "2022-W51", "--sql")
    assert ran.code == 0
    assert "iso_week = '2022-W51'" in ran.out
    assert parley_alone("ask", "who-moved").code == 3


def test_ask_gives_the_same_answer_in_every_form(seeded: Parley, tmp_path: Path) -> None:
    asked = ("ask", "what-was-said", "--week", "2022-W51")
    rows = seeded(*asked, "--json").json()
    assert isinstance(rows, list)
    assert len(seeded(*asked, "--format", "csv").out.splitlines()) >= len(rows) + 1
    assert len(seeded(*asked, "--format", "markdown").out.splitlines()) == len(rows) + 2
    assert seeded(*asked, "--format", "parquet", "--out", str(tmp_path / "a.parquet")).code == 0
    table = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert [one["evidence"] for one in table] == [one["evidence"] for one in rows]
    assert seeded(*asked, "--json", "--out", str(tmp_path / "a.json")).out == ""
    assert json.loads((tmp_path / "a.json").read_text()) == rows
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "a.parquet"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", "99"), "parley ask"),
        (("ask", "who-moved", "--person", "ann"), "it takes: --week, --party, --as-of"),
        (("ask", "who-moved", "--party", "Mars"), "do you mean"),
        (("ask", "who-moved", "--week", "2022-51"), "2022-W51"),
        (("ask", "trend", "--since", "yesterday"), "2024-05-27"),
        (("ask", "trend", "--format", "parquet"), "--out"),
        (("sql", "FROM signals", "--memory", "lots"), "2GB"),
        (("why", "no-such-id"), "no signal has the id"),
        (("why", ""), "no signal has the id"),
        (("search",), "give some words"),
    ],
)
def test_what_is_asked_wrongly_is_refused_with_the_remedy(
    seeded: Parley, arguments: tuple[str, ...], said: str
) -> None:
    ran = seeded(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_why_leads_back_to_the_words_in_their_context(seeded: Parley) -> None:
    ((signal_id, words),) = _rows(seeded, "SELECT signal_id, evidence FROM signals ORDER BY signal_id LIMIT 1")
    told = seeded("why", str(signal_id)).out
    assert str(words) in told
    assert all(label in told for label in ("rule", "article", "dated", "raw bytes", "coded"))
    chain = seeded("why", str(signal_id)[:12], "--json", "--words", "20").json()
    assert isinstance(chain, dict)
    assert chain["signal_id"] == signal_id
    assert chain["words"] == words
    assert chain["in_force"] is True
    assert Path(chain["raw"]).is_file()
    ((text,),) = _rows(seeded, f"SELECT text FROM articles WHERE article_id = '{chain['article_id']}'")
    assert f"{chain['words_before']}{words}{chain['words_after']}" in str(text)


def test_why_tells_an_analysts_word_beside_the_machines(after_a_run: Parley, tmp_path: Path) -> None:
    ((signal_id, actor),) = _rows(
        after_a_run, "SELECT signal_id, actor FROM signals WHERE signal_type = 'willing' LIMIT 1"
    )
    sheet = tmp_path / "sheet.csv"
    assert after_a_run("review", "--type", "willing", "--limit", "500", "--csv", str(sheet)).code == 0
    with sheet.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["signal_id"] == signal_id:
            row |= {"verdict": "corrected", "signal_type": "offer", "note": "It names terms"}
    with sheet.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    taken = after_a_run("review", "--import", str(sheet), "--coder", "Ann Example")
    assert taken.code == 0, taken.err
    told = after_a_run("why", str(signal_id)).out
    assert told.startswith(f"offer by {'Russia' if actor == 'RUS' else ''}")
    assert "corrected, says Ann Example" in told
    assert f"willing by {actor}" in told
    assert "It names terms" in told
    overruled = after_a_run("ask", "overruled", "--json").json()
    assert isinstance(overruled, list)
    assert [(one["coder"], one["effect"], one["signal_type"]) for one in overruled] == [
        ("Ann Example", "applied", "offer")
    ]


def test_why_of_a_beginning_that_fits_several_names_them(seeded: Parley) -> None:
    starts = [str(one[0])[:1] for one in _rows(seeded, "SELECT signal_id FROM signals")]
    common = next(letter for letter in starts if starts.count(letter) > 1)
    ran = seeded("why", common)
    assert ran.code == 2
    assert "several signals begin with" in ran.err


def test_search_makes_its_index_and_says_of_when_it_is(after_a_run: Parley) -> None:
    first = after_a_run("search", "ceasefire", "--json")
    assert first.code == 0, first.err
    found = first.json()
    assert isinstance(found, dict)
    assert "5 articles added to the index" in first.err
    assert found["is_current"] is True
    assert found["documents"] == 5
    assert [one["article_id"] for one in found["articles"]][:1] == ["seed:001"]
    assert all("ceasefire" in one["excerpt"] for one in found["articles"])
    again = after_a_run("search", "ceasefire", "--limit", "1")
    assert "added" not in again.err
    assert f"index of {found['index_of'][:16].replace('T', ' ')} UTC" in again.err
    assert "1. Putin Willing" in again.out
    assert after_a_run("search", "--refresh").code == 0


def test_docs_writes_the_pages_and_tells_a_stale_one(parley_alone: Parley, tmp_path: Path) -> None:
    out = tmp_path / "pages"
    assert parley_alone("docs", "--out", str(out)).code == 0
    assert sorted(path.name for path in out.iterdir()) == ["data-dictionary.md", "questions.md"]
    assert parley_alone("docs", "--out", str(out), "--check").code == 0
    (out / "questions.md").write_text("stale")
    ran = parley_alone("docs", "--out", str(out), "--check")
    assert ran.code == 1
    assert "questions.md is stale" in ran.err
    assert (out / "questions.md").read_text() == "stale"


def _rows(parley: Parley, statement: str) -> list[tuple[object, ...]]:
    rows = parley("sql", statement, "--json").json()
    assert isinstance(rows, list)
    return [tuple(row.values()) for row in rows]
