"""Collects marks at pixel positions and has them drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Row = dict[str, str | float]


@dataclass(frozen=True, slots=True)
class Layout:
    """The measures of a chart, in pixels."""

    width: int
    label: int  # room for the actors' names on the left
    gap: int  # between a name and its row
    right: int  # room for this week's numbers on the right
    top: int
    row: int
    weeks: int  # how many of the latest weeks fit
    dot: float  # area of one story's dot
    largest: float  # area of the largest dot


@dataclass(slots=True)
class Canvas:
    """Marks by kind; each layer is drawn over the ones before it."""

    width: float
    height: float
    blocks: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    dots: list[Row] = field(default_factory=list)
    rings: list[Row] = field(default_factory=list)
    texts: list[Row] = field(default_factory=list)

    def block(self, x: float, y: float, width: float, height: float, colour: str, radius: float = 0) -> None:  # noqa: PLR0913, PLR0917
        """Add a filled rectangle."""
        self.blocks.append({"x": x, "y": y, "x2": x + width, "y2": y + height, "colour": colour, "radius": radius})

    def line(  # noqa: PLR0913, PLR0917
        self, x: float, y: float, x2: float, y2: float, colour: str, thick: float = 1, dash: tuple[int, int] = (1, 0)
    ) -> None:
        """Add a straight line."""
        kind = f"{thick}:{dash[0]},{dash[1]}"
        self.lines.append({"x": x, "y": y, "x2": x2, "y2": y2, "colour": colour, "kind": kind})

    def dot(self, x: float, y: float, area: float, colour: str, words: str) -> None:
        """Add a filled circle that says in words what it stands for."""
        self.dots.append({"x": x, "y": y, "area": area, "colour": colour, "words": words})

    def ring(self, x: float, y: float, area: float) -> None:
        """Add a dashed circle."""
        self.rings.append({"x": x, "y": y, "area": area})

    def text(  # noqa: PLR0913
        self, x: float, y: float, text: str, *, align: Literal["left", "center", "right"] = "left", size: int = 13,
        weight: int = 400, colour: str = "var(--ink)",
    ) -> None:  # fmt: skip
        """Add a line of text, its middle at the given height."""
        kind = f"{align}:{size}:{weight}"
        self.texts.append({"x": x, "y": y, "text": text, "colour": colour, "kind": kind})

    def to_svg(self) -> str:
        """Draw all marks."""
        from reports import marks  # noqa: PLC0415 - Altair takes half a second to import

        return marks.draw(self)
