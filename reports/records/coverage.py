"""What was read for the week, and what that is worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.records.claim import Claim, Statement
from reports.records.lines import ArticleLine


@dataclass(frozen=True, slots=True)
class RejectionLine:
    """How often something was not stored for one reason, so far."""

    reason: str
    n: Claim
    example: str


@dataclass(frozen=True, slots=True)
class DayCoverage:
    """How many articles are dated to one day of the week."""

    on: date
    articles: Claim


@dataclass(frozen=True, slots=True)
class FeedTrouble:
    """One feed that fails or has fallen silent."""

    feed: str  # its title, else its address
    url: str
    verdict: str  # "failing", "silent", …
    sentence: Statement


@dataclass(frozen=True, slots=True)
class WithoutSource:
    """One actor's net stance with and without the source that gave most articles."""

    actor: str
    actor_name: str
    net: Claim
    net_without: Claim | None  # None: nothing is left
    flips: bool  # the sign changes
    sentence: Statement


@dataclass(frozen=True, slots=True)
class LeaveOneOut:
    """What is left of the bottom line without the source that gave most of the counted signals."""

    source: str
    share: Claim  # of the counted signals
    flips: bool
    sentence: Statement
    actors: tuple[WithoutSource, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was read for the week, and what that is worth."""

    sentence: Statement
    warnings: tuple[Statement, ...]
    articles: tuple[ArticleLine, ...]
    rejections: tuple[RejectionLine, ...]
    days: tuple[DayCoverage, ...]  # Monday to Sunday; articles dated to a day
    notes: tuple[Statement, ...]  # undated, shares of opinion and of the top source, feeds
    feeds: tuple[FeedTrouble, ...]
    leave_one_out: LeaveOneOut | None  # None: nothing counted
