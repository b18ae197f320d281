"""Every number of a summary, worked out again from the published file by the query and measure that its claim names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bench import made_up
from extractors.identity import text_sha256, version_id
from extractors.records import DateInterval, Rejection
from flows.summaries import compose
from reports.measures import measures
from reports.records.claim import Claim
from reports.records.summary import WeeklySummary
from tests.reports.recompute import differing
from warehouse.reader import Reader
from warehouse.records import CodedArticle, FeedEvent, Label, Load, ReportRow, RunInfo, TaggerScore, Verdict
from warehouse.source import last_change
from warehouse.store import Warehouse

LAST = made_up.FIRST_MONDAY + timedelta(weeks=made_up.WEEKS - 1)
WEEK = f"{LAST:%G-W%V}"
READ_AT = datetime(LAST.year, LAST.month, LAST.day, 12, tzinfo=UTC) + timedelta(days=5)  # within the last week


class Clock:
    """A clock that goes on by a minute each time it is looked at, within the last of the made-up weeks."""

    def __init__(self) -> None:
        self.at = READ_AT

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Load some weeks with reprints, rejections, feeds, scores, labels, and articles coded anew after a report."""
    home = tmp_path_factory.mktemp("home")
    (articles,) = made_up.batches(150, 150, first_week=made_up.WEEKS - 4)
    articles[-4:] = map(_unknown_opinion, articles[-4:])
    with Warehouse.open(home / "warehouse.duckdb", now=Clock()) as warehouse:
        polls = [
            FeedEvent(
                "https://feeds.example/a", "A", READ_AT - timedelta(hours=n), "failed", reason="timeout", failures=9
            )
            for n in range(9)
        ]
        scores = [TaggerScore("held out", f"offer_{rate}", 0.5, 0.4, 0.6, 90, "r") for rate in ("precision", "recall")]
        rejected = [Rejection("empty", name, "The file is empty.") for name in ("a.txt", "b.txt")]
        first = warehouse.load(
            Load(_run("1"), articles, rejected, made_up.actor_rows(), scores=scores, feed_events=polls)
        )
        told = ReportRow(WEEK, first.committed_at, "r", "json", "0", f"reports/{WEEK}/summary.json")
        warehouse.record_reports("run-1", [told])
        now = [one for one in articles if _is_of_last_week(one) and one.coding.signals]
        older = next(one for one in articles if not _is_of_last_week(one) and one.coding.signals)
        moved = [_dated(now[5], older.article.published), _dated(older, now[5].article.published)]
        warehouse.load(Load(_run("2"), [*map(_coded_anew, now[:5]), *moved]))
        labels = [*_labels(now[6], "right"), *_labels(now[7], "wrong"), _missed(now[8])]
        warehouse.load(Load(_run("3"), labels=labels))
        warehouse.publish(home / "parley.duckdb")
    return home / "parley.duckdb"


def _run(number: str) -> RunInfo:
    return RunInfo(f"run-{number}", "test", READ_AT, "0", made_up.RULESET)


def _is_of_last_week(one: CodedArticle) -> bool:
    published = one.article.published
    return published is not None and published.first >= LAST and published.last <= LAST + timedelta(days=6)


def _unknown_opinion(one: CodedArticle) -> CodedArticle:
    article = replace(one.article, outlet=None, country=None, ownership=None, kind="opinion")
    return replace(one, article=article)


def _dated(one: CodedArticle, published: DateInterval | None) -> CodedArticle:
    return replace(one, article=replace(one.article, published=published))


def _coded_anew(one: CodedArticle) -> CodedArticle:
    return replace(one, coding=replace(one.coding, ruleset="r-later", signals=one.coding.signals[:1]))


def _labels(one: CodedArticle, verdict: Verdict) -> Iterator[Label]:
    for said in one.coding.signals:
        yield Label(
            None, one.article.article_id, version_id(one.article), text_sha256(one.article.text), said.char_start,
            said.char_end, one.article.text[said.char_start : said.char_end], said.signal_type, said.actor,
            verdict, None, None, None, None, None, None, None, None, None, "ann", READ_AT,
        )  # fmt: skip


def _missed(one: CodedArticle) -> Label:
    """Say that the article's first five characters are an offer by Aldland."""
    text = one.article.text
    return Label(
        None, one.article.article_id, version_id(one.article), text_sha256(text), 0, 5, text[:5], None, None, "missed",
        "offer", "ALD", None, "BOR", "ALD", "indirect", "current", ("withdrawal",), None, "ann", READ_AT,
    )  # fmt: skip


@pytest.fixture(scope="module")
def summary(published: Path) -> WeeklySummary:
    with Reader.open(published) as reader:
        as_of = last_change(reader)
        assert as_of
        return compose(reader, WEEK, as_of)


def test_every_number_is_what_its_claim_says(published: Path, summary: WeeklySummary) -> None:
    wrong = [f"{claim.text} is {claim.value}, by its query {found}" for claim, found in differing(published, summary)]
    assert wrong == []


def test_every_kind_of_number_was_among_them(summary: WeeklySummary) -> None:
    taken = Counter(claim.measure for claim in summary.claims)
    assert set(measures()) - set(taken) == set()


def test_what_an_analyst_added_stands_among_the_signals(summary: WeeklySummary) -> None:
    added = [line for lines in summary.listed() for line in lines if line.label == "missed"]
    assert [(line.actor, line.confidence, line.rule) for line in added] == [("ALD", None, "added by an analyst")]


def test_a_wrong_number_would_be_found(published: Path, summary: WeeklySummary) -> None:
    def off_by_one(claim: Claim) -> Claim:
        return replace(claim, value=claim.value + 1)

    wrong = tuple(map(off_by_one, summary.claims[::10]))
    assert len(list(differing(published, replace(summary, claims=wrong)))) == len(wrong)


def test_the_board_is_the_view_of_the_same_weeks(published: Path, summary: WeeklySummary) -> None:
    with Reader.open(published) as reader:
        board = reader.sql("SELECT actor, condition, state, since FROM condition_board ORDER BY ALL").rows
    assert summary.board
    assert sorted((cell.actor, cell.condition, cell.state, cell.since) for cell in summary.board.cells) == list(board)
