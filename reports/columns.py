"""Sets text in columns for terminals and mail: lines of one width, foreign scripts kept from reordering a line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from reports import format as fmt

WIDTH = 72
ISOLATE, END = "\u2068", "\u2069"  # first strong isolate, pop directional isolate


def wrapped(text: str, first: str = "", rest: str = "", width: int = WIDTH) -> str:
    """Break cleaned text into lines of at most so many columns; a word that is wider is cut.

    Args:
        text: foreign text or our own.
        first: stands before the first line.
        rest: stands before every other line.
        width: columns of a line.
    """
    lines, line, used = [], first, columns(first)
    for word in _pieces(fmt.clean(text).split(), width - max(columns(first), columns(rest))):
        is_bare = line in (first, rest)
        wide = columns(word) + (0 if is_bare else 1)
        if used + wide > width and not is_bare:
            lines.append(line)
            line, used, is_bare, wide = rest, columns(rest), True, columns(word)
        line, used = line + ("" if is_bare else " ") + word, used + wide
    return "\n".join(isolated(one) for one in (*lines, line.rstrip()))


def _pieces(words: Iterable[str], room: int) -> Iterator[str]:
    for word in words:
        piece, used = "", 0
        for char in word:
            wide = _columns_of(char)
            if used + wide > room:
                yield piece
                piece, used = "", 0
            piece, used = piece + char, used + wide
        yield piece


def isolated(text: str) -> str:
    """Enclose what is written from right to left, so that what stands around it keeps its place.

    A line is a paragraph of its own to the rules of direction, so each is given by itself.
    """
    at = [place for place, char in enumerate(text) if unicodedata.bidirectional(char) in ("R", "AL", "AN")]
    if not at:
        return text
    return f"{text[: at[0]]}{ISOLATE}{text[at[0] : at[-1] + 1]}{END}{text[at[-1] + 1 :]}"


def columns(text: str) -> int:
    """Count the columns that a terminal gives a text."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _columns_of(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], width: int = WIDTH) -> str:
    """Set a table whose first column is words and whose others are numbers."""
    cells = [tuple(map(fmt.clean, row)) for row in (heads, *rows)]
    wide = [max(columns(row[place]) for row in cells) for place in range(1, len(heads))]
    room = min(max(columns(row[0]) for row in cells), width - sum(wide) - 2 * len(wide))
    return "\n".join(_row(row, room, wide) for row in cells)


def _row(row: Sequence[str], room: int, wide: Sequence[int]) -> str:
    name = row[0]
    while columns(name) > room:
        name = name[:-2].rstrip() + "…"
    numbers = "".join(f"  {'':{most - columns(cell)}}{cell}" for cell, most in zip(row[1:], wide, strict=True))
    return isolated(name) + " " * (room - columns(name)) + numbers
