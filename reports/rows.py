"""The rows that the weekly queries give, one record a query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A row of the query `signals`."""

    signal_id: str
    dating: str
    published_first: date | None
    published_last: date | None
    date_basis: str | None
    signal_type: str
    direction: int
    actor: str
    actor_name: str | None
    person: str | None
    person_name: str | None
    target: str | None
    target_name: str | None
    speaker: str
    speaker_name: str | None
    voice: str
    attribution: str
    timing: str
    conditions: tuple[str, ...]
    confidence: float | None
    evidence: str
    is_headline: bool
    counted: bool
    article_id: str
    title: str | None
    outlet: str | None
    article_kind: str
    ownership: str | None
    country: str | None
    url: str | None
    origin: str
    story_id: str
    rule: str | None
    ruleset: str
    label: str | None
    machine_type: str | None


@dataclass(frozen=True, slots=True)
class NetRow:
    """A row of the query `stance`: one actor in one of twelve weeks."""

    week_start: date
    iso_week: str
    actor: str
    actor_name: str | None
    positive: int
    negative: int
    net: float
    stories: int
    disputed: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class PreviousRow:
    """A row of the query `previous`."""

    actor: str
    net_now: float | None
    net_last_week: float | None
    stories_last_week: int
    net_4wk: float | None
    stories_4wk: int


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """A row of the queries `articles` and `undated`."""

    article_id: str
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    article_kind: str
    published_first: date | None
    published_last: date | None
    date_precision: str | None
    date_basis: str | None
    date_note: str | None
    dating: str
    url: str | None
    origin: str
    flags: tuple[str, ...]
    signals: int
    counted: int


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A row of the query `coverage`."""

    week_start: date
    iso_week: str
    articles: int
    with_signals: int
    imprecise: int
    inferred: int
    opinion: int
    outlets: int


@dataclass(frozen=True, slots=True)
class RejectionRow:
    """A row of the query `rejections`."""

    reason: str
    n: int
    example_origin: str | None


@dataclass(frozen=True, slots=True)
class UndatedRow(ArticleRow):
    """A row of the query `undated`."""

    total: int


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """A row of the query `reviewed`."""

    verdict: str
    n: int
    signal_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A row of the query `disputes`."""

    claim_signal_id: str
    doubt_signal_id: str
    actor: str
    actor_name: str | None
    claim_type: str
    claim_evidence: str
    claim_person_name: str | None
    claim_outlet: str | None
    claim_title: str | None
    claim_on: date | None
    claim_last_on: date | None
    claim_url: str | None
    claim_voice: str
    claim_is_headline: bool
    doubter: str
    doubter_name: str | None
    doubt_evidence: str
    doubt_person_name: str | None
    doubt_outlet: str | None
    doubt_title: str | None
    doubt_on: date | None
    doubt_last_on: date | None
    doubt_url: str | None
    doubt_voice: str
    doubt_article_id: str
    same_article: bool
    words_before_doubt: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A row of the query `condition_board`."""

    actor: str
    actor_name: str | None
    condition: str
    state: str
    since: date
    last_on: date
    state_before: str | None
    stories: int
    confidence: float
    signal_id: str
    evidence: str
    outlet: str | None
    url: str | None
    signal_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CorroborationRow:
    """A row of the query `corroboration`."""

    actor: str
    signal_type: str
    target: str | None
    stories: int
    outlets: int
    verdict: str
    ownership_list: tuple[str, ...]
    country_list: tuple[str, ...]
    unknown_owners: int
    unknown_countries: int
    signal_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutletRow:
    """A row of the query `outlets`: one type in one group, or a group that carried no signal."""

    kind: str
    key: str | None
    articles: int
    signal_type: str | None
    n: int
    signal_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    """A row of the query `headline_gap`."""

    article_id: str
    actor: str
    actor_name: str | None
    title: str | None
    outlet: str | None
    url: str | None
    headline_signals: int
    body_signals: int
    signal_ids: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A row of the query `copies`."""

    story_id: str
    title: str | None
    outlet: str | None
    articles: int
    outlets: int
    days: int


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A row of the query `feeds`."""

    feed: str
    feed_url: str
    verdict: str
    since: datetime | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A row of the query `scores`."""

    set_name: str
    measure: str
    value: float
    low: float | None
    high: float | None
    n: int
    ruleset: str


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A row of the query `corrections`."""

    week: str
    first_as_of: datetime
    articles_added: int
    articles_removed: int
    articles_changed: int
    articles_judged: int
    signals_then: int
    signals_now: int
