"""Draws which types of signal the outlets of each kind carried: types by groups, a bar for each share."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.records import POSITIVE, SIGNAL_TYPES, SignalType
from reports import format as fmt
from reports import names
from reports.canvas import Aim, Canvas, broken, fitted
from reports.pictures import FAINT, GRID, MAX_GROUPS, NARROW, QUIET, WIDE, rule
from reports.records.outlets import OutletGroup, TypeCount

LABEL, HEAD, ROW = 186, 50, 27
COLUMN, BAR = 230, 0.56  # the widest column, and how much of it the longest bar takes
MIN_SIGNALS_FOR_SHARES = 10
NARROW_LABEL, NARROW_HEAD, NARROW_BAR = 158, 46, 130.0


def draw(groups: Sequence[OutletGroup]) -> tuple[Canvas, Canvas, str]:
    """Draw the mix wide and narrow, and say it in words."""
    groups = groups[:MAX_GROUPS]
    said = "; ".join(f"{fmt.clean(group.name)}: {_mix(group)}" for group in groups)
    return _wide(groups), _narrow(groups), f"Types of signal by {groups[0].grouping} of the outlet. {said}"


def _mix(group: OutletGroup) -> str:
    return ", ".join(f"{names.TYPE_NAMES[one.signal_type]} {_figure(group, one)}" for one in group.mix)


def _share(group: OutletGroup, one: TypeCount) -> float:
    return one.n.value / sum(other.n.value for other in group.mix)


def _figure(group: OutletGroup, one: TypeCount) -> str:
    """Write a share; of few signals as a count, which claims no more than there is."""
    whole = sum(other.n.value for other in group.mix)
    few = whole < MIN_SIGNALS_FOR_SHARES
    return f"{fmt.count(int(one.n.value))} of {fmt.count(int(whole))}" if few else f"{one.n.value / whole:.0%}"


def _types(groups: Sequence[OutletGroup]) -> list[SignalType]:
    found = {one.signal_type for group in groups for one in group.mix}
    return [signal_type for signal_type in SIGNAL_TYPES if signal_type in found]


def _size(group: OutletGroup) -> str:
    signals, articles = int(group.signals.value), int(group.articles.value)
    return (
        f"{fmt.count(signals)} {fmt.plural(signals, 'signal')}, {fmt.count(articles)} {fmt.plural(articles, 'article')}"
    )


def _wide(groups: Sequence[OutletGroup]) -> Canvas:
    types = _types(groups)
    step = min((WIDE - LABEL) / len(groups), COLUMN)
    titles = [broken(fmt.sentence(fmt.clean(group.name)), 13, step - 16, 2) for group in groups]
    head = HEAD + 16 * (max(map(len, titles)) - 1)
    canvas = Canvas(WIDE, head + ROW * len(types) + 4)
    longest = max(_share(group, one) for group in groups for one in group.mix)
    for column, group in enumerate(groups):
        x = LABEL + step * column
        for n, line in enumerate(reversed(titles[column])):
            canvas.text(x, head - 34 - 16 * n, line, size=13, weight=600)
        canvas.text(x, head - 16, fitted(_size(group), 12, step - 10), size=12, colour=QUIET)
    rule(canvas, head - 2, "var(--rule)")
    for row, signal_type in enumerate(types):
        y = head + ROW * (row + 0.5)
        if row and (signal_type in POSITIVE) != (types[row - 1] in POSITIVE):
            rule(canvas, head + ROW * row)
        canvas.text(0, y, fmt.sentence(names.TYPE_NAMES[signal_type]), size=13)
        for column, group in enumerate(groups):
            _bar(canvas, group, signal_type, (LABEL + step * column, y), step * BAR / longest)
    for column in range(len(groups)):
        canvas.line(LABEL + step * column, head + 2, LABEL + step * column, canvas.height - 4, FAINT)
    return canvas


def _bar(
    canvas: Canvas, group: OutletGroup, signal_type: SignalType, at: tuple[float, float], whole: float
) -> None:  # fmt: skip
    one = next((one for one in group.mix if one.signal_type == signal_type), None)
    x, y = at
    if one is None:
        return
    length = whole * _share(group, one)
    colour = "pos" if signal_type in POSITIVE else "neg"
    words = f"{fmt.clean(group.name)}: {fmt.count(int(one.n.value))} of {_size(group)}: {names.TYPE_NAMES[signal_type]}"
    canvas.block(x, y - 7, length, 14, f"var(--{colour}-bar)", aim=Aim(words, f"#{one.n.id}"))
    canvas.text(x + length + 7, y, _figure(group, one), size=12)


def _narrow(groups: Sequence[OutletGroup]) -> Canvas:
    canvas = Canvas(NARROW, sum(NARROW_HEAD + ROW * len(_types([group])) + 12 for group in groups))
    longest = max(_share(group, one) for group in groups for one in group.mix)
    top = 0.0
    for group in groups:
        rule(canvas, top, "var(--rule)" if top == 0 else GRID)
        canvas.text(0, top + 16, fitted(fmt.sentence(fmt.clean(group.name)), 14, NARROW), size=14, weight=600)
        canvas.text(0, top + 34, fitted(_size(group), 12, NARROW), size=12, colour=QUIET)
        top += NARROW_HEAD
        for signal_type in _types([group]):
            y = top + ROW / 2
            canvas.text(0, y, fitted(fmt.sentence(names.TYPE_NAMES[signal_type]), 12, NARROW_LABEL - 8), size=12)
            _bar(canvas, group, signal_type, (NARROW_LABEL, y), NARROW_BAR / longest)
            top += ROW
        top += 12
    return canvas
