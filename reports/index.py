"""Writes the list of all weekly summaries, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from reports.html import environment
from reports.records import WeeklySummary

LEADING = 3  # actors named for a week


@dataclass(frozen=True, slots=True)
class IndexActor:
    """One of the week's leading actors."""

    name: str
    net: float
    stories: int


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One week in the list."""

    week: str
    week_start: date
    as_of: datetime
    path: str  # relative to the index
    actors: tuple[IndexActor, ...]
    signals: int
    articles: int
    note: str  # why there is no net stance, where there is none


def row(summary: WeeklySummary) -> IndexRow:
    """Give a summary's line in the list."""
    actors = tuple(
        IndexActor(line.actor_name, float(line.net.value), int(line.stories.value))
        for line in summary.picture.table[:LEADING]
    )
    return IndexRow(
        week=summary.week,
        week_start=summary.week_start,
        as_of=summary.as_of,
        path=f"{summary.week}/summary.html",
        actors=actors,
        signals=sum(map(len, summary.listed())),
        articles=len(summary.coverage.articles),
        note="" if actors else "imprecisely dated, so no net stance" if summary.imprecise else "no net stance",
    )


def render(rows: Iterable[IndexRow]) -> str:
    """Give the list as one self-contained page."""
    ordered = sorted(rows, key=lambda line: line.week_start, reverse=True)
    return environment().get_template("index.html").render(rows=ordered)
