"""Draws who signalled what: actors by weeks, or, where one week is all there is, actors on an axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports import format as fmt
from reports import rules
from reports.canvas import Aim, Canvas, broken, fitted, text_width
from reports.pictures import (
    FAINT,
    GRID,
    HOLLOW_DASH,
    MAX_ACTORS,
    MISREAD,
    NARROW,
    QUIET,
    WIDE,
    edge,
    place,
    rule,
    shade,
    shape,
)
from reports.records.stances import ActorTrack, StanceCell, StancePicture, WeekCoverage


@dataclass(frozen=True, slots=True)
class Layout:
    """The measures of a matrix, in pixels."""

    width: int
    label: int  # room for names on the left; 0: they stand above their rows
    right: int  # room for this week's axis on the right
    top: int  # where the rows begin
    row: int
    one: float  # area of one story's dot, at most
    largest: float  # area of the largest dot
    widest: float  # of a week's column


MATRIX = Layout(WIDE, 156, 206, 52, 46, 380.0, 1296.0, 130.0)
MATRIX_NARROW = Layout(NARROW, 0, 0, 52, 64, 260.0, 676.0, 90.0)
AXIS = Layout(WIDE, 156, 204, 58, 46, 480.0, 1156.0, 0.0)
AXIS_NARROW = Layout(NARROW, 0, 0, 58, 66, 480.0, 1156.0, 0.0)
NOTHING = "–"
BARS = 92  # height of the coverage bars with their labels


@dataclass(frozen=True, slots=True)
class Plot:
    """What the parts of one drawing share."""

    canvas: Canvas
    layout: Layout
    picture: StancePicture
    now: date
    area: float  # of one story
    at: Mapping[date, float]  # the middle of each week's column

    def y(self, row: int) -> float:
        """Give the height of a row's marks."""
        return self.layout.top + self.layout.row * (row + (0.5 if self.layout.label else 0.64))


def draw(picture: StancePicture, now: date) -> tuple[Canvas, Canvas, str]:
    """Draw the picture wide and narrow, and say it in words."""
    matrix = len(picture.weeks) > 1
    drawing = _matrix if matrix else _axis
    layouts = (MATRIX, MATRIX_NARROW) if matrix else (AXIS, AXIS_NARROW)
    tracks = picture.tracks[:MAX_ACTORS]
    wide, narrow = (drawing(picture, tracks, now, layout) for layout in layouts)
    told = [(track, cell) for track in tracks for cell in track.cells if cell.week_start == now]
    said = "; ".join(describe(track, cell) for track, cell in told) or "no counted signal this week"
    return wide, narrow, f"Who signalled what, week of {fmt.day(now)}: {said}"


def describe(track: ActorTrack, cell: StanceCell) -> str:
    """Say one dot in words."""
    ring = ", called insincere within 14 days" if cell.disputed else ""
    noun = fmt.plural(cell.stories, "story", "stories")
    doubt = f", {MISREAD}" if cell.unsure else ""
    return f"{fmt.clean(track.actor_name)} {fmt.signed(cell.net)} in {fmt.count(cell.stories)} {noun}{ring}{doubt}"


def _plot(picture: StancePicture, tracks: Sequence[ActorTrack], now: date, layout: Layout, step: float) -> Plot:
    shown = {week.week_start for week in picture.weeks}
    most = max((cell.stories for track in tracks for cell in track.cells if cell.week_start in shown), default=1)
    at = {week.week_start: layout.label + step * (n + 0.5) for n, week in enumerate(picture.weeks)}
    canvas = Canvas(layout.width, layout.top + layout.row * len(tracks) + (BARS if step else 6))
    return Plot(canvas, layout, picture, now, min(layout.one, layout.largest / most), at)


def _matrix(picture: StancePicture, tracks: Sequence[ActorTrack], now: date, layout: Layout) -> Canvas:
    step = min((layout.width - layout.label - layout.right) / len(picture.weeks), layout.widest)
    plot = _plot(picture, tracks, now, layout, step)
    canvas = plot.canvas
    canvas.block(plot.at[now] - step / 2 + 1, 0, step - 2, canvas.height - 2, "var(--now)", radius=4)
    bottom = layout.top + layout.row * len(tracks)
    _dates(plot)
    for week in picture.weeks:
        if not week.articles:
            canvas.line(
                plot.at[week.week_start], layout.top + 8, plot.at[week.week_start], bottom - 8, FAINT, 1, (1, 5)
            )
    if layout.right:
        _axis_head(plot, *_ends(layout))
    for row, track in enumerate(tracks):
        rule(canvas, layout.top + layout.row * row)
        _name(plot, row, track)
        _track(plot, row, track)
    rule(canvas, bottom, "var(--rule)")
    _bars(plot, bottom, step)
    return canvas


