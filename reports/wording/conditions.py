"""The sentences on where an actor stands on a condition."""

from __future__ import annotations

from datetime import date

from extractors.records import Condition
from reports import format as fmt
from reports import names
from reports.records.claim import Claim, Statement
from reports.records.conditions import ConditionState
from reports.wording.sentence import statement


def board_note(first_on: date) -> str:
    """Say what the board shows and how its dates are meant."""
    return f"Own words and acts, as last heard since {fmt.day(first_on)}; each date is the earliest possible."


def position(
    where: str,
    states: tuple[ConditionState, ConditionState | None],
    since: date,
    stories: Claim,
    *,
    is_likely: bool,
) -> Statement:
    """Say where an actor stands on a condition, since when, and what it said before."""
    state, before = states
    doubt = "" if is_likely else ", more likely a misreading than not"
    earlier = f", before that it {names.PAST_STATE_NAMES[before]}" if before else ""
    noun = fmt.plural(int(stories.value), "story", "stories")
    return statement(
        f"{where}: {names.STATE_NAMES[state]}, since {fmt.day(since)}{earlier} (", stories,
        f" {noun}{doubt}).",
    )  # fmt: skip


def matter(condition: Condition) -> str:
    """Name a condition as it stands inside a sentence."""
    return "another or an unnamed condition" if condition == "other" else names.CONDITION_NAMES[condition]


def shift(condition: Condition, state: ConditionState, before: ConditionState) -> Statement:
    """Say in a bullet that its actor changed its position."""
    earlier = names.PAST_STATE_NAMES[before]
    return statement(f"On {matter(condition)} it now {names.STATE_NAMES[state]}, where it {earlier} before.")
