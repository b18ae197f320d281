"""The dates of feeds: sane moments in UTC out of whatever stands in a date field.

feedparser reads a Unix time as the year 1763 and Moscow's time as UTC. Here the forms of the standards are read first,
with the zones that newsrooms write; only what is left goes to dateparser, which knows more and takes 2 ms a date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)  # no news site had a dated page before
AHEAD = timedelta(hours=14)  # by which a zone may be mistaken; what is further ahead is no date
MOST_AT_ONCE = 4  # entries that may bear the moment of the answer itself
_LONGEST = 80  # characters
# Hours from UTC of the zones that email.utils does not know; ambiguous ones (IST) are left to dateparser.
_ZONES = {
    "Z": 0, "UTC": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "TRT": 3, "GST": 4, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
}  # fmt: skip
_ZONE = re.compile(rf"\s+({'|'.join(_ZONES)})(?=$|\s+\d{{4}}$)")
_UNIX = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?")
# Which of the two is the month, nobody can tell.
_AMBIGUOUS = re.compile(r"\D*(?:0?[1-9]|1[0-2])/(?:0?[1-9]|1[0-2])/\d{2,4}\b")
_MAIL_ENDS = re.compile(r"(?:[+-]\d{2}:?\d{2}|\b(?:GMT|UT|[ECMP][SD]T)|:\d\d|\d{4})$")
_YEAR_OF_NOTHING = re.compile(r"(?<![+:-])\b00\d\d\b")


def moment(text: object, now: datetime) -> datetime | None:
    """Read a date; None for one that cannot be read or cannot be true.

    One a few hours ahead stays as the feed gives it, the same at every poll; whoever dates an article by it goes no
    further than the fetch.
    """
    if not isinstance(text, str) or not text.strip() or len(text) > _LONGEST:
        return None
    try:
        read = _read(" ".join(text.split()))
        read = read and (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
    if read is None or not EARLIEST <= read <= now + AHEAD:
        return None
    return read


def is_made_with_the_answer(moments: Sequence[datetime], now: datetime) -> bool:
    """Tell whether a feed gives all its entries the time of its own making, which dates none of them."""
    return len(moments) > MOST_AT_ONCE and max(moments) - min(moments) < timedelta(minutes=1) > now - min(moments)


def _read(text: str) -> datetime | None:
    if _UNIX.fullmatch(text):
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    stated, offset = text, None
    if zone := _ZONE.search(text):
        stated, offset = text[: zone.start()] + text[zone.end() :], timezone(timedelta(hours=_ZONES[zone[1]]))
    for read in (datetime.fromisoformat, _by_mail):
        try:
            found = read(stated)
        except (ValueError, TypeError, IndexError):
            continue
        return found.replace(tzinfo=offset) if offset else found
    return None if _AMBIGUOUS.match(text) else _by_dateparser(text)


def _by_mail(text: str) -> datetime:
    """Read the form of RFC 822, where its zone is a number or one that the standard names."""
    if _YEAR_OF_NOTHING.search(text) or not _MAIL_ENDS.search(text):
        raise ValueError("not as the standard writes it")
    return parsedate_to_datetime(re.sub(r"(?:GMT|UTC)?\s?([+-]\d{2}):?(\d{2})$", r" \1\2", text))


def _by_dateparser(text: str) -> datetime | None:
    import dateparser  # noqa: PLC0415  half a second that most feeds need not wait for

    settings = {
        "TIMEZONE": "UTC", "RETURN_AS_TIMEZONE_AWARE": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY",
        "REQUIRE_PARTS": ["day", "month", "year"],
    }  # fmt: skip
    read: datetime | None = dateparser.parse(text, languages=["en"], settings=settings)
    return read
