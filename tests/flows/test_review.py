"""An analyst's word on the tagger's: a sheet or a terminal in, labels in the views, still there after a retag."""

from __future__ import annotations

import csv
import io
import os
import pty
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from extractors.records import Rejection
from flows.labels import COLUMNS, Desk, SheetRow, Unusable, read_sheet, write_sheet
from flows.review import ReviewOutcome, take_in
from flows.settings import Settings
from tests.flows.conftest import Parley
from tests.flows.older import ARTICLES, OlderTagger, PhraseTagger, article, fill, rows
from warehouse.labels import conflicts, judged, least_sure
from warehouse.reader import Reader

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
ODD = article("It said that it doubts whether Moscow is serious; nobody asked.", title='=HYPERLINK("x") “odd”, it\'s')
RAIN = ARTICLES[-1]
SHOWN = (
    "SELECT signal_type, actor, label, labelled_by, machine_type, machine_actor FROM signals WHERE evidence LIKE '{}%'"
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = fill(tmp_path_factory.mktemp("reviewed") / "home", PhraseTagger())
    return fill(home, PhraseTagger(), [ODD])


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Path:
    shutil.copytree(filled, tmp_path / "home")
    return tmp_path / "home"


def sheet(home: Path) -> list[dict[str, str]]:
    with Reader.open(home / "parley.duckdb") as reader:
        return list(csv.DictReader(io.StringIO(write_sheet(least_sure(reader, 100)))))


def about(home: Path, evidence: str, **cells: str) -> dict[str, str]:
    """The row of one signal, filled in."""
    (row,) = (row for row in sheet(home) if evidence in row["evidence"])
    return row | cells


def given(home: Path, *filled_in: dict[str, str], coder: str = "ann", later: int = 0) -> ReviewOutcome:
    desk = Desk.of(coder, AT + timedelta(minutes=later))
    return take_in(Settings.build(home, {}), [SheetRow(n, row) for n, row in enumerate(filled_in, 2)], "s.csv", desk)


def shown(home: Path, evidence: str) -> list[tuple[object, ...]]:
    return rows(home, SHOWN.format(evidence))


def test_each_verdict_does_what_it_says_and_the_machine_stays_visible(home: Path) -> None:
    right = about(home, "Russia is ready for talks", verdict="right")
    wrong = about(home, "Ukraine rejected the plan", verdict="wrong", note="A plan of another kind.")
    mended = about(home, "Turkey offered", verdict="corrected", signal_type="offer", conditions="format; prisoners")
    missed = {
        "verdict": "missed", "article_id": RAIN.article_id, "evidence": "opened late because of the rain",
        "signal_type": "suspend", "actor": "UKR",
    }  # fmt: skip
    before = len(rows(home, "FROM signals"))
    outcome = given(home, right, wrong, mended, missed)
    assert (outcome.labels, outcome.rejections) == (4, ())
    assert shown(home, "Russia is ready for talks")[0][2:4] == ("right", "ann")
    assert shown(home, "Ukraine rejected the plan") == []
    ((kind, actor, *label),) = shown(home, "Turkey offered")
    assert (kind, actor, label) == ("offer", "TUR", ["corrected", "ann", "mediate", "TUR"])
    assert shown(home, "opened late") == [("suspend", "UKR", "missed", "ann", None, None)]
    assert len(rows(home, "FROM signals")) == before
    assert rows(home, "SELECT effect, count(*) FROM labels GROUP BY ALL") == [("applied", 4)]
    again = given(home, right, wrong, mended, missed, later=5)
    assert (again.labels, again.known) == (0, 4)
    reviewed: Any = rows(home, "SELECT min(committed_at) FROM run WHERE trigger = 'review'")[0][0]
    past = reviewed - timedelta(seconds=1)
    assert rows(home, f"SELECT count(*) FROM as_of(TIMESTAMPTZ '{past}') WHERE label IS NOT NULL") == [(0,)]


def test_labels_hold_after_a_retag_and_a_right_one_on_a_correction_confirms_it(
    tmp_path: Path, prefect_server: str
) -> None:
    from flows.retag import retag

    home = fill(tmp_path / "home", OlderTagger())
    row = about(home, "Ukraine rejected the plan", verdict="corrected", signal_type="doubt", target="CHN")
    machine = shown(home, "Ukraine rejected the plan")[0][0]
    given(home, row)
    retag(str(home), put_in_force=True)
    assert shown(home, "Ukraine rejected the plan") == [("doubt", "UKR", "corrected", "ann", "reject", "UKR")]
    assert machine == "threat"
    (signal,) = rows(home, "SELECT signal_id FROM signals WHERE label = 'corrected'")
    given(home, {"signal_id": str(signal[0]), "verdict": "right"}, coder="ben", later=1)
    assert shown(home, "Ukraine rejected the plan") == [("doubt", "UKR", "corrected", "ben", "reject", "UKR")]
    with Reader.open(home / "parley.duckdb") as reader:
        assert conflicts(reader) == []


def test_analysts_who_disagree_are_listed_and_the_newest_holds(home: Path) -> None:
    row = about(home, "Ukraine rejected the plan", verdict="wrong")
    given(home, row)
    given(home, row | {"verdict": "right", "coder": "ben"}, later=1)
    assert shown(home, "Ukraine rejected the plan")[0][2:4] == ("right", "ben")
    with Reader.open(home / "parley.duckdb") as reader:
        (conflict,) = conflicts(reader)
    assert (conflict.coders, conflict.verdicts, conflict.prevailing_coder) == (
        ("ann", "ben"),
        ("wrong", "right"),
        "ben",
    )
    assert conflict.differ_in == ("verdict",)
    given(home, row | {"verdict": "right"}, later=2)
    with Reader.open(home / "parley.duckdb") as reader:
        assert conflicts(reader) == []


def test_a_verdict_said_again_after_a_colleague_overruled_it_is_stored(home: Path) -> None:
    row = about(home, "Ukraine rejected the plan", verdict="wrong")
    given(home, row)
    agreed = given(home, row, coder="ben", later=1)
    assert (agreed.labels, given(home, row, later=2).known) == (1, 1)  # ben said the same: ann's still holds
    given(home, row | {"verdict": "right"}, coder="ben", later=3)
    assert shown(home, "Ukraine rejected the plan")[0][2:4] == ("right", "ben")
    again = given(home, row, later=4)
    assert (again.labels, again.known) == (1, 0)
    assert shown(home, "Ukraine rejected the plan") == []
    assert given(home, row, later=5).known == 1


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"verdict": "rihgt"}, 'did you mean "right"'),
        ({"verdict": "right", "actor": "CHN"}, 'differs in actor: say "corrected"'),
        ({"verdict": "corrected"}, "nothing differs"),
        ({"verdict": "corrected", "signal_type": "ofer"}, 'did you mean "offer"'),
        ({"verdict": "corrected", "actor": "RUZ"}, "no party that parley knows"),
        ({"verdict": "corrected", "actor": ""}, "the actor is missing"),
        ({"verdict": "corrected", "conditions": "weather"}, "none of territory"),
        ({"signal_id": "gone", "verdict": "wrong"}, 'there is no signal "gone"'),
        ({"actor": "CHN"}, "there is no verdict"),
        ({"verdict": "missed", "evidence": "never said"}, "do not stand in the article"),
        ({"verdict": "missed", "article_id": "file:none"}, "there is no article"),
    ],
)
def test_a_row_that_contradicts_itself_is_named_by_its_line_and_the_others_count(
    home: Path, cells: dict[str, str], said: str
) -> None:
    good = about(home, "Ukraine rejected the plan", verdict="wrong")
    outcome = given(home, about(home, "Turkey offered") | cells, good, about(home, "Russia is ready for talks"))
    ((reason, line, detail),) = [(one.reason, one.line, one.detail) for one in outcome.rejections]
    assert (reason, line) == ("malformed-row", 2)
    assert said in detail
    assert (outcome.labels, outcome.unjudged) == (1, 1)


