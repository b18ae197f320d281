"""Quotations in a text, in every typography that the press uses.

Curly, straight and angled marks, British single marks, low marks; nested, mixed (opened curly, closed straight), split
around a speaker (two quotations), run on over several paragraphs (one quotation each), or never closed (it ends with its
paragraph). One pass over the marks of each paragraph keeps a stack of open quotations; every mark is pushed and popped
at most once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from extractors.records import Paragraph, Quote

Family = Literal["double", "single", "angle", "single-angle"]
Role = Literal["open", "close", "weak-close", "either", "none"]

MARK = re.compile("[“”„‟\"«»‘’‚‛'‹›＂]")
FAMILIES: dict[str, Family] = {
    **dict.fromkeys('“”„‟"＂', "double"),
    **dict.fromkeys("‘’‚‛'", "single"),
    **dict.fromkeys("«»", "angle"),
    **dict.fromkeys("‹›", "single-angle"),
}
OPENING_BEFORE = frozenset("([{<—–-/‐‑‒―“„‟«‘‚‛‹\"'")
ELISION = re.compile(r"(?:em|tis|twas|til|cause|bout|n|round)\b|\d\ds?\b", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    start: int
    mark: str
    family: Family
    level: int


@dataclass(slots=True)
class _Scan:
    """The open quotations of one paragraph, and those already found in the text."""

    stack: list[_Open] = field(default_factory=list)
    depth: Counter[str] = field(default_factory=Counter)
    found: list[Quote] = field(default_factory=list)

    def open(self, mark: str, family: Family, start: int) -> None:
        self.stack.append(_Open(start, mark, family, len(self.stack) + 1))
        self.depth[family] += 1

    def close(self, family: Family, end: int) -> None:
        while self.stack:
            top = self.stack[-1]
            self._pop(end, closed=top.family == family)
            if top.family == family:
                return

    def end_paragraph(self, end: int) -> None:
        while self.stack:
            self._pop(end, closed=False)

    def _pop(self, end: int, *, closed: bool) -> None:
        top = self.stack.pop()
        self.depth[top.family] -= 1
        if end > top.start:
            self.found.append(Quote(top.start, end, top.level, top.mark, closed))


def quotes(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Quote, ...]:
    """The quotations of a text, outer before inner, in order of their first word."""
    scan = _Scan()
    for paragraph in paragraphs:
        _scan_paragraph(text, paragraph, scan)
        scan.end_paragraph(paragraph.char_end)
    return tuple(sorted(scan.found, key=lambda quote: (quote.char_start, quote.level)))


def _scan_paragraph(text: str, paragraph: Paragraph, scan: _Scan) -> None:
    start, end = paragraph.char_start, paragraph.char_end
    marks = [match.start() for match in MARK.finditer(text, start, end)]
    roles = [_role(text, at, start, end) for at in marks]
    closing_ahead = _closing_ahead(text, marks, roles)
    for index, at in enumerate(marks):
        mark = text[at]
        family = FAMILIES[mark]
        match _decide(text, at, roles[index], scan, starts=at == start, closing_ahead=closing_ahead[index]):
            case "open":
                scan.open(mark, family, at + 1)
            case "close":
                scan.close(family, at)


def _role(text: str, at: int, start: int, end: int) -> Role:
    """What a mark may be by its shape and its neighbours alone."""
    mark = text[at]
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark in "’'‛" and before.isalnum() and after.isalnum():
        return "none"
    if mark in "‘’'‛" and not before.isalnum() and ELISION.match(text, at + 1, min(end, at + 8)):
        return "none"
    if mark in "„‚":
        return "open"
    opens = (before.isspace() or before in OPENING_BEFORE) and not after.isspace()
    closes = not before.isspace() and (not after.isalnum() or mark in "”’")
    if mark == "’" or mark == "'":
        return _single_role(text, at, before, after, opens=opens, closes=closes)
    if mark in "“‘«‹‛‟":
        return "either" if closes and not opens else "open"
    if mark in "”»›":
        return "either" if opens else "close"
    return "open" if opens and not closes else "close" if closes and not opens else "either"


def _single_role(text: str, at: int, before: str, after: str, *, opens: bool, closes: bool) -> Role:
    if opens and not (closes and not before.isalnum() and not after.isalnum()):
        return "open"
    if not closes:
        return "none"
    possessive = before in "sSzxх" and after == " " and text[at + 2 : at + 3].islower()
    return "weak-close" if possessive else "close"


def _closing_ahead(text: str, marks: list[int], roles: list[Role]) -> list[bool]:
    """For each mark, whether a certain single closing mark follows before the next single opening one."""
    ahead, result = False, [False] * len(marks)
    for index in range(len(marks) - 1, -1, -1):
        result[index] = ahead
        if FAMILIES[text[marks[index]]] == "single":
            match roles[index]:
                case "close":
                    ahead = True
                case "open":
                    ahead = False
    return result


def _decide(
    text: str, at: int, role: Role, scan: _Scan, *, starts: bool, closing_ahead: bool
) -> Literal["open", "close", "skip"]:
    family = FAMILIES[text[at]]
    top = scan.stack[-1] if scan.stack else None
    is_open = scan.depth[family] > 0
    match role:
        case "none":
            return "skip"
        case "open":
            certain = text[at] not in "'’" or starts or closing_ahead
            return "open" if certain else "skip"
        case "close":
            return "close" if is_open else "skip"
        case "weak-close":
            return "close" if top and top.family == family and not closing_ahead else "skip"
        case "either":
            return "close" if is_open else "open" if at + 1 < len(text) and text[at + 1].isalnum() else "skip"
