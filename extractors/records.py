"""The records that pass between parley's stages.

    seed file | feed entry -> FetchedPage | FetchFailure -> Article | Rejection
        -> Paragraph, Quote, Sentence -> Signal -> rows -> WeeklySummary -> files

Every record is frozen. Offsets count Unicode code points from 0, half open: ``text[char_start:char_end]`` is the
words themselves. Only the standard library is imported here, since every layer knows this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

SignalType = Literal[
    "agreement", "talks", "concession", "offer", "willing", "mediate", "endorse", "appeal",
    "demand", "doubt", "reject", "suspend", "threat",
]  # fmt: skip
Attribution = Literal["direct", "indirect", "narration"]
Timing = Literal["current", "background"]
Voice = Literal["own", "narrated", "adversary", "third-party", "anonymous", "analyst", "author"]
Condition = Literal[
    "territory", "frontline-freeze", "ceasefire-first", "withdrawal", "neutrality", "security-guarantees",
    "demilitarisation", "sanctions", "arms-supply", "prisoners", "aid-access", "accountability", "recognition",
    "regime", "format", "other",
]  # fmt: skip
DatePrecision = Literal["day", "week", "interval"]
# printed: the text or its page states it; feed: the feed does; inferred: somebody reasoned it out (see `date_note`).
DateBasis = Literal["printed", "page", "feed", "inferred"]
# Which of a feed entry's dates is given: that of publication, or only that of the last change.
EntryDateBasis = Literal["published", "updated"]
ArticleKind = Literal["news", "opinion", "feature", "interview", "unknown"]
Ownership = Literal["private", "public", "state", "ngo", "individual"]
# Why something that came in was not stored; each is explained in docs/operations.md.
RejectionReason = Literal[
    "empty", "binary", "no-text", "not-a-text", "too-large", "unreadable", "malformed-manifest", "malformed-row",
    "missing-file", "not-a-feed", "not-html", "fetch-failed", "entry-without-link", "extractor-failed", "tagger-failed",
    "unsafe-xml", "not-relevant", "consent-wall", "access-denied", "not-an-article",
]  # fmt: skip

SIGNAL_TYPES: tuple[SignalType, ...] = get_args(SignalType)
CONDITIONS: tuple[Condition, ...] = get_args(Condition)
VOICES: tuple[Voice, ...] = get_args(Voice)
POSITIVE: frozenset[SignalType] = frozenset(
    ("agreement", "talks", "concession", "offer", "willing", "mediate", "endorse", "appeal")
)
"""The types whose direction is towards a settlement (codebook, "The thirteen signal types")."""


@dataclass(frozen=True, slots=True)
class DateInterval:
    """When an article was published, as closely as that is known; both ends are included."""

    first: date
    last: date
    precision: DatePrecision
    basis: DateBasis
    note: str | None = None  # how it was inferred, in a reader's words


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """The bytes that came back from one retrieval, unread."""

    url: str  # as asked for
    final_url: str  # after redirects
    status: int
    content_type: str  # as the server gave it; "" when it gave none
    body: bytes  # content-decoded
    fetched_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """A retrieval that gave no usable bytes."""

    url: str
    reason: str  # one word or two, e.g. "timeout", "too large", "HTTP 503"
    detail: str
    fetched_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed, before its page is fetched."""

    feed_url: str
    guid: str | None
    link: str
    title: str | None
    published_at: datetime | None  # UTC
    summary: str | None  # plain text
    date_basis: EntryDateBasis | None = None  # None: undated
    content: str | None = None  # the full text, where the feed carries it: plain, paragraphs parted by a blank line
    categories: tuple[str, ...] = ()
    identity: str = ""  # which entry of its feed it is, such as "guid:…"; "" where no feed was read


@dataclass(frozen=True, slots=True)
class Article:
    """One article's text as it is coded, with what is known of where and when it appeared."""

    article_id: str  # stable: "seed:000", "url:<16 hex>", "file:<16 hex>"
    text: str  # what is coded and what all offsets count in
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    kind: ArticleKind
    published: DateInterval | None  # None: undated
    url: str | None
    origin: str  # where it came from: a file's name or a feed's or page's URL
    raw_sha256: str  # of the bytes it was read from
    flags: tuple[str, ...] = ()  # e.g. "decoded-with-replacement"
    country: str | None = None  # of the outlet, ISO 3166 alpha-3
    ownership: Ownership | None = None  # of the outlet
    language: str | None = None  # ISO 639-1


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that came in and was not stored, with the reason and the place."""

    reason: RejectionReason
    origin: str  # a file's name or a URL
    detail: str  # one sentence for a person
    line: int | None = None  # 1-based, where the origin has lines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text between line breaks."""

    char_start: int
    char_end: int
    kind: Literal["headline", "subheading", "body", "pull-quote", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph."""

    char_start: int
    char_end: int
    paragraph: int  # index into the paragraphs


@dataclass(frozen=True, slots=True)
class Quote:
    """Words inside quotation marks; the span leaves the marks out."""

    char_start: int
    char_end: int
    level: int  # 1 for outermost
    open_mark: str
    closed: bool  # False where the mark is missing (a quotation that runs on, or a printer's slip)
    speaker: str | None = None  # party id, "anonymous", "analyst" or "author", once attributed
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """One party's act or declared stance toward negotiating an end to a conflict, with its evidence."""

    char_start: int
    char_end: int
    signal_type: SignalType
    actor: str  # whose act or stance: party id, "author" or "analyst"
    person: str | None  # entity id such as "vladimir-putin"
    target: str | None  # party addressed or spoken about
    speaker: str  # whose word: party id, "anonymous", "analyst" or "author"
    attribution: Attribution
    conditions: tuple[Condition, ...]
    timing: Timing
    confidence: float  # probability that type and actor are right, fitted on hand-coded text
    rule: str  # id of the lexicon entry or rule that fired
    voice: Voice
    is_headline: bool = False  # stands in the article's own title
    condition_spans: tuple[tuple[Condition, int, int], ...] = ()  # where the words of each condition stand


@dataclass(frozen=True, slots=True)
class Document:
    """What a tagger reads: a text, and what may be known about it."""

    text: str
    title: str | None = None  # where given it stands in `text`; else the headline is recognised from the layout
    published_on: date | None = None  # decides who "the US president" is; None: undated


@dataclass(frozen=True, slots=True)
class Coding:
    """All that a tagger found in one document, in text order."""

    ruleset: str  # e.g. "r-1.0+1f0c33a9"
    signals: tuple[Signal, ...]
    sentences: tuple[Sentence, ...]  # those with a signal
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The rows of one named query, with the SQL and parameters that gave them."""

    name: str
    sql: str
    params: tuple[tuple[str, object], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
