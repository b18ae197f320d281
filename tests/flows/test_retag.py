"""Coding everything anew: the difference is shown first, the past stays as it was, and it can be undone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.records import Coding, Document, Sentence
from extractors.stance import load_tagger
from extractors.stance.rows import CodedSignal
from flows import recode
from flows.signal_diff import differences, pair_up
from flows.staging import Staging
from flows.summaries import report_from
from tests.flows.conftest import Parley
from tests.flows.older import ARTICLES, RULESET, OlderTagger, article, fill, rows
from tests.flows.test_run import hashes
from warehouse.reader import Reader

SIGNALS = "SELECT signal_id, signal_type, actor, evidence, ruleset FROM signals ORDER BY ALL"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("older") / "home")


@pytest.fixture
def older(parley: Parley, filled: Path) -> Parley:
    """The command on a home that an older tagger has coded."""
    shutil.copytree(filled, parley.home)
    return parley


def report_as_of(home: Path, moment: datetime, folder: Path) -> dict[str, str]:
    with Reader.open(home / "parley.duckdb") as reader:
        assert report_from(reader, None, moment, folder)
    return hashes(folder)


@pytest.mark.slow
def test_the_command_shows_the_difference_first_and_commits_on_yes(older: Parley) -> None:
    before = rows(older.home, SIGNALS)
    ran = older("retag", "--dry-run", "--examples", "1")
    assert ran.code == 0, ran.err
    assert rows(older.home, SIGNALS) == before
    assert "nothing is changed yet" in ran.out
    assert "changed in: signal" in ran.out
    ran = older("retag", "--yes", "--json")
    told: Any = ran.json()
    diff, now = told["diff"], rows(older.home, SIGNALS)
    assert told["committed"]
    assert (diff["articles"], diff["before"], diff["after"], diff["lost"]) == (5, len(before), len(now), 0)
    assert diff["added"] == len(now) - len(before) == sum(line["added"] for line in diff["lines"]) == 4
    threats = sum(kind == "threat" for _, kind, *_ in before)
    assert diff["changed"] == threats > 0
    assert dict(diff["fields"]) == {"signal": threats}
    assert {one["kind"] for one in diff["examples"]} == {"added", "changed"}


@pytest.mark.slow
def test_a_retag_leaves_the_past_and_can_be_undone(older: Parley, tmp_path: Path) -> None:
    from flows.retag import retag, undo_retag

    home = older.home
    moment: Any = rows(home, "SELECT max(committed_at) FROM run")[0][0]
    past = f"SELECT signal_id, signal_type, ruleset FROM as_of(TIMESTAMPTZ '{moment}') ORDER BY ALL"
    before, known = rows(home, SIGNALS), rows(home, past)
    reported = report_as_of(home, moment, tmp_path / "before")
    done = retag(str(home), put_in_force=True)
    after = rows(home, SIGNALS)
    assert after == rows(fill(tmp_path / "present", load_tagger()), SIGNALS)
    assert rows(home, past) == known
    assert report_as_of(home, moment, tmp_path / "after") == reported
    assert not list((home / "retag").iterdir())
    assert retag(str(home), put_in_force=True).diff.articles == 0
    undone = undo_retag("last", str(home), put_in_force=True)
    assert (undone.undone, undone.diff.added, undone.diff.lost) == (done.run_id, 0, 4)
    assert rows(home, SIGNALS) == before
    assert report_as_of(home, moment, tmp_path / "undone") == reported
    assert rows(home, "SELECT count(*) FROM coding") == [(15,)]
    fill(home, load_tagger())
    assert rows(home, SIGNALS) == before  # what was undone is not coded again by itself
    assert undo_retag(str(undone.run_id), str(home), put_in_force=True).committed
    assert rows(home, SIGNALS) == after


def test_what_cannot_be_undone_or_asked_is_wrong_usage(older: Parley) -> None:
    from flows.retag import NothingToUndo, undo_retag

    with pytest.raises(NothingToUndo, match="no retag has a coding in force"):
        undo_retag("last", str(older.home))
    for arguments, said in (
        (("--dry-run", "--yes"), "exclude each other"),
        ((), "no terminal"),
    ):
        ran = older("retag", *arguments)
        assert ran.code == 2
        assert said in ran.err


class Interrupted(BaseException):
    """Stands for whatever ends a process half-way."""


class Counting:
    """The present tagger, which counts, and may be interrupted."""

    def __init__(self, until: int) -> None:
        self._present, self._until, self.tagged = load_tagger(), until, 0
        self.ruleset = self._present.ruleset

    def tag(self, document: Document) -> Coding:
        if self.tagged == self._until:
            raise Interrupted
        self.tagged += 1
        return self._present.tag(document)


class Renamed(Counting):
    """The present tagger under a third ruleset."""

    def __init__(self) -> None:
        super().__init__(until=99)
        self.ruleset = "r-third"

    def tag(self, document: Document) -> Coding:
        return replace(super().tag(document), ruleset=self.ruleset)


@pytest.mark.slow
def test_two_retags_undone_one_after_the_other_lead_back_to_the_first_state(
    older: Parley, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import retag as module

    home = str(older.home)
    first = rows(older.home, SIGNALS)
    one = module.retag(home, put_in_force=True)
    second = rows(older.home, SIGNALS)
    with monkeypatch.context() as patch:
        patch.setattr(module, "load_tagger", Renamed)
        two = module.retag(home, put_in_force=True)
    third = rows(older.home, SIGNALS)
    assert module.undo_retag("last", home, put_in_force=True).undone == two.run_id
    assert rows(older.home, SIGNALS) == second
    undone = module.undo_retag("last", home, put_in_force=True)
    assert (undone.undone, undone.kept) == (one.run_id, 0)
    assert rows(older.home, SIGNALS) == first
    with pytest.raises(module.NothingToUndo):
        module.undo_retag("last", home)
    assert module.undo_retag(str(undone.run_id), home, put_in_force=True).committed
    assert rows(older.home, SIGNALS) == second != third


@pytest.mark.slow
def test_only_a_retag_or_an_undo_is_undone_and_only_within_a_version(older: Parley) -> None:
    from flows.retag import NothingToUndo, retag, undo_retag

    fill(older.home, OlderTagger(), [replace(ARTICLES[0], text=ARTICLES[0].text + " It was corrected.")])
    (filling,) = rows(older.home, "SELECT run_id FROM run ORDER BY committed_at DESC LIMIT 1")
    with pytest.raises(NothingToUndo, match="a retag or undo"):
        undo_retag(str(filling[0]), str(older.home))
    versions = "SELECT article_id, version_id, ruleset FROM articles ORDER BY ALL"
    before = rows(older.home, versions)
    retag(str(older.home), put_in_force=True)
    assert undo_retag("last", str(older.home), put_in_force=True).diff.articles == 5
    assert rows(older.home, versions) == before


@pytest.mark.slow
def test_interrupted_it_goes_on_where_it_was(older: Parley, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import retag as module

    monkeypatch.setattr(recode, "CODED_AT_A_TIME", 2)
    monkeypatch.setattr(recode, "LOADED_AT_A_TIME", 2)
    first, second = Counting(until=3), Counting(until=9)
    monkeypatch.setattr(module, "load_tagger", lambda: first)
    with pytest.raises(Interrupted):
        module.retag(str(older.home), put_in_force=True)
    (kept,) = (older.home / "retag").iterdir()
    with kept.open("ab") as file:
        file.write(b'0123456789\t{"ruleset": "r-1", "signa')
    monkeypatch.setattr(module, "load_tagger", lambda: second)
    told = module.retag(str(older.home), put_in_force=True)
    assert (first.tagged, second.tagged) == (3, 3)  # of the first three, a whole batch of two was kept
    assert told.diff.articles == 5
    runs = rows(older.home, "SELECT run_id FROM coding WHERE ruleset <> '" + RULESET + "' GROUP BY ALL ORDER BY ALL")
    assert runs == [(told.run_id,), (f"{told.run_id}/2",), (f"{told.run_id}/3",)]
    assert module.undo_retag("last", str(older.home), put_in_force=True).diff.articles == 5
    assert rows(older.home, "SELECT DISTINCT ruleset FROM signals") == [(RULESET,)]
    with pytest.raises(module.NothingToUndo):
        module.undo_retag("last", str(older.home))


def test_an_article_that_the_tagger_stumbles_over_keeps_its_coding(
    older: Parley, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import retag as module

    class Stumbling(Counting):
        def tag(self, document: Document) -> Coding:
            if "Washington" in document.text:
                raise ValueError("made to stumble")
            return super().tag(document)

    monkeypatch.setattr(module, "load_tagger", lambda: Stumbling(until=9))
    told = module.retag(str(older.home), put_in_force=True)
    assert [one.reason for one in told.rejections] == ["tagger-failed"]
    assert told.diff.articles == 4
    kept = f"SELECT article_id FROM articles WHERE ruleset = '{RULESET}'"
    assert rows(older.home, kept) == [(ARTICLES[3].article_id,)]
    assert rows(older.home, "SELECT reason FROM rejection") == [("tagger-failed",)]


def signal(start: int, end: int, kind: str = "offer", actor: str = "ALD") -> CodedSignal:
    return CodedSignal(start, end, kind, actor, None, None, actor, "direct", frozenset(), "current")


def test_signals_are_paired_equal_first_then_by_overlap_and_likeness() -> None:
    same, moved, lost = signal(0, 10), signal(20, 40), signal(50, 60)
    shifted, added, other = signal(22, 41, "willing"), signal(70, 80), signal(20, 40, "threat", "BOR")
    assert set(pair_up([same, moved, lost, same], [other, shifted, same, added])) == {
        (same, same), (moved, shifted), (lost, None), (same, None), (None, added), (None, other),
    }  # fmt: skip
    assert list(differences(moved, shifted)) == ["span", "signal"]
    assert pair_up([], []) == []


def test_staging_gives_back_the_coding_that_it_was_given(tmp_path: Path) -> None:
    text = "“Tricky – \u2028 \0 text,” the Kremlin said. Moscow is ready for talks if Kyiv gives up territory."
    coding = OlderTagger().tag(Document(text * 3, None, None))
    empty = Coding(RULESET, (), (Sentence(0, 3, 0),), ())
    with Staging(tmp_path / "s.jsonl") as staging:
        staging.add([("one", coding), ("two", empty)])
        assert staging.get("one") == coding
    with Staging(tmp_path / "s.jsonl") as staging:
        assert "two" in staging
        assert "three" not in staging
        assert (staging.get("one"), staging.get("two")) == (coding, empty)


def test_odd_articles_read_back_to_their_own_versions(older: Parley) -> None:
    from flows.retag import retag

    odd = article(
        "The Kremlin said \0 that “it” is ready\r\nfor talks. 🇺🇦", None, title="T\u202etle", authors=("A", "B"),
        flags=("odd",), ownership="state", language="en",
    )  # fmt: skip
    fill(older.home, OlderTagger(), [odd])
    assert retag(str(older.home), put_in_force=True).diff.articles == 6
    assert rows(older.home, "SELECT count(*) FROM article_version") == [(6,)]