def test_a_sheet_survives_a_spreadsheet(home: Path) -> None:
    text = 'verdict;signal_id\r\nright;a\r\n;b;c;d\r\n"x\0";b\r\nwrong;\'=c\r\n'
    read = list(read_sheet("\ufeff" + text, "s.csv"))
    kept = [one.cells for one in read if isinstance(one, SheetRow)]
    assert kept[0] == {"verdict": "right", "signal_id": "a"}
    assert kept[-1]["signal_id"] == "=c"
    assert [one.line for one in read if isinstance(one, Rejection)] == [3]
    with pytest.raises(Unusable, match="no column"):
        list(read_sheet("a,b\n1,2\n", "s.csv"))
    (row,) = (row for row in sheet(home) if "nobody asked" in row["words_after"])
    assert row["title"].startswith("'=HYPERLINK")
    (title,) = {one.cells["title"] for one in read_sheet(write_one(row), "s.csv") if isinstance(one, SheetRow)}
    assert title == ODD.title


def write_one(row: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerow(row)
    return out.getvalue()


@pytest.mark.slow
def test_the_command_writes_a_sheet_takes_it_back_and_scores_against_it(
    parley: Parley, home: Path, tmp_path: Path
) -> None:
    assert parley.home == home
    path = tmp_path / "sheet.csv"
    assert parley("review", "--limit", "3", "--csv", str(path)).code == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    confidences = [float(row["confidence"]) for row in found]
    assert confidences == sorted(confidences)
    for row, verdict in zip(found, ("right", "wrong", "nonsense"), strict=True):
        row["verdict"] = verdict
    path.write_text(write_one(found[0]) + "".join(write_one(row).split("\n", 1)[1] for row in found[1:]), "utf-8-sig")
    ran = parley("review", "--import", str(path), "--coder", "ann")
    assert ran.code == 1
    assert "sheet.csv, line 4" in ran.err
    assert "2 labels stored" in ran.out
    scores: Any = parley("eval", "--labels", "--json").json()
    assert (scores["counts"]["gold"], scores["counts"]["articles"]) == (1, 2)
    path.write_bytes(b"verdict\n\xe9")
    assert "not UTF-8" in parley("review", "--import", str(path)).err


def test_on_a_terminal_it_asks_and_keeps_what_was_said_when_broken_off(parley: Parley, home: Path) -> None:
    assert parley.home == home
    ours, theirs = pty.openpty()
    command = [str(Path(sys.executable).parent / "parley"), "review", "--coder", "ann"]
    process = subprocess.Popen(command, env=parley.environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, b"r\ns\nn\nwell said\nw\nc\n\n\n\n\n\n\n\n\nq\n")
    said = b""
    while True:
        try:
            said += os.read(ours, 65536)
        except OSError:
            break
    os.close(ours)
    assert process.wait() == 0, said.decode()
    assert "nothing differs" in said.decode()
    assert "2 labels stored" in said.decode()
    assert rows(parley.home, "SELECT verdict, note FROM label ORDER BY ALL") == [
        ("right", None),
        ("wrong", "well said"),
    ]


def test_the_gold_of_labels_holds_what_analysts_say_stands_there(home: Path) -> None:
    from flows.label_gold import at_places, gold_of

    given(
        home,
        about(home, "Russia is ready for talks", verdict="right"),
        about(home, "Turkey offered", verdict="corrected", signal_type="offer"),
        about(home, "Ukraine rejected the proposal", verdict="wrong"),
    )
    with Reader.open(home / "parley.duckdb") as reader:
        (labelled,) = gold_of(judged(reader))
    assert [(one.signal, one.actor, one.speaker) for one in labelled.gold.signals] == [
        ("willing", "RUS", "RUS"), ("offer", "TUR", "author"),
    ]  # fmt: skip
    assert len(labelled.places) == 3
    assert at_places(labelled.places, labelled.places[:1]) == labelled.places[:1]
