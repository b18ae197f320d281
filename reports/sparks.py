"""Draws small charts without axes for the list of weeks: twelve weeks each, the last one marked."""

from __future__ import annotations

from collections.abc import Container, Sequence

from markupsafe import Markup

from reports import format as fmt
from reports.pictures import edge, shade, shape

STEP, HEIGHT = 10, 22
_SVG = Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}" preserveAspectRatio="xMidYMid meet">{}</svg>')
_BAR = Markup('<rect x="{}" y="{}" width="7" height="{}" fill="{}"/>')
_LINE = Markup('<path d="M0 {0}H{1}" stroke="var(--faint)"/>')
_CIRCLE = Markup('<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}"/>')
_SQUARE = Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"/>')


def bars(values: Sequence[int | None], words: str) -> Markup:
    """Draw counts as bars from the oldest week to the newest."""
    most = max((value for value in values if value), default=1)
    marks = [_LINE.format(HEIGHT - 0.5, STEP * len(values))]
    for n, value in enumerate(values):
        if value:
            height = round(max(1.5, (HEIGHT - 2) * value / most), 1)
            colour = "var(--ink)" if n == len(values) - 1 else "var(--bar)"
            marks.append(_BAR.format(n * STEP + 1.5, round(HEIGHT - 1 - height, 1), height, colour))
    return _SVG.format(STEP * len(values), HEIGHT, words, Markup("").join(marks))


def nets(values: Sequence[float | None], words: str, hollow: Container[int] = ()) -> Markup:
    """Draw net stances as marks above and below nought, with gaps where there is none, some of them hollow."""
    marks = [_LINE.format(HEIGHT / 2, STEP * len(values))]
    for n, value in enumerate(values):
        if value is not None:
            size = 3.6 if n == len(values) - 1 else 2.4
            x, y = n * STEP + STEP / 2, round(HEIGHT / 2 - value * (HEIGHT / 2 - 4.2), 1)
            colours = ("var(--paper)" if n in hollow else f"var(--net-{shade(value)})", edge(value))
            if shape(value)[0] == "square":
                marks.append(_SQUARE.format(round(x - size, 1), round(y - size, 1), 2 * size, 2 * size, *colours))
            else:
                marks.append(_CIRCLE.format(x, y, size, *colours))
    return _SVG.format(STEP * len(values), HEIGHT, words, Markup("").join(marks))


def in_words(name: str, values: Sequence[int | float | None], net: bool = False) -> str:
    """Say a small chart in words."""
    said = ", ".join(
        "none" if value is None else fmt.signed(value) if net else fmt.count(int(value)) for value in values
    )
    return f"{fmt.clean(name)}, {len(values)} weeks to this one: {said}"
