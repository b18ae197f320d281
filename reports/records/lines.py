"""One signal and one article as a summary shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractors.records import Attribution, Condition, DateBasis, DatePrecision, SignalType, Timing, Voice
from reports.records.claim import Claim

Dating = Literal["within", "imprecise", "undated"]


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
    confidence: float | None  # probability that type and actor are right; None: an analyst added it
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
    ownership: str | None  # of the outlet: private, public, state, ngo or individual
    country: str | None  # of the outlet, ISO 3166 alpha-3
    label: str | None  # an analyst's verdict: right, corrected or missed
    corroboration: Corroboration | None  # None: not current, a headline, an opinion, or not dated within a week


@dataclass(frozen=True, slots=True)
class Corroboration:
    """By how much one week's claim (actor, type, target) is carried; shared by all its signals."""

    stories: Claim  # independent ones, reprints counted once
    outlets: Claim  # different known ones
    verdict: str  # "one story", "several stories", "across outlets", "across owners"


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
