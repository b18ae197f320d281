"""Tell present signals from history that the text dates before its own news."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from extractors.records import Signal, Timing

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_SHORT = {m[:3]: i for m, i in _MONTHS.items()} | {"sept": 9}
_MONTH = re.compile(
    r"\b(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>January|February|March|April|May|June|July|August|September|"
    r"October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?(?:\s+(?P<after>\d{1,2})\b"
    r"(?!\d))?(?:,?\s+(?:of\s+)?\[?(?P<year>(?:19|20)\d\d))?"
)
_BEFORE_MONTH = re.compile(r"\b(?:in|of|last|early|late|mid-?|since|by)\s*$", re.IGNORECASE)
# "the regions it annexed in November": the date is the regions', not the statement's.
_OF_A_THING = re.compile(r"\b(?:it|he|she|they|which|that|who)\s+(?:had\s+)?\w+ed\s+(?:in|on|last)\s*$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in|of|during the|early|late|mid-?)\s*(?P<year>(?:19|20)\d\d)\b")
_AGO = re.compile(
    r"\b(?:last (?:year|month|spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)|back in (?=\d|the|[A-Z]|late|early|mid)|"
    r"years? ago|months? ago|a (?:year|month) (?:ago|earlier|before)|"
    r"earlier (?:this|that) year|the previous (?:year|month|spring|summer|autumn|winter)|"
    r"in the (?:spring|summer|autumn|fall|winter) of|that (?:spring|summer|autumn|winter)|of that year|"
    r"at the (?:start|beginning|outset) of the (?:war|invasion)|in the (?:first|early) (?:weeks|months|days) of the|"
    r"decades? ago|years? (?:earlier|before)|months (?:earlier|before))\b",
    re.IGNORECASE,
)
# What comes "… weeks after the president met her counterpart" lets the meeting be history. A sentence that opens so
# tells of what came: "Weeks after the summit they refused".
_WEEKS_AFTER = re.compile(r"\W*(?:[\w-]+ ){0,2}(?:weeks|months|years) after\b[^,;]*$", re.IGNORECASE)
_STILL = re.compile(
    r"\b(?:since|repeatedly|for (?:months|years|weeks)|ever since|still|has been|have been)\b", re.IGNORECASE
)
_PRESENT = re.compile(
    r"\b(?:now|today|tonight|this (?:week|morning|month)|currently|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
    re.IGNORECASE,
)
# What a story takes up from its last step, or how it marks the next one.
_SEQUEL = re.compile(
    r"\b(?:the (?:deal|offer|proposal|agreement|draft|text|treaty|truce)|later|then|afterwards?|subsequently)\b",
    re.IGNORECASE,
)
_NEAR = 200  # characters between a report and the quotation that goes on from it
_CLAUSE = 60  # characters after a quotation in which its reporting clause may say when
_DATE = 30  # characters of a date at most
_DAYS = 13  # so long before the article a day is history


def timing(text: str, clause: tuple[int, int], sentence: tuple[int, int], published: date | None) -> Timing:
    """Tell whether a clause is history, by the dates in it and around it in its sentence."""
    words = text[slice(*clause)]
    around = text[slice(*sentence)]
    if _STILL.search(words):
        return "current"
    if _WEEKS_AFTER.match(words) and text[sentence[0] : clause[0]].strip():
        return "background"
    if _is_of_the_past(text, clause[0], published):
        return "background"
    if _dated(words, published) or (len(around) < 1.9 * len(words) + 60 and _dated(around, published)):
        return "background"
    return "current"


def is_of_this_month(text: str, at: int, published: date | None) -> bool:
    """Tell whether a paragraph begins with a date in the article's own month, as a chronology's last entries do."""
    found = _MONTH.match(_opening(text, at))
    if found is None or published is None:
        return False
    month = _MONTHS.get(found["month"].lower()) or _SHORT[found["month"].lower()]
    return month == published.month and found["year"] in (None, str(published.year))


def _is_of_the_past(text: str, at: int, published: date | None) -> bool:
    """Tell whether a paragraph begins with a past date and its year, as a chronology's earlier entries do."""
    found = _MONTH.match(_opening(text, at))
    return (
        found is not None
        and published is not None
        and found["year"] is not None
        and _is_past(found, published, _opening(text, at))
        and not is_of_this_month(text, at, published)
    )


def _opening(text: str, at: int) -> str:
    line = text.rfind("\n", 0, at) + 1
    return text[line : line + _DATE]


def carried(text: str, signals: Iterable[Signal]) -> Iterator[Signal]:
    """Let what goes on from the report of something past be past too: a quotation, or the next step of a story.

    "Back in May the minister ruled out a truce. “We will not stop,” she said." tells of May twice; so does "In May they
    drew up a deal. She refused the deal, and later left." A word of the present ("now", "on Monday") breaks the thread.
    """
    before: Signal | None = None
    for signal in signals:
        if before is not None and before.timing == "background" and _goes_on(text, before, signal):
            signal = replace(signal, timing="background")  # noqa: PLW2901
        before = signal
        yield signal


def _goes_on(text: str, before: Signal, signal: Signal) -> bool:
    if signal.timing == "background" or not 0 <= signal.char_start - before.char_end <= _NEAR:
        return False
    if _PRESENT.search(text, before.char_end, signal.char_end + _CLAUSE):
        return False
    if signal.attribution == "direct":
        return (signal.speaker, signal.person) == (before.speaker, before.person)
    told = signal.attribution == before.attribution == "narration"
    return told and _SEQUEL.search(text, signal.char_start, signal.char_end) is not None


def _dated(words: str, published: date | None) -> bool:
    if _AGO.search(words):
        return True
    if published is None:
        return False
    for found in _MONTH.finditer(words):
        if _is_past(found, published, words):
            return True
    return any(int(m["year"]) < published.year for m in _YEAR.finditer(words))


def _is_past(found: re.Match[str], published: date, words: str) -> bool:
    month = _MONTHS.get(found["month"].lower()) or _SHORT[found["month"].lower()]
    if words[: found.start()].endswith("the ") and re.match(r" [a-z]", words[found.end() :]):
        return False  # "the June terms"
    if _OF_A_THING.search(words, 0, found.start()):
        return False
    day = int(found["day"] or found["after"] or 15)
    is_bare = found["month"] in ("May", "March") and not (found["day"] or found["after"] or found["year"])
    if is_bare and not _BEFORE_MONTH.search(words, 0, found.start()):
        return False  # "may" and "march" are words too
    year = int(found["year"]) if found["year"] else published.year
    if not found["year"] and month > published.month:
        year -= 1
    try:
        then = date(year, month, min(max(day, 1), 28))
    except ValueError:
        return False
    return (published - then).days > _DAYS
