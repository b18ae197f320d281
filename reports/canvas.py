"""Collects marks at pixel positions and has them drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Row = dict[str, str | float]
Align = Literal["left", "center", "right"]
Shape = Literal["circle", "square", "diamond", "triangle-up", "triangle-down"]

# How wide letters are beside their height, of Helvetica and its kin; wide enough for bold.
_NARROW, _WIDE = set("fijlrtI.,:;'’|!()[] -·"), set("mwMW—…%@")
_LETTER, _NARROW_LETTER, _WIDE_LETTER, _CAPITAL = 0.58, 0.33, 0.92, 0.72


@dataclass(frozen=True, slots=True)
class Aim:
    """What a mark stands for in words, and the place in the page where its evidence is."""

    words: str
    href: str = ""


SILENT = Aim("")


@dataclass(slots=True)
class Canvas:
    """Marks by kind; each layer is drawn over the ones before it."""

    width: float
    height: float
    blocks: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    dots: list[Row] = field(default_factory=list)
    texts: list[Row] = field(default_factory=list)

    def block(  # noqa: PLR0913
        self, x: float, y: float, width: float, height: float, colour: str, *, radius: float = 0, edge: str = "none",
        aim: Aim = SILENT,
    ) -> None:  # fmt: skip
        """Add a filled rectangle."""
        where: Row = {"x": x, "y": y, "x2": x + width, "y2": y + height}
        looks: Row = {"colour": colour, "edge": edge, "kind": f"{radius}:{bool(aim.href)}"}
        self.blocks.append({**where, **looks, **_aimed(aim)})

    def line(  # noqa: PLR0913, PLR0917
        self,
        x: float,
        y: float,
        x2: float,
        y2: float,
        colour: str,
        thick: float = 1,
        dash: tuple[float, float] = (1, 0),
    ) -> None:
        """Add a straight line."""
        kind = f"{thick}:{dash[0]},{dash[1]}"
        self.lines.append({"x": x, "y": y, "x2": x2, "y2": y2, "colour": colour, "kind": kind})

    def dot(  # noqa: PLR0913
        self, x: float, y: float, area: float, colour: str, *, shape: Shape = "circle", edge: str = "none",
        thick: float = 0, dash: tuple[float, float] = (1, 0), aim: Aim = SILENT,
    ) -> None:  # fmt: skip
        """Add a mark of a given area; without a colour it is its edge alone."""
        kind = f"{shape}:{thick}:{dash[0]},{dash[1]}:{bool(aim.href)}"
        self.dots.append({**_aimed(aim), "x": x, "y": y, "area": area, "colour": colour, "edge": edge, "kind": kind})

    def text(  # noqa: PLR0913
        self, x: float, y: float, text: str, *, align: Align = "left", size: int = 13, weight: int = 400,
        colour: str = "var(--ink)",
    ) -> None:  # fmt: skip
        """Add a line of text, its middle at the given height."""
        kind = f"{align}:{size}:{weight}"
        self.texts.append({"x": x, "y": y, "text": text, "colour": colour, "kind": kind})

    def to_svg(self) -> str:
        """Draw all marks."""
        from reports import marks  # noqa: PLC0415 - Altair takes half a second to import

        return marks.draw(self)


def _aimed(aim: Aim) -> Row:
    return {"words": aim.words, "href": aim.href}


def text_width(text: str, size: float) -> float:
    """Say about how wide a line of text will be, rather more than less."""
    return size * sum(
        _NARROW_LETTER
        if char in _NARROW
        else _WIDE_LETTER
        if char in _WIDE
        else _CAPITAL
        if char.isupper()
        else _LETTER
        for char in text
    )


def fitted(text: str, size: float, room: float) -> str:
    """Give the text, shortened so that it fits into so much room."""
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(kept + "…", size) > room:
        kept = kept[:-1].rstrip()
    return kept + "…"


def broken(text: str, size: float, room: float, most: int) -> list[str]:
    """Break text into at most so many lines that fit into so much room."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fitted(line, size, room) for line in lines]
