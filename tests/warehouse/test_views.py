"""What analysts ask on a Monday, on a small made-up set, against what was worked out by hand.

Aldania (ALD) and Borovia (BOR) are at war. The week looked at is 2022-W51, 19 to 25 December.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from extractors.records import Ownership
from tests.warehouse.making import START, Clock, Said, ask, coded, days, load, run
from tests.warehouse.test_standing import label, labelled
from warehouse.questions import fill, find
from warehouse.reader import Reader
from warehouse.records import CodedArticle, FeedEvent, FeedOutcome, Load
from warehouse.store import Warehouse

WEEK = date(2022, 12, 19)
OFFER = Said("Aldania offers a truce", "offer", "ALD", target="BOR")
DOUBT = Said("Borovia calls the truce a trick", "doubt", "BOR", target="ALD")


def owned(one: CodedArticle, name: str, outlet: str, ownership: Ownership | None, day: date) -> CodedArticle:
    article = replace(
        one.article, article_id=f"file:{name}", outlet=outlet, ownership=ownership, country="GBR", published=days(day)
    )
    return replace(one, article=article)


def stories(count: int, prefix: str, said: Said, day: date) -> list[CodedArticle]:
    """So many stories that say the same in other words."""
    names = [f"{prefix}{n}" for n in range(count)]
    return [coded(name, [replace(said, words=f"{said.words} ({name})")], days(day)) for name in names]


HEADED = coded(
    "headed",
    [
        Said("Borovia ready for peace", "willing", "BOR", is_headline=True),
        Said("Borovia refuses every meeting", "reject", "BOR", conditions=("territory",)),
    ],
    days(WEEK + timedelta(days=2)),
)
COPIED = coded("first", [OFFER], None)
EVERYTHING = [
    *stories(3, "before", Said("Aldania refuses talks", "reject", "ALD", conditions=("territory",)), date(2022, 12, 5)),
    *stories(3, "now", Said("Aldania would talk", "willing", "ALD", conditions=("territory",)), WEEK),
    *stories(1, "asks", Said("Aldania asks for land", "demand", "ALD", conditions=("territory",)), date(2022, 11, 1)),
    owned(COPIED, "first", "Courier", "private", WEEK + timedelta(days=1)),
    owned(COPIED, "second", "Herald", "state", WEEK + timedelta(days=2)),
    coded("doubting", [DOUBT], days(WEEK + timedelta(days=5))),
    HEADED,
]


def poll(url: str, hours: int, outcome: FeedOutcome, new: int) -> FeedEvent:
    return FeedEvent(url, f"Feed {url[-1]}", START + timedelta(hours=hours), outcome, 200, new, new)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with Warehouse.open(tmp_path_factory.mktemp("home") / "warehouse.duckdb", now=Clock()) as opened:
        feeds = [
            *(poll("https://a.example/a", hour, "ok", 2) for hour in range(0, 60, 6)),
            *(poll("https://b.example/b", hour, "ok", 2 if hour < 12 else 0) for hour in range(0, 120, 6)),
            *(poll("https://c.example/c", hour, "ok" if hour < 6 else "failed", 0) for hour in range(0, 60, 6)),
        ]
        opened.load(Load(run("run-1"), EVERYTHING, feed_events=feeds))
        yield opened


def test_who_moved_needs_three_stories_on_either_side(told: Warehouse) -> None:
    rows = ask(told, "SELECT actor, net, stories, net_before, stories_before, verdict, first_types "
                     "FROM position_changes WHERE iso_week = '2022-W51' ORDER BY actor")  # fmt: skip
    assert rows == [
        ("ALD", 1.0, 4, -1.0, 3, "towards", ("offer", "willing")),
        ("BOR", -1.0, 2, None, 0, "too few", ("doubt", "reject")),
    ]


def test_an_offer_waits_for_its_first_rejection_or_doubt(told: Warehouse) -> None:
    rows = ask(told, "SELECT actor, target, offer_stories, answerer, answer_type, days FROM latency")
    assert rows == [("ALD", "BOR", 1, "BOR", "reject", 1)]


def test_the_condition_board_tells_the_last_word_and_since_when(told: Warehouse) -> None:
    rows = ask(told, "SELECT actor, condition, state, since, state_before, first_on, stories FROM condition_board "
                     "ORDER BY actor")  # fmt: skip
    assert rows == [
        ("ALD", "territory", "open", WEEK, "refused", date(2022, 11, 1), 7),
        ("BOR", "territory", "refused", date(2022, 12, 21), None, date(2022, 12, 21), 1),
    ]


def test_the_last_word_is_one_of_the_state_told_and_doubt_is_no_stand(warehouse: Warehouse) -> None:
    over_land = Said("Aldania asks for the land or leaves", "demand", "ALD", conditions=("territory",))
    doubting = Said("Borovia doubts the land is meant", "doubt", "BOR", conditions=("territory",))
    hosting = Said("Cadia would host if troops go", "mediate", "CAD", conditions=("withdrawal",))
    one = coded("a", [over_land, doubting, hosting], days(WEEK))
    first, *others = one.coding.signals
    same_words = (first, replace(first, signal_type="reject"), replace(first, signal_type="agreement"), *others)
    load(warehouse, "run-1", replace(one, coding=replace(one.coding, signals=same_words)))
    ((state, last_type, signal_id),) = ask(warehouse, "SELECT state, last_type, last_signal_id FROM condition_board")
    assert (state, last_type) == ("refused", "reject")
    assert ask(warehouse, f"SELECT signal_type FROM why('{signal_id}')") == [("reject",)]


def test_a_reprint_corroborates_nothing(told: Warehouse) -> None:
    columns = "stories, articles, outlets, ownership_list, verdict"
    offered = ask(told, f"SELECT {columns} FROM corroboration WHERE signal_type = 'offer'")
    assert offered == [(1, 2, 2, ("private", "state"), "one story")]
    willing = ask(told, f"SELECT {columns} FROM corroboration WHERE signal_type = 'willing' AND actor = 'ALD'")
    assert willing == [(3, 3, 1, (), "several stories")]


def test_an_echo_names_the_first_mover(told: Warehouse) -> None:
    rows = ask(told, "SELECT first_mover, copies, outlets, ownerships, days, copied_by FROM echo WHERE copies > 1")
    assert rows == [("Courier", 2, 2, ("private", "state"), 1, ("Herald",))]


def test_an_outlet_of_unknown_owner_is_counted_as_such(warehouse: Warehouse) -> None:
    again = coded("again", [replace(OFFER, words="A truce is what Aldania offers")], days(WEEK), outlet="Unknown Post")
    load(warehouse, "run-1", owned(COPIED, "first", "State TV", "state", WEEK))
    load(warehouse, "run-2", again, owned(COPIED, "reprint", "Herald", None, WEEK + timedelta(days=1)))
    assert ask(warehouse, "SELECT stories, ownership_list, unknown_owners FROM corroboration") == [(2, ("state",), 2)]
    assert ask(warehouse, fill(find("state-media-only"), {"week": "2022-W51"})) == []
    assert ask(warehouse, "SELECT first_mover, ownerships, unknown_owners FROM echo ORDER BY 1") == [
        ("State TV", ("state",), 1), ("Unknown Post", (), 1),
    ]  # fmt: skip


def test_the_surest_of_signals_is_an_analysts_and_one_of_equals_is_named(warehouse: Warehouse) -> None:
    two = coded("two", [OFFER, replace(OFFER, words="A truce is offered by Aldania")], days(WEEK))
    load(warehouse, "run-1", two)
    surest = "SELECT signal_id FROM corroboration"
    assert ask(warehouse, surest) == ask(warehouse, "SELECT max(signal_id) FROM signals")
    hand = coded("hand", [replace(OFFER, words="Aldania would lay down arms")], days(WEEK))
    load(warehouse, "run-2", replace(hand, coding=replace(hand.coding, signals=())))
    labelled(warehouse, "run-3", label(hand, "missed", signal_type="offer", actor="ALD", speaker="ALD", target="BOR"))
    assert ask(warehouse, surest) == ask(warehouse, "SELECT signal_id FROM signals WHERE label = 'missed'")


def test_a_headline_is_held_against_its_text(told: Warehouse) -> None:
    rows = ask(told, "SELECT article_id, actor, headline_types, body_types, gap, verdict FROM headline_gap")
    assert rows == [("file:headed", "BOR", ("willing",), ("reject",), 2.0, "kinder than the text")]


def test_a_feed_is_judged_by_its_own_habit(told: Warehouse) -> None:
    rows = ask(told, "SELECT title, failures_in_a_row, usual_gap_hours, verdict FROM feed_health ORDER BY title")
    assert rows == [("Feed a", 0, 6.0, "well"), ("Feed b", 0, 6.0, "silent"), ("Feed c", 9, None, "failing")]


def test_events_come_under_gdelts_names(told: Warehouse) -> None:
    rows = ask(
        told,
        "SELECT SQLDATE, Actor1Code, Actor2Code, EventCode, EventRootCode, QuadClass, GoldsteinScale, "
        "NumMentions, NumSources, NumArticles, AvgTone FROM events_cameo WHERE signal_type = 'offer' ORDER BY SQLDATE",
    )
    assert rows == [
        (20221220, "ALD", "BOR", "036", "03", 1, 4.0, 1, 1, 1, None),
        (20221221, "ALD", "BOR", "036", "03", 1, 4.0, 1, 1, 1, None),
    ]


def test_every_type_has_a_cameo_code(told: Warehouse) -> None:
    from extractors.records import POSITIVE, SIGNAL_TYPES

    rows = ask(told, "SELECT signal_type, goldstein > 0, quad_class < 3 FROM cameo_codes")
    assert {row[0] for row in rows} == set(SIGNAL_TYPES)
    assert all(kind == cooperative == (name in POSITIVE) for name, kind, cooperative in rows)


def test_search_wants_all_words_in_title_or_text(told: Warehouse) -> None:
    assert ask(told, "SELECT article_id FROM search('TRUCE offers') ORDER BY 1") == [("file:first",), ("file:second",)]
    assert ask(told, "SELECT article_id, score FROM search('doubting trick')") == [("file:doubting", 6)]
    assert ask(told, "FROM search('truce nowhere')") == []
    assert ask(told, "FROM search(' ')") == []
    assert ask(told, "SELECT count(*) FROM search('100% (truce')") == [(0,)]


def test_views_of_the_past_stay(warehouse: Warehouse) -> None:
    first = load(warehouse, "run-1", *EVERYTHING)
    names = ("position_changes", "latency", "condition_board", "corroboration", "echo", "headline_gap", "events_cameo",
             "feed_health", "labels", "label_conflicts", "coverage", "weekly_stance", "disputes")  # fmt: skip

    def state(moment: str) -> list[object]:
        warehouse.publish(published)
        with Reader.open(published) as reader:
            return [sorted(map(str, reader.sql(f"FROM {name}_as_of({moment})").rows)) for name in names]

    published = warehouse.path.with_name("parley.duckdb")
    then = f"TIMESTAMPTZ '{first.committed_at.isoformat()}'"
    before = state(then)
    assert before == state("'infinity'")
    load(warehouse, "run-2", *stories(4, "later", Said("Borovia would talk", "willing", "BOR"), WEEK), HEADED)
    recoded = [replace(one, coding=replace(one.coding, ruleset="r-2", signals=())) for one in EVERYTHING]
    load(warehouse, "run-3", *recoded, ruleset="r-2")
    assert state(then) == before
    assert state("'infinity'") != before
