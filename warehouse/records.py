"""The records that go into the warehouse beside articles and codings, and the tallies that come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from extractors.records import (
    Article,
    Attribution,
    Coding,
    Condition,
    Rejection,
    RejectionReason,
    SignalType,
    Timing,
)

ActorKind = Literal["party", "person"]
Verdict = Literal["right", "wrong", "corrected", "missed"]
FeedOutcome = Literal["ok", "not-modified", "unchanged", "empty", "failed", "not-a-feed", "gone"]
FeedVerdict = Literal["active", "backing-off", "quarantined", "gone"]
Reader = Literal["page", "text"]


@dataclass(frozen=True, slots=True)
class RunInfo:
    """One run of a flow, as it is known before anything is committed."""

    run_id: str
    trigger: str  # what started it, e.g. "manual", "schedule"
    started_at: datetime  # UTC
    code_version: str
    ruleset: str


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How some bytes came in, which lie in the raw archive under their hash; or that a page was refused."""

    article_id: str  # the article read from them; of rejected ones the id that it would have
    url: str  # as asked for; of a file its name
    final_url: str  # after redirects
    status: int | None  # None: read from a file, or not asked for
    content_type: str
    fetched_at: datetime  # UTC
    raw_sha256: str | None  # None: none came
    size_bytes: int
    reader: Reader | None = "page"  # None: there is nothing to be read
    told: str | None = None  # what feed, list of feeds or manifest said of it, as JSON
    rejection: RejectionReason | None = None  # why no article was read from them


@dataclass(frozen=True, slots=True)
class StorySignature:
    """A sketch of one version's text, by which its near-copies are found."""

    version_id: str
    exact_story_id: str  # the story that it would tell alone
    method: str  # how the sketch was made
    first_on: date
    last_on: date
    hashes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CodedArticle:
    """An article with its coding."""

    article: Article
    coding: Coding
    story_id: str | None = None  # of the near-copies that it is one of; None: its exact copies alone


@dataclass(frozen=True, slots=True)
class ActorRow:
    """A party or a person, for the stretch of time in which these data hold."""

    actor_id: str  # party id such as "RUS", or entity id such as "vladimir-putin"
    kind: ActorKind
    name: str
    party: str | None = None  # of a person
    role: str | None = None  # of a person
    side: str | None = None  # of a party, in the topic's conflict
    wikidata: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class AliasRow:
    """A name by which a text may call a party or a person."""

    alias: str
    party: str | None
    person: str | None
    valid_from: date | None
    valid_to: date | None
    source: str  # the topic file that holds it


@dataclass(frozen=True, slots=True)
class TaggerScore:
    """One measure of the tagger against one hand-coded set."""

    set_name: str
    measure: str
    value: float
    low: float | None  # lower end of the 95 % interval
    high: float | None
    n: int
    ruleset: str


@dataclass(frozen=True, slots=True)
class Label:
    """What an analyst said of a signal, or of words in which the tagger found none."""

    signal_id: str | None  # None: missed by the tagger
    article_id: str
    version_id: str
    text_sha256: str  # of the article's text: the label holds for every article with this text
    char_start: int
    char_end: int
    evidence: str
    machine_type: SignalType | None  # what the tagger gave
    machine_actor: str | None
    verdict: Verdict
    signal_type: SignalType | None  # from here on, what the analyst gives; None with "right" and "wrong"
    actor: str | None
    person: str | None
    target: str | None
    speaker: str | None
    attribution: Attribution | None
    timing: Timing | None
    conditions: tuple[Condition, ...] | None
    note: str | None
    coder: str
    labelled_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One wording that a ruleset knows."""

    rule: str
    signal_type: SignalType
    pattern: str
    examples: tuple[str, ...]
    ruleset: str


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One conflict that the tagger is told about."""

    topic: str
    name: str
    belligerents: tuple[str, ...]
    mediators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """What one poll of one feed brought, and all that the next poll needs to know."""

    feed_url: str  # as in the list of feeds
    title: str | None
    polled_at: datetime  # UTC
    outcome: FeedOutcome
    status: int | None = None  # of the HTTP answer
    entries: int = 0
    new_entries: int = 0  # of them, not known before and relevant
    detail: str | None = None  # a sentence, where it failed or the feed is damaged
    etag: str | None = None  # of the body last read in full, verbatim; kept through polls that failed
    last_modified: str | None = None
    requested_url: str | None = None  # what was asked: another address once the feed has moved for good
    final_url: str | None = None  # what gave the body last read in full, after redirects
    moved_to: str | None = None  # where permanent redirects led this time
    moved_times: int = 0  # good polls in a row that were led there
    reason: str | None = None  # why it failed, in a word or two such as "timeout" or "HTTP 503"
    conditional: bool = False  # asked for changes only
    body_sha256: str | None = None  # of the body last read in full; None while something is left to fetch
    size_bytes: int | None = None  # of the body that came, decoded
    seconds: float | None = None  # that the answer took
    passed_over: int = 0  # new entries that were not relevant
    deferred: int = 0  # new entries left for the next poll
    retries: int = 0  # polls in a row in which pages failed for the time being
    newest_entry_at: datetime | None = None  # UTC; from here on as of the last good reading
    usual_gap_s: float | None = None  # median between two entries
    span_s: float | None = None  # from the oldest entry to the newest
    ttl_s: int | None = None  # for how long the feed says that it may be kept
    full_at: datetime | None = None  # UTC; last read after asking without conditions
    failures: int = 0  # polls in a row that failed
    retry_after_at: datetime | None = None  # UTC; until when the server asked to be left alone
    next_poll_at: datetime | None = None  # UTC; None: never
    verdict: FeedVerdict = "active"


@dataclass(frozen=True, slots=True)
class ReportClaim:
    """One statement of a report, and what it rests on."""

    text: str
    query: str  # the weekly query's name
    signal_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One file of a report as it was written."""

    week: str  # such as "2022-W51"
    as_of: datetime  # UTC
    ruleset: str
    format: str
    sha256: str  # of the file
    path: str  # within the home
    claims: tuple[ReportClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Load:
    """All that one run commits, in one transaction."""

    run: RunInfo
    coded: Sequence[CodedArticle] = ()
    rejections: Sequence[Rejection] = ()
    actors: Sequence[ActorRow] = ()
    aliases: Sequence[AliasRow] = ()
    scores: Sequence[TaggerScore] = ()
    labels: Sequence[Label] = ()
    rules: Sequence[RuleRow] = ()
    topics: Sequence[TopicRow] = ()
    feed_events: Sequence[FeedEvent] = ()
    retrievals: Sequence[Retrieval] = ()
    signatures: Sequence[StorySignature] = ()
    articles_seen: int | None = None  # known articles that were not coded again included; None: those in `coded`


@dataclass(frozen=True, slots=True)
class LoadTally:
    """What a load appended."""

    run_id: str
    committed_at: datetime  # UTC
    changed: bool  # False: nothing but the run's own event and its polls of feeds
    articles_seen: int
    articles_added: int
    versions_added: int
    codings_added: int
    signals_added: int
    rejections_added: int
    repeated: int  # articles left out since the same load held the article already


@dataclass(frozen=True, slots=True)
class PublishTally:
    """What publishing the read copy took."""

    bytes: int
    seconds: float
    copied: bool  # False: the read copy was up to date
