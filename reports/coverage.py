"""Says what was read and how good the tagger is."""

from __future__ import annotations

from collections.abc import Sequence

from reports import wording
from reports.claims import ClaimBook
from reports.records import ArticleLine, Correction, Coverage, RejectionLine, Score
from reports.rows import CorrectionRow, RejectionRow, ScoreRow


def coverage(articles: Sequence[ArticleLine], rejections: Sequence[RejectionRow], book: ClaimBook) -> Coverage:
    """Tell what was read for the week, what is inferred, and what could not be stored."""
    numbers = [
        book.claim(text, sum(map(test, articles)), "articles")
        for text, test in (
            ("articles read", lambda _: True),
            ("articles with signals", lambda line: line.signals > 0),
            ("articles imprecisely dated", lambda line: line.dating == "imprecise"),
            ("articles with an inferred date", lambda line: line.basis == "inferred"),
            ("opinion pieces", lambda line: line.kind == "opinion"),
        )
    ]
    warnings = [
        text
        for text, holds in (
            (wording.thin_coverage(numbers[0]), len(articles) < wording.THIN_COVERAGE),
            (wording.NO_OUTLET, bool(articles) and not any(line.outlet for line in articles)),
        )
        if holds
    ]
    rejected = tuple(
        RejectionLine(row.reason, book.claim(f"rejected: {row.reason}", row.n, "rejections"), row.example_origin or "")
        for row in rejections
    )
    return Coverage(wording.coverage(*numbers), tuple(warnings), tuple(articles), rejected)


def scores(found: Sequence[ScoreRow], book: ClaimBook) -> tuple[Score, ...]:
    """Put each measured quality of the tagger into words."""
    return tuple(_score(row, book) for row in found)


def _score(row: ScoreRow, book: ClaimBook) -> Score:
    about = f"on {row.set_name}, {wording.measure_name(row.measure)}"
    rate = book.rate(about, row.value, "scores")
    interval = None
    if row.low is not None and row.high is not None:
        interval = (book.rate(f"{about}, low", row.low, "scores"), book.rate(f"{about}, high", row.high, "scores"))
    n = book.claim(f"{about}, n", row.n, "scores")
    return Score(row.set_name, row.measure, rate, interval, n, wording.score(about, rate, interval, n))


def corrections(found: Sequence[CorrectionRow], book: ClaimBook) -> tuple[Correction, ...]:
    """Tell how earlier issues now read differently."""
    return tuple(_correction(row, book) for row in found)


def _correction(row: CorrectionRow, book: ClaimBook) -> Correction:
    changed = [
        (book.claim(f"{row.week}: articles {what}", times, "corrections"), what)
        for times, what in (
            (row.articles_added, "added"),
            (row.articles_removed, "moved to another week or withdrawn"),
            (row.articles_changed, "coded anew"),
        )
        if times
    ]
    then = book.claim(f"{row.week}: signals then", row.signals_then, "corrections")
    now = book.claim(f"{row.week}: signals now", row.signals_now, "corrections")
    return Correction(row.week, wording.correction(row.first_as_of, changed, then, now))
