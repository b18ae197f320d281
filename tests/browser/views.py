"""A page as one reader sees it: opened at one width in one theme, and measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MEASURE = Path(__file__).with_name("measure.js").read_text("utf-8")
Theme = Literal["light", "dark"]
NAME_MARKS = """document.querySelectorAll("figure .wide svg").forEach((chart) => {
  const there = "https://mark.example/" + chart.classList[0];
  chart.querySelectorAll("a").forEach((mark) => mark.setAttribute("href", there));
})"""
_OBJECT = re.compile(rb"\n(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_PAGE = re.compile(rb"/Type /Page\b")
THEMES: tuple[Theme, ...] = ("light", "dark")
Box = tuple[float, float, float, float]  # left, top, right, bottom
Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Text:
    """Text in the page, outside charts."""

    text: str
    front: Colour
    back: Colour
    boxes: tuple[Box, ...]  # one a line
    scrolled: bool  # in a part that scrolls by itself


@dataclass(frozen=True, slots=True)
class Label:
    """Text in a chart."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that is shown at this width."""

    box: Box
    labels: tuple[Label, ...]
    links: tuple[str, ...]  # of its marks
    untold: int  # links without a title


@dataclass(frozen=True, slots=True)
class View:
    """What was measured of a page at one width in one theme."""

    page: Path
    theme: Theme
    width: int
    scroll_width: int
    hrefs: tuple[str, ...]
    astray: tuple[str, ...]  # links to a place in the page that is not there
    texts: tuple[Text, ...]
    charts: tuple[Chart, ...]
    complaints: tuple[str, ...]  # errors and warnings in the console, and uncaught ones
    requests: tuple[str, ...]  # beyond the page itself

    def __str__(self) -> str:
        return f"{self.page.parent.name}/{self.page.name} at {self.width}, {self.theme}"


def look(browser: Browser, page: Path, width: int) -> list[View]:
    """Open a page, with all that folds unfolded, and measure it in both themes."""
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        tab = context.new_page()
        complaints: list[str] = []
        requests: list[str] = []
        tab.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("request", lambda asked: requests.append(asked.url))
        tab.goto(page.as_uri(), wait_until="load")
        return [_measured(tab, page, theme, complaints, requests) for theme in THEMES]


def _measured(tab: Page, page: Path, theme: Theme, complaints: list[str], requests: list[str]) -> View:
    tab.emulate_media(color_scheme=theme)
    seen = tab.evaluate(MEASURE)
    return View(
        page=page,
        theme=theme,
        width=seen["width"],
        scroll_width=seen["scroll_width"],
        hrefs=tuple(seen["hrefs"]),
        astray=tuple(seen["astray"]),
        texts=tuple(Text(**one) for one in seen["texts"]),
        charts=tuple(
            Chart(one["box"], tuple(Label(**label) for label in one["labels"]), tuple(one["links"]), one["untold"])
            for one in seen["charts"]
        ),
        complaints=tuple(complaints),
        requests=tuple(url for url in requests if url != page.as_uri()),
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a print: its size, and where the marks of charts stand on it, by chart, in points."""

    size: tuple[float, float]
    marks: tuple[tuple[str, Box], ...]


def printed(browser: Browser, page: Path) -> list[Sheet]:
    """Print a page and read from the PDF where the marks of its charts stand.

    Marks lead to places that are folded away in print, which Chromium then leaves out: for this they lead outside.
    """
    with browser.new_context(color_scheme="dark") as context:
        tab = context.new_page()
        tab.goto(page.as_uri())
        tab.evaluate(NAME_MARKS)
        return sheets(tab.pdf(prefer_css_page_size=True))


def sheets(pdf: bytes) -> list[Sheet]:
    """Read the pages of a PDF as Chromium writes them: objects in plain text, each page naming its links."""
    objects = dict(_OBJECT.findall(pdf))
    marks = {number: _mark(body) for number, body in objects.items() if b"/Subtype /Link" in body}
    found = []
    for body in objects.values():
        if _PAGE.search(body):
            named = re.search(rb"/Annots \[(.*?)\]", body, re.DOTALL)
            own = [marks.get(number) for number in re.findall(rb"(\d+) 0 R", named[1])] if named else []
            size = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", body)
            assert size is not None
            found.append(Sheet((float(size[1]), float(size[2])), tuple(mark for mark in own if mark)))
    return found


def _mark(body: bytes) -> tuple[str, Box] | None:
    place = re.search(rb"/Rect \[([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+)\]", body)
    chart = re.search(rb"/URI \(https://mark\.example/([\w-]+)\)", body)
    if place is None or chart is None:
        return None
    left, top, right, bottom = map(float, place.groups())
    return chart[1].decode(), (left, top, right, bottom)


def contrast(front: Colour, back: Colour) -> float:
    """Return the contrast of two colours as WCAG defines it, from 1 to 21."""
    dim, bright = sorted((_luminance(front), _luminance(back)))
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: Colour) -> float:
    parts = (part / 255 for part in colour)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def collisions(labels: tuple[Label, ...], tolerance: float) -> Iterator[tuple[str, str]]:
    """Give the pairs of labels that cover one another by more than a tolerance both ways."""
    for one, other in combinations(labels, 2):
        across = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
        down = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
        if across > tolerance and down > tolerance:
            yield one.text, other.text
