"""Draws a summary's pictures as static SVG that follows the page's light or dark theme.

Each mark that stands for something says so in a title and leads to its evidence in the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from reports import board as boards
from reports import daily as days_read
from reports import matrix, mixture, svg
from reports.canvas import Canvas
from reports.pictures import MAX_ACTORS, MAX_GROUPS, MAX_HOLDERS, Pictures, shade
from reports.records.conditions import ConditionBoard
from reports.records.coverage import DayCoverage
from reports.records.outlets import OutletGroup
from reports.records.stances import StancePicture
from reports.records.summary import WeeklySummary

__all__ = ["MAX_ACTORS", "MAX_GROUPS", "MAX_HOLDERS", "Pictures", "conditions", "daily", "drawn", "outlets", "shade"]


def drawn(summary: WeeklySummary) -> Mapping[str, Pictures]:
    """Draw all of a summary's pictures, by name, in the order in which the page shows them."""
    groups = summary.outlets.groups
    every = {
        "stance": stance(summary.picture, summary.week_start),
        "conditions": conditions(summary.board) if summary.board else None,
        "ownership": outlets(tuple(group for group in groups if group.grouping == "ownership")),
        "country": outlets(tuple(group for group in groups if group.grouping == "country")),
        "coverage": daily(summary.coverage.days),
    }
    return {name: pictures for name, pictures in every.items() if pictures}


@lru_cache(maxsize=64)  # an issue is rendered again to see whether it still says the same
def stance(picture: StancePicture, week_start: date) -> Pictures | None:
    """Draw who signalled what, or nothing where no actor has a net stance this week or before."""
    if not picture.tracks:
        return None
    wide, narrow, words = matrix.draw(picture, week_start)
    return _pictures("stance", wide, narrow, words)


@lru_cache(maxsize=64)
def conditions(board: ConditionBoard) -> Pictures | None:
    """Draw where each actor stands on each condition."""
    return _pictures("conditions", *boards.draw(board)) if board.cells else None


@lru_cache(maxsize=64)
def outlets(groups: Sequence[OutletGroup]) -> Pictures | None:
    """Draw which types of signal the outlets of each kind carried."""
    carried = sorted((group for group in groups if group.mix), key=lambda one: (one.key is None, -one.signals.value))
    return _pictures(carried[0].grouping, *mixture.draw(carried)) if carried else None


@lru_cache(maxsize=64)
def daily(days: Sequence[DayCoverage]) -> Pictures | None:
    """Draw how many articles are dated to each day of the week."""
    return _pictures("coverage", *days_read.draw(days)) if any(day.articles.value for day in days) else None


def _pictures(name: str, wide: Canvas, narrow: Canvas, words: str) -> Pictures:
    return Pictures(
        Markup(svg.finish(wide.to_svg(), f"{name}-wide", words)),  # noqa: S704 - our own marks; words are escaped
        Markup(svg.finish(narrow.to_svg(), f"{name}-narrow", words)),  # noqa: S704
        words,
    )
