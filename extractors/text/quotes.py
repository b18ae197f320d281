"""Quotations in a text, in every typography that the press uses.

Curly, straight and angled marks, British single marks, low marks; nested, mixed (opened curly, closed straight), split
around a speaker (two quotations), run on over several paragraphs (one quotation each), or never closed (it ends with
its paragraph). A pass over each paragraph keeps a stack of open quotations; every mark is pushed and popped
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


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark with what stands around it."""

    at: int
    mark: str
    family: Family
    before: str
    after: str
    starts: bool  # it opens its paragraph
    is_apostrophe: bool
    is_possessive: bool  # it looks like one: "the allies’ aims"

    @classmethod
    def read(cls, text: str, at: int, start: int, end: int) -> _Mark:
        """The mark at a place of a paragraph."""
        mark = text[at]
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        within_word = mark in "’'‛" and before.isalnum() and after.isalnum()
        elided = mark in "‘’'‛" and not before.isalnum() and ELISION.match(text, at + 1, min(end, at + 8)) is not None
        possessive = before in "sSzx" and after == " " and text[at + 2 : at + 3].islower()
        return cls(at, mark, FAMILIES[mark], before, after, at == start, within_word or elided, possessive)

    @property
    def opens(self) -> bool:
        """Whether its neighbours let it open a quotation."""
        return (self.before.isspace() or self.before in OPENING_BEFORE) and not self.after.isspace()

    @property
    def closes(self) -> bool:
        """Whether its neighbours let it close one."""
        return not self.before.isspace() and (not self.after.isalnum() or self.mark in "”’")


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
    marks = [_Mark.read(text, match.start(), start, end) for match in MARK.finditer(text, start, end)]
    roles = [_role(mark) for mark in marks]
    for mark, role, closing_ahead in zip(marks, roles, _closing_ahead(marks, roles), strict=True):
        match _decide(mark, role, scan, closing_ahead=closing_ahead):
            case "open":
                scan.open(mark.mark, mark.family, mark.at + 1)
            case "close":
                scan.close(mark.family, mark.at)


def _role(mark: _Mark) -> Role:
    """What a mark may be by its shape and its neighbours alone."""
    if mark.is_apostrophe:
        return "none"
    if mark.mark in "’'":
        return _single_role(mark)
    if mark.mark in "„‚":
        return "open"
    if mark.mark in "“‘«‹‛‟":
        return "either" if mark.closes and not mark.opens else "open"
    if mark.mark in "”»›":
        return "either" if mark.opens else "close"
    return "either" if mark.opens == mark.closes else "open" if mark.opens else "close"


def _single_role(mark: _Mark) -> Role:
    if mark.opens and not (mark.closes and not mark.before.isalnum() and not mark.after.isalnum()):
        return "open"
    if not mark.closes:
        return "none"
    return "weak-close" if mark.is_possessive else "close"


def _closing_ahead(marks: list[_Mark], roles: list[Role]) -> list[bool]:
    """For each mark, whether a certain single closing mark follows before the next single opening one."""
    ahead, result = False, [False] * len(marks)
    for index in range(len(marks) - 1, -1, -1):
        result[index] = ahead
        if marks[index].family == "single":
            match roles[index]:
                case "close":
                    ahead = True
                case "open":
                    ahead = False
    return result


def _decide(mark: _Mark, role: Role, scan: _Scan, *, closing_ahead: bool) -> Literal["open", "close", "skip"]:
    top = scan.stack[-1] if scan.stack else None
    is_open = scan.depth[mark.family] > 0
    match role:
        case "none":
            return "skip"
        case "open":
            certain = mark.mark not in "'’" or mark.starts or closing_ahead
            return "open" if certain else "skip"
        case "close":
            return "close" if is_open else "skip"
        case "weak-close":
            return "close" if top and top.family == mark.family and not closing_ahead else "skip"
        case "either":
            return "close" if is_open else "open" if mark.after.isalnum() else "skip"
