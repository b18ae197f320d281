"""What all charts share: their measures, the scale of net stance, and how a name or a week is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports import format as fmt
from reports.canvas import Canvas, Shape
from reports.records.stances import ActorTrack

WIDE, NARROW = 880, 350  # widths, in the page's pixels
SHADES = 9  # steps of the diverging scale, rust to teal
MAX_ACTORS = 12  # rows of the matrix
MAX_HOLDERS = 6  # actors of the conditions board
MAX_GROUPS = 4  # groups of outlets beside one another
HOLLOW_DASH = (2.5, 2.0)  # of the outline of what rests on signals that are more likely misread
MISREAD = "by signals that are more likely misread than not"
QUIET, GRID, FAINT = "var(--quiet)", "var(--grid)", "var(--faint)"
_SQUARE_AS_CIRCLE = 3.14159 / 4  # so that a square covers as much as the circle of the same figure


@dataclass(frozen=True, slots=True)
class Pictures:
    """One chart in two widths, of which the page shows the one that fits, and what it says in words."""

    wide: Markup
    narrow: Markup
    words: str


def shade(net: float) -> int:
    """Give the step of the diverging scale for a net stance from −1 to +1."""
    return round((max(-1.0, min(1.0, net)) + 1) / 2 * (SHADES - 1))


def shape(net: float) -> tuple[Shape, float]:
    """Give the shape for a net stance, which tells the side without colour, and what its area is multiplied by."""
    return ("square", _SQUARE_AS_CIRCLE) if fmt.signed(net).startswith(fmt.MINUS) else ("circle", 1.0)


def edge(net: float) -> str:
    """Give the outline of a mark, which stands out from the paper also where its fill is pale."""
    return "var(--neg-edge)" if shape(net)[0] == "square" else "var(--pos-edge)"


def place(actor: int, track: ActorTrack, week: date) -> str:
    """Name the place in the page that holds an actor's numbers of an earlier week."""
    return f"past-{actor + 1}-{next(n for n, cell in enumerate(track.cells, 1) if cell.week_start == week)}"


def rule(canvas: Canvas, y: float, colour: str = GRID) -> None:
    """Draw a line across the whole chart."""
    canvas.line(0, y, canvas.width, y, colour)
