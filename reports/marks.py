"""Draws a canvas with Altair and Vega, without a browser."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape

import altair as alt
import vl_convert
from altair.utils import schemapi

from reports.canvas import Canvas, Row

FONT = "Helvetica, Arial, sans-serif"  # the page's own font takes its place
VEGA_LITE = "6.4"
Look = dict[str, object]
_EMPTY_TEXT = re.compile(r"<text\b([^>]*)/>")


def draw(canvas: Canvas) -> str:
    """Give the canvas as SVG text; positions are pixels and colours are the page's CSS variables."""
    layers = [
        {**look(kind), "data": {"values": same}}
        for look, rows in ((_block, canvas.blocks), (_line, canvas.lines), (_dot, canvas.dots), (_text, canvas.texts))
        for kind, same in _by_kind(rows)
    ]
    spec = _frame() | {"width": canvas.width, "height": canvas.height, "layer": layers}
    drawn = str(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE))
    return _filled(drawn, [escape(str(row["text"]), quote=False) for _, same in _by_kind(canvas.texts) for row in same])


def _filled(drawn: str, texts: Sequence[str]) -> str:
    """Put the texts into their places, which were drawn empty.

    Vega measures each text for a millisecond or two, and nothing in a picture depends on what it finds.
    """
    before, *places = _EMPTY_TEXT.split(drawn)
    if len(places) != 2 * len(texts):
        raise ValueError(f"{len(texts)} texts were to be drawn, and {len(places) // 2} places for them")
    filled = (
        f"<text{look}>{text}</text>{after}" for look, after, text in zip(places[::2], places[1::2], texts, strict=True)
    )
    return before + "".join(filled)


def _by_kind(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    kinds: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        kinds[str(row["kind"])].append(row)
    yield from kinds.items()


# What marks of one kind look like is the same in all pictures: Altair takes ten times as long to say it as to draw it.
def _look(chart: alt.Chart) -> Look:
    with schemapi.debug_mode(False):  # checking every mark against the schema takes half the time
        made = chart.to_dict(validate=False)
    return {name: made[name] for name in ("mark", "encoding")}


@cache
def _frame() -> Look:
    chart = (
        alt.Chart()
        .mark_point()
        .properties(padding=0)
        .configure(background="transparent", font=FONT)
        .configure_view(stroke=None)
    )
    made = chart.to_dict(validate=False)
    return {name: made[name] for name in ("$schema", "config", "padding")}


def _placed() -> alt.Chart:
    return alt.Chart().encode(x=alt.X("x:Q", scale=None, axis=None), y=alt.Y("y:Q", scale=None, axis=None))


def _aimed(chart: alt.Chart, linked: str) -> alt.Chart:
    """Have each mark say in words what it stands for, and lead to its evidence where it has some."""
    told = chart.encode(description=alt.Description("words:N"))
    return told.encode(href=alt.Href("href:N")) if linked == "True" else told


@cache
def _block(kind: str) -> Look:
    radius, linked = kind.split(":")
    blocks = (
        _placed()
        .mark_rect(cornerRadius=float(radius))
        .encode(x2="x2", y2="y2", fill=alt.Fill("colour:N", scale=None), stroke=alt.Stroke("edge:N", scale=None))
    )
    return _look(_aimed(blocks, linked))


@cache
def _line(kind: str) -> Look:
    thick, dash = kind.split(":")
    return _look(
        _placed()
        .mark_rule(strokeWidth=float(thick), strokeDash=_dash(dash), aria=False)
        .encode(x2="x2", y2="y2", stroke=alt.Stroke("colour:N", scale=None))
    )


@cache
def _dot(kind: str) -> Look:
    shape, thick, dash, linked = kind.split(":")
    dots = (
        _placed()
        .mark_point(opacity=1, shape=shape, strokeWidth=float(thick), strokeDash=_dash(dash))
        .encode(
            size=alt.Size("area:Q", scale=None),
            fill=alt.Fill("colour:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
        )
    )
    return _look(_aimed(dots, linked))


@cache
def _text(kind: str) -> Look:
    align, size, weight = kind.split(":")
    style = {"align": align, "fontSize": int(size), "fontWeight": int(weight), "baseline": "middle", "aria": False}
    return _look(
        _placed()
        .properties(mark=alt.MarkDef.from_dict({"type": "text", **style}))
        .encode(text=alt.value(" "), color=alt.Color("colour:N", scale=None))
    )


def _dash(dash: str) -> list[float]:
    on, off = map(float, dash.split(","))
    return [on, off] if off else []
