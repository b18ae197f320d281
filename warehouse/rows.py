"""Turns records into the rows of the tables, as Arrow tables that DuckDB reads without copying."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from datetime import date
from functools import lru_cache

import pyarrow as pa

from extractors import identity
from extractors.records import Article, Rejection, Signal
from warehouse.records import (
    ActorRow,
    AliasRow,
    CodedArticle,
    FeedEvent,
    Label,
    Load,
    ReportRow,
    Retrieval,
    RuleRow,
    StorySignature,
    TaggerScore,
    TopicRow,
)

Row = tuple[object, ...]

TEXT, COUNT, NUMBER, DAY, FLAG = pa.string(), pa.int64(), pa.float64(), pa.date32(), pa.bool_()
TEXTS, TIME = pa.list_(pa.string()), pa.timestamp("us", tz="UTC")
# The columns of each table in the order of the schema, run_id (which each statement adds) left out. The evidence of a
# signal is not stored with it.
COLUMNS: Mapping[str, Mapping[str, pa.DataType]] = {
    "source": dict.fromkeys(("source_id", "outlet", "country", "ownership"), TEXT),
    "article": dict.fromkeys(("article_id", "url", "canonical_url", "origin"), TEXT),
    "article_version": {
        "version_id": TEXT, "article_id": TEXT, "source_id": TEXT, "title": TEXT, "text": pa.large_string(),
        "text_sha256": TEXT, "authors": TEXTS, "article_kind": TEXT, "published_first": DAY, "published_last": DAY,
        "date_precision": TEXT, "date_basis": TEXT, "date_note": TEXT, "flags": TEXTS, "language": TEXT,
        "raw_sha256": TEXT,
    },
    "story_member": {"story_id": TEXT, "version_id": TEXT},
    "retrieval": {
        "retrieval_id": TEXT, "article_id": TEXT, "url": TEXT, "final_url": TEXT, "status": COUNT,
        "content_type": TEXT, "fetched_at": TIME, "raw_sha256": TEXT, "size_bytes": COUNT, "reader": TEXT,
        "told": TEXT, "rejection": TEXT, "canonical_url": TEXT,
    },
    "story_signature": {
        "version_id": TEXT, "exact_story_id": TEXT, "method": TEXT, "first_on": DAY, "last_on": DAY,
        "hashes": pa.list_(pa.uint32()),
    },
    "sentence": {"coding_id": TEXT, "char_start": COUNT, "char_end": COUNT, "paragraph": COUNT},
    "quote": {
        "coding_id": TEXT, "char_start": COUNT, "char_end": COUNT, "level": COUNT, "open_mark": TEXT, "closed": FLAG,
        "speaker": TEXT, "person": TEXT,
    },
    "signal": {
        "signal_id": TEXT, "coding_id": TEXT, "version_id": TEXT, "char_start": COUNT, "char_end": COUNT,
        "signal_type": TEXT, "actor": TEXT, "person": TEXT, "target": TEXT, "speaker": TEXT, "voice": TEXT,
        "attribution": TEXT, "timing": TEXT, "confidence": NUMBER, "rule": TEXT, "is_headline": FLAG,
        "conditions": TEXTS, "evidence": TEXT,
    },
    "signal_condition": {
        "signal_id": TEXT, "coding_id": TEXT, "ordinal": COUNT, "condition": TEXT, "char_start": COUNT,
        "char_end": COUNT,
    },
    "coding": {
        "coding_id": TEXT, "article_id": TEXT, "version_id": TEXT, "ruleset": TEXT, "signals": COUNT,
        "sentences": COUNT, "quotes": COUNT,
    },
    "actor": {
        "actor_row_id": TEXT, "actor_id": TEXT, "kind": TEXT, "name": TEXT, "party": TEXT, "role": TEXT, "side": TEXT,
        "wikidata": TEXT, "valid_from": DAY, "valid_to": DAY,
    },
    "actor_alias": {
        "alias_id": TEXT, "alias": TEXT, "party": TEXT, "person": TEXT, "valid_from": DAY, "valid_to": DAY,
        "source": TEXT,
    },
    "rejection": {"rejection_id": TEXT, "reason": TEXT, "origin": TEXT, "line": COUNT, "detail": TEXT},
    "tagger_score": {
        "score_id": TEXT, "set_name": TEXT, "measure": TEXT, "value": NUMBER, "low": NUMBER, "high": NUMBER,
        "n": COUNT, "ruleset": TEXT,
    },
    "label": {
        "label_id": TEXT, "signal_id": TEXT, "article_id": TEXT, "version_id": TEXT, "text_sha256": TEXT,
        "char_start": COUNT, "char_end": COUNT, "evidence": TEXT, "machine_type": TEXT, "machine_actor": TEXT,
        "verdict": TEXT, "signal_type": TEXT, "actor": TEXT, "person": TEXT, "target": TEXT, "speaker": TEXT,
        "attribution": TEXT, "timing": TEXT, "conditions": TEXTS, "note": TEXT, "coder": TEXT, "labelled_at": TIME,
    },
    "rule": {
        "rule_row_id": TEXT, "rule": TEXT, "signal_type": TEXT, "pattern": TEXT, "examples": TEXTS, "ruleset": TEXT,
    },
    "topic": {"topic_row_id": TEXT, "topic": TEXT, "name": TEXT, "belligerents": TEXTS, "mediators": TEXTS},
    "feed": {"feed_id": TEXT, "feed_url": TEXT, "title": TEXT},
    "feed_event": {
        "feed_url": TEXT, "polled_at": TIME, "outcome": TEXT, "status": COUNT, "entries": COUNT, "new_entries": COUNT,
        "detail": TEXT, "etag": TEXT, "last_modified": TEXT, "requested_url": TEXT, "final_url": TEXT,
        "moved_to": TEXT, "moved_times": COUNT, "reason": TEXT, "conditional": FLAG, "body_sha256": TEXT,
        "size_bytes": COUNT, "seconds": NUMBER, "passed_over": COUNT, "deferred": COUNT, "retries": COUNT,
        "newest_entry_at": TIME, "usual_gap_s": NUMBER, "span_s": NUMBER, "ttl_s": COUNT, "full_at": TIME,
        "failures": COUNT, "retry_after_at": TIME, "next_poll_at": TIME, "verdict": TEXT,
    },
    "report_claim": {"report_id": TEXT, "ordinal": COUNT, "claim": TEXT, "query": TEXT, "signal_ids": TEXTS},
    "report": {
        "report_id": TEXT, "week": TEXT, "as_of": TIME, "ruleset": TEXT, "format": TEXT, "sha256": TEXT, "path": TEXT,
    },
    "version": {"version_id": TEXT},
}  # fmt: skip


def storable(value: object) -> object:
    """The value as DuckDB can hold it: lone surrogates, which are no text, become U+FFFD, one for one."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, tuple):
        return [storable(item) for item in value]
    return value