def _dates(plot: Plot) -> None:
    """Write each week's Monday over its column, the month where it begins, the year where it changes."""
    before: date | None = None
    for week in plot.picture.weeks:
        monday, x = week.week_start, plot.at[week.week_start]
        weight, colour = (700, "var(--ink)") if monday == plot.now else (400, QUIET)
        day, _, month = fmt.short_day(monday).partition(" ")
        plot.canvas.text(x, plot.layout.top - 14, day, align="center", size=12, weight=weight, colour=colour)
        if before is None or before.month != monday.month:
            plot.canvas.text(x, plot.layout.top - 30, month, align="center", size=12, weight=weight, colour=colour)
        if before is None or before.year != monday.year:
            plot.canvas.text(x, plot.layout.top - 45, str(monday.year), align="center", size=11, colour=QUIET)
        before = monday


def _name(plot: Plot, row: int, track: ActorTrack) -> None:
    layout, name = plot.layout, fmt.clean(track.actor_name)
    if layout.label:
        lines = broken(name, 14, layout.label - 10, 2)
        for n, line in enumerate(lines):
            plot.canvas.text(0, plot.y(row) + 16 * (n - (len(lines) - 1) / 2), line, size=14, weight=600)
        return
    y = layout.top + layout.row * row + 16
    plot.canvas.text(0, y, fitted(name, 14, layout.width - 70), size=14, weight=600)
    cell = _now(track, plot.now)
    if cell:
        plot.canvas.text(layout.width, y, fmt.signed(cell.net), align="right", size=14, weight=600)


def _now(track: ActorTrack, now: date) -> StanceCell | None:
    return next((cell for cell in track.cells if cell.week_start == now), None)


def _track(plot: Plot, row: int, track: ActorTrack) -> None:
    cells = {cell.week_start: cell for cell in track.cells}
    y = plot.y(row)
    for week in plot.picture.weeks:
        cell, x = cells.get(week.week_start), plot.at[week.week_start]
        if cell:
            _dot(plot, (x, y), row, track, cell)
        elif week.articles:
            words = f"{fmt.clean(track.actor_name)}: read, no counted signal, week of {fmt.short_day(week.week_start)}"
            plot.canvas.dot(x, y, 10, FAINT, aim=Aim(words))
    cell = cells.get(plot.now)
    if plot.layout.right:
        _on_axis(plot, y, cell, *_ends(plot.layout))


def _dot(plot: Plot, at: tuple[float, float], row: int, track: ActorTrack, cell: StanceCell) -> None:
    kind, by = shape(cell.net)
    area = plot.area * cell.stories
    words = f"{describe(track, cell)}, week of {fmt.short_day(cell.week_start)}"
    fill, dash = _fill(cell)
    plot.canvas.dot(
        *at, area * by, fill, shape=kind, edge=edge(cell.net), thick=1.25, dash=dash,
        aim=Aim(words, _evidence(plot, row, track, cell)),
    )  # fmt: skip
    if cell.disputed:
        plot.canvas.dot(*at, (area**0.5 + 9) ** 2, "none", edge="var(--ink)", thick=1.4, dash=(3, 2.4))
    count = fmt.count(cell.stories)
    if cell.stories > 1 and text_width(count, 12) < area**0.5 - 3:
        colour = "var(--ink)" if cell.unsure else f"var(--on-net-{shade(cell.net)})"
        plot.canvas.text(*at, count, align="center", size=12, weight=600, colour=colour)


def _fill(cell: StanceCell) -> tuple[str, tuple[float, float]]:
    """Fill a mark, or leave it hollow where it rests on signals that are more likely misread than not."""
    return ("var(--paper)", HOLLOW_DASH) if cell.unsure else (f"var(--net-{shade(cell.net)})", (1, 0))


def _evidence(plot: Plot, row: int, track: ActorTrack, cell: StanceCell) -> str:
    """Lead to this week's number with its words, or to an earlier week's numbers."""
    if cell.week_start == plot.now:
        line = next((line for line in plot.picture.table if line.actor == track.actor), None)
        return f"#{line.net.id}" if line else ""
    return f"#{place(row, track, cell.week_start)}"


def _ends(layout: Layout) -> tuple[float, float]:
    """Give the ends of the axis from −1 to +1 on which this week's net stance stands."""
    if layout.widest:
        return layout.width - layout.right + 34.0, layout.width - 66.0
    return (layout.label + 16.0, layout.width - layout.right) if layout.label else (18.0, layout.width - 18.0)


