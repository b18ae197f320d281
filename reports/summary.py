"""Makes one week's summary of the results of the weekly queries: data in, one frozen record out.

QueryResult -> typed rows -> lines -> findings, stances, conditions, coverage -> WeeklySummary
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from extractors.records import CONDITIONS, Condition, QueryResult
from reports import coverage, findings, lines, rows, stances, wording
from reports import format as fmt
from reports.claims import ClaimBook
from reports.records import ConditionLine, SignalLine, WeeklySummary

WEEKLY_QUERIES = (
    "signals", "stance", "previous", "articles", "undated", "coverage", "rejections", "disputes", "scores",
    "corrections",
)  # fmt: skip


def summarise(week: str, as_of: datetime, results: Mapping[str, QueryResult]) -> WeeklySummary:
    """Tell one week, given the result of each of the weekly queries."""
    book = ClaimBook(results)
    monday = fmt.week_start(week)
    signal_rows = rows.read(results, "signals", rows.SignalRow)
    signals = tuple(map(lines.signal_line, signal_rows))
    articles = tuple(map(lines.article_line, rows.read(results, "articles", rows.ArticleRow)))
    disputes = lines.disputes(rows.read(results, "disputes", rows.DisputeRow))
    weeks_read = rows.read(results, "coverage", rows.CoverageRow)
    scores = rows.read(results, "scores", rows.ScoreRow)
    bullets = findings.bottom_line(signals, disputes, book)
    nets = rows.read(results, "stance", rows.NetRow)
    picture = stances.picture(monday, nets, weeks_read, signals, book)
    changes, changes_lead = stances.changes(picture.table, rows.read(results, "previous", rows.PreviousRow), book)
    within = tuple(line for line in signals if line.dating == "within")
    return WeeklySummary(
        week=week,
        week_start=monday,
        as_of=as_of,
        rulesets=tuple(sorted({row.ruleset for row in signal_rows} or {row.ruleset for row in scores})),
        lead=wording.lead(len(bullets), articles, signals),
        bottom_line=bullets,
        changes=changes,
        changes_lead=changes_lead,
        picture=picture,
        conditions=conditions(signals, book),
        disputes=disputes,
        signals=tuple(line for line in within if _is_stance(line)),
        background=tuple(line for line in within if line.timing == "background" and not _is_opinion(line)),
        second_hand=tuple(line for line in within if _is_second_hand(line)),
        opinions=tuple(line for line in within if _is_opinion(line)),
        imprecise=tuple(line for line in articles if line.dating == "imprecise"),
        imprecise_signals=tuple(line for line in signals if line.dating == "imprecise"),
        undated=tuple(map(lines.article_line, rows.read(results, "undated", rows.ArticleRow))),
        coverage=coverage.coverage(articles, rows.read(results, "rejections", rows.RejectionRow), book),
        scores=coverage.scores(scores, book),
        corrections=coverage.corrections(rows.read(results, "corrections", rows.CorrectionRow), book),
        method=wording.METHOD,
        claims=book.claims(),
        queries=book.queries(),
    )


def _is_opinion(line: SignalLine) -> bool:
    return line.actor in ("author", "analyst")


def _is_stance(line: SignalLine) -> bool:
    return line.timing == "current" and line.voice in ("own", "narrated")


def _is_second_hand(line: SignalLine) -> bool:
    return line.timing == "current" and line.voice not in ("own", "narrated") and not _is_opinion(line)


def conditions(signals: Sequence[SignalLine], book: ClaimBook) -> tuple[ConditionLine, ...]:
    """List what each actor did about each condition, on whose word, most often named first."""
    groups: dict[tuple[Condition, str, str, str, bool], list[SignalLine]] = defaultdict(list)
    for line in signals:
        if line.timing == "background" or _is_opinion(line):
            continue
        stance, word_of = wording.CONDITION_STANCES[line.signal_type], wording.VOICE_NAMES[line.voice]
        for condition in line.conditions:
            groups[condition, line.actor, stance, word_of, line.dating == "imprecise"].append(line)
    found = [
        ConditionLine(
            condition=condition,
            actor=actor,
            actor_name=group[0].actor_name,
            stance=stance,
            word_of=word_of,
            times=book.claim(
                f"{group[0].actor_name}: {wording.CONDITION_NAMES[condition]}, {stance}", len(group), "signals",
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
