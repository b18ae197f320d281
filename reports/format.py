"""Formats numbers, dates, weeks and foreign text; nothing else in `reports` does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from reports.records.claim import Claim

MAX_QUOTE_WORDS = 40
MAX_QUOTE_CHARS = 400
MAX_TITLE_CHARS = 140
MINUS = "−"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
# Marks that reorder or hide text around them; a foreign title must not be able to.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_UNSAFE_IN_URL = re.compile(r"[\s<>\"'`\\\x00-\x20\x7f]")


def count(number: int) -> str:
    """12000 → 12,000."""
    return f"{number:,}"


def signed(number: float) -> str:
    """0.4 → +0.40; a true minus sign, and no sign on nought."""
    text = f"{abs(number):.2f}"
    if float(text) == 0:
        return text
    return ("+" if number > 0 else MINUS) + text


def share(number: float | None) -> str:
    """0.847 → 0.85; a dash where there is none."""
    return "–" if number is None else f"{number:.2f}"


def value(claim: Claim) -> str:
    """Write a claim's value as its unit asks."""
    if claim.unit == "count":
        return count(int(claim.value))
    return signed(claim.value) if claim.unit == "net" else share(claim.value)


def plural(number: int, noun: str, many: str | None = None) -> str:
    """Give the noun that goes with the number."""
    return noun if number == 1 else many or noun + "s"


def listing(words: Sequence[str], joint: str = "and") -> str:
    """Join words as a sentence does: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def sentence(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def day(on: date) -> str:
    """22 December 2022."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def short_day(on: date) -> str:
    """22 Dec."""
    return f"{on.day} {_MONTHS[on.month - 1][:3]}"


def days(first: date | None, last: date | None) -> str:
    """Give an interval as briefly as it can be said: 19–25 December 2022, February–March 2024, undated."""
    if first is None or last is None:
        return "undated"
    if first == last:
        return day(first)
    if _is_whole_months(first, last):
        return _months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def _is_whole_months(first: date, last: date) -> bool:
    return first.day == 1 and (last + timedelta(days=1)).day == 1


def _months(first: date, last: date) -> str:
    if first.year != last.year:
        return f"{_MONTHS[first.month - 1]} {first.year} – {_MONTHS[last.month - 1]} {last.year}"
    if first.month == last.month:
        return f"{_MONTHS[last.month - 1]} {last.year}"
    return f"{_MONTHS[first.month - 1]}–{_MONTHS[last.month - 1]} {last.year}"


def week_start(week: str) -> date:
    """Give the Monday of an ISO week such as 2022-W51."""
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def week_days(monday: date) -> str:
    """19–25 December 2022."""
    return days(monday, monday + timedelta(days=6))


def moment(at: datetime) -> str:
    """22 November 2026, 06:00 UTC."""
    utc = at.astimezone(UTC)
    return f"{day(utc.date())}, {utc:%H:%M} UTC"


def param(given: object) -> str:
    """Give a query parameter as text that SQL reads back."""
    if isinstance(given, datetime):
        return given.astimezone(UTC).isoformat()
    return given.isoformat() if isinstance(given, date) else str(given)


def clean(text: str) -> str:
    """Give foreign text on one line, without control characters or marks that reorder what stands around it."""
    flat = " ".join(_BIDI.sub("", text).split())
    if flat.isprintable():
        return flat
    return "".join(char for char in flat if unicodedata.category(char) not in ("Cc", "Cs"))


def quote(text: str) -> str:
    """Give at most forty words of a quotation; an ellipsis says that more follows."""
    words = clean(text).lstrip(" ,;:.").split(" ")
    kept = " ".join(words[:MAX_QUOTE_WORDS])
    if len(words) > MAX_QUOTE_WORDS or len(kept) > MAX_QUOTE_CHARS:
        return kept[:MAX_QUOTE_CHARS].rstrip(" ,;:") + " …"
    return kept.rstrip(" ,;")


def closed(words: str) -> str:
    """Close a quotation within a quotation that was cut before its end."""
    return f"{words}”" if words.count("“") > words.count("”") else words


def in_quotes(words: str) -> str:
    """Put words between quotation marks."""
    return f"“{closed(words)}”"


def title(text: str | None) -> str:
    """Give an article's title, shortened where it is unreasonably long."""
    words = clean(text or "")
    if not words:
        return "Untitled"
    return words if len(words) <= MAX_TITLE_CHARS else words[:MAX_TITLE_CHARS].rstrip() + " …"


def outlet(name: str | None) -> str:
    """Name the outlet, or say that it is not known."""
    return title(name) if name and clean(name) else "outlet unknown"


def link(url: str | None) -> str | None:
    """Give the address if a browser may be sent there, else nothing."""
    if not url or _UNSAFE_IN_URL.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