def _axis_head(plot: Plot, left: float, right: float) -> None:
    y = plot.layout.top
    plot.canvas.text((left + right) / 2, y - 30, "Net this week", align="center", size=12, weight=700)
    for x, label in ((left, f"{fmt.MINUS}1"), ((left + right) / 2, "0"), (right, "+1")):
        plot.canvas.text(x, y - 14, label, align="center", size=11, colour=QUIET)


def _on_axis(plot: Plot, y: float, cell: StanceCell | None, left: float, right: float) -> None:
    canvas, middle = plot.canvas, (left + right) / 2
    canvas.line(left, y, right, y, GRID)
    canvas.line(middle, y - 7, middle, y + 7, FAINT)
    if cell is None:
        return
    x, (kind, by) = middle + cell.net * (right - left) / 2, shape(cell.net)
    canvas.line(middle, y, x, y, edge(cell.net), 2)
    fill, dash = _fill(cell)
    canvas.dot(x, y, 120 * by, fill, shape=kind, edge=edge(cell.net), thick=1.25, dash=dash)
    canvas.text(canvas.width, y, fmt.signed(cell.net), align="right", size=14, weight=600)


def _bars(plot: Plot, top: float, step: float) -> None:
    canvas, base, tallest = plot.canvas, top + 66, 34.0
    most = max((week.articles for week in plot.picture.weeks), default=0) or 1
    if plot.layout.label:
        canvas.text(0, base - 9, "Articles read", colour=QUIET, size=12)
    else:
        canvas.text(0, top + 13, "Articles read", colour=QUIET, size=12)
    canvas.line(plot.layout.label, base, plot.layout.label + step * len(plot.picture.weeks), base, FAINT)
    for week in plot.picture.weeks:
        _bar(canvas, week, plot.at[week.week_start], base, tallest * week.articles / most, min(step * 0.56, 34))
    if plot.layout.right and any(0 < week.articles < rules.THIN_COVERAGE for week in plot.picture.weeks):
        x = canvas.width - plot.layout.right + 34
        canvas.block(x, base - 20, 11, 11, "var(--thin)", edge="var(--thin-edge)")
        canvas.text(x + 18, base - 14, f"under {rules.THIN_COVERAGE} articles:", size=12, colour=QUIET)
        canvas.text(x + 18, base + 2, "do not read a trend", size=12, colour=QUIET)


def _bar(canvas: Canvas, week: WeekCoverage, x: float, base: float, height: float, width: float) -> None:  # noqa: PLR0913, PLR0917
    if week.articles:
        thin, height = week.articles < rules.THIN_COVERAGE, max(height, 3.0)
        colours = ("var(--thin)", "var(--thin-edge)") if thin else ("var(--bar)", "var(--bar)")
        noun = fmt.plural(week.articles, "article")
        words = f"{fmt.count(week.articles)} {noun} read, week of {fmt.short_day(week.week_start)}"
        note = ": thin coverage, do not read a trend" if thin else ""
        canvas.block(x - width / 2, base - height, width, height, colours[0], edge=colours[1], aim=Aim(words + note))
    label = fmt.count(week.articles) if week.articles else NOTHING
    canvas.text(x, base + 13, label, align="center", size=12, colour=QUIET)


def _axis(picture: StancePicture, tracks: Sequence[ActorTrack], now: date, layout: Layout) -> Canvas:
    tracks = [track for track in tracks if _now(track, now)] or tracks
    plot = _plot(picture, tracks, now, layout, 0)
    canvas, (left, right) = plot.canvas, _ends(layout)
    middle, bottom = (left + right) / 2, layout.top + layout.row * len(tracks)
    for x, label in ((left, f"{fmt.MINUS}1"), (middle, "0"), (right, "+1")):
        canvas.line(x, layout.top - 6, x, bottom, FAINT if x == middle else GRID)
        canvas.text(x, layout.top - 18, label, align="center", size=12, colour=QUIET)
    canvas.text(left, layout.top - 42, "refuses, demands", size=12, colour="var(--neg)", weight=600)
    canvas.text(right, layout.top - 42, "offers, accepts", size=12, colour="var(--pos)", weight=600, align="right")
    for row, track in enumerate(tracks):
        rule(canvas, layout.top + layout.row * row)
        _name(plot, row, track)
        cell = _now(track, now)
        if cell:
            x, y = middle + cell.net * (right - left) / 2, plot.y(row)
            canvas.line(middle, y, x, y, edge(cell.net), 2)
            _dot(plot, (x, y), picture.tracks.index(track), track, cell)
            if layout.label:
                sides = f"{fmt.count(cell.positive)} towards, {fmt.count(cell.negative)} away"
                canvas.text(canvas.width - 130, y, fmt.signed(cell.net), align="right", size=14, weight=600)
                canvas.text(canvas.width, y, sides, size=12, colour=QUIET, align="right")
    rule(canvas, bottom)
    return canvas
