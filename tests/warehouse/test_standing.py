"""What is told of an article is appended when it changes, and each moment keeps what was told then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from extractors.identity import signal_id, text_sha256, version_id
from extractors.records import Coding, Sentence
from tests.warehouse.making import START, Said, ask, coded, days, load, run
from warehouse.labels import judged
from warehouse.reader import Reader
from warehouse.records import ActorRow, CodedArticle, Label, Load, Verdict
from warehouse.store import Warehouse

OFFER = Said("Aldania offers a truce", "offer", "ALD", target="BOR")
REFUSAL = Said("Borovia refuses the truce", "reject", "BOR", target="ALD")
DAY = days(date(2022, 12, 21))


def copy_of(one: CodedArticle, name: str, day: date) -> CodedArticle:
    return replace(one, article=replace(one.article, article_id=f"file:{name}", published=days(day)))


def at(moment: datetime) -> str:
    return f"TIMESTAMPTZ '{moment.isoformat()}'"


def test_an_earlier_copy_that_comes_later_takes_the_lead(warehouse: Warehouse) -> None:
    one = coded("a", [OFFER], DAY)
    first = load(warehouse, "run-1", one)
    load(warehouse, "run-2", copy_of(one, "earlier", date(2022, 12, 19)))
    leads = "SELECT article_id, is_lead FROM articles_as_of({}) ORDER BY 1"
    assert ask(warehouse, leads.format("'infinity'")) == [("file:a", False), ("file:earlier", True)]
    assert ask(warehouse, leads.format(at(first.committed_at))) == [("file:a", True)]
    assert ask(warehouse, "SELECT article_id, counted FROM signals ORDER BY 1") == [
        ("file:a", False), ("file:earlier", True),
    ]  # fmt: skip
    assert ask(warehouse, "SELECT run_id FROM signals WHERE article_id = 'file:a'") == [("run-1",)]
    assert ask(warehouse, "SELECT count(*), count(DISTINCT standing_no) FROM standing") == [(3, 3)]
    assert warehouse.check() == {}


def test_a_lead_that_leaves_its_story_hands_it_over(warehouse: Warehouse) -> None:
    one = coded("a", [OFFER], DAY)
    load(warehouse, "run-1", one, copy_of(one, "b", date(2022, 12, 22)))
    rewritten = replace(one, article=replace(one.article, text=one.article.text + "And more."))
    load(warehouse, "run-2", rewritten)
    assert ask(warehouse, "SELECT article_id, is_lead FROM articles ORDER BY 1") == [("file:a", True), ("file:b", True)]


def test_a_new_name_is_told_from_then_on(warehouse: Warehouse) -> None:
    named = [ActorRow("ALD", "party", "Aldania")]
    first = warehouse.load(Load(run("run-1"), [coded("a", [OFFER], DAY), coded("b", [REFUSAL], DAY)], actors=named))
    warehouse.load(Load(run("run-2"), actors=[ActorRow("ALD", "party", "Republic of Aldania")]))
    names = "SELECT coalesce(actor_name, '') || ' ' || coalesce(target_name, '') FROM signals_as_of({}) ORDER BY 1"
    assert ask(warehouse, names.format("'infinity'")) == [
        ("BOR Republic of Aldania",), ("Republic of Aldania BOR",),
    ]  # fmt: skip
    assert ask(warehouse, names.format(at(first.committed_at))) == [("Aldania BOR",), ("BOR Aldania",)]


def label(
    one: CodedArticle, verdict: Verdict, nth: int = 0, coder: str = "ann", minutes: int = 0, **given: object
) -> Label:
    """A label on an article's n-th signal."""
    said = one.coding.signals[nth]
    machine = (None, None) if verdict == "missed" else (said.signal_type, said.actor)
    values: dict[str, object] = dict.fromkeys(
        ("signal_type", "actor", "person", "target", "speaker", "attribution", "timing", "conditions", "note")
    )
    return Label(
        signal_id=None, article_id=one.article.article_id, version_id=version_id(one.article),
        text_sha256=text_sha256(one.article.text), char_start=said.char_start, char_end=said.char_end,
        evidence=one.article.text[said.char_start : said.char_end], machine_type=machine[0], machine_actor=machine[1],
        verdict=verdict, coder=coder, labelled_at=START.replace(minute=minutes), **(values | given),  # type: ignore[arg-type]
    )  # fmt: skip


