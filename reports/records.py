"""The records of a weekly summary: what every renderer is given, and all that it is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from extractors.records import Attribution, Condition, DateBasis, DatePrecision, SignalType, Timing, Voice

Dating = Literal["within", "imprecise", "undated"]
Kind = Literal["counted", "second-hand", "imprecise"]
Unit = Literal["count", "net", "rate"]  # how the value is written: 12, +0.40, 0.85
Period = Literal["last week", "four-week mean"]
EvidenceWord = Literal["thin", "fair", "solid"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One number that the summary states, with the query and the signals that it rests on."""

    id: str  # unique within the summary, e.g. "c12"
    text: str  # what the number says, in words
    value: int | float
    unit: Unit
    query: str  # name of the weekly query
    params: tuple[tuple[str, str], ...]
    signal_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence whose numbers are claims."""

    parts: tuple[str | Claim, ...]


@dataclass(frozen=True, slots=True)
class QuerySource:
    """The SQL behind the claims of one query name."""

    name: str
    sql: str
    params: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One signal as a summary shows it; the quote holds at most 40 words."""

    id: str
    first_on: date | None
    last_on: date | None
    dating: Dating
    date_basis: DateBasis | None
    signal_type: SignalType
    direction: int
    actor: str
    actor_name: str
    person_name: str | None
    target_name: str | None
    speaker: str
    speaker_name: str
    voice: Voice
    attribution: Attribution
    timing: Timing
    conditions: tuple[Condition, ...]
    confidence: float
    quote: str
    is_headline: bool
    counted: bool
    not_counted_because: str | None
    article_id: str
    title: str | None
    outlet: str | None
    article_kind: str
    url: str | None
    story_id: str
    rule: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """One finding of the bottom line."""

    kind: Kind
    actor: str
    actor_name: str
    finding: Statement  # follows the actor's name
    word: EvidenceWord
    reasons: tuple[str, ...]
    quoted: SignalLine
    disputed_by: tuple[str, ...]  # names of the parties that called it insincere


@dataclass(frozen=True, slots=True)
class Change:
    """How one actor's net stance compares with an earlier period, or why it cannot be compared."""

    actor: str
    actor_name: str
    against: Period
    comparable: bool
    notable: bool
    sentence: Statement


@dataclass(frozen=True, slots=True)
class StanceCell:
    """One actor's net stance in one week."""

    week_start: date
    net: float
    stories: int
    positive: int
    negative: int
    disputed: bool


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


@dataclass(frozen=True, slots=True)
class StancePicture:
    """Who signalled what: the weeks shown, the actors' rows and this week's table."""

    weeks: tuple[WeekCoverage, ...]
    left_out: Claim  # leading weeks in which nothing was read
    tracks: tuple[ActorTrack, ...]
    table: tuple[StanceRow, ...]


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
class DisputeSide:
    """One half of a dispute."""

    signal_id: str
    party: str
    name: str
    person_name: str | None
    quote: str
    outlet: str | None
    title: str | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """A party's positive signal and the answers of others that it is not meant."""

    claim_type: SignalType
    said: DisputeSide
    doubted: tuple[DisputeSide, ...]


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article that was read."""

    article_id: str
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    kind: str
    first_on: date | None
    last_on: date | None
    precision: DatePrecision | None
    basis: DateBasis | None
    note: str | None
    dating: Dating
    url: str | None
    origin: str
    flags: tuple[str, ...]
    signals: int
    counted: int


@dataclass(frozen=True, slots=True)
class RejectionLine:
    """How often something was not stored for one reason, so far."""

    reason: str
    n: Claim
    example: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was read for the week, and what that is worth."""

    sentence: Statement
    warnings: tuple[Statement, ...]
    articles: tuple[ArticleLine, ...]
    rejections: tuple[RejectionLine, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """One measured quality of the tagger."""

    set_name: str
    measure: str
    rate: Claim
    interval: tuple[Claim, Claim] | None
    n: Claim
    sentence: Statement


@dataclass(frozen=True, slots=True)
class Correction:
    """An earlier issue whose content has changed since it was first written."""

    week: str
    sentence: Statement  # follows the week


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

    def listed(self) -> tuple[tuple[SignalLine, ...], ...]:
        """Give the lists in which every signal of the week stands once."""
        return (self.signals, self.background, self.second_hand, self.opinions, self.imprecise_signals)
