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
        layers = [*_blocks(canvas.blocks), *_lines(canvas.lines), *_dots(canvas.dots), *_texts(canvas.texts)]
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


def _by_kind(rows: Iterable[Row]) -> Iterator[tuple[list[str], list[Row]]]:
    kinds: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        kinds[str(row["kind"])].append(row)
    for kind, same in kinds.items():
        yield kind.split(":"), same


def _aimed(chart: alt.Chart, linked: str) -> alt.Chart:
    """Have each mark say in words what it stands for, and lead to its evidence where it has some."""
    told = chart.encode(description=alt.Description("words:N"))
    return told.encode(href=alt.Href("href:N")) if linked == "True" else told


def _blocks(rows: list[Row]) -> Iterator[alt.Chart]:
    for (radius, linked), same in _by_kind(rows):
        blocks = (
            _chart(same)
            .mark_rect(cornerRadius=float(radius))
            .encode(x2="x2", y2="y2", fill=alt.Fill("colour:N", scale=None), stroke=alt.Stroke("edge:N", scale=None))
        )
        yield _aimed(blocks, linked)


def _lines(rows: list[Row]) -> Iterator[alt.Chart]:
    for (thick, dash), same in _by_kind(rows):
        yield (
            _chart(same)
            .mark_rule(strokeWidth=float(thick), strokeDash=_dash(dash), aria=False)
            .encode(x2="x2", y2="y2", stroke=alt.Stroke("colour:N", scale=None))
        )


def _dots(rows: list[Row]) -> Iterator[alt.Chart]:
    for (shape, thick, dash, linked), same in _by_kind(rows):
        dots = (
            _chart(same)
            .mark_point(opacity=1, shape=shape, strokeWidth=float(thick), strokeDash=_dash(dash))
            .encode(
                size=alt.Size("area:Q", scale=None),
                fill=alt.Fill("colour:N", scale=None),
                stroke=alt.Stroke("edge:N", scale=None),
            )
        )
        yield _aimed(dots, linked)


def _texts(rows: list[Row]) -> Iterator[alt.Chart]:
    for (align, size, weight), same in _by_kind(rows):
        style = {"align": align, "fontSize": int(size), "fontWeight": int(weight), "baseline": "middle", "aria": False}
        yield (
            _chart(same)
            .properties(mark=alt.MarkDef.from_dict({"type": "text", **style}))
            .encode(text="text:N", color=alt.Color("colour:N", scale=None))
        )


def _dash(dash: str) -> list[float]:
    on, off = map(float, dash.split(","))
    return [on, off] if off else []