def labelled(warehouse: Warehouse, run_id: str, *labels: Label) -> None:
    warehouse.load(Load(run(run_id), labels=labels))


SHOWN = "SELECT signal_type, actor, label, labelled_by, machine_type, machine_actor FROM signals ORDER BY char_start, 1"


def test_labels_overrule_the_tagger_visibly(warehouse: Warehouse) -> None:
    one = coded("a", [OFFER, REFUSAL, Said("All is quiet", "talks", "ALD")], DAY)
    before = load(warehouse, "run-1", one)
    labelled(
        warehouse, "run-2", label(one, "right", 0), label(one, "wrong", 2),
        label(one, "corrected", 1, signal_type="demand", actor="BOR", speaker="author", attribution="narration"),
    )  # fmt: skip
    assert ask(warehouse, SHOWN) == [
        ("offer", "ALD", "right", "ann", "offer", "ALD"),
        ("demand", "BOR", "corrected", "ann", "reject", "BOR"),
    ]
    assert ask(warehouse, "SELECT voice, target, counted FROM signals WHERE label = 'corrected'") == [
        ("narrated", None, True),
    ]  # fmt: skip
    assert ask(warehouse, "SELECT verdict, effect FROM labels ORDER BY 1") == [
        ("corrected", "applied"), ("right", "applied"), ("wrong", "applied"),
    ]  # fmt: skip
    ((count,),) = ask(warehouse, f"SELECT count(*) FROM signals_as_of({at(before.committed_at)}) WHERE label IS NULL")
    assert count == 3
    assert warehouse.check() == {}


def test_a_missed_signal_is_added_and_can_be_taken_back(warehouse: Warehouse) -> None:
    one = coded("a", [OFFER, REFUSAL], DAY)
    found = replace(one, coding=replace(one.coding, signals=one.coding.signals[:1]))
    load(warehouse, "run-1", found)
    missed = label(one, "missed", 1, signal_type="reject", actor="BOR", speaker="BOR", attribution="indirect")
    labelled(warehouse, "run-2", missed)
    assert ask(warehouse, SHOWN)[1] == ("reject", "BOR", "missed", "ann", None, None)
    ((added, voice, evidence),) = ask(
        warehouse, "SELECT signal_id, voice, evidence FROM signals WHERE label = 'missed'"
    )
    assert (voice, evidence) == ("own", REFUSAL.words)
    ((note,),) = ask(warehouse, f"SELECT label FROM why('{added}')")
    assert note == "missed"
    labelled(warehouse, "run-3", replace(label(one, "wrong", 1, minutes=5), signal_id=str(added)))
    assert len(ask(warehouse, SHOWN)) == 1
    assert ask(warehouse, "SELECT verdict, effect FROM labels ORDER BY labelled_at") == [
        ("missed", "superseded"), ("wrong", "applied"),
    ]  # fmt: skip


def test_a_missed_signal_is_told_of_an_article_in_which_the_tagger_saw_none(warehouse: Warehouse) -> None:
    one = coded("a", [OFFER], DAY)
    silent = replace(one, coding=replace(one.coding, signals=()))
    before = load(warehouse, "run-1", silent, copy_of(silent, "b", date(2022, 12, 22)))
    assert ask(warehouse, SHOWN) == []
    missed = label(one, "missed", signal_type="offer", actor="ALD", speaker="ALD", target="BOR", attribution="indirect")
    labelled(warehouse, "run-2", missed)
    assert ask(warehouse, "SELECT signal_type, actor, label, article_id, counted FROM signals ORDER BY article_id") == [
        ("offer", "ALD", "missed", "file:a", True), ("offer", "ALD", "missed", "file:b", False),
    ]  # fmt: skip
    assert ask(warehouse, f"FROM signals_as_of({at(before.committed_at)})") == []
    load(warehouse, "run-3", copy_of(silent, "c", date(2022, 12, 19)))
    assert ask(warehouse, "SELECT article_id FROM signals WHERE counted") == [("file:c",)]
    assert warehouse.check() == {}