def arrow(table: str, rows: Sequence[Row]) -> pa.Table:
    """The rows of one table, column by column."""
    columns = COLUMNS[table]
    values: Iterable[tuple[object, ...]] = zip(*rows, strict=True) if rows else [()] * len(columns)
    arrays = [_array(column, kind) for column, kind in zip(values, columns.values(), strict=True)]
    return pa.table(arrays, names=list(columns))


def _array(column: tuple[object, ...], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(column, type=kind)
    except UnicodeEncodeError:
        return pa.array([storable(value) for value in column], type=kind)


def once(rows: Iterable[Row]) -> list[Row]:
    """The rows without those whose id, their first field, came before."""
    return list({row[0]: row for row in reversed(list(rows))}.values())[::-1]


def distinct_articles(coded: Sequence[CodedArticle]) -> tuple[CodedArticle, ...]:
    """The first of each article."""
    kept: dict[str, CodedArticle] = {}
    for one in coded:
        kept.setdefault(one.article.article_id, one)
    return tuple(kept.values())


def _first_day(one: CodedArticle) -> date:
    """By what rows are ordered, so that a question about a week reads few of them."""
    return one.article.published.first if one.article.published else date.min


def staged(load: Load) -> Iterator[tuple[str, list[Row]]]:
    """The rows of a load, table by table in the order of their insertion."""
    coded = sorted(distinct_articles(load.coded), key=_first_day)
    versions = [identity.version_id(one.article) for one in coded]
    pairs = list(zip(coded, versions, strict=True))
    yield "source", once(row for one in coded for row in source_rows(one.article))
    yield "article", [article_row(one.article) for one in coded]
    yield "article_version", once(version_row(one.article, version) for one, version in pairs)
    yield "story_member", [(one.story_id or identity.story_id(one.article.text), version) for one, version in pairs]
    yield "story_signature", once(signature_row(one) for one in load.signatures)
    yield "retrieval", once(retrieval_row(one) for one in load.retrievals)
    yield from coding_tables(pairs)
    yield "actor", once(actor_row(row) for row in load.actors)
    yield "actor_alias", once(alias_row(row) for row in load.aliases)
    yield "rejection", once(rejection_row(rejection) for rejection in load.rejections)
    yield "tagger_score", once(score_row(score) for score in load.scores)
    yield "label", once(label_row(label) for label in load.labels)
    yield "rule", once(rule_row(row) for row in load.rules)
    yield "topic", once(topic_row(row) for row in load.topics)
    yield "feed", once(feed_row(event) for event in load.feed_events)
    yield "feed_event", [feed_event_row(event) for event in load.feed_events]


def coding_tables(pairs: Sequence[tuple[CodedArticle, str]]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of the codings; those of `coding` last, since they say that the others are there."""
    tables: dict[str, list[Row]] = {name: [] for name in ("sentence", "quote", "signal", "signal_condition", "coding")}
    for one, version in pairs:
        coding = one.coding
        key = identity.coding_id(version, coding.ruleset)
        tables["sentence"] += [(key, n.char_start, n.char_end, n.paragraph) for n in coding.sentences]
        tables["quote"] += [(key, *astuple(quote)) for quote in coding.quotes]
        for signal in coding.signals:
            signal_key = identity.signal_id(version, signal)
            tables["signal"].append(signal_row(signal, signal_key, key, version, one.article.text))
            tables["signal_condition"] += condition_rows(signal, signal_key, key)
        sizes = (len(coding.signals), len(coding.sentences), len(coding.quotes))
        tables["coding"].append((key, one.article.article_id, version, coding.ruleset, *sizes))
    yield from tables.items()


def article_row(article: Article) -> Row:
    """The row of who an article is."""
    canonical = identity.canonical_url(article.url) if article.url else None
    return (article.article_id, article.url, canonical, article.origin)


def source_id(article: Article) -> str | None:
    """The id of the article's outlet as described; None where nothing is known of it."""
    return _source_id(article.outlet, article.country, article.ownership)


@lru_cache(maxsize=4_096)  # few outlets print much
def _source_id(*described: str | None) -> str | None:
    return identity.content_id(*described) if any(field is not None for field in described) else None


def source_rows(article: Article) -> list[Row]:
    """The row of the article's outlet, if anything is known of it."""
    key = source_id(article)
    return [(key, article.outlet, article.country, article.ownership)] if key else []


def version_row(article: Article, version: str) -> Row:
    """The row of one text with its description."""
    published = article.published
    dates = (
        (published.first, published.last, published.precision, published.basis, published.note)
        if published
        else (None,) * 5
    )
    text = storable(article.text)
    return (
        version, article.article_id, source_id(article), article.title, text, identity.text_sha256(str(text)),
        article.authors, article.kind, *dates, article.flags, article.language, article.raw_sha256,
    )  # fmt: skip


def retrieval_row(got: Retrieval) -> Row:
    """The row of how bytes came in."""
    canonical = identity.canonical_url(got.url) if got.status is not None else None
    return (identity.content_id(*astuple(got)), *astuple(got), canonical)


def signature_row(one: StorySignature) -> Row:
    """The row of a text's sketch."""
    return (one.version_id, one.exact_story_id, one.method, one.first_on, one.last_on, one.hashes)


def signal_row(signal: Signal, key: str, coding: str, version: str, text: str) -> Row:
    """The row of one signal, and its words, by which repetitions are found."""
    return (
        key, coding, version, signal.char_start, signal.char_end, signal.signal_type,
        signal.actor, signal.person, signal.target, signal.speaker, signal.voice, signal.attribution, signal.timing,
        signal.confidence, signal.rule, signal.is_headline, signal.conditions,
        text[signal.char_start : signal.char_end],
    )  # fmt: skip


def condition_rows(signal: Signal, key: str, coding: str) -> list[Row]:
    """One row for each place where a condition's words stand, or one without a place."""
    rows: list[Row] = []
    for ordinal, condition in enumerate(signal.conditions):
        spans: list[Row] = [(start, end) for name, start, end in signal.condition_spans if name == condition]
        rows += [(key, coding, ordinal, condition, *span) for span in spans or [(None, None)]]
    return rows


def actor_row(row: ActorRow) -> Row:
    """The row of a party or person."""
    return (identity.content_id(*astuple(row)), *astuple(row))


def alias_row(row: AliasRow) -> Row:
    """The row of a name."""
    return (identity.content_id(*astuple(row)), *astuple(row))


def rejection_row(rejection: Rejection) -> Row:
    """The row of a rejection."""
    fields = (rejection.reason, rejection.origin, rejection.line, rejection.detail)
    return (identity.content_id(*fields), *fields)


def score_row(score: TaggerScore) -> Row:
    """The row of a measure."""
    return (identity.content_id(*astuple(score)), *astuple(score))


def label_row(label: Label) -> Row:
    """The row of an analyst's label."""
    return (identity.content_id(*astuple(label)), *astuple(label))


def rule_row(row: RuleRow) -> Row:
    """The row of a wording; a later ruleset that has it unchanged adds none."""
    return (identity.content_id(row.rule, row.signal_type, row.pattern, row.examples), *astuple(row))


def topic_row(row: TopicRow) -> Row:
    """The row of a topic."""
    return (identity.content_id(*astuple(row)), *astuple(row))


def feed_row(event: FeedEvent) -> Row:
    """The row of a feed under the title it gives itself."""
    return (identity.content_id(event.feed_url, event.title), event.feed_url, event.title)


def feed_event_row(event: FeedEvent) -> Row:
    """The row of a poll; the title is told in `feed`."""
    url, _, *rest = astuple(event)
    return (url, *rest)


def report_tables(reports: Sequence[ReportRow]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of report files; those of `report` last, since they say that the claims are there."""
    claims: list[Row] = []
    files: list[Row] = []
    for report in reports:
        key = identity.content_id(report.week, report.as_of.isoformat(), report.ruleset, report.format, report.sha256)
        files.append((key, report.week, report.as_of, report.ruleset, report.format, report.sha256, report.path))
        claims += [(key, place, c.text, c.query, c.signal_ids) for place, c in enumerate(report.claims)]
    yield "report_claim", claims
    yield "report", once(files)
