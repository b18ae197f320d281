"""Who signalled what, week by week, and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reports.records.claim import Claim, Statement

Period = Literal["last week", "four-week mean"]


@dataclass(frozen=True, slots=True)
class Change:
    """How one actor's net stance compares with an earlier period, or why it cannot be compared."""

    actor: str
    actor_name: str
    against: Period
    comparable: bool
    notable: bool
    sentence: Statement
    brief: Statement | None = None  # for the actor's bullet; None: no notable move


@dataclass(frozen=True, slots=True)
class StanceCell:
    """One actor's net stance in one week."""

    week_start: date
    net: float
    stories: int
    positive: int
    negative: int
    disputed: bool
    unsure: bool  # as in the week's table


@dataclass(frozen=True, slots=True)
class ActorTrack:
    """One actor's row in the picture: the weeks in which it signalled."""

    actor: str
    actor_name: str
    cells: tuple[StanceCell, ...]


@dataclass(frozen=True, slots=True)
class WeekCoverage:
    """What was read in one week."""

    week_start: date
    iso_week: str
    articles: int
    with_signals: int
    imprecise: int
    inferred: int
    opinion: int
    outlets: int


@dataclass(frozen=True, slots=True)
class StanceRow:
    """One actor's numbers this week, each a claim."""

    actor: str
    actor_name: str
    positive: Claim
    negative: Claim
    net: Claim
    stories: Claim
    disputed: bool
    unsure: bool  # its signals, taken together, are more likely wrong than right


@dataclass(frozen=True, slots=True)
class StancePicture:
    """Who signalled what: the weeks shown, the actors' rows and this week's table."""

    weeks: tuple[WeekCoverage, ...]
    left_out: Claim  # leading weeks in which nothing was read
    tracks: tuple[ActorTrack, ...]
    table: tuple[StanceRow, ...]