def test_labels_survive_another_coding_and_reach_reprints(warehouse: Warehouse) -> None:
    one = coded("a", [OFFER, REFUSAL], DAY)
    load(warehouse, "run-1", one)
    labelled(warehouse, "run-2", label(one, "wrong", 0), label(one, "corrected", 1, signal_type="suspend", actor="BOR"))
    first, second = one.coding.signals
    longer = replace(first, char_end=first.char_end + 2, target=None)
    whole = (Sentence(0, len(one.article.text), 0),)
    again = replace(one, coding=Coding("r-2", (longer, second), whole, ()))
    load(warehouse, "run-3", again, copy_of(again, "reprint", date(2022, 12, 22)), ruleset="r-2")
    assert ask(warehouse, SHOWN) == [("suspend", "BOR", "corrected", "ann", "reject", "BOR")] * 2
    lost = replace(one, coding=replace(one.coding, ruleset="r-3", signals=()))
    load(warehouse, "run-4", lost, ruleset="r-3")
    assert ask(warehouse, SHOWN.replace("FROM signals", "FROM signals WHERE article_id = 'file:a'")) == [
        ("suspend", "BOR", "corrected", "ann", None, None),
    ]  # fmt: skip


def test_a_label_on_one_party_of_a_joint_act_leaves_the_other(warehouse: Warehouse) -> None:
    words = "Neither side is ready"
    one = coded("a", [Said(words, "reject", "ALD")], DAY)
    both = (one.coding.signals[0], replace(one.coding.signals[0], actor="BOR", speaker="BOR"))
    joint = replace(one, coding=replace(one.coding, signals=both))
    load(warehouse, "run-1", joint)
    labelled(warehouse, "run-2", label(joint, "wrong", 0))
    load(warehouse, "run-3", replace(joint, coding=replace(joint.coding, ruleset="r-2", signals=both[1:])))
    assert ask(warehouse, "SELECT actor, label FROM signals") == [("BOR", None)]
    assert ask(warehouse, "SELECT effect FROM labels") == [("unmatched",)]


def test_the_newest_label_holds_and_conflicts_are_listed(warehouse: Warehouse) -> None:
    one = coded("a", [OFFER], DAY)
    load(warehouse, "run-1", one)
    labelled(warehouse, "run-2", label(one, "right", coder="ann"), label(one, "wrong", coder="bob", minutes=9))
    assert ask(warehouse, SHOWN) == []
    assert ask(warehouse, "SELECT coders, verdicts, prevailing_coder FROM label_conflicts") == [
        (("ann", "bob"), ("right", "wrong"), "bob"),
    ]  # fmt: skip
    assert ask(warehouse, "SELECT coder, effect FROM labels ORDER BY coder") == [
        ("ann", "superseded"), ("bob", "applied"),
    ]  # fmt: skip
    labelled(warehouse, "run-3", label(one, "wrong", coder="ann", minutes=10))
    assert ask(warehouse, "SELECT count(*) FROM label_conflicts") == [(0,)]


def test_a_conflict_is_any_value_that_differs_on_words_that_share_half(warehouse: Warehouse) -> None:
    one = coded("a", [OFFER, REFUSAL], DAY)
    load(warehouse, "run-1", one)
    given: dict[str, Any] = {
        "signal_type": "offer",
        "actor": "ALD",
        "speaker": "ALD",
        "attribution": "indirect",
        "timing": "current",
    }
    ann = label(one, "corrected", conditions=("territory", "withdrawal"), **given)
    wider: dict[str, Any] = {"char_end": ann.char_end + 6, "evidence": ann.evidence + ". Boro"}
    same = label(one, "corrected", coder="bob", minutes=1, conditions=("withdrawal", "territory"), **given)
    labelled(warehouse, "run-2", ann, replace(same, **wider), label(one, "right", 1))
    conflicts = "SELECT coders, differ_in, char_start, char_end FROM label_conflicts"
    assert ask(warehouse, conflicts) == []
    other = given | {"timing": "background", "person": "ann-example", "attribution": "direct"}
    bob = label(one, "corrected", coder="bob", minutes=2, conditions=("withdrawal",), **other)
    labelled(warehouse, "run-3", replace(bob, **wider), label(one, "right", 1, coder="bob", minutes=2))
    assert ask(warehouse, conflicts) == [
        (("ann", "bob"), ("person", "attribution", "timing", "conditions"), 0, ann.char_end + 6)
    ]  # fmt: skip
    short: dict[str, Any] = {
        "char_start": 20,
        "char_end": len(OFFER.words) + 20,
        "evidence": one.article.text[20 : len(OFFER.words) + 20],
    }
    labelled(warehouse, "run-4", replace(label(one, "wrong", coder="cy", minutes=3), **short))
    assert ask(warehouse, "SELECT coders FROM label_conflicts") == [(("ann", "bob"),)]


