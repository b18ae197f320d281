"""Writes the list of all weekly summaries, newest first, each with its lead sentence and small charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from markupsafe import Markup

from reports import format as fmt
from reports import sparks
from reports.html import environment
from reports.records.claim import Statement
from reports.records.stances import ActorTrack
from reports.records.summary import WeeklySummary

LEADING = 3  # actors shown for a week
WEEKS = 12  # that a small chart spans


@dataclass(frozen=True, slots=True)
class IndexActor:
    """One of the week's leading actors."""

    name: str
    net: float
    stories: int
    nets: tuple[float | None, ...] = ()  # of twelve weeks, the last one this
    unsure: frozenset[int] = frozenset()  # which of them rest on signals more likely misread than not


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One week in the list."""

    week: str
    week_start: date
    as_of: datetime
    path: str  # relative to the index
    lead: str
    actors: tuple[IndexActor, ...]
    signals: int
    read: tuple[int, ...]  # articles of twelve weeks, the last one this
    note: str  # why there is no net stance, where there is none


def row(summary: WeeklySummary) -> IndexRow:
    """Give a summary's line in the list."""
    mondays = _mondays(summary.week_start)
    tracks = {track.actor: track for track in summary.picture.tracks}
    actors = tuple(
        IndexActor(
            line.actor_name,
            float(line.net.value),
            int(line.stories.value),
            _nets(tracks.get(line.actor), mondays),
            _unsure(tracks.get(line.actor), mondays),
        )
        for line in summary.picture.table[:LEADING]
    )
    read = {week.week_start: week.articles for week in summary.picture.weeks}
    return IndexRow(
        week=summary.week,
        week_start=summary.week_start,
        as_of=summary.as_of,
        path=f"{summary.week}/summary.html",
        lead=_lead(summary),
        actors=actors,
        signals=sum(map(len, summary.listed())),
        read=tuple(read.get(monday, 0) for monday in mondays),
        note="" if actors else "imprecisely dated, so no net stance" if summary.imprecise else "no net stance",
    )


def _mondays(last: date) -> list[date]:
    return [last - timedelta(days=7 * back) for back in range(WEEKS - 1, -1, -1)]


def _nets(track: ActorTrack | None, mondays: list[date]) -> tuple[float | None, ...]:
    nets = {cell.week_start: cell.net for cell in track.cells} if track else {}
    return tuple(nets.get(monday) for monday in mondays)


def _unsure(track: ActorTrack | None, mondays: list[date]) -> frozenset[int]:
    weeks = {cell.week_start for cell in track.cells if cell.unsure} if track else set()
    return frozenset(n for n, monday in enumerate(mondays) if monday in weeks)


def _lead(summary: WeeklySummary) -> str:
    """Give the first finding, or why there is none."""
    if not summary.bottom_line:
        return summary.lead
    first = summary.bottom_line[0]
    return fmt.clean(first.actor_name) + _plain(first.finding)


def _plain(told: Statement) -> str:
    return "".join(part if isinstance(part, str) else fmt.value(part) for part in told.parts)


def render(rows: Iterable[IndexRow]) -> str:
    """Give the list as one self-contained page."""
    ordered = sorted(rows, key=lambda line: line.week_start, reverse=True)
    signals = {line.week_start: line.signals for line in ordered}
    years = [(year, list(lines)) for year, lines in groupby(ordered, key=lambda line: line.week.partition("-")[0])]
    charts = {line.week: _charts(line, signals) for line in ordered}
    return environment().get_template("index.html").render(years=years, rows=ordered, charts=charts)


def _charts(line: IndexRow, signals: Mapping[date, int]) -> list[tuple[str, Markup, str]]:
    """Give a week's small charts, each with its name and its latest value."""
    told = [
        (actor.name, sparks.nets(actor.nets, sparks.in_words(f"{actor.name}, net stance", actor.nets, True),
         actor.unsure),
         fmt.signed(actor.net))
        for actor in line.actors
    ]  # fmt: skip
    counted = [signals.get(monday, 0) for monday in _mondays(line.week_start)]
    for name, values in (("Signals", counted), ("Articles read", line.read)):
        told.append((name, sparks.bars(values, sparks.in_words(name, values)), fmt.count(values[-1])))
    return told
