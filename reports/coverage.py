"""Says what was read, what could not be, and what that is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reports import format as fmt
from reports import rules
from reports.claims import ClaimBook
from reports.records.claim import Claim, Statement
from reports.records.coverage import Coverage, DayCoverage, FeedTrouble, LeaveOneOut, RejectionLine
from reports.records.lines import ArticleLine
from reports.records.quality import Correction
from reports.rows import CorrectionRow, FeedRow, RejectionRow, UndatedRow
from reports.wording import coverage as coverage_words
from reports.wording import quality as quality_words


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in for a week."""

    week_start: date
    articles: Sequence[ArticleLine]
    undated: Sequence[UndatedRow]
    rejections: Sequence[RejectionRow]
    feeds: Sequence[FeedRow]


def coverage(intake: Intake, left_out: LeaveOneOut | None, book: ClaimBook) -> Coverage:
    """Tell what was read for the week, what is inferred, which feeds failed, and what could not be stored."""
    articles = intake.articles
    read = book.count("articles read", len(articles), "articles.read")
    return Coverage(
        sentence=coverage_words.coverage(read, *_kinds(articles, book)),
        warnings=tuple(_warnings(articles, read)),
        articles=tuple(articles),
        rejections=tuple(_rejected(row, book) for row in intake.rejections),
        days=_days(intake.week_start, articles, book),
        notes=tuple(_notes(intake, book)),
        feeds=tuple(map(_trouble, intake.feeds)),
        leave_one_out=left_out,
    )


def _kinds(articles: Sequence[ArticleLine], book: ClaimBook) -> Iterator[Claim]:
    for text, measure, test in (
        ("articles with signals", "with signals", lambda line: line.signals > 0),
        ("articles imprecisely dated", "imprecise", lambda line: line.dating == "imprecise"),
        ("articles with an inferred date", "inferred", lambda line: line.basis == "inferred"),
        ("opinion pieces", "opinion", lambda line: line.kind == "opinion"),
    ):
        yield book.count(text, sum(map(test, articles)), f"articles.{measure}")


def _warnings(articles: Sequence[ArticleLine], read: Claim) -> Iterator[Statement]:
    if 0 < len(articles) < rules.THIN_COVERAGE:
        yield coverage_words.thin_coverage(read)
    if articles and not any(line.outlet for line in articles):
        yield coverage_words.NO_OUTLET


def _days(week_start: date, articles: Sequence[ArticleLine], book: ClaimBook) -> tuple[DayCoverage, ...]:
    """Count the articles dated to each day; those of a longer span are in none."""
    dated = Counter(line.first_on for line in articles if line.first_on == line.last_on)
    days = [week_start + timedelta(days=n) for n in range(7)] if articles else []
    return tuple(
        DayCoverage(day, book.count(f"articles of {fmt.day(day)}", dated[day], "articles.on day", day=day))
        for day in days
    )


def _notes(intake: Intake, book: ClaimBook) -> Iterator[Statement]:
    articles, undated, feeds = intake.articles, intake.undated, intake.feeds
    outlets = Counter(line.outlet for line in articles if line.outlet)
    if len(outlets) > 1:
        name, most = min(outlets.items(), key=lambda pair: (-pair[1], pair[0]))
        is_alone = list(outlets.values()).count(most) == 1
        share = book.rate(f"{name}: share of the articles", most / len(articles), "articles.outlet share", outlet=name)
        yield coverage_words.top_outlet(name if is_alone else None, share)
    unknown = sum(not line.outlet for line in articles)
    if unknown and outlets:
        number = book.count("articles of unknown outlet", unknown, "articles.unknown outlet")
        yield coverage_words.unknown_outlets(number)
    opinion = sum(line.kind == "opinion" for line in articles)
    if opinion and len(articles) > 1:
        yield coverage_words.opinion_share(
            book.rate("share of opinion pieces", opinion / len(articles), "articles.opinion share")
        )
    if undated:
        yield coverage_words.undated(book.count("undated articles read this week", undated[0].total, "undated.undated"))
    if feeds:
        yield coverage_words.feeds(book.count("feeds failing or silent", len(feeds), "feeds.in trouble"))


def _rejected(row: RejectionRow, book: ClaimBook) -> RejectionLine:
    times = book.count(f"not stored: {row.reason}", row.n, "rejections.n", reason=row.reason)
    return RejectionLine(row.reason, times, row.example_origin or "")


def _trouble(row: FeedRow) -> FeedTrouble:
    said = coverage_words.feed_trouble(row.verdict, row.since, row.detail)
    return FeedTrouble(fmt.title(row.feed), row.feed_url, row.verdict, said)


def corrections(found: Iterable[CorrectionRow], book: ClaimBook) -> tuple[Correction, ...]:
    """Tell how earlier issues now read differently."""
    return tuple(_correction(row, book) for row in found)


def _correction(row: CorrectionRow, book: ClaimBook) -> Correction:
    def number(what: str, times: int, measure: str) -> Claim:
        return book.count(f"{row.week}: {what}", times, f"corrections.{measure}", week=row.week)

    changed = [
        (number(f"articles {what}", times, measure), what)
        for times, what, measure in (
            (row.articles_added, "added", "articles_added"),
            (row.articles_removed, "moved to another week or withdrawn", "articles_removed"),
            (row.articles_changed, "coded anew", "articles_changed"),
            (row.articles_judged, "corrected by analysts", "articles_judged"),
        )
        if times
    ]
    then = number("signals then", row.signals_then, "signals_then")
    now = number("signals now", row.signals_now, "signals_now")
    return Correction(row.week, quality_words.correction(row.first_as_of, changed, then, now))
