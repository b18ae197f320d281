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
ConditionState = Literal["demanded", "accepted", "refused", "open"]
Order = Literal["later", "same article", "same days"]  # how a rebuttal stands to what it rebuts
Grouping = Literal["ownership", "country"]


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
    measure: str  # how the value is read off the query's answer, e.g. "stance.net"
    where: tuple[tuple[str, str | None], ...]  # what fills the measure's parameters


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
    measures: tuple[tuple[str, str], ...]  # name and SQL of those taken of its answer, which they call `answer`


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
class Masthead:
    """What the issue is and by whom it was coded."""

    coded: Claim  # signals of the week that the tagger gave
    confirmed: Claim  # of these, said to be right by an analyst
    corrected: Claim  # changed, added or taken away by an analyst
    sentence: Statement


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
    change: Statement | None  # how the actor moved, where that can be said
    stories: Claim  # independent ones behind the finding; stands in the sentence too


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
    last_on: date | None
    url: str | None
    whose: str  # on whose word: "the party’s own word", "as the article tells it", "the article’s title", …
    order: Order | None  # of a rebuttal only


@dataclass(frozen=True, slots=True)
class Dispute:
    """A party's positive signal and the answers of others that it is not meant; none is older than what it answers."""

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


@dataclass(frozen=True, slots=True)
class TypeCount:
    """How many of a group's signals are of one type."""

    signal_type: SignalType
    n: Claim


@dataclass(frozen=True, slots=True)
class OutletGroup:
    """What the outlets of one kind of owner, or of one country, carried."""

    grouping: Grouping
    key: str | None  # None: not known
    name: str
    articles: Claim
    signals: Claim
    mix: tuple[TypeCount, ...]  # in the codebook's order, none of zero


@dataclass(frozen=True, slots=True)
class HeadlineGap:
    """A title that is kinder or harsher than the text below it."""

    article_id: str
    title: str | None
    outlet: str | None
    url: str | None
    actor: str
    actor_name: str
    verdict: str
    sentence: Statement
    signal_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnlyThere:
    """A week's claim that only the outlets of one group carried."""

    grouping: Grouping
    key: str
    sentence: Statement
    shown: SignalLine


@dataclass(frozen=True, slots=True)
class OutletView:
    """How outlets differ; empty where there is nothing to compare."""

    groups: tuple[OutletGroup, ...]
    gaps: tuple[HeadlineGap, ...]
    only: tuple[OnlyThere, ...]
    copies: tuple[Statement, ...]  # stories that were reprinted


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
class TypeScore:
    """How well the tagger finds signals of one type."""

    set_name: str
    signal_type: SignalType
    precision: Score | None
    recall: Score | None


@dataclass(frozen=True, slots=True)
class KnownFailure:
    """A kind of wording that the tagger is known to get wrong."""

    what: str
    example: str  # made up for the purpose
    outcome: str  # what the tagger makes of it, and what it is


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
    masthead: Masthead
    board: ConditionBoard | None  # None: no condition was named
    outlets: OutletView
    type_scores: tuple[TypeScore, ...]
    known_failures: tuple[KnownFailure, ...]

    def listed(self) -> tuple[tuple[SignalLine, ...], ...]:
        """Give the lists in which every signal of the week stands once."""
        return (self.signals, self.background, self.second_hand, self.opinions, self.imprecise_signals)
