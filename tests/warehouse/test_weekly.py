"""The weekly queries on a small made-up set, against what was worked out by hand.

Aldania (ALD) and Borovia (BOR) are at war; Mediania (MED) looks on. The week asked for is 2022-W51, 19 to 25 December.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from extractors.records import Ownership, Rejection
from tests.warehouse.making import Clock, Said, ask, coded, days, load, run
from warehouse.records import ActorRow, CodedArticle, Load, LoadTally, ReportRow, TaggerScore
from warehouse.source import last_change, weeks_with_signals
from warehouse.store import Warehouse

W47, W48, W50, W51, W52 = (date(2022, 11, 21) + timedelta(weeks=n) for n in (0, 1, 3, 4, 5))
READ = date(2023, 1, 30)  # Monday of the week in which all of this is loaded
NAMES = [ActorRow("ALD", "party", "Aldania"), ActorRow("BOR", "party", "Borovia")]

ready = Said("Aldania is ready for talks on peace", "willing", "ALD", confidence=0.6)
pull_quote = Said("“Ready for talks”", "willing", "ALD", confidence=0.9)
headline = Said("Aldania is ready for talks on peace", "willing", "ALD", confidence=0.95, is_headline=True)
first = coded(
    "first",
    [
        headline,
        ready,
        pull_quote,
        Said("Borovia must withdraw first", "demand", "ALD", target="BOR"),
        Said("Aldania had offered a truce in spring", "offer", "ALD", timing="background"),
        Said("Borovia refuses to talk, Aldania said", "reject", "BOR", voice="adversary"),
        Said("Their offer is a ploy", "doubt", "BOR", target="ALD"),
        Said("It is all for show, if you ask me", "doubt", "author", target="ALD", voice="author"),
    ],
    days(date(2022, 12, 21)),
)
second = coded(
    "second", [Said("Aldania offered an exchange", "offer", "ALD", voice="narrated")], days(date(2022, 12, 23))
)
reprint = replace(
    second,
    article=replace(
        second.article, article_id="file:reprint", text=second.article.text.upper(), outlet="Herald",
        published=days(date(2022, 12, 24)),
    ),
)  # fmt: skip
holidays = coded(
    "holidays", [Said("Aldania rules out talks", "reject", "ALD")], days(date(2022, 12, 20), date(2023, 1, 5))
)
undated = coded("undated", [Said("Borovia is willing", "willing", "BOR")], None)
week_before = coded(
    "week-before",
    [Said("Aldania rejects the plan", "reject", "ALD"), Said("Borovia proposes a meeting", "offer", "BOR")],
    days(date(2022, 12, 14)),
)
three_before = coded("three-before", [Said("Aldania would meet", "willing", "ALD")], days(date(2022, 11, 30)))
silent = coded("silent", [], days(date(2022, 11, 22)), outlet="Herald")
week_after = coded(
    "week-after", [Said("Aldania cannot be serious", "doubt", "MED", target="ALD")], days(date(2022, 12, 28))
)
EVERYTHING = (first, second, reprint, holidays, undated, week_before, three_before, silent, week_after)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with Warehouse.open(tmp_path_factory.mktemp("home") / "warehouse.duckdb", now=Clock()) as opened:
        refused = [Rejection("empty", name, "The file is empty.") for name in ("e.txt", "d.txt")]
        scores = [TaggerScore("made up", "event_f1", value, None, None, 9, "r-1") for value in (0.5,)]
        load_of = Load(
            run("run-1"), EVERYTHING, [*refused, Rejection("binary", "b.txt", "Not text.")], NAMES, (), scores
        )
        opened.load(load_of)
        opened.load(Load(run("run-2"), scores=[TaggerScore("made up", "event_f1", 0.7, 0.6, 0.8, 9, "r-1")]))
        yield opened


def answer(warehouse: Warehouse, name: str, week: date = W51, as_of: datetime | None = None) -> list[dict[str, object]]:
    result = warehouse.query(name, {"week_start": week, "as_of": as_of or last_change(warehouse)})
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def test_net_stance_is_a_mean_over_stories(told: Warehouse) -> None:
    rows = [
        tuple(row[key] for key in ("iso_week", "actor", "actor_name", "positive", "negative", "net", "stories"))
        for row in answer(told, "stance")
    ]
    assert rows == [
        ("2022-W48", "ALD", "Aldania", 1, 0, 1.0, 1),
        ("2022-W50", "ALD", "Aldania", 0, 1, -1.0, 1),
        ("2022-W50", "BOR", "Borovia", 1, 0, 1.0, 1),
        ("2022-W51", "ALD", "Aldania", 2, 1, 0.5, 2),
        ("2022-W51", "BOR", "Borovia", 0, 1, -1.0, 1),
    ]


def test_net_stance_tells_how_sure_its_signals_are(told: Warehouse) -> None:
    sure = {(row["iso_week"], row["actor"]): row["confidence"] for row in answer(told, "stance")}
    for (week, actor), confidence in sure.items():
        monday = date.fromisocalendar(int(week[:4]), int(week[-2:]), 1)
        own = [row["confidence"] for row in answer(told, "signals", monday) if row["counted"] and row["actor"] == actor]
        assert confidence == pytest.approx(sum(map(float, own)) / len(own))
    assert len(sure) == 5


def test_counted_leaves_out_headline_pull_quote_reprint_history_and_others_words(told: Warehouse) -> None:
    counted = {(row["article_id"], row["evidence"]) for row in answer(told, "signals") if row["counted"]}
    assert counted == {
        ("file:first", "Aldania is ready for talks on peace"),
        ("file:first", "Borovia must withdraw first"),
        ("file:first", "Their offer is a ploy"),
        ("file:second", "Aldania offered an exchange"),
    }
    assert [row["is_headline"] for row in answer(told, "signals") if row["counted"]] == [False] * 4


def test_of_equal_words_the_first_counts(warehouse: Warehouse) -> None:
    load(warehouse, "run-1", coded("twice", [ready, pull_quote, ready], days(date(2022, 12, 21))))
    assert [row["counted"] for row in answer(warehouse, "signals")] == [True, False, False]


def test_imprecise_articles_are_shown_and_stay_out_of_trends(told: Warehouse) -> None:
    (shown,) = [row for row in answer(told, "signals") if row["article_id"] == "file:holidays"]
    assert (shown["dating"], shown["iso_week"], shown["counted"]) == ("imprecise", "2022-W51", False)
    assert answer(told, "undated") == []  # they belong to the week in which they were read
    assert [(row["article_id"], row["total"]) for row in answer(told, "undated", READ)] == [("file:undated", 1)]


def test_disputed_looks_fourteen_days_ahead_but_not_past_the_week_asked_for(told: Warehouse) -> None:
    def disputed(week: date) -> list[tuple[object, object]]:
        return [(row["iso_week"], row["actor"]) for row in answer(told, "stance", week) if row["disputed"]]

    assert disputed(W50) == []
    assert disputed(W51) == [("2022-W50", "ALD"), ("2022-W51", "ALD")]
    assert disputed(W52) == [("2022-W50", "ALD"), ("2022-W51", "ALD")]


def test_previous_weeks(told: Warehouse) -> None:
    assert answer(told, "previous") == [
        {
            "actor": "ALD", "net_now": 0.5, "net_last_week": -1.0, "stories_last_week": 1, "net_4wk": 0.0,
            "stories_4wk": 2,
        },
        {
            "actor": "BOR", "net_now": -1.0, "net_last_week": 1.0, "stories_last_week": 1, "net_4wk": 1.0,
            "stories_4wk": 1,
        },
    ]  # fmt: skip


def test_articles_of_the_week_in_order(told: Warehouse) -> None:
    rows = [(row["article_id"], row["signals"], row["counted"], row["dating"]) for row in answer(told, "articles")]
    assert rows == [
        ("file:holidays", 1, 0, "imprecise"),
        ("file:first", 8, 3, "within"),
        ("file:second", 1, 1, "within"),
        ("file:reprint", 1, 0, "within"),
    ]


def test_coverage_has_twelve_weeks_with_zeros(told: Warehouse) -> None:
    rows = answer(told, "coverage")
    assert [row["week_start"] for row in rows] == [W51 - timedelta(weeks=n) for n in range(11, -1, -1)]
    assert tuple(rows[-1].values())[1:] == ("2022-W51", 4, 4, 1, 0, 0, 2)
    assert tuple(rows[-5].values())[1:] == ("2022-W47", 1, 0, 0, 0, 0, 1)
    assert tuple(rows[0].values())[1:] == ("2022-W40", 0, 0, 0, 0, 0, 0)


def test_each_doubt_is_shown_with_its_nearest_claim(told: Warehouse) -> None:
    (row,) = answer(told, "disputes")
    assert (row["actor_name"], row["claim_type"], row["claim_evidence"]) == ("Aldania", "willing", pull_quote.words)
    assert (row["doubter_name"], row["doubt_evidence"], row["doubt_on"]) == (
        "Borovia", "Their offer is a ploy", date(2022, 12, 21),
    )  # fmt: skip
    (later,) = answer(told, "disputes", W52)
    assert (later["doubter"], later["claim_title"]) == ("MED", "Title of first")
    assert answer(told, "disputes", W50) == []


def owned(one: CodedArticle, ownership: Ownership, country: str) -> CodedArticle:
    return replace(one, article=replace(one.article, ownership=ownership, country=country))


OFFERS = [Said("Aldania offers a truce", "offer", "ALD", target="BOR", conditions=("withdrawal",)), pull_quote, ready]
REFUSES = Said("Borovia will not withdraw", "reject", "BOR", target="ALD", conditions=("withdrawal",))
YIELDS = Said("Borovia would withdraw after all", "concession", "BOR", target="ALD", conditions=("withdrawal",))
IN_W51 = (
    owned(coded("state", OFFERS, days(date(2022, 12, 20)), outlet="Voice"), "state", "ALD"),
    owned(coded("private", [OFFERS[0]], days(date(2022, 12, 21))), "private", "BOR"),
    owned(coded("yields", [YIELDS], days(date(2022, 12, 22)), outlet="Herald"), "private", "BOR"),
    coded(
        "titled",
        [Said("Borovia ready for talks", "willing", "BOR", is_headline=True), Said("Borovia refuses", "reject", "BOR")],
        days(date(2022, 12, 23)),
    ),
)


@pytest.fixture
def owners(warehouse: Warehouse) -> Warehouse:
    load(warehouse, "run-1", coded("refuses", [REFUSES], days(date(2022, 12, 6))), *IN_W51)
    return warehouse


def test_a_claim_is_carried_by_stories_outlets_and_owners(owners: Warehouse) -> None:
    (row,) = [row for row in answer(owners, "corroboration") if row["signal_type"] == "offer"]
    assert (row["actor"], row["target"], row["stories"], row["outlets"], row["verdict"]) == (
        "ALD", "BOR", 2, 2, "across owners",
    )  # fmt: skip
    assert (row["ownership_list"], row["country_list"], row["unknown_owners"]) == (
        ("private", "state"),
        ("ALD", "BOR"),
        0,
    )


def test_outlets_are_compared_by_owner_and_country_pull_quotes_once(owners: Warehouse) -> None:
    rows = [
        tuple(row[key] for key in ("kind", "key", "articles", "signal_type", "n")) for row in answer(owners, "outlets")
    ]
    assert rows == [
        ("ownership", "private", 2, "concession", 1), ("ownership", "private", 2, "offer", 1),
        ("ownership", "state", 1, "offer", 1), ("ownership", "state", 1, "willing", 1),
        ("ownership", None, 1, "reject", 1),
        ("country", "BOR", 2, "concession", 1), ("country", "BOR", 2, "offer", 1),
        ("country", "ALD", 1, "offer", 1), ("country", "ALD", 1, "willing", 1), ("country", None, 1, "reject", 1),
    ]  # fmt: skip


def test_a_title_kinder_than_its_text_is_told(owners: Warehouse) -> None:
    (row,) = answer(owners, "headline_gap")
    assert (row["article_id"], row["actor"], row["verdict"]) == ("file:titled", "BOR", "kinder than the text")
    assert (row["headline_signals"], row["body_signals"]) == (1, 1)


def test_reprints_are_told_once(told: Warehouse) -> None:
    (row,) = answer(told, "copies")
    assert (row["title"], row["outlet"], row["articles"], row["outlets"]) == ("Title of second", "Courier", 2, 2)


def test_the_board_tells_a_changed_position_of_twelve_weeks(owners: Warehouse) -> None:
    def board(week: date) -> list[tuple[object, ...]]:
        keys = ("actor", "condition", "state", "since", "state_before", "stories")
        return [tuple(row[key] for key in keys) for row in answer(owners, "condition_board", week)]

    assert board(W51) == [
        ("ALD", "withdrawal", "open", date(2022, 12, 20), None, 2),
        ("BOR", "withdrawal", "accepted", date(2022, 12, 22), "refused", 1),
    ]
    assert board(W51 - timedelta(weeks=2)) == [("BOR", "withdrawal", "refused", date(2022, 12, 6), None, 1)]
    far = [(*row[:4], None, row[5]) for row in board(W51)]
    assert board(W51 + timedelta(weeks=11)) == far  # the refusal lies further back than the board looks
    assert board(W51 + timedelta(weeks=12)) == []


def test_an_unnamed_condition_takes_no_other_unnamed_ones_place(warehouse: Warehouse) -> None:
    refusing = Said("Borovia rejects the conditions", "reject", "BOR", conditions=("other",))
    ready = Said("Borovia would meet on that footing", "willing", "BOR", conditions=("other",))
    again = Said("Of that its foreign minister is prepared to speak", "willing", "BOR", conditions=("other",))
    told = (("a", ready, W48), ("b", refusing, W50), ("c", again, W51))
    load(warehouse, "run-1", *(coded(name, [said], days(on)) for name, said, on in told))
    (row,) = answer(warehouse, "condition_board")
    assert [row[key] for key in ("state", "since", "state_before", "stories")] == ["open", W51, None, 1]
    assert ask(warehouse, "SELECT state, since, state_before FROM condition_board") == [("open", W51, None)]


def test_the_board_names_the_outlet_of_the_words_that_it_shows(warehouse: Warehouse) -> None:
    older, newer = (coded(name, [OFFERS[0]], days(on)) for name, on in (("a", W51), ("b", date(2022, 12, 21))))
    newer = replace(newer, article=replace(newer.article, outlet=None, text=newer.article.text + "So it said."))
    load(warehouse, "run-1", older, newer)
    (row,) = answer(warehouse, "condition_board")
    assert (row["last_on"], row["outlet"]) == (date(2022, 12, 21), None)


def test_an_answer_stands_below_what_it_answers(warehouse: Warehouse) -> None:
    ploy = Said("It is all a ploy", "doubt", "BOR", target="ALD")
    first = coded("below", [OFFERS[0], ploy], days(date(2022, 12, 20)))
    above = coded("above", [replace(ploy, words="They never meant it"), ready], days(date(2022, 12, 19)))
    load(warehouse, "run-1", first, above)
    (row,) = answer(warehouse, "disputes")
    assert (row["claim_evidence"], row["doubt_evidence"]) == (OFFERS[0].words, ploy.words)
    assert row["words_before_doubt"] == "Aldania offers a truce. "


def test_nobody_doubts_his_own_word(warehouse: Warehouse) -> None:
    told = Said("Aldania would talk, the mediator says", "willing", "ALD", voice="third-party", speaker="MED")
    doubt = Said("It has not shown it yet", "doubt", "MED", target="ALD")
    load(warehouse, "run-1", coded("one", [told, doubt], days(date(2022, 12, 20))))
    assert answer(warehouse, "disputes") == []
    assert ask(warehouse, "FROM disputes") == []


def test_rejections_and_scores(told: Warehouse) -> None:
    assert answer(told, "rejections") == []  # nothing came in that week
    assert answer(told, "rejections", READ) == [
        {"reason": "empty", "n": 2, "example_origin": "d.txt"},
        {"reason": "binary", "n": 1, "example_origin": "b.txt"},
    ]
    assert [(row["measure"], row["value"], row["low"]) for row in answer(told, "scores")] == [("event_f1", 0.7, 0.6)]


def test_weeks_with_signals(told: Warehouse) -> None:
    as_of = last_change(told)
    assert as_of
    assert weeks_with_signals(told, as_of) == ["2022-W48", "2022-W50", "2022-W51", "2022-W52"]


def recoded(one: CodedArticle, *kept: int) -> CodedArticle:
    """The article coded by a later ruleset that finds only some of the signals."""
    signals = tuple(one.coding.signals[n] for n in kept)
    return replace(one, coding=replace(one.coding, ruleset="r-2", signals=signals))


def test_as_of_gives_the_past_exactly(warehouse: Warehouse) -> None:
    queries = ("signals", "stance", "previous", "articles", "undated", "coverage", "disputes", "scores", "corrections")
    before = load(warehouse, "run-1", *EVERYTHING)
    then = {name: answer(warehouse, name) for name in queries}
    load(warehouse, "run-2", recoded(first, 1), ruleset="r-2")
    moved = replace(second, article=replace(second.article, published=days(date(2022, 12, 1))))
    load(warehouse, "run-3", moved)
    warehouse.load(Load(run("run-4"), actors=[ActorRow("ALD", "party", "Republic of Aldania")]))
    now = {name: answer(warehouse, name) for name in queries}
    assert [row["evidence"] for row in now["signals"] if row["article_id"] == "file:first"] == [ready.words]
    assert {row["actor_name"] for row in now["stance"]} == {"Republic of Aldania", "BOR"}
    assert {name: answer(warehouse, name, as_of=before.committed_at) for name in queries} == then
    earliest = before.committed_at - timedelta(microseconds=1)
    assert answer(warehouse, "signals", as_of=earliest) == []


def issued(warehouse: Warehouse, tally: LoadTally, content: str) -> int:
    names = ("summary.html", "summary.json")
    rows = [
        ReportRow("2022-W51", tally.committed_at, "r-1", name[8:], content + name, f"reports/2022-W51/{name}")
        for name in names
    ]
    return warehouse.record_reports(tally.run_id, rows)


def test_reports_are_recorded_once_and_the_newest_is_found(warehouse: Warehouse) -> None:
    tally = load(warehouse, "run-1", first)
    assert [issued(warehouse, tally, text) for text in ("one ", "one ", "two ")] == [2, 0, 2]
    assert last_change(warehouse) == tally.committed_at
    assert [(row["week"], row["file"], row["sha256"]) for row in answer(warehouse, "issued")] == [
        ("2022-W51", "summary.html", "two summary.html"),
        ("2022-W51", "summary.json", "two summary.json"),
    ]


def test_a_told_week_that_changes_is_a_correction(warehouse: Warehouse) -> None:
    tally = load(warehouse, "run-1", first, second)
    issued(warehouse, tally, "first issue ")
    load(warehouse, "run-2", week_before)
    assert answer(warehouse, "corrections") == []
    load(warehouse, "run-3", holidays, recoded(first, 1, 3), ruleset="r-1")
    moved = replace(second, article=replace(second.article, published=days(date(2022, 12, 1))))
    load(warehouse, "run-4", moved)
    (row,) = answer(warehouse, "corrections", W52)
    assert row == {
        "week": "2022-W51", "first_as_of": tally.committed_at, "articles_added": 1, "articles_removed": 1,
        "articles_changed": 1, "articles_judged": 0, "signals_then": 9, "signals_now": 3,
    }  # fmt: skip
    assert answer(warehouse, "corrections", W50) == []
    assert answer(warehouse, "corrections", as_of=tally.committed_at) == []


def test_an_unknown_query_names_those_there_are(warehouse: Warehouse) -> None:
    with pytest.raises(KeyError, match="stance"):
        warehouse.query("no-such-query", {"as_of": datetime(2023, 1, 1, tzinfo=UTC)})
