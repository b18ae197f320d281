"""What a flow did, as it tells it to whoever started it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from extractors.records import Rejection


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One actor's week, as the table at the end of a run shows it."""

    week: str  # ISO week, "2022-W51"
    actor: str
    actor_name: str
    signals: int
    counted: int  # of them, those that enter the net stance
    net: float | None  # -1 to +1; None where nothing enters the net stance
    imprecise: bool  # signals of imprecisely dated articles, kept out of the net stance


@dataclass(frozen=True, slots=True)
class IssuedSummary:
    """One weekly summary on disk."""

    week: str
    folder: str
    as_of: datetime  # the state of the data that it tells
    rewritten: bool  # False: its content is as it was


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one summary at one of the places that it is sent to."""

    week: str
    target: str  # such as "mailto 1"; never its address
    state: Literal["sent", "sent before", "failed", "unknown"]
    reason: str | None


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What one run did."""

    run_id: str
    changed: bool
    articles: int  # seen in this run
    new_versions: int
    new_codings: int
    new_signals: int
    rejections: tuple[Rejection, ...]
    summaries: tuple[IssuedSummary, ...]
    lines: tuple[WeekLine, ...]
    as_of: datetime | None  # None: the warehouse is empty
    published_bytes: int | None  # None: the read copy was left as it was
    waiting: int = 0  # feeds that were not asked, for they are not due yet
    deliveries: tuple[Delivery, ...] = ()


def monday_of(week: str) -> date:
    """Return the Monday that an ISO week such as "2022-W51" begins with.

    Raises:
        ValueError: if the text is no ISO week.
    """
    year, _, number = week.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def iso_week(day: date) -> str:
    """Return the ISO week of a day, such as "2022-W51"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
