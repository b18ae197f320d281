"""Makes one week's summary of the results of the weekly queries: data in, one frozen record out.

QueryResult -> typed rows -> lines -> findings, stances, positions, outlets, coverage, quality -> WeeklySummary
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from extractors.records import CONDITIONS, Condition, QueryResult
from reports import (
    coverage,
    findings,
    leave_out,
    lines,
    method,
    names,
    outlet_view,
    positions,
    quality,
    reading,
    rows,
    stances,
)
from reports import format as fmt
from reports.claims import ClaimBook
from reports.records.claim import Statement
from reports.records.conditions import ConditionLine
from reports.records.lines import ArticleLine, SignalLine
from reports.records.summary import WeeklySummary
from reports.wording import findings as finding_words
from reports.wording.sentence import joined

WEEKLY_QUERIES = (
    "signals", "reviewed", "corroboration", "stance", "previous", "condition_board", "disputes", "outlets",
    "headline_gap", "copies", "articles", "undated", "coverage", "rejections", "feeds", "scores", "corrections",
)  # fmt: skip


def summarise(week: str, as_of: datetime, results: Mapping[str, QueryResult]) -> WeeklySummary:
    """Tell one week, given the result of each of the weekly queries."""
    book = ClaimBook(results)
    monday = fmt.week_start(week)
    signal_rows = reading.read(results, "signals", rows.SignalRow)
    carried_rows = reading.read(results, "corroboration", rows.CorroborationRow)
    carried = lines.corroborations(carried_rows, book)
    signals = tuple(lines.signal_line(row, carried.get(row.signal_id)) for row in signal_rows)
    articles = tuple(map(lines.article_line, reading.read(results, "articles", rows.ArticleRow)))
    undated = reading.read(results, "undated", rows.UndatedRow)
    disputes = lines.disputes(reading.read(results, "disputes", rows.DisputeRow))
    score_rows = reading.read(results, "scores", rows.ScoreRow)
    picture = stances.picture(
        monday,
        reading.read(results, "stance", rows.NetRow),
        reading.read(results, "coverage", rows.CoverageRow),
        signals,
        book,
    )
    changes, changes_lead = stances.changes(picture.table, reading.read(results, "previous", rows.PreviousRow), book)
    board = positions.board(monday, reading.read(results, "condition_board", rows.BoardRow), book)
    bullets = findings.bottom_line(signals, disputes, _moves(stances.moves(changes), positions.shifts(board)), book)
    scores = quality.scores(score_rows, book)
    within = tuple(line for line in signals if line.dating == "within")
    by_analyst = sum(row.machine_type is None for row in signal_rows)
    return WeeklySummary(
        week=week,
        week_start=monday,
        as_of=as_of,
        rulesets=tuple(sorted({row.ruleset for row in signal_rows} or {row.ruleset for row in score_rows})),
        masthead=quality.masthead(signals, by_analyst, reading.read(results, "reviewed", rows.ReviewedRow), book),
        lead=finding_words.lead(len(bullets), articles, signals),
        bottom_line=bullets,
        changes=changes,
        changes_lead=changes_lead,
        picture=picture,
        board=board,
        conditions=conditions(signals, book),
        disputes=disputes,
        signals=tuple(line for line in within if _is_stance(line)),
        background=tuple(line for line in within if line.timing == "background" and not _is_opinion(line)),
        outlets=outlet_view.outlet_view(_carried(results, carried_rows), {line.id: line for line in signals}, book),
        second_hand=tuple(line for line in within if _is_second_hand(line)),
        opinions=tuple(line for line in within if _is_opinion(line)),
        imprecise=tuple(line for line in articles if line.dating == "imprecise"),
        imprecise_signals=tuple(line for line in signals if line.dating == "imprecise"),
        undated=tuple(map(lines.article_line, undated)),
        coverage=coverage.coverage(
            _intake(monday, results, articles, undated), leave_out.leave_one_out(signals, picture.table, book), book
        ),
        scores=scores,
        type_scores=quality.by_type(score_rows, book),
        known_failures=method.KNOWN_FAILURES,
        corrections=coverage.corrections(reading.read(results, "corrections", rows.CorrectionRow), book),
        method=method.METHOD,
        claims=book.claims(),
        queries=book.queries(),
    )


def _carried(results: Mapping[str, QueryResult], carried: Sequence[rows.CorroborationRow]) -> outlet_view.Carried:
    """Bring together what tells who carried what."""
    return outlet_view.Carried(
        reading.read(results, "outlets", rows.OutletRow),
        reading.read(results, "headline_gap", rows.GapRow),
        carried,
        reading.read(results, "copies", rows.CopyRow),
    )


def _intake(
    monday: date,
    results: Mapping[str, QueryResult],
    articles: Sequence[ArticleLine],
    undated: Sequence[rows.UndatedRow],
) -> coverage.Intake:
    """Bring together what tells what was read, and what was not."""
    return coverage.Intake(
        monday,
        articles,
        undated,
        reading.read(results, "rejections", rows.RejectionRow),
        reading.read(results, "feeds", rows.FeedRow),
    )


def _moves(*of: Mapping[str, tuple[Statement, ...]]) -> Mapping[str, Statement]:
    """Join what is said of how each actor moved."""
    actors = dict.fromkeys(actor for said in of for actor in said)
    return {actor: joined([one for said in of for one in said.get(actor, ())]) for actor in actors}


def _is_opinion(line: SignalLine) -> bool:
    return line.actor in ("author", "analyst")


def _is_stance(line: SignalLine) -> bool:
    return line.timing == "current" and line.voice in ("own", "narrated")


def _is_second_hand(line: SignalLine) -> bool:
    return line.timing == "current" and line.voice not in ("own", "narrated") and not _is_opinion(line)


def conditions(signals: Sequence[SignalLine], book: ClaimBook) -> tuple[ConditionLine, ...]:
    """List what each actor did about each condition this week, on whose word, in the codebook's order."""
    groups: dict[tuple[Condition, str, str, str, bool], list[SignalLine]] = defaultdict(list)
    for line in signals:
        if line.timing == "background" or _is_opinion(line) or line.not_counted_because in ("repeated", "headline"):
            continue
        stance, word_of = names.CONDITION_STANCES[line.signal_type], names.VOICE_NAMES[line.voice]
        for condition in line.conditions:
            groups[condition, line.actor, stance, word_of, line.dating == "imprecise"].append(line)
    found = [
        ConditionLine(
            condition=condition,
            actor=actor,
            actor_name=group[0].actor_name,
            stance=stance,
            word_of=word_of,
            times=book.count(
                f"{group[0].actor_name}: {names.CONDITION_NAMES[condition]}, {stance}", len(group), "signals.signals",
                (line.id for line in group),
            ),
            shown=findings.best_quote(group),
            imprecise=imprecise,
        )
        for (condition, actor, stance, word_of, imprecise), group in sorted(groups.items(), key=_condition_order)
    ]  # fmt: skip
    return tuple(found)


def _condition_order(
    group: tuple[tuple[Condition, str, str, str, bool], list[SignalLine]],
) -> tuple[int, str, str, str, bool]:
    (condition, actor, stance, word_of, imprecise), _ = group
    return (CONDITIONS.index(condition), actor, stance, word_of, imprecise)
