"""Somebody's table of articles comes in: mapped, row by row, once."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.records import Article, Rejection
from extractors.table_row import FIELDS, article_from_row, read_mapping
from flows.fetch.archive import RawArchive
from tests.flows.conftest import Parley
from tests.flows.older import rows

GOOD = {
    "body": "The Kremlin said on Monday that Russia is ready for talks.",
    "headline": "Kremlin ready for talks",
    "link": "https://courier.example/1?utm_source=x",
    "published": "2024-05-21T23:30:00-04:00",
    "outlet": "The Fictional Courier",
    "authors": ["A. Writer"],
    "country": "GBR",
    "ownership": "private",
}
MAP = "text=body, title=headline,url=link,date=published"
BAD: tuple[tuple[str, str], ...] = (
    ('{"body": ', "Not JSON"),
    ("[1]", "A JSON object is needed"),
    ("[" * 100_000, "nested too deeply"),
    ('{"headline": "no text"}', 'has no "text"'),
    ('{"body": 3}', '"text" is int'),
    ('{"body": " 123 "}', "holds no words"),
    ('{"body": "words", "published": "21 May"}', '"date"'),
    ('{"body": "words", "published": 1716249600}', '"date"'),
    ('{"body": "words", "link": "javascript:alert(1)"}', '"url"'),
    ('{"body": "words", "ownership": "privat"}', 'did you mean "private"'),
    ('{"body": "words", "authors": {"a": 1}}', '"authors"'),
)


@pytest.mark.slow
def test_the_command_maps_columns_names_bad_lines_and_imports_once(parley: Parley, tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    other = {"body": "Ukraine rejected the offer on Monday.\n\nNothing more was said."}
    lines = [json.dumps(GOOD), *(line for line, _ in BAD), "", json.dumps(other), json.dumps(GOOD)]
    again = json.dumps(GOOD | {"body": "Another text under the same address."})
    file.write_bytes("\n".join([*lines, again]).encode() + b'\n{"body": "\xff"}')
    ran = parley("import", str(file), "--map", MAP)
    assert ran.code == 1, ran.err
    assert "2 articles read, 2 new codings" in ran.out
    for number, (_, said) in enumerate(BAD, 2):
        assert any(f"line {number}:" in line and said in line for line in ran.err.splitlines()), (number, said)
    assert f"line {len(lines) + 1}: Line 1 tells the same address differently" in ran.err
    assert "Not UTF-8" in ran.err
    assert "Traceback" not in ran.err
    statement = (
        "SELECT title, outlet, country, ownership, published_first::VARCHAR, date_basis, authors, text FROM articles "
        "ORDER BY title NULLS LAST"
    )
    told = rows(parley.home, statement)
    assert told[0][:-1] == (
        "Kremlin ready for talks", "The Fictional Courier", "GBR", "private", "2024-05-22", "feed", ("A. Writer",),
    )  # fmt: skip
    assert told[0][-1] == f"{GOOD['headline']}\n\n{GOOD['body']}"
    assert told[1][0] is None
    assert rows(parley.home, "SELECT count(*) FROM rejection") == [(len(BAD) + 2,)]
    assert rows(parley.home, "SELECT count(*) > 0 FROM signals") == [(True,)]
    second = parley("import", str(file), "--map", MAP, "--json")
    told_again: Any = second.json()
    assert (second.code, told_again["changed"]) == (1, False)


@pytest.mark.slow
def test_parquet_comes_in_batch_by_batch_with_typed_dates_and_a_raw_body_for_each_row(
    parley: Parley, tmp_path: Path, prefect_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import importing

    monkeypatch.setattr(importing, "STORED_AT_A_TIME", 2)
    file = tmp_path / "articles.parquet"
    days = [date(2024, 5, 20), None, date(2024, 5, 22)]
    texts = [f"Article {n}. Ukraine rejected the proposal on Monday." for n in range(3)]
    pq.write_table(pa.table({"text": texts, "date": days, "ignored": [1, 2, 3]}), file)
    told = importing.import_table(str(file), {}, str(parley.home))
    assert (told.articles, told.new_versions, told.rejections) == (3, 3, ())
    found = rows(parley.home, "SELECT text, published_first, raw_sha256, run_id FROM article_version ORDER BY text")
    assert [row[:2] for row in found] == list(zip(texts, days, strict=True))
    assert [str(row[3]).rpartition("/")[2] for row in found[2:]] == ["2"]
    archive = RawArchive(parley.home / "raw")
    assert [json.loads(archive.get(str(row[2])))["text"] for row in found] == texts
    assert not importing.import_table(str(file), {}, str(parley.home)).changed


def test_what_is_no_such_file_or_mapping_is_wrong_usage(parley: Parley, tmp_path: Path) -> None:
    broken, table = tmp_path / "broken.parquet", tmp_path / "table.parquet"
    broken.write_bytes(b"PAR1 this is no table PAR1")
    pq.write_table(pa.table({"body": ["a"]}), table)
    (tmp_path / "a.csv").write_text("text\nx\n")
    for arguments, said in (
        ((str(broken),), "cannot be read as Parquet"),
        ((str(table),), "has no column text; it has: body"),
        ((str(tmp_path / "a.csv"),), "neither .jsonl nor .parquet"),
        ((str(table), "--map", "txt=body"), 'did you mean "text"'),
        ((str(tmp_path / "none.jsonl"),), "does not exist"),
    ):
        ran = parley("import", *arguments)
        assert (ran.code, "Traceback" in ran.err) == (2, False)
        assert said in ran.err


def test_a_mapping_is_read_strictly() -> None:
    assert read_mapping("text=a, title = b ,") == {"text": "a", "title": "b"}
    assert read_mapping("") == {}
    for wrong in ("text", "text=", "text=a,text=b", "tittle=a"):
        with pytest.raises(ValueError, match=r"pair|twice|no field"):
            read_mapping(wrong)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)


@settings(max_examples=200, deadline=None, database=None)
@given(st.dictionaries(st.sampled_from([*FIELDS, "other"]), values))
def test_whatever_a_row_holds_it_is_an_article_or_a_named_rejection(row: dict[str, object]) -> None:
    made = article_from_row(row, {}, "table.parquet", 7, b"")
    assert isinstance(made, Article) or (made.reason, made.line) == ("malformed-row", 7)


def test_half_characters_are_replaced_and_flagged_and_moments_are_days_in_utc() -> None:
    late = datetime(2024, 5, 21, 23, tzinfo=timezone(timedelta(hours=-4)))
    made = article_from_row({"text": "A \ud800 word.", "date": late, "authors": "One"}, {}, "t", 1, b"")
    assert isinstance(made, Article)
    assert (made.text, made.flags, made.authors) == ("A \ufffd word.", ("decoded-with-replacement",), ("One",))
    assert made.published
    assert made.published.first == late.astimezone(UTC).date() == date(2024, 5, 22)


def test_a_line_without_end_is_named_and_the_next_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import table_file
    from flows.importing import articles_of

    monkeypatch.setattr(table_file, "LONGEST_LINE", 1_000)
    filling = "".join(random.Random(1).choices("ab ", k=5_000))
    file = tmp_path / "long.jsonl"
    file.write_text(json.dumps({"text": filling}) + '\n{"text": "short"}\n')
    made = list(articles_of(file, {}, RawArchive(tmp_path / "raw")))
    assert [one.reason if isinstance(one, Rejection) else one.text for one in made] == ["too-large", "short"]
