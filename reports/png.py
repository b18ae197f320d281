"""Draws a summary's pictures as PNG, each with its heading and its source, for messages and slides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from html import escape
from pathlib import Path

from reports import charts
from reports import format as fmt
from reports.records.summary import WeeklySummary

TITLES = {
    "stance": "Who signalled what",
    "conditions": "Who stands where on which condition",
    "ownership": "How outlets differ, by ownership",
    "country": "How outlets differ, by country",
    "coverage": "Articles read, by day",
}
LEGENDS = {
    "stance": (
        "Squares refuse or demand, circles offer or accept: the deeper the colour, the more so. Area and figure:",
        "independent stories. Dashed ring: called insincere within 14 days. Small spot: read, no counted signal.",
    ),
}
SCALE = 1.5  # pixels of the picture to one of the page; more costs more than it shows
FONT = "Liberation Sans"  # vl-convert brings it, so that bytes do not depend on the machine's fonts
MARGIN, HEAD, LINE = 24, 62, 18
_SVG = re.compile(r'<svg [^>]*viewBox="([^"]+)"[^>]*>')
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_LIGHT = re.compile(r":root \{(.*?)\}", re.DOTALL)
_DECLARED = re.compile(r"(--[\w-]+):\s*([^;]+);")
_FAMILY = re.compile(r'font-family="[^"]*"')


def render(summary: WeeklySummary) -> Mapping[str, bytes]:
    """Give every picture of the summary by name, the same bytes for the same summary."""
    told = f"Week {summary.week}, {fmt.week_days(summary.week_start)}. parley, as of {fmt.moment(summary.as_of)}"
    return {name: drawn(name, str(one.wide), told) for name, one in charts.drawn(summary).items()}


@lru_cache(maxsize=64)
def drawn(name: str, chart: str, told: str) -> bytes:
    """Draw one chart of the page."""
    import vl_convert  # noqa: PLC0415 - 50 MB that only pictures need

    return bytes(vl_convert.svg_to_png(framed(name, chart, told), scale=SCALE))


def framed(name: str, chart: str, told: str) -> str:
    """Put a page's chart on paper of its own, in the light theme, with a heading above and the source below."""
    found = _SVG.search(chart)
    if found is None:
        raise ValueError("the chart has no size")
    _, _, wide, tall = map(float, found[1].split())
    legend = LEGENDS.get(name, ())
    width, height = wide + 2 * MARGIN, tall + HEAD + LINE * (len(legend) + 2) + MARGIN
    inner = f'<svg x="{MARGIN}" y="{HEAD}" width="{wide:g}" height="{tall:g}" viewBox="{found[1]}">'
    below = HEAD + tall + 2 * LINE
    text = [_line(TITLES.get(name, fmt.sentence(name)), MARGIN + 14, 22, "--ink", weight=700)]
    text += [_line(line, below + LINE * n, 13, "--quiet") for n, line in enumerate((*legend, told))]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}">'
        f'<rect width="100%" height="100%" fill="var(--paper)"/>{"".join(text)}{inner}{chart[found.end() :]}</svg>'
    )
    return _FAMILY.sub(f'font-family="{FONT}"', _VARIABLE.sub(lambda one: light()[one[1]], svg))


def _line(text: str, y: float, size: int, colour: str, weight: int = 400) -> str:
    return (
        f'<text x="{MARGIN}" y="{y:g}" font-family="{FONT}" font-size="{size}" font-weight="{weight}" '
        f'fill="var({colour})">{escape(text)}</text>'
    )


@cache
def light() -> Mapping[str, str]:
    """Give the colours of the page's light theme by the name of their variable."""
    style = (Path(__file__).parent / "templates" / "style.css").read_text("utf-8")
    found = _LIGHT.search(style)
    if found is None:
        raise ValueError("the style has no light theme")
    return dict(_DECLARED.findall(found[1]))
