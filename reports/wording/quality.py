"""The sentences on who coded the week, how good that is, and what earlier issues got wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reports import format as fmt
from reports import names
from reports.records.claim import Claim, Statement
from reports.wording.sentence import statement


def masthead(coded: Claim, confirmed: Claim, corrected: Claim) -> Statement:
    """Say how much was coded by the tagger and what analysts did with it."""
    noun = fmt.plural(int(coded.value), "signal")
    if not coded.value and not corrected.value:
        return statement(coded, f" {noun} coded")
    if not confirmed.value and not corrected.value:
        return statement(coded, f" {noun} coded automatically, none checked by an analyst")
    return statement(coded, f" {noun} coded automatically; analysts confirmed ", confirmed, ", changed ", corrected)


def score(about: str, rate: Claim, interval: tuple[Claim, Claim] | None, n: Claim) -> Statement:
    """Say in plain words how good the tagger was at one thing."""
    between = (" (95% interval ", interval[0], " to ", interval[1], ")") if interval else ()
    return statement(f"{fmt.sentence(about)}: ", rate, *between, ", n = ", n, ".")


def measure_key(measure: str) -> str:
    """Give a measure's name however its parts are joined, such as `event_f1` for `event-f1`."""
    return measure.replace("-", "_").replace(".", "_")


def measure_name(measure: str) -> str:
    """Put a measure such as `event_f1` or `doubt_recall` into plain words."""
    plain = measure_key(measure)
    what, _, rate = plain.rpartition("_")
    if rate not in names.RATE_NAMES:
        what, rate = plain, ""
    known: dict[str, str] = {**{str(key): name for key, name in names.TYPE_NAMES.items()}, **names.MEASURE_NAMES}
    return ", ".join(part for part in (known.get(what, what.replace("_", " ")), names.RATE_NAMES.get(rate, "")) if part)


def set_name(of: str) -> str:
    """Name the articles that the tagger was measured on."""
    return names.SET_NAMES.get(of, of)


def by_type(of: str) -> str:
    """Say what the table of types was measured on."""
    return (
        f"By type, on {set_name(of)}: of what it gives, how much is right (precision); of what is there, how much it "
        "finds (recall)."
    )


def correction(first_as_of: datetime, changed: Sequence[tuple[Claim, str]], then: Claim, now: Claim) -> Statement:
    """Say how an earlier issue now reads differently: it follows the week."""
    parts: list[str | Claim] = []
    for number, what in changed:
        noun = fmt.plural(int(number.value), "article")
        parts += [", " if parts else ": ", number, f" {noun} {what}"]
    return statement(f", first told as of {fmt.moment(first_as_of)}", *parts, "; ", now, " signals, then ", then, ".")
