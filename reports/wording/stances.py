"""The sentences on net stance and how it moved."""

from __future__ import annotations

from collections.abc import Sequence

from reports import format as fmt
from reports import rules
from reports.records.claim import Claim, Statement
from reports.records.stances import Period, StanceRow
from reports.wording.sentence import statement, with_article

AGAINST: dict[Period, str] = {"last week": "last week", "four-week mean": "the four-week mean"}
MEASURED: dict[Period, str] = {"last week": "last week", "four-week mean": "four weeks"}


def marks(row: StanceRow) -> str:
    """Say beside an actor's name what a reader must know of its figures."""
    said = [what for what, holds in (("called insincere", row.disputed), ("tagger unsure", row.unsure)) if holds]
    return f" ({', '.join(said)})" if said else ""


def marked(table: Sequence[StanceRow]) -> str:
    """Say below a table whose figures need care."""
    called = fmt.listing([with_article(row.actor_name) for row in table if row.disputed])
    unsure = fmt.listing([with_article(row.actor_name) for row in table if row.unsure])
    said = (f"Called insincere: {called}." if called else "", f"Tagger unsure: {unsure}." if unsure else "")
    return " ".join(filter(None, said))


def change(actor: str, against: Period, now: Claim, then: Claim, moved: Claim) -> Statement:
    """Say how net stance moved."""
    if abs(moved.value) < rules.NOTABLE_CHANGE:
        return statement(f"{actor}: no notable change against {AGAINST[against]} (", now, " from ", then, ").")
    direction = "towards talks" if moved.value > 0 else "away from talks"
    return statement(f"{actor} moved {direction} against {AGAINST[against]}: ", now, " from ", then, ", ", moved, ".")


def moved_in_bullet(against: Period, now: Claim, then: Claim) -> Statement:
    """Say in a bullet how its actor moved."""
    direction = "towards talks" if now.value > then.value else "away from talks"
    return statement(f"Moved {direction} against {AGAINST[against]}: ", now, " from ", then, ".")


def too_few(actor: str, against: Period, now: Claim, then: Claim) -> Statement:
    """Say that there is too little to compare."""
    noun = fmt.plural(int(now.value), "story", "stories")
    return statement(f"{actor}: too few to compare with {AGAINST[against]} (", now, f" {noun} against ", then, ").")


def changes_lead(actors: int, comparable: int, notable: int) -> str:
    """Open the section on change."""
    if actors == 0:
        return ""
    if comparable == 0:
        least = rules.MIN_STORIES_TO_COMPARE
        return f"Too few to compare: at least {least} independent stories are needed on both sides."
    return "" if notable else "No notable change."
