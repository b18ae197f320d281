"""Draws the conditions board: where each actor stands on each condition, and since when."""

from __future__ import annotations

from datetime import date

from extractors.records import Condition
from reports import format as fmt
from reports import names
from reports.canvas import Aim, Canvas, Shape, broken, fitted
from reports.pictures import GRID, HOLLOW_DASH, MAX_HOLDERS, MISREAD, NARROW, QUIET, WIDE, rule
from reports.records.conditions import ConditionBoard, ConditionCell, ConditionState

LABEL, HEAD, ROW, WIDEST = 186, 28, 52, 150  # of the wide board
LINE, TITLE = 30, 34  # of the narrow one
# What a state looks like: a shape, a letter and a colour each, so that any one of the three is enough.
LOOKS: dict[ConditionState, tuple[Shape, str, str]] = {
    "demanded": ("square", "D", "demanded"),
    "refused": ("diamond", "R", "refused"),
    "accepted": ("circle", "A", "accepted"),
    "open": ("circle", "O", "open"),
}
HOLLOW = ("var(--paper)", HOLLOW_DASH, "var(--ink)")  # what rests on signals that are more likely misread
_AREAS: dict[Shape, float] = {"square": 380.0, "diamond": 760.0, "circle": 484.0}


def draw(board: ConditionBoard) -> tuple[Canvas, Canvas, str]:
    """Draw the board wide and narrow, and say it in words."""
    said = "; ".join(words(board, cell) for cell in board.cells)
    return _wide(board), _narrow(board), f"Conditions, as last heard since {fmt.day(board.first_on)}: {said}"


def words(board: ConditionBoard, cell: ConditionCell) -> str:
    """Say one cell in words."""
    name = dict(board.actors).get(cell.actor, cell.actor)
    before = f", before that {cell.before}" if cell.before else ""
    when = f"since {fmt.day(cell.since)}{before}"
    doubt = "" if cell.is_likely else f", {MISREAD}"
    return f"{fmt.clean(name)}: {names.CONDITION_NAMES[cell.condition]} {cell.state} {when}{doubt}"


def _since(board: ConditionBoard, on: date) -> str:
    """Give the day of a state, with the year where the board spans two."""
    return f"{fmt.short_day(on)} {on.year}" if board.spans_years() else fmt.short_day(on)


def _label(condition: Condition) -> str:
    return fmt.sentence(names.CONDITION_NAMES[condition])


def _wide(board: ConditionBoard) -> Canvas:
    actors = board.actors[:MAX_HOLDERS]
    shown = {cell.condition for cell in board.cells if cell.actor in dict(actors)}
    conditions = [condition for condition in board.conditions if condition in shown]
    step = min((WIDE - LABEL) / len(actors), WIDEST)
    heads = [broken(fmt.clean(name), 13, step - 12, 2) for _, name in actors]
    head = HEAD + 16 * (max(map(len, heads)) - 1)
    canvas = Canvas(WIDE, head + ROW * len(conditions) + 2)
    for column, lines in enumerate(heads):
        for n, line in enumerate(lines):
            y = head - 14 - 16 * (len(lines) - 1 - n)
            canvas.text(LABEL + step * column, y, line, size=13, weight=600)
    for row, condition in enumerate(conditions):
        top = head + ROW * row
        rule(canvas, top, "var(--rule)" if row == 0 else GRID)
        lines = broken(_label(condition), 14, LABEL - 16, 2)
        for n, line in enumerate(lines):
            canvas.text(0, top + ROW / 2 + 17 * (n - (len(lines) - 1) / 2), line, size=14, weight=600)
        for column, (actor, _) in enumerate(actors):
            cell = next((cell for cell in board.cells if (cell.actor, cell.condition) == (actor, condition)), None)
            if cell:
                _cell(canvas, board, cell, (LABEL + step * column, top), step)
    return canvas


def _cell(canvas: Canvas, board: ConditionBoard, cell: ConditionCell, at: tuple[float, float], step: float) -> None:
    x, top = at
    y = top + ROW / 2
    if cell.is_new:
        canvas.block(x - 6, top + 3, step - 4, ROW - 6, "var(--now)", radius=3)
    _glyph(canvas, board, cell, x + 11, y)
    _state(canvas, cell, x + 29, y - 8)
    canvas.text(x + 29, y + 9, fitted(f"since {_since(board, cell.since)}", 12, step - 34), size=12, colour=QUIET)


def _glyph(canvas: Canvas, board: ConditionBoard, cell: ConditionCell, x: float, y: float) -> None:
    kind, letter, colour = LOOKS[cell.state]
    fill, dash, ink = (f"var(--{colour})", (1, 0), f"var(--on-{colour})") if cell.is_likely else HOLLOW
    canvas.dot(
        x, y, _AREAS[kind], fill, shape=kind, edge=f"var(--{colour}-edge)", thick=1.25, dash=dash,
        aim=Aim(words(board, cell), f"#{cell.stories.id}"),
    )  # fmt: skip
    canvas.text(x, y + 0.5, letter, align="center", size=12, weight=700, colour=ink)


def _state(canvas: Canvas, cell: ConditionCell, x: float, y: float) -> None:
    word, weight = (cell.state, 600) if cell.is_likely else (f"{cell.state}?", 400)
    canvas.text(x, y, fmt.sentence(word), size=13, weight=weight)


def _narrow(board: ConditionBoard) -> Canvas:
    groups = [(one, [cell for cell in board.cells if cell.condition == one]) for one in board.conditions]
    groups = [(condition, cells) for condition, cells in groups if cells]
    canvas = Canvas(NARROW, sum(TITLE + LINE * len(cells) + 6 for _, cells in groups) + 2)
    names, y = dict(board.actors), 0.0
    for condition, cells in groups:
        rule(canvas, y, "var(--rule)" if y == 0 else GRID)
        canvas.text(0, y + TITLE / 2 + 1, fitted(_label(condition), 14, NARROW), size=14, weight=600)
        y += TITLE
        for cell in cells:
            middle = y + LINE / 2 - 2
            if cell.is_new:
                canvas.block(0, middle - LINE / 2 + 1, NARROW, LINE - 2, "var(--now)", radius=3)
            _glyph(canvas, board, cell, 14, middle)
            canvas.text(34, middle, fitted(fmt.clean(names.get(cell.actor, cell.actor)), 13, 130), size=13)
            _state(canvas, cell, 172, middle)
            canvas.text(NARROW - 6, middle, f"since {_since(board, cell.since)}", align="right", size=12, colour=QUIET)
            y += LINE
        y += 6
    return canvas
