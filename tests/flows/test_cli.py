"""The command line as its users meet it: help, exit codes, formats, and what bad input gets."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from flows.cli.main import LazyCommands
from tests.flows.conftest import ROOT, Parley

COMMANDS = tuple(LazyCommands.where)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_examples(parley_alone: Parley, name: str) -> None:
    ran = parley_alone(name, "--help")
    assert ran.code == 0
    assert f"parley {name}" in ran.out.split("Examples:")[1]


def test_help_lists_each_command_and_the_exit_codes(parley_alone: Parley) -> None:
    ran = parley_alone("--help")
    assert ran.code == 0
    assert all(f"\n  {name} " in ran.out for name in COMMANDS)
    assert "Exit codes:" in ran.out


def test_help_and_tag_import_neither_prefect_nor_duckdb(parley_alone: Parley, tmp_path: Path) -> None:
    probe = tmp_path / "sitecustomize.py"
    probe.write_text(
        "import atexit, sys\n"
        "heavy = lambda: sorted({'prefect', 'duckdb', 'spacy'} & set(sys.modules))\n"
        "atexit.register(lambda: print('LOADED', heavy(), file=sys.stderr))"
    )
    environment = parley_alone.environment | {"PYTHONPATH": str(tmp_path)}
    parley = Parley(parley_alone.home, environment)
    assert "LOADED []" in parley("--help").err
    line = json.dumps({"id": "a", "text": "The Kremlin said that Russia is ready for talks."})
    assert "LOADED ['spacy']" in parley("tag", stdin=line).err


def test_tag_answers_in_the_codebooks_names_and_keeps_order(parley_alone: Parley) -> None:
    rows = [
        {
            "id": "b",
            "title": "Kremlin says it is ready for talks",
            "text": "Nothing more was said.",
            "date": "2024-05-24",
        },
        {"id": "a", "text": "Ukraine rejected the proposal for peace talks on Monday.", "date": None},
        {"id": "c", "text": "It rained."},
    ]
    ran = parley_alone("tag", "-", stdin="\n".join(map(json.dumps, rows)))
    assert ran.code == 0, ran.err
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [one["id"] for one in answers] == ["b", "a", "c"]
    assert answers[2]["signals"] == []
    (signal,) = answers[1]["signals"]
    assert list(signal) == [
        "span", "actor", "person", "signal", "target", "speaker", "attribution", "conditions", "timing", "confidence",
        "rule",
    ]  # fmt: skip
    assert (signal["actor"], signal["signal"], signal["speaker"]) == ("UKR", "reject", "author")
    (headline,) = answers[0]["signals"]
    start, end = headline["span"]
    assert "ready for talks" in "Kremlin says it is ready for talks\n\nNothing more was said."[start:end]
    assert headline["actor"] == headline["speaker"] == "RUS"


def test_a_malformed_row_is_named_by_its_line_and_the_others_go_on(parley_alone: Parley) -> None:
    good = json.dumps({"id": "a", "text": "It rained."})
    bad = ['{"id": "b", "text":', '["a", "list"]', '{"id": "c"}', '{"id": "d", "text": 3}', "[" * 100_000]
    ran = parley_alone("tag", stdin="\n".join([good, *bad, good]))
    assert ran.code == 1
    assert len(ran.out.splitlines()) == 2
    assert all(f"line {number}:" in ran.err for number in range(2, 7))
    assert "Traceback" not in ran.err


def test_eval_gives_the_codebooks_scores(parley_alone: Parley) -> None:
    gold = ROOT / "tests" / "gold" / "seeds.jsonl"
    told = parley_alone("eval", str(gold), "--json").json()
    assert isinstance(told, dict)
    assert {"detection", "type", "event", "full", "conditions_f1", "direction_accuracy"} <= set(told)
    assert 0 < told["calibration"]["brier"] < 0.5
    assert sum(held["n"] for held in told["calibration"]["bins"]) == told["counts"]["predicted"]


def test_sql_prints_every_signal_with_evidence_article_speaker_and_actor(seeded: Parley) -> None:
    rows = seeded("sql", "FROM signals", "--format", "json").json()
    assert isinstance(rows, list)
    assert len(rows) > 40
    for row in rows:
        assert row["evidence"]
        assert row["article_id"].startswith("seed:")
        assert row["speaker"]
        assert row["actor"]


def test_sql_formats_agree(seeded: Parley) -> None:
    statement = "SELECT actor, count(*) AS n FROM signals GROUP BY actor ORDER BY n DESC, actor"
    rows = seeded("sql", statement, "--json").json()
    assert isinstance(rows, list)
    table = list(csv.DictReader(io.StringIO(seeded("sql", statement, "--format", "csv").out)))
    assert table == [{"actor": row["actor"], "n": str(row["n"])} for row in rows]
    markdown = seeded("sql", statement, "--format", "markdown").out.splitlines()
    assert markdown[0] == "| actor | n |"
    assert len(markdown) == len(rows) + 2
    assert seeded("sql", stdin=statement).code == 0


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM signal", "does not only read"),
        ("CREATE TABLE t (i INT)", "does not only read"),
        ("SELECT 1; DROP TABLE signal", "one at a time"),
        ("SELECT nothing FROM signals", "nothing"),
        ("SELEC 1", "syntax error"),
        ("FROM read_csv('/etc/hostname')", "disabled"),
    ],
)
def test_sql_refuses_to_write_and_explains_mistakes(seeded: Parley, statement: str, said: str) -> None:
    ran = seeded("sql", statement)
    assert ran.code == 5
    assert said in ran.err
    assert "Traceback" not in ran.err


FORMS = {"summary.html", "summary.md", "summary.json", "summary.txt"}


def test_asking_before_anything_is_published_says_what_to_run(parley: Parley) -> None:
    for arguments in (("sql", "FROM signals"), ("report", "--all")):
        ran = parley(*arguments)
        assert ran.code == 3
        assert "parley run" in ran.err


def test_a_report_as_of_a_time_is_the_same_bytes_whenever_it_is_made(seeded: Parley, tmp_path: Path) -> None:
    rows = seeded("sql", "SELECT max(committed_at) AS t FROM run", "--json").json()
    assert isinstance(rows, list)
    moment = str(rows[0]["t"])
    texts = []
    for name in ("one", "two"):
        ran = seeded(
            "report", "--week", "2022-W51", "--as-of", moment, "--format", "all", "--json", "--out",
            str(tmp_path / name),
        )  # fmt: skip
        assert ran.code == 0, ran.err
        told = ran.json()
        assert isinstance(told, list)
        texts.append({path.name: path.read_bytes() for path in Path(told[0]["folder"]).iterdir()})
        assert set(told[0]["files"]) == texts[-1].keys()
    assert texts[0] == texts[1]
    assert texts[0].keys() >= FORMS | {"stance.png", "summaries.atom", "changes.atom"}


@pytest.mark.slow
def test_report_without_a_time_writes_what_the_run_wrote(seeded: Parley, tmp_path: Path) -> None:
    assert seeded("report", "--all", "--out", str(tmp_path)).code == 0
    written = [path.relative_to(tmp_path) for path in tmp_path.rglob("*.*")]
    for path in written:
        assert (tmp_path / path).read_bytes() == (seeded.home / "reports" / path).read_bytes()
    assert len([path for path in written if path.name in FORMS]) == 20
    assert len([path for path in written if path.suffix == ".png"]) >= 5


def test_a_report_comes_in_the_forms_asked_for_and_feeds_tell_all_weeks(seeded: Parley, tmp_path: Path) -> None:
    ran = seeded("report", "--all", "--format", "txt", "--format", "atom", "--out", str(tmp_path))
    assert ran.code == 0, ran.err
    feeds = {"summaries.atom", "changes.atom"}
    assert {path.name for path in tmp_path.rglob("*.*")} == {"summary.txt", *feeds}
    for name in feeds:
        assert (tmp_path / name).read_bytes() == (seeded.home / "reports" / name).read_bytes()
    assert (tmp_path / "summaries.atom").read_text().count("<entry>") == 5
    assert str(tmp_path / "summaries.atom") in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("report",),
        ("report", "--week", "2022-51"),
        ("report", "--week", "2022-W54"),
        ("report", "--all", "--as-of", "yesterday"),
        ("report", "--all", "--as-of", "2999-01-01"),
        ("ingest",),
        ("ingest", "--seeds", "--feeds"),
        ("ingest", "--feeds", "nowhere.toml"),
        ("nonsense",),
        ("serve", "--ingest-every", "often"),
        ("tag", "--topic", "mars"),
        ("eval", "/dev/null"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_why(seeded: Parley, arguments: tuple[str, ...]) -> None:
    ran = seeded(*arguments)
    assert ran.code == 2
    assert "Error" in ran.err
    assert "Traceback" not in ran.err


def test_a_home_that_cannot_be_made_is_named_with_the_remedy(parley: Parley, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ran = parley("run", "--home", str(tmp_path / "file" / "home"))
    assert ran.code == 3
    assert "--home" in ran.err


@pytest.mark.slow
def test_a_damaged_warehouse_is_named_with_the_remedy(parley: Parley) -> None:
    parley.home.mkdir()
    (parley.home / "warehouse.duckdb").write_bytes(b"this is no database" * 1000)
    ran = parley("run")
    assert ran.code == 3
    assert "cannot be read as a warehouse" in ran.err
    assert "Traceback" not in ran.err
    assert parley("doctor").code == 1


def test_doctor_finds_all_in_order_after_a_run(seeded: Parley) -> None:
    ran = seeded("doctor", "--json")
    findings = ran.json()
    assert isinstance(findings, list)
    assert [one["check"] for one in findings if one["state"] == "failed"] == []
    assert ran.code == 0
    assert {one["check"] for one in findings} >= {"packages", "model", "warehouse", "published file", "server", "disk"}


@pytest.mark.slow
def test_a_folder_of_texts_without_a_manifest_loads_as_undated(parley: Parley, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for path in (ROOT / "seeds").glob("00[02]_*.txt"):
        shutil.copy(path, texts)
    ran = parley("ingest", "--dir", str(texts), "--json")
    assert ran.code == 0, ran.err
    rows = parley("sql", "SELECT dating, count(*) AS n FROM articles GROUP BY ALL", "--json").json()
    assert rows == [{"dating": "undated", "n": 2}]


def test_eval_names_the_bad_lines_of_a_file_that_is_not_utf_8(parley_alone: Parley, tmp_path: Path) -> None:
    row = {"id": "a", "text": "Ukraine rejected the offer on Monday.", "signals": []}
    (tmp_path / "gold.jsonl").write_bytes(b"\xff\xfe nonsense\n" + json.dumps(row).encode())
    ran = parley_alone("eval", str(tmp_path / "gold.jsonl"))
    assert ran.code == 1
    assert "line 1: not JSON" in ran.err
    assert "1 articles" in ran.out
    assert "F1 " in ran.out


def test_a_file_without_any_record_is_told_what_a_line_must_be(parley_alone: Parley, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("Kyiv rules out talks\n\nUkraine rejected the offer on Monday.\n")
    ran = parley_alone("tag", str(tmp_path / "article.txt"))
    assert (ran.code, ran.out) == (1, "")
    assert "no line could be used; each must be one JSON object" in ran.err


def test_what_is_no_text_in_a_folder_is_named(tmp_path: Path) -> None:
    from flows.intake import read_folder

    folder = tmp_path / "texts"
    folder.mkdir()
    assert [one.reason for one in read_folder(folder, tmp_path / "raw").rejections] == ["not-a-text"]
    (folder / "page.html").write_text("<p>hello</p>")
    (folder / "a.txt").write_text("The Kremlin said that it is ready for talks.")
    read = read_folder(folder, tmp_path / "raw")
    assert len(read.articles) == 1
    assert [(one.reason, one.origin) for one in read.rejections] == [("not-a-text", "page.html")]


def test_a_report_on_a_week_of_which_nothing_is_known_says_so(seeded: Parley, tmp_path: Path) -> None:
    ran = seeded("report", "--week", "2023-W10", "--out", str(tmp_path))
    assert ran.code == 0
    assert "no signal of 2023-W10 was known" in ran.err
    assert (tmp_path / "2023-W10" / "summary.html").is_file()


@pytest.mark.slow
def test_a_prefect_server_that_does_not_start_is_no_fault_of_parley(parley_alone: Parley) -> None:
    parley_alone.environment["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"] = "0"
    ran = parley_alone("run")
    assert ran.code == 3, ran.err
    assert "Prefect's server did not start within 0 s; the machine is busy" in ran.err
    assert "prefect server start" in ran.err
    assert "fault" not in ran.err
