"""What each actor did about each condition, and where it stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractors.records import Condition
from reports.records.claim import Claim, Statement
from reports.records.lines import SignalLine

ConditionState = Literal["demanded", "accepted", "refused", "open"]


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """What one actor did about one condition, and on whose word."""

    condition: Condition
    actor: str
    actor_name: str
    stance: str  # "demanded", "refused", …
    word_of: str
    times: Claim
    shown: SignalLine
    imprecise: bool


@dataclass(frozen=True, slots=True)
class ConditionCell:
    """Where one actor stands on one condition by its own words and acts, as last heard within twelve weeks."""

    actor: str
    condition: Condition
    state: ConditionState
    since: date  # first day of the state, as far back as the board looks
    last_on: date
    is_new: bool  # taken up, or changed, in this very week
    before: ConditionState | None  # the state that it took the place of
    is_likely: bool  # one signal of it at least is more likely right than wrong
    stories: Claim
    signal_id: str  # the newest signal of the state
    quote: str
    outlet: str | None
    url: str | None
    sentence: Statement


@dataclass(frozen=True, slots=True)
class ConditionBoard:
    """Actor by condition; actors and conditions are in the order in which they are shown."""

    actors: tuple[tuple[str, str], ...]  # id and name
    conditions: tuple[Condition, ...]
    cells: tuple[ConditionCell, ...]
    first_on: date  # the board looks no further back

    def spans_years(self) -> bool:
        """Say whether a day must be told with its year."""
        return self.first_on.year != max(cell.last_on for cell in self.cells).year
