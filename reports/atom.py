"""Writes Atom feeds (RFC 4287): of the summaries, and of the changes of position that they tell.

Everything is put into the tree as text and never as markup, so that no foreign title can become an element.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote as percent
from xml.etree.ElementTree import Element, SubElement, tostring

from reports import format as fmt
from reports import names
from reports.as_json import plain_text
from reports.columns import isolated
from reports.records.conditions import ConditionCell
from reports.records.findings import Bullet
from reports.records.summary import WeeklySummary
from reports.wording import signals as signal_words

Kind = Literal["summaries", "changes"]
ATOM, XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
TAG = "tag:parley.example,2026:"  # RFC 4151; a name kept free for such uses, since an installation has none of its own
MOST_ENTRIES = 100
TITLES: dict[Kind, str] = {"summaries": "Negotiation signals, week by week", "changes": "Changes of position"}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an entry: who, what, and in which words."""

    actor: str
    text: str
    quote: str
    source: str  # of the quotation
    url: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; its id stays when it is told anew, and its date moves."""

    id: str
    title: str
    updated: datetime
    page: str  # where it is told in full, relative to the feed
    lead: str
    lines: tuple[Line, ...]


def summary_entry(summary: WeeklySummary, page: str) -> Entry:
    """Give the entry of one week's summary, with its bottom line."""
    title = f"Week {summary.week} ({fmt.week_days(summary.week_start)})"
    lead = " ".join(filter(None, (summary.lead, summary.changes_lead)))
    return Entry(_id("summary", summary.week), title, summary.as_of, page, lead, tuple(map(_line, summary.bottom_line)))


def _line(bullet: Bullet) -> Line:
    disputed = f"Called insincere by {fmt.listing(bullet.disputed_by)}." if bullet.disputed_by else ""
    reasons = f": {fmt.listing(bullet.reasons)}" if bullet.reasons else ""
    moved = plain_text(bullet.change) if bullet.change else ""
    told = (plain_text(bullet.finding), moved, disputed, f"Evidence {bullet.word}{reasons}.")
    quoted = bullet.quoted
    return Line(bullet.actor_name, " ".join(filter(None, told)), quoted.quote, signal_words.source(quoted), quoted.url)


def change_entries(summary: WeeklySummary, page: str) -> Iterator[Entry]:
    """Give an entry for each actor that moved in the week, and for each condition on which one took another stand."""
    moved: dict[str, list[str]] = {}
    for change in summary.changes:
        if change.notable:
            moved.setdefault(change.actor, []).append(plain_text(change.sentence))
    for actor, (first, *others) in moved.items():
        key = _id("change", summary.week, actor)
        yield Entry(key, f"Week {summary.week}: {first}", summary.as_of, page, " ".join((first, *others)), ())
    for cell in summary.board.cells if summary.board else ():
        if cell.is_new and cell.before:
            yield _stand(summary, cell, page)


def _stand(summary: WeeklySummary, cell: ConditionCell, page: str) -> Entry:
    called = dict(summary.board.actors) if summary.board else {}
    name, on = called.get(cell.actor, cell.actor), names.CONDITION_NAMES[cell.condition]
    title = f"Week {summary.week}: {name} on {on}: {cell.state}, before {cell.before}"
    line = Line(name, plain_text(cell.sentence), cell.quote, fmt.outlet(cell.outlet), cell.url)
    key = _id("change", summary.week, cell.actor, cell.condition)
    return Entry(key, title, summary.as_of, page, "", (line,))


def render(kind: Kind, entries: Iterable[Entry], as_of: datetime, week: str | None = None) -> str:
    """Give a feed, the newest week first, the same bytes for the same entries.

    Args:
        kind: of what.
        entries: in any order.
        as_of: when data last changed, which is when the feed did if it has no entry.
        week: the feed tells this week alone; None: all.
    """
    newest = sorted(entries, key=lambda entry: entry.id, reverse=True)[:MOST_ENTRIES]
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _text(root, "id", _id(kind, *filter(None, (week,))))
    _text(root, "title", TITLES[kind] + (f": {week}" if week else ""))
    _text(root, "updated", _moment(max((entry.updated for entry in newest), default=as_of)))
    _text(SubElement(root, "author"), "name", "parley")
    _text(root, "generator", "parley")
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{kind}.atom"})
    page = "summary.html" if week else "index.html"
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": page})
    for entry in newest:
        _entry(root, entry)
    for part in (root, *root.iterfind("entry")):
        _break_lines(part)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _entry(root: Element, entry: Entry) -> None:
    made = SubElement(root, "entry")
    _text(made, "id", entry.id)
    _text(made, "title", entry.title)
    _text(made, "updated", _moment(entry.updated))
    SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": entry.page})
    body = SubElement(SubElement(made, "content", {"type": "xhtml"}), "div", {"xmlns": XHTML})
    if entry.lead:
        _text(body, "p", entry.lead)
    if entry.lines:
        _points(body, entry.lines)


def _points(body: Element, lines: Sequence[Line]) -> None:
    listed = SubElement(body, "ul")
    for line in lines:
        item = SubElement(listed, "li")
        _text(item, "strong", line.actor).tail = f"{'' if line.text.startswith(',') else ' '}{_plain(line.text)} "
        url = fmt.link(line.url)
        place = SubElement(item, "a", {"href": _legal(url)}) if url else item
        _text(place, "q", fmt.closed(line.quote)).tail = "" if url else f" ({_plain(line.source)})"
        if url:
            place.tail = f" ({_plain(line.source)})"


def _text(parent: Element, name: str, text: str) -> Element:
    made = SubElement(parent, name)
    made.text = _plain(text)
    return made


def _plain(text: str) -> str:
    return isolated(_legal(fmt.clean(text)))


def _legal(text: str) -> str:
    """Leave out the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _id(*parts: str) -> str:
    return TAG + "/".join(percent(part, safe="") for part in parts)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _break_lines(element: Element) -> None:
    element.text = "\n"
    for child in element:
        child.tail = "\n"
