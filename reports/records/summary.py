"""One week's summary: what every renderer is given, and all that it is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reports.records.claim import Claim, QuerySource
from reports.records.conditions import ConditionBoard, ConditionLine
from reports.records.coverage import Coverage
from reports.records.findings import Bullet, Dispute
from reports.records.lines import ArticleLine, SignalLine
from reports.records.outlets import OutletView
from reports.records.quality import Correction, KnownFailure, Masthead, Score, TypeScore
from reports.records.stances import Change, StancePicture


@dataclass(frozen=True, slots=True)
class WeeklySummary:
    """One week's summary, complete: renderers add nothing but layout."""

    week: str
    week_start: date
    as_of: datetime
    rulesets: tuple[str, ...]
    lead: str  # one sentence above the bullets
    bottom_line: tuple[Bullet, ...]
    changes: tuple[Change, ...]
    changes_lead: str
    picture: StancePicture
    conditions: tuple[ConditionLine, ...]
    disputes: tuple[Dispute, ...]
    signals: tuple[SignalLine, ...]
    background: tuple[SignalLine, ...]
    second_hand: tuple[SignalLine, ...]
    opinions: tuple[SignalLine, ...]
    imprecise: tuple[ArticleLine, ...]
    imprecise_signals: tuple[SignalLine, ...]
    undated: tuple[ArticleLine, ...]
    coverage: Coverage
    scores: tuple[Score, ...]
    corrections: tuple[Correction, ...]
    method: tuple[str, ...]
    claims: tuple[Claim, ...]
    queries: tuple[QuerySource, ...]
    masthead: Masthead
    board: ConditionBoard | None  # None: no condition was named
    outlets: OutletView
    type_scores: tuple[TypeScore, ...]
    known_failures: tuple[KnownFailure, ...]

    def listed(self) -> tuple[tuple[SignalLine, ...], ...]:
        """Give the lists in which every signal of the week stands once."""
        return (self.signals, self.background, self.second_hand, self.opinions, self.imprecise_signals)