def test_a_repeat_counts_once_the_fuller_signal_no_longer_says_the_same(warehouse: Warehouse) -> None:
    shorter = Said("offers a truce", "offer", "ALD")
    first = coded("a", [OFFER, shorter], DAY)
    second = coded("b", [replace(OFFER, words="For a month Aldania offers a truce"), shorter], DAY)
    third = coded("c", [replace(OFFER, words="On Monday Aldania offers a truce"), shorter], DAY)
    load(warehouse, "run-1", first, second, third)
    counted = "SELECT article_id, signal_type, actor, counted FROM signals ORDER BY article_id, char_start"
    assert [row[3] for row in ask(warehouse, counted)] == [True, False] * 3
    said: dict[str, Any] = {
        "actor": "ALD",
        "speaker": "ALD",
        "attribution": "indirect",
        "timing": "current",
        "conditions": (),
    }
    labelled(
        warehouse, "run-2", label(first, "wrong"), label(second, "corrected", 1, signal_type="willing", **said),
        label(third, "corrected", signal_type="offer", **said),
    )  # fmt: skip
    assert ask(warehouse, counted) == [
        ("file:a", "offer", "ALD", True),
        ("file:b", "offer", "ALD", True), ("file:b", "willing", "ALD", True),
        ("file:c", "offer", "ALD", True), ("file:c", "offer", "ALD", False),
    ]  # fmt: skip
    assert warehouse.check() == {}


def test_what_was_missed_in_the_title_is_a_headline(warehouse: Warehouse) -> None:
    one = coded("a", [OFFER, REFUSAL], DAY)
    title, text = "Aldania offers\ta truce (for now)", f"Aldania offers a truce\n  (for now)\n\n{OFFER.words} again"
    spans = [(0, 22), (text.rindex(OFFER.words), len(text))]
    signals = tuple(replace(one.coding.signals[0], char_start=start, char_end=end) for start, end in spans)
    said = replace(one, article=replace(one.article, title=title, text=text))
    load(warehouse, "run-1", replace(said, coding=replace(one.coding, signals=(), sentences=())))
    shown = replace(said, coding=replace(one.coding, signals=signals))
    given: dict[str, Any] = {"signal_type": "offer", "actor": "ALD", "speaker": "ALD"}
    labelled(warehouse, "run-2", label(shown, "missed", 0, **given), label(shown, "missed", 1, **given))
    assert ask(warehouse, "SELECT char_start, is_headline, counted FROM signals ORDER BY 1") == [
        (spans[0][0], True, False), (spans[1][0], False, True),
    ]  # fmt: skip


def test_a_verdict_is_on_the_coding_that_the_analyst_saw(warehouse: Warehouse) -> None:
    one = coded("a", [OFFER], DAY)
    (signal,) = one.coding.signals
    at = load(warehouse, "run-1", one).committed_at
    key = signal_id(version_id(one.article), signal)
    labelled(warehouse, "run-2", replace(label(one, "right"), signal_id=key, labelled_at=at))
    for number in range(3, 6):  # ids of codings are hashes: one of these comes before that of r-1
        anew = replace(signal, person=f"person-{number}", timing="background")
        later = replace(one, coding=replace(one.coding, ruleset=f"r-{number}", signals=(anew,)))
        load(warehouse, f"run-{number}", later, ruleset=f"r-{number}")
    published = warehouse.path.with_name("parley.duckdb")
    warehouse.publish(published)
    with Reader.open(published) as reader:
        (found,) = judged(reader)
    assert (found.machine_person, found.machine_timing) == (None, "current")
