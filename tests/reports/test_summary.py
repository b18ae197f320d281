"""The summary itself: what is counted, claimed, compared and quoted, on made-up weeks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta

import pytest

from extractors.records import CONDITIONS, SIGNAL_TYPES, VOICES, QueryResult
from reports import as_json, findings, html, lines, markdown, method, names, reading, rows
from reports import format as fmt
from reports.records.claim import Claim, Statement
from reports.records.summary import WeeklySummary
from reports.summary import WEEKLY_QUERIES, summarise
from reports.wording import quality as quality_words
from reports.wording import signals as signal_words
from reports.wording import stances as stance_words
from tests.reports import papers
from tests.reports.weeks import AS_OF, Coded, Paper, query_result, results, signals

MONDAY = fmt.week_start(papers.WEEK)


def told(of: list[Paper], week: str = papers.WEEK) -> WeeklySummary:
    return summarise(week, AS_OF, results(week, of, papers.given()))


def test_every_word_has_its_wording() -> None:
    assert set(names.TYPE_NAMES) == set(names.TYPE_DEEDS) == set(names.CONDITION_STANCES) == set(SIGNAL_TYPES)
    assert set(names.CONDITION_NAMES) == set(CONDITIONS)
    assert set(names.VOICE_NAMES) == set(VOICES)
    assert len(method.METHOD) == 12


# Dates, weeks, quoted titles and names of measures hold digits that no query has counted.
NO_COUNT = re.compile(
    r"\d{1,2} [A-Z]\w+ \d{4}(, \d\d:\d\d UTC)?|\d{4}-W\d\d|95%|F1|1,000 sentences|“[^”]*”|nothing new for .*"
)


def statements(part: object) -> Iterator[Statement]:
    """Find every sentence of a summary."""
    if isinstance(part, Statement):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from statements(one)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from statements(getattr(part, field.name))


def test_every_number_of_a_sentence_is_a_claim() -> None:
    summary = summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.full(), papers.given_full()))
    found = list(statements(summary))
    known = {claim.id for claim in summary.claims}
    assert len(found) > 25
    for sentence in found:
        plain = NO_COUNT.sub("", "".join(part for part in sentence.parts if isinstance(part, str)))
        assert not re.search(r"\d", plain), plain
        assert all(part.id in known for part in sentence.parts if isinstance(part, Claim))


def test_counts_of_signals_are_the_signals_they_name() -> None:
    summary = told(papers.busy())
    ids = {line.id for found in summary.listed() for line in found}
    for claim in summary.claims:
        if claim.query != "condition_board":  # looks back twelve weeks
            assert set(claim.signal_ids) <= ids
        if claim.measure == "signals.signals":
            assert claim.value == len(claim.signal_ids)
        assert dict(claim.params)["week_start"] == "2031-05-12"
    assert {claim.query for claim in summary.claims} == {query.name for query in summary.queries}


def test_net_stance_counts_own_and_narrated_only() -> None:
    summary = told(papers.busy())
    ostmark = next(row for row in summary.picture.table if row.actor == "OST")
    assert (ostmark.positive.value, ostmark.negative.value, ostmark.net.value) == (3, 0, 1.0)
    counted = {line.id for found in summary.listed() for line in found if line.counted}
    assert set(ostmark.positive.signal_ids) <= counted
    assert {line.voice for line in summary.signals} == {"own", "narrated"}
    assert {line.voice for line in summary.second_hand} == {"anonymous", "adversary", "analyst"}
    assert {line.timing for line in summary.background} == {"background"}
    assert {line.actor for line in summary.opinions} == {"author"}


def test_change_is_called_only_with_three_stories_on_both_sides() -> None:
    summary = told(papers.busy())
    ostmark = [change for change in summary.changes if change.actor == "OST"]
    assert all(change.comparable for change in ostmark)
    assert not any(change.notable for change in ostmark)  # +1.00 in both weeks
    westmark = [change for change in summary.changes if change.actor == "WES"]
    assert not any(change.comparable for change in westmark)
    assert "too few to compare" in as_json.plain_text(westmark[0].sentence)


def test_a_move_is_told_with_its_direction() -> None:
    turned = [
        *(one for one in papers.busy() if one.first == date(2031, 5, 6)),
        *(papers.paper(20 + n, date(2031, 5, 13), replace(papers.offer(), signal="reject")) for n in range(3)),
    ]
    change = next(change for change in told(turned).changes if change.actor == "OST")
    text = as_json.plain_text(change.sentence)
    assert change.notable
    assert text == "OST moved away from talks against last week: −1.00 from +1.00, −2.00."


def test_bottom_line_has_own_stances_before_hearsay_and_at_most_five() -> None:
    summary = told(papers.busy())
    kinds = [bullet.kind for bullet in summary.bottom_line]
    assert len(kinds) <= 5
    assert kinds[0] == "counted"
    assert not any(bullet.actor in ("author", "analyst") for bullet in summary.bottom_line)
    first = summary.bottom_line[0]
    assert (first.actor, first.word) == ("OST", "solid")
    assert first.quoted.voice == "own"
    assert first.disputed_by == ("WES",)


def test_thin_evidence_gives_its_reasons() -> None:
    one = Paper("file:one", date(2031, 5, 12), date(2031, 5, 12), [papers.offer()], "One", None, basis="inferred")
    bullet = told([one]).bottom_line[0]
    assert (bullet.word, bullet.reasons) == ("thin", ("single source", "outlet unknown", "date inferred"))


def test_swapping_the_parties_swaps_the_findings() -> None:
    swap = {"OST": "WES", "WES": "OST"}

    def swapped(paper: Paper) -> Paper:
        return replace(
            paper,
            signals=[
                replace(
                    coded,
                    actor=swap.get(coded.actor, coded.actor),
                    speaker=swap.get(coded.speaker, coded.speaker),
                    target=swap.get(coded.target or "", coded.target),
                )
                for coded in paper.signals
            ],
        )

    def nets(summary: WeeklySummary) -> dict[str, tuple[float, float]]:
        return {row.actor: (row.net.value, row.stories.value) for row in summary.picture.table}

    plain, turned = nets(told(papers.busy())), nets(told([swapped(one) for one in papers.busy()]))
    assert {swap[actor]: net for actor, net in plain.items()} == turned


def test_leading_weeks_without_articles_are_left_out_and_counted() -> None:
    summary = told(papers.busy())
    assert [week.iso_week for week in summary.picture.weeks] == [papers.BEFORE, papers.WEEK]
    assert summary.picture.left_out.value == 10


def test_dispute_groups_the_answers_to_one_offer() -> None:
    row = rows.DisputeRow(
        "claim", "doubt-1", "OST", "Ostmark", "offer", "Let us talk", None, None, None, date(2031, 5, 12),
        date(2031, 5, 12), None, "own", False, "WES", None, "A ploy", None, None, None, date(2031, 5, 13),
        date(2031, 5, 13), None, "own", "article", False, "The minister said: ",
    )  # fmt: skip
    vague = replace(row, doubt_signal_id="doubt-2", doubt_evidence="A trick", claim_last_on=date(2031, 5, 20))
    (dispute,) = lines.disputes([row, vague])
    assert dispute.said.name == "Ostmark"
    assert [(side.quote, side.order) for side in dispute.doubted] == [("A ploy", "later"), ("A trick", "same days")]


def test_what_was_said_beforehand_answers_nothing() -> None:
    early = replace(papers.doubt(), words_before="Speaking an hour before their announcement, Ben Sample noted that ")
    more = replace(papers.doubt(), evidence="They have lied before", words_before="He went on: ")
    other = replace(papers.doubt(), person="cleo-example", evidence="A trick, if there ever was one")
    summary = told([papers.paper(1, date(2031, 5, 12), papers.offer(), early, more, other)])
    (dispute,) = summary.disputes
    assert [side.quote for side in dispute.doubted] == ["A trick, if there ever was one"]
    assert dispute.doubted[0].order == "same article"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("In a statement made just before Example’s comments, a spokesman noted that ", True),
        ("Speaking ahead of the conference, she said ", True),
        ("A day before the offer, the minister told reporters: “", True),
        ("It was said before the speech. Later the minister said: “", False),
        ("Talks must come before anything else, he said: “", False),
        ("After the offer the minister said: “", False),
    ],
)
def test_words_that_tell_of_an_earlier_statement(words: str, expected: bool) -> None:
    assert signal_words.is_beforehand(words) is expected


def test_json_holds_claims_with_sql_and_signal_ids() -> None:
    body = json.loads(as_json.render(told(papers.busy())))
    assert body["schema"] == as_json.SCHEMA
    assert body["week"] == papers.WEEK
    assert all(claim["query"] in {query["name"] for query in body["queries"]} for claim in body["claims"])
    assert all(query["sql"] for query in body["queries"])
    measures = {name: sql for query in body["queries"] for name, sql in query["measures"]}
    assert all(measures[claim["measure"]].startswith("SELECT") for claim in body["claims"])
    net = next(claim for claim in body["claims"] if claim["measure"] == "stance.net")
    assert net["where"] == {"actor": "OST", "week_start": "2031-05-12"}
    assert body["bottom_line"][0]["finding"]["text"].endswith("independent stories.")


def test_missing_query_column_or_type_is_named() -> None:
    good = results(papers.WEEK, papers.busy())
    assert set(good) == set(WEEKLY_QUERIES)
    with pytest.raises(reading.BadRowError, match="'stance' was not run"):
        summarise(papers.WEEK, AS_OF, {name: result for name, result in good.items() if name != "stance"})
    coverage = good["coverage"]
    fewer = QueryResult("coverage", coverage.sql, coverage.params, coverage.columns[:-1], ())
    with pytest.raises(reading.BadRowError, match="no column 'outlets'"):
        summarise(papers.WEEK, AS_OF, {**good, "coverage": fewer})
    wrong = replace(coverage, rows=(("x", *coverage.rows[0][1:]),))
    with pytest.raises(reading.BadRowError, match=r"coverage\.week_start is 'x'"):
        summarise(papers.WEEK, AS_OF, {**good, "coverage": wrong})


def test_extra_columns_are_ignored() -> None:
    good = results(papers.WEEK, papers.busy())
    wide = replace(
        good["rejections"], columns=("more", "reason", "n", "example_origin"), rows=((1, "empty", 3, "a.txt"),)
    )
    summary = summarise(papers.WEEK, AS_OF, {**good, "rejections": wide})
    assert [(line.reason, line.n.value) for line in summary.coverage.rejections] == [("empty", 3)]


def test_quotation_prefers_the_partys_own_words() -> None:
    found = signals([papers.paper(1, date(2031, 5, 12), papers.refusal(), papers.offer())])
    group = [lines.signal_line(row) for row in found]
    assert findings.best_quote(group).voice == "own"


def test_quotation_is_of_a_type_that_is_told() -> None:
    doubt, refusal = signals([papers.paper(1, date(2031, 5, 12), papers.doubt(), papers.refusal())])
    group = [lines.signal_line(replace(doubt, confidence=0.2)), lines.signal_line(refusal)]
    assert findings.best_quote(group).signal_type == "reject"


def test_a_week_of_history_only_says_so() -> None:
    old = replace(papers.offer(), timing="background")
    summary = told([papers.paper(1, date(2031, 5, 12), old)])
    assert not summary.bottom_line
    assert summary.lead.startswith("Nothing new")
    assert [line.not_counted_because for line in summary.background] == ["history"]


def test_coverage_row_of_another_week_does_not_break_the_picture() -> None:
    start = date(2031, 5, 12)
    empty = [rows.CoverageRow(start - timedelta(days=7 * n), "x", 0, 0, 0, 0, 0, 0) for n in range(11, -1, -1)]
    given = {**results(papers.WEEK, []), "coverage": query_result("coverage", start, empty)}
    assert summarise(papers.WEEK, AS_OF, given).picture.left_out.value == 11


def test_a_headline_or_one_word_of_hearsay_makes_no_finding() -> None:
    headline = replace(papers.offer(), is_headline=True)
    hearsay = replace(papers.offer(), speaker="anonymous")
    summary = told([papers.paper(1, date(2031, 5, 12), headline, hearsay)])
    assert not summary.bottom_line
    assert summary.lead.startswith("No finding")
    assert [line.not_counted_because for line in summary.signals] == ["headline"]
    assert not summary.picture.table


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("event_f1", "finding it, its type and its actor, F1"),
        ("direction.accuracy", "an article’s overall direction for an actor, accuracy"),
        ("doubt_recall", "doubt about good faith, recall"),
        ("direction", "an article’s overall direction for an actor"),
        ("something_new", "something new"),
    ],
)
def test_measures_are_put_in_words(measure: str, words: str) -> None:
    assert quality_words.measure_name(measure) == words


def test_a_pull_quote_of_hearsay_counts_once() -> None:
    whole = replace(papers.offer("They would sit down tomorrow, two diplomats said"), speaker="anonymous")
    pulled = replace(whole, evidence="They would sit down tomorrow")
    other = replace(whole, evidence="They would stop shelling, one of them said")
    summary = told([papers.paper(1, date(2031, 5, 12), pulled, whole, other)])
    (bullet,) = summary.bottom_line
    assert as_json.plain_text(bullet.finding) == (
        ", according to unnamed sources, made an offer: 2 signals in 1 independent story."
    )


def test_a_finding_needs_a_signal_more_likely_right_than_wrong() -> None:
    given = results(papers.WEEK, [papers.paper(1, date(2031, 5, 12), papers.offer(), papers.refusal())])
    column = given["signals"].columns.index("confidence")

    def with_confidence(*values: float) -> WeeklySummary:
        changed = tuple(
            (*row[:column], value, *row[column + 1 :]) for row, value in zip(given["signals"].rows, values, strict=True)
        )
        return summarise(papers.WEEK, AS_OF, {**given, "signals": replace(given["signals"], rows=changed)})

    assert [bullet.actor for bullet in with_confidence(0.4, 0.6).bottom_line] == ["WES"]
    nothing = with_confidence(0.4, 0.4)
    assert not nothing.bottom_line
    assert nothing.lead.startswith("No finding")


def test_a_spokesman_is_not_taken_for_the_one_he_speaks_of() -> None:
    own = replace(papers.offer("We are ready"), person="ada-example")
    about = replace(own, evidence="President Example remains open to talks")
    summary = told([papers.paper(1, date(2031, 5, 12), own, about)])
    assert [signal_words.source(line) for line in summary.signals] == ["Ada Example, own words", "OST, own words"]


def test_leaving_out_the_top_source_shows_whether_the_bottom_line_stands() -> None:
    said_no = replace(papers.offer(), signal="reject")
    week = [
        papers.paper(1, date(2031, 5, 12), papers.offer()),
        papers.paper(2, date(2031, 5, 13), papers.offer()),
        papers.paper(3, date(2031, 5, 13), papers.offer(), papers.refusal()),
        papers.paper(4, date(2031, 5, 14), said_no, outlet="Sample Gazette"),
    ]
    left = told(week).coverage.leave_one_out
    assert left
    assert (left.source, left.flips) == ("Example Courier", True)
    assert as_json.plain_text(left.sentence) == (
        "Example Courier gave 0.80 of the counted signals. Without it the bottom line flips for OST, and nothing is "
        "left of WES."
    )
    assert [(one.actor, one.net_without and one.net_without.value) for one in left.actors] == [
        ("OST", -1.0), ("WES", None),
    ]  # fmt: skip


def test_a_story_that_another_source_printed_too_stays() -> None:
    first = papers.paper(1, date(2031, 5, 12), papers.offer())
    copy = replace(first, id="url:copy", outlet="Sample Gazette", story=f"story:{first.id}", signals=[papers.offer()])
    left = told([first, copy, papers.paper(2, date(2031, 5, 13), papers.refusal())]).coverage.leave_one_out
    assert left
    assert [(one.actor, one.net_without is None) for one in left.actors] == [("OST", False), ("WES", True)]


def test_analysts_work_stands_in_the_masthead() -> None:
    summary = summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.full(), papers.given_full()))
    text = as_json.plain_text(summary.masthead.sentence)
    assert text == "21 signals coded automatically; analysts confirmed 2, changed 2"


def test_what_one_group_alone_carried_needs_the_others_to_have_been_read() -> None:
    week = papers.full()
    assert [only.key for only in summarise(papers.WEEK, AS_OF, results(papers.WEEK, week)).outlets.only] == [
        "state",
        "OST",
    ]
    few = [one for one in week if one.ownership == "state" or one.first != date(2031, 5, 13)][:9]
    assert not summarise(papers.WEEK, AS_OF, results(papers.WEEK, few)).outlets.only


def test_a_changed_position_is_told_with_three_stories() -> None:
    summary = summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.full()))
    assert summary.board
    cell = next(cell for cell in summary.board.cells if cell.condition == "withdrawal")
    assert (cell.state, cell.before, cell.is_new, cell.stories.value) == ("accepted", "refused", True, 3)
    change = summary.bottom_line[0].change
    assert change
    assert as_json.plain_text(change).endswith("On withdrawal of forces it now accepts it, where it refused it before.")


def test_a_finding_that_is_weak_in_every_way_is_left_to_the_list() -> None:
    weak = (Coded("The border is where it was", "reject", "WES", "author"), Coded("Not so", "reject", "WES", "author"))
    paper = Paper("weak", date(2031, 5, 13), date(2031, 5, 13), weak)

    def kept(*sure: float, direct: bool = False) -> bool:
        found = results(papers.WEEK, [paper])
        by_id = dict(zip((row.signal_id for row in signals([paper])), sure, strict=True))
        changed = [
            replace(row, confidence=by_id[row.signal_id], attribution="direct" if direct else "narrated")
            for row in signals([paper])
        ]
        summary = summarise(papers.WEEK, AS_OF, {**found, "signals": query_result("signals", MONDAY, changed)})
        return bool(summary.bottom_line)

    assert not kept(0.6, 0.2)
    assert kept(0.6, 0.2, direct=True)
    assert kept(0.6, 0.5)


def test_a_finding_on_one_signal_of_little_probability_is_left_to_the_list() -> None:
    alone = Paper("alone", date(2031, 5, 13), date(2031, 5, 13), (Coded("Not so", "reject", "WES", "WES"),))

    def kept(sure: float) -> bool:
        changed = [replace(row, confidence=sure) for row in signals([alone])]
        found = {**results(papers.WEEK, [alone]), "signals": query_result("signals", MONDAY, changed)}
        return bool(summarise(papers.WEEK, AS_OF, found).bottom_line)

    assert not kept(0.59)
    assert kept(0.6)


def test_net_stance_of_signals_more_likely_wrong_is_marked() -> None:
    found = results(papers.WEEK, papers.busy(), papers.given())
    nets = reading.read(found, "stance", rows.NetRow)
    changed = [replace(row, confidence=0.49 if row.actor == "WES" else 0.5) for row in nets]
    summary = summarise(papers.WEEK, AS_OF, {**found, "stance": query_result("stance", MONDAY, changed)})
    assert {row.actor: row.unsure for row in summary.picture.table} == {"OST": False, "WES": True}
    assert {cell.unsure for track in summary.picture.tracks for cell in track.cells if track.actor == "WES"} == {True}
    page = html.render(summary)
    assert page.count("tagger unsure") == sum(row.actor == "WES" for row in nets)
    assert "hollow: rests on signals that are more likely misread than not" in page
    assert "by signals that are more likely misread than not" in page
    assert "hollow: rests" not in html.render(told(papers.busy()))


def test_a_position_that_is_likely_misread_says_so_in_words() -> None:
    found = results(papers.WEEK, papers.busy(), papers.given())
    board = reading.read(found, "condition_board", rows.BoardRow)
    for confidence, expected in ((0.9, False), (0.2, True)):
        changed = query_result("condition_board", MONDAY, [replace(row, confidence=confidence) for row in board])
        summary = summarise(papers.WEEK, AS_OF, {**found, "condition_board": changed})
        assert summary.board
        said = [as_json.plain_text(cell.sentence) for cell in summary.board.cells]
        assert said
        assert all(("more likely a misreading than not" in one) == expected for one in said)


def test_a_table_says_whose_figures_need_care() -> None:
    (row, *_) = told(papers.busy()).picture.table
    assert stance_words.marks(replace(row, disputed=False, unsure=False)) == ""
    assert stance_words.marks(replace(row, disputed=True, unsure=True)) == " (called insincere, tagger unsure)"
    two = (row, replace(row, actor_name="United States", disputed=False, unsure=True))
    assert stance_words.marked(two) == "Called insincere: OST. Tagger unsure: the United States."
    assert stance_words.marked(()) == ""


def test_the_top_outlet_is_named_only_where_it_stands_alone() -> None:
    on = date(2031, 5, 13)
    one, two, three = (replace(papers.paper(n, on, papers.offer()), outlet="Courier") for n in (1, 2, 3))
    alone = [as_json.plain_text(note) for note in told([one, two, replace(three, outlet="Gazette")]).coverage.notes]
    tied = [as_json.plain_text(note) for note in told([one, replace(three, outlet="Gazette")]).coverage.notes]
    assert alone == ["Courier gave the largest share of the articles: 0.67."]
    assert tied == ["No outlet gave more of the articles than 0.50."]


def test_a_week_without_anything_claims_no_thin_coverage() -> None:
    summary = summarise(papers.EMPTY, AS_OF, results(papers.EMPTY, []))
    assert summary.coverage.warnings == ()
    assert as_json.plain_text(summary.masthead.sentence) == "0 signals coded"


def test_a_board_that_spans_two_years_tells_the_year() -> None:
    given = results("2031-W02", [papers.paper(1, date(2031, 1, 7), replace(papers.offer(), conditions=("territory",)))])
    spanning = summarise("2031-W02", AS_OF, given)
    assert "since 7 Jan 2031" in markdown.render(spanning)
    assert not re.search(r"since \d+ \w{3} 2031", markdown.render(told(papers.busy())))
