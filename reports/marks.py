"""Draws a canvas with Altair and Vega, without a browser."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import altair as alt
import vl_convert
from altair.utils import schemapi

from reports.canvas import Canvas, Row

FONT = "Helvetica, Arial, sans-serif"  # the page's own font takes its place
VEGA_LITE = "6.4"


def draw(canvas: Canvas) -> str:
    """Give the canvas as SVG text; positions are pixels and colours are the page's CSS variables."""
    with schemapi.debug_mode(False):  # checking every mark against the schema takes half the time
        layers = [*_blocks(canvas.blocks), *_lines(canvas.lines), *_dots(canvas), *_texts(canvas.texts)]
        chart = (
            alt.layer(*layers)
            .properties(width=canvas.width, height=canvas.height, padding=0)
            .configure(background="transparent", font=FONT)
            .configure_view(stroke=None)
        )
        drawn = vl_convert.vegalite_to_svg(chart.to_dict(validate=False), vl_version=VEGA_LITE)
    return str(drawn)


def _chart(rows: list[Row]) -> alt.Chart:
    data = alt.Data(values=rows)  # type: ignore[no-untyped-call]
    return alt.Chart(data).encode(x=alt.X("x:Q", scale=None, axis=None), y=alt.Y("y:Q", scale=None, axis=None))


def _by_kind(rows: Iterable[Row], key: str) -> Iterator[tuple[str, list[Row]]]:
    kinds: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        kinds[str(row[key])].append(row)
    yield from kinds.items()


def _blocks(rows: list[Row]) -> Iterator[alt.Chart]:
    for radius, same in _by_kind(rows, "radius"):
        yield (
            _chart(same)
            .mark_rect(cornerRadius=float(radius), aria=False)
            .encode(x2="x2", y2="y2", fill=alt.Fill("colour:N", scale=None))
        )


def _lines(rows: list[Row]) -> Iterator[alt.Chart]:
    for kind, same in _by_kind(rows, "kind"):
        thick, dash = kind.split(":")
        yield (
            _chart(same)
            .mark_rule(strokeWidth=float(thick), strokeDash=[float(part) for part in dash.split(",")], aria=False)
            .encode(x2="x2", y2="y2", stroke=alt.Stroke("colour:N", scale=None))
        )


def _dots(canvas: Canvas) -> Iterator[alt.Chart]:
    if canvas.dots:
        yield (
            _chart(canvas.dots)
            .mark_point(filled=True, opacity=1, strokeWidth=0)
            .encode(
                size=alt.Size("area:Q", scale=None),
                fill=alt.Fill("colour:N", scale=None),
                description=alt.Description("words:N"),
            )
        )
    if canvas.rings:
        yield (
            _chart(canvas.rings)
            .mark_point(filled=False, stroke="var(--ink)", strokeWidth=1.4, strokeDash=[3, 2.4], opacity=1, aria=False)
            .encode(size=alt.Size("area:Q", scale=None))
        )


def _texts(rows: list[Row]) -> Iterator[alt.Chart]:
    for kind, same in _by_kind(rows, "kind"):
        align, size, weight = kind.split(":")
        style = {"align": align, "fontSize": int(size), "fontWeight": int(weight), "baseline": "middle", "aria": False}
        yield (
            _chart(same)
            .properties(mark=alt.MarkDef.from_dict({"type": "text", **style}))
            .encode(text="text:N", color=alt.Color("colour:N", scale=None))
        )
