"""A page as one reader sees it: opened at one width in one theme, and measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MEASURE = Path(__file__).with_name("measure.js").read_text("utf-8")
Theme = Literal["light", "dark"]
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
        charts=tuple(Chart(one["box"], tuple(Label(**label) for label in one["labels"])) for one in seen["charts"]),
        complaints=tuple(complaints),
        requests=tuple(url for url in requests if url != page.as_uri()),
    )


def printed(browser: Browser, page: Path) -> bytes:
    """Return the PDF that printing a page makes."""
    with browser.new_context(color_scheme="dark") as context:
        tab = context.new_page()
        tab.goto(page.as_uri())
        return tab.pdf(format="A4")


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
