"""Draws who signalled what, as static SVG that follows the page's light or dark theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from reports import format as fmt
from reports import svg
from reports.canvas import Canvas, Layout
from reports.records import ActorTrack, StanceCell, StancePicture, WeekCoverage
from reports.wording import THIN_COVERAGE

SHADES = 9  # steps of the diverging scale, rust to teal
MAX_ACTORS = 10
MATRIX = Layout(width=860, label=150, gap=16, right=76, top=46, row=46, weeks=12, dot=400.0, largest=1400.0)
MATRIX_NARROW = Layout(width=350, label=112, gap=6, right=0, top=46, row=46, weeks=4, dot=400.0, largest=1400.0)
SINGLE = Layout(width=860, label=150, gap=16, right=80, top=56, row=46, weeks=1, dot=480.0, largest=1100.0)
SINGLE_NARROW = Layout(width=350, label=112, gap=6, right=58, top=56, row=46, weeks=1, dot=480.0, largest=1100.0)
_BARS = 84  # height of the coverage bars with their labels


@dataclass(frozen=True, slots=True)
class Pictures:
    """One chart in two widths; the page shows the one that fits."""

    wide: Markup
    narrow: Markup
    matrix: bool  # several weeks, or one
    left_out_actors: int
    thin: bool  # some week shown has too few articles for a trend


def shade(net: float) -> int:
    """Give the step of the diverging scale for a net stance from −1 to +1."""
    return round((max(-1.0, min(1.0, net)) + 1) / 2 * (SHADES - 1))


@lru_cache(maxsize=64)  # an issue is rendered again to see whether it still says the same
def stance(picture: StancePicture, week_start: date) -> Pictures | None:
    """Draw the picture, or nothing where no actor has a net stance this week or before."""
    if not picture.tracks:
        return None
    tracks = picture.tracks[:MAX_ACTORS]
    matrix = len(picture.weeks) > 1
    drawn = [
        _matrix(picture.weeks, tracks, week_start, layout) if matrix else _single(tracks, week_start, layout)
        for layout in ((MATRIX, MATRIX_NARROW) if matrix else (SINGLE, SINGLE_NARROW))
    ]
    title = f"Who signalled what, week of {fmt.day(week_start)}: {_in_words(tracks, week_start)}"
    wide, narrow = (
        Markup(svg.finish(canvas.to_svg(), f"stance-{name}", title))  # noqa: S704 - our own marks; titles are escaped
        for canvas, name in zip(drawn, ("wide", "narrow"), strict=True)
    )
    thin = any(0 < week.articles < THIN_COVERAGE for week in picture.weeks)
    return Pictures(wide, narrow, matrix, len(picture.tracks) - len(tracks), thin)


def _in_words(tracks: tuple[ActorTrack, ...], week_start: date) -> str:
    now = [(track, cell) for track in tracks for cell in track.cells if cell.week_start == week_start]
    return "; ".join(_describe(track, cell) for track, cell in now) or "no counted signal this week"


def _describe(track: ActorTrack, cell: StanceCell) -> str:
    ring = ", called insincere" if cell.disputed else ""
    noun = fmt.plural(cell.stories, "story", "stories")
    return f"{fmt.clean(track.actor_name)} {fmt.signed(cell.net)} in {fmt.count(cell.stories)} {noun}{ring}"


def _area(cell: StanceCell, layout: Layout, most: int) -> float:
    return min(layout.dot, layout.largest / most) * cell.stories


def _most(tracks: tuple[ActorTrack, ...]) -> int:
    return max(cell.stories for track in tracks for cell in track.cells)


def _dot(canvas: Canvas, at: tuple[float, float], track: ActorTrack, cell: StanceCell, area: float) -> None:
    words = f"{_describe(track, cell)}, week of {fmt.short_day(cell.week_start)}"
    step = shade(cell.net)
    canvas.dot(*at, area, f"var(--net-{step})", words)
    if cell.disputed:
        canvas.ring(*at, (area**0.5 + 10) ** 2)
    if cell.stories > 1:
        canvas.text(*at, fmt.count(cell.stories), align="center", size=11, weight=600, colour=f"var(--on-net-{step})")


def _matrix(
    weeks: tuple[WeekCoverage, ...], tracks: tuple[ActorTrack, ...], week_start: date, layout: Layout
) -> Canvas:
    weeks = weeks[-layout.weeks :]
    bottom = layout.top + layout.row * len(tracks)
    canvas = Canvas(layout.width, bottom + _BARS)
    step = min((layout.width - layout.label - layout.right) / len(weeks), 150.0)
    at = {week.week_start: layout.label + step * (index + 0.5) for index, week in enumerate(weeks)}
    canvas.block(at[week_start] - step / 2 + 2, 4, step - 4, bottom + _BARS - 8, "var(--now)", radius=6)
    for week in weeks:
        _week(canvas, week, at[week.week_start], (layout.top, bottom), week.week_start == week_start)
    right = layout.label + step * len(weeks)
    for index, track in enumerate(tracks):
        y = layout.top + layout.row * (index + 0.5)
        canvas.line(0, y + layout.row / 2, layout.width, y + layout.row / 2, "var(--grid)")
        canvas.text(layout.label - layout.gap, y, _name(track, layout), align="right", weight=600)
        _track(canvas, track, at, y, weeks, layout, _most(tracks))
        if layout.right:
            canvas.text(right + 18, y, _this_week(track, week_start), size=12, weight=600)
    _bars(canvas, weeks, at, bottom, step, layout)
    return canvas


def _name(track: ActorTrack, layout: Layout) -> str:
    name, room = fmt.clean(track.actor_name), int(layout.label / 7.8)
    return name if len(name) <= room else name[: room - 1].rstrip() + "…"


def _week(canvas: Canvas, week: WeekCoverage, x: float, ends: tuple[float, float], now: bool) -> None:
    top, bottom = ends
    label = fmt.short_day(week.week_start)
    canvas.text(x, top - 24, label, align="center", size=12, weight=600 if now else 400, colour="var(--quiet)")
    if not week.articles:
        canvas.line(x, top + 6, x, bottom - 6, "var(--faint)", dash=(1, 5))


def _track(  # noqa: PLR0913, PLR0917
    canvas: Canvas, track: ActorTrack, at: Mapping[date, float], y: float, weeks: tuple[WeekCoverage, ...],
    layout: Layout, most: int,
) -> None:  # fmt: skip
    cells = {cell.week_start: cell for cell in track.cells}
    for week in weeks:
        cell, x = cells.get(week.week_start), at[week.week_start]
        if cell:
            _dot(canvas, (x, y), track, cell, _area(cell, layout, most))
        elif week.articles:
            canvas.dot(x, y, 9, "var(--faint)", f"{fmt.clean(track.actor_name)}: read, no counted signal")


def _this_week(track: ActorTrack, week_start: date) -> str:
    cell = next((cell for cell in track.cells if cell.week_start == week_start), None)
    return fmt.signed(cell.net) if cell else ""


def _bars(  # noqa: PLR0913, PLR0917
    canvas: Canvas, weeks: tuple[WeekCoverage, ...], at: Mapping[date, float], top: float, step: float, layout: Layout
) -> None:
    base, tallest = top + 56, 34.0
    most = max((week.articles for week in weeks), default=0) or 1
    canvas.text(layout.label - layout.gap, base - 8, "Articles read", align="right", colour="var(--quiet)", size=12)
    for week in weeks:
        x, thin = at[week.week_start], week.articles < THIN_COVERAGE
        height = max(tallest * week.articles / most, 2.0) if week.articles else 0.0
        width = min(step * 0.5, 34)
        if height:
            canvas.block(x - width / 2, base - height, width, height, "var(--thin)" if thin else "var(--bar)", radius=1)
        label = fmt.count(week.articles) if week.articles else "none read" if step > 60 else "none"
        canvas.text(x, base + 12, label, align="center", size=11, colour="var(--quiet)")


def _single(tracks: tuple[ActorTrack, ...], week_start: date, layout: Layout) -> Canvas:
    tracks = tuple(track for track in tracks if any(cell.week_start == week_start for cell in track.cells)) or tracks
    bottom = layout.top + layout.row * len(tracks)
    canvas = Canvas(layout.width, bottom + 12)
    left, right = layout.label + 14.0, layout.width - layout.right - 1.5 * layout.gap
    middle, short = (left + right) / 2, right - left < 260
    for x, label in ((left, f"{fmt.MINUS}1"), (middle, "0"), (right, "+1")):
        canvas.line(x, layout.top - 8, x, bottom, "var(--faint)" if x == middle else "var(--grid)")
        canvas.text(x, layout.top - 20, label, align="center", size=12, colour="var(--quiet)")
    ends = ("refuses", "accepts") if short else ("refuses, demands", "offers, accepts")
    canvas.text(left, layout.top - 40, ends[0], size=12, colour="var(--neg)", weight=600)
    canvas.text(right, layout.top - 40, ends[1], size=12, colour="var(--pos)", weight=600, align="right")
    for index, track in enumerate(tracks):
        y = layout.top + layout.row * (index + 0.5)
        canvas.line(0, y + layout.row / 2, layout.width, y + layout.row / 2, "var(--grid)")
        canvas.text(layout.label - layout.gap, y, _name(track, layout), align="right", weight=600)
        for cell in (cell for cell in track.cells if cell.week_start == week_start):
            x = middle + cell.net * (right - left) / 2
            canvas.line(middle, y, x, y, f"var(--net-{shade(cell.net)})", thick=2)
            _dot(canvas, (x, y), track, cell, _area(cell, layout, _most(tracks)))
            canvas.text(right + layout.gap + 16, y, fmt.signed(cell.net), size=13, weight=600)
    return canvas
