"""Put neutral names in the place of the parties' before parsing, so that no tag depends on which party it is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from extractors.stance.mention import Mention

_DIRECTIONS = frozenset(
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # marks of writing direction
PERSON = "Smith"  # what stands for the name of a person
_CHAR_START = attrgetter("char_start")
_ADJECTIVE = re.compile(r"(?:ian|ean|ish|ese|can|nch|tch|eli|aqi|ani|men|emi|ajik|urk|bek|ntine|ech|wiss|nate|uti)$")
_PLURAL = re.compile(r"(?:ians|eans|cans|elis|aqis|enis|urks|houthis)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Masked:
    """A stretch of text with neutral names, and the way back to the places of the original."""

    text: str
    starts: tuple[int, ...]  # where each piece begins in the masked text
    origins: tuple[int, ...]  # where it begins in the article
    mentions: tuple[int | None, ...]  # which mention the piece stands for
    ends: tuple[int, ...]  # where it ends in the article

    def place(self, start: int, end: int) -> tuple[int, int, int | None]:
        """Give the article's offsets and the mention of a token of the masked text."""
        i = bisect_right(self.starts, start) - 1
        if self.mentions[i] is not None:
            return self.origins[i], self.ends[i], self.mentions[i]
        shift = self.origins[i] - self.starts[i]
        return start + shift, min(end + shift, self.ends[i]), None


def mask(text: str, start: int, end: int, mentions: Sequence[Mention], *, headline: bool = False) -> Masked:
    """Mask the mentions, given in text order, within `text[start:end]`; groups ("both sides") keep their words."""
    pieces: list[str] = []
    out = 0
    position = start
    rows: list[tuple[int, int, int | None]] = []
    for number in range(bisect_left(mentions, start, key=_CHAR_START), len(mentions)):
        m = mentions[number]
        if m.char_start >= end:
            break
        if m.char_start < position or m.char_end > end or m.kind in ("group", "outlet", "place"):
            continue
        rows.append((position, m.char_start, None))
        rows.append((m.char_start, m.char_end, number))
        position = m.char_end
    rows.append((position, end, None))
    starts: list[int] = []
    origins: list[int] = []
    ends: list[int] = []
    which: list[int | None] = []
    for first, last, index in rows:
        words = text[first:last]
        piece = _name(words, mentions[index].kind) if index is not None else _plain(words, headline)
        starts.append(out)
        origins.append(first)
        ends.append(last)
        which.append(index)
        pieces.append(piece)
        out += len(piece)
    return Masked("".join(pieces), tuple(starts), tuple(origins), tuple(which), tuple(ends))


def _plain(words: str, headline: bool) -> str:
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in words) if headline else words
    return "".join(
        " " if c.isspace() or c in _DIRECTIONS else "\ufffd" if "\ud800" <= c <= "\udfff" else c for c in lowered
    )


def _name(words: str, kind: str) -> str:
    if kind in ("leader", "title"):
        return PERSON
    if _PLURAL.search(words):
        return "Canadians"
    return "Canadian" if _ADJECTIVE.search(words) else "Canada"
