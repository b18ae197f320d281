"""Draws how many articles are dated to each day of the week."""

from __future__ import annotations

from collections.abc import Sequence

from reports import format as fmt
from reports.canvas import Aim, Canvas
from reports.pictures import FAINT, NARROW, QUIET
from reports.records.coverage import DayCoverage

WIDTH, BASE, TALLEST = 560, 92, 70.0
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def draw(days: Sequence[DayCoverage]) -> tuple[Canvas, Canvas, str]:
    """Draw the days wide and narrow, and say them in words."""
    said = ", ".join(f"{fmt.short_day(day.on)} {fmt.count(int(day.articles.value))}" for day in days)
    return _bars(days, WIDTH), _bars(days, NARROW), f"Articles read, by day: {said}"


def _bars(days: Sequence[DayCoverage], width: int) -> Canvas:
    canvas = Canvas(width, BASE + 42)
    step = width / len(days)
    most = max(day.articles.value for day in days)
    for n, day in enumerate(days):
        x, read = step * (n + 0.5), int(day.articles.value)
        height = TALLEST * read / most
        if read:
            words = f"{fmt.count(read)} {fmt.plural(read, 'article')} of {fmt.short_day(day.on)}"
            canvas.block(
                x - step * 0.31, BASE - height, step * 0.62, height, "var(--bar)", aim=Aim(words, f"#{day.articles.id}")
            )
        colour, weight = ("var(--ink)", 600) if read else (QUIET, 400)
        canvas.text(x, BASE - height - 11, fmt.count(read), align="center", size=13, weight=weight, colour=colour)
        canvas.text(x, BASE + 14, WEEKDAYS[day.on.weekday()], align="center", size=12, colour=QUIET)
        canvas.text(x, BASE + 30, fmt.short_day(day.on), align="center", size=12, colour=QUIET)
    canvas.line(0, BASE, width, BASE, FAINT)
    return canvas
