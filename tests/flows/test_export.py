"""Data out: what is in the files, that they are whole, and that nothing in them bites."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from extractors.stance import load_tagger
from flows.export import Manifest, Wanted, export, shortened
from flows.export_forms import meant, neutral
from tests.flows.conftest import Parley
from tests.flows.older import ARTICLES, OlderTagger, article, fill, rows
from warehouse.reader import Reader

LONG = "Nothing more was said of it that day, and the rain went on. " * 30
HOSTILE = ('=HYPERLINK("x")', "+1", "-1", "@x", "a\0b", 'say "so", it\'s\r\ndone', "\u202eevil", "x" * 1_000_000)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    odd = [
        article(f"{text} The Kremlin said that it is ready for talks. {LONG}", title=text, outlet=text, authors=(text,))
        for text in HOSTILE
    ]
    return fill(tmp_path_factory.mktemp("exported") / "home", load_tagger(), [*ARTICLES, *odd])


def exported(home: Path, folder: Path, form: Any, *views: str, full: bool = False, **wanted: Any) -> Manifest:
    asked = {"week": None, "statement": None, "as_of": None, **wanted}
    with Reader.open(home / "parley.duckdb") as reader:
        return export(reader, Wanted(views, **asked), form, folder, full=full)


def read(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".parquet":
        return list(pq.read_table(path).to_pylist())
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_each_form_holds_every_row_and_the_manifest_proves_it(home: Path, tmp_path: Path, form: str) -> None:
    manifest = exported(home, tmp_path, form, "signals", "weekly_stance")
    on_disk = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert [one["file"] for one in on_disk["files"]] == [f"signals.{form}", f"weekly_stance.{form}"]
    assert on_disk["rulesets"] == [load_tagger().ruleset]
    assert datetime.fromisoformat(on_disk["as_of"]) == rows(home, "SELECT max(committed_at) FROM run")[0][0]
    for one in manifest.files:
        body = (tmp_path / one.file).read_bytes()
        assert (hashlib.sha256(body).hexdigest(), len(body)) == (one.sha256, one.bytes)
        found = read(tmp_path / one.file)
        assert len(found) == one.rows > 0
        assert list(found[0]) == [column.name for column in one.columns]
    ids = {str(row[0]) for row in rows(home, "SELECT signal_id FROM signals")}
    assert {row["signal_id"] for row in read(tmp_path / f"signals.{form}")} == ids
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "manifest.json",
        f"signals.{form}",
        f"weekly_stance.{form}",
    ]


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_texts_are_cut_to_forty_words_unless_wanted_whole(home: Path, tmp_path: Path, form: str) -> None:
    assert exported(home, tmp_path / "short", form, "articles").files[0].shortened >= len(HOSTILE)
    texts = [row["text"] for row in read(tmp_path / "short" / f"articles.{form}")]
    assert max(len(text.split()) for text in texts) <= 41
    assert max(map(len, texts)) <= 410
    assert exported(home, tmp_path / "whole", form, "articles", full=True).texts == "whole"
    whole = [row["text"] for row in read(tmp_path / "whole" / f"articles.{form}")]
    stored = [str(text) for (text,) in rows(home, "SELECT text FROM articles")]
    if form == "csv":
        assert not any(text[0] in "=+-@" for text in whole)
        stored = [text.replace("\0", "\ufffd") for text in stored]
        whole = [meant(text) for text in whole]
    assert sorted(whole) == sorted(stored)


def test_a_week_alone_is_the_data_of_its_summary_and_a_time_is_that_of_its_views(home: Path, tmp_path: Path) -> None:
    files = {one.file: one for one in exported(home, tmp_path, "jsonl", week="2024-W21").files}
    assert files["signals-2024-W21.jsonl"].rows == rows(home, "SELECT count(*) FROM signals")[0][0]
    assert {"stance-2024-W21.jsonl", "disputes-2024-W21.jsonl", "articles-2024-W21.jsonl"} <= set(files)
    assert exported(home, tmp_path, "csv", "signals", week="2024-W22").files[0].rows == 0
    moment = datetime.fromisoformat("2020-01-01T00:00Z")
    then = exported(home, tmp_path, "csv", "signals", as_of=moment)
    assert (then.files[0].rows, then.rulesets, then.as_of) == (0, (), "2020-01-01T00:00:00+00:00")


def test_the_same_state_exports_to_the_same_bytes_after_later_changes(tmp_path: Path) -> None:
    home = fill(tmp_path / "home", OlderTagger())
    moment: Any = rows(home, "SELECT max(committed_at) FROM run")[0][0]
    first = exported(home, tmp_path / "one", "csv", "signals", as_of=moment, week="2024-W21")
    fill(home, load_tagger())
    again = exported(home, tmp_path / "two", "csv", "signals", as_of=moment, week="2024-W21")
    assert first.files[0].rows > 0
    assert first == again


def test_cells_that_look_like_formulas_are_text_and_come_back_as_meant() -> None:
    for text in ("=1", "+1", "-1", "@a", "\t=", "'quoted'", "it's", "", "＝1", "'=1"):
        assert meant(neutral(text)) == text or text == "'=1"
        assert not neutral(text).startswith(("=", "+", "-", "@", "\t"))


def test_an_address_is_not_cut_and_words_without_spaces_are() -> None:
    address = "https://news.example/" + "a" * 600
    assert shortened(address) == address
    assert len(shortened("談" * 600)) == 402
    assert shortened("one two") == "one two"


def test_the_command_exports_sql_and_names_what_is_wrong(parley: Parley, home: Path, tmp_path: Path) -> None:
    target, out = str(tmp_path / "out"), ("--home", str(home), "--out", str(tmp_path / "out"))
    ran = parley("export", "--sql", "SELECT 1 AS a, [DATE '2024-05-21'] AS b, {'c': 1.5} AS d", "--format", "csv", *out)
    assert ran.code == 0, ran.err
    assert (tmp_path / "out" / "query.csv").read_text() == 'a,b,d\n1,2024-05-21,"{""c"": 1.5}"\n'
    assert f"{target}/query.csv  1 rows" in ran.out
    for arguments, code, said in (
        (("nothing_such",), 5, "there is no table or view 'nothing_such'"),
        (('x"; DROP TABLE run; --',), 5, "there is no table or view"),
        (("--sql", "DROP TABLE run"), 5, "does not only read"),
        ((), 2, "say what"),
    ):
        ran = parley("export", *arguments, *out)
        assert (ran.code, "Traceback" in ran.err) == (code, False)
        assert said in ran.err
