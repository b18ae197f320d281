"""Turns the records of a run into the rows of the tables; article_rows does so for articles and codings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from datetime import date

import pyarrow as pa

from extractors import identity
from extractors.records import Rejection
from warehouse import article_rows
from warehouse.columns import arrow
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


def staged(load: Load) -> Iterator[tuple[str, pa.Table]]:
    """The rows of a load, table by table in the order of their insertion."""
    yield from article_rows.tables(sorted(distinct_articles(load.coded), key=_first_day))
    for name, rows in _described(load):
        yield name, arrow(name, rows)


def _described(load: Load) -> Iterator[tuple[str, list[Row]]]:
    yield "story_signature", once(signature_row(one) for one in load.signatures)
    yield "retrieval", once(retrieval_row(one) for one in load.retrievals)
    yield "actor", once(actor_row(row) for row in load.actors)
    yield "actor_alias", once(alias_row(row) for row in load.aliases)
    yield "rejection", once(rejection_row(rejection) for rejection in load.rejections)
    yield "tagger_score", once(score_row(score) for score in load.scores)
    yield "label", once(label_row(label) for label in load.labels)
    yield "rule", once(rule_row(row) for row in load.rules)
    yield "topic", once(topic_row(row) for row in load.topics)
    yield "feed", once(feed_row(event) for event in load.feed_events)
    yield "feed_event", [feed_event_row(event) for event in load.feed_events]


def retrieval_row(got: Retrieval) -> Row:
    """The row of how bytes came in."""
    from_web = got.status is not None or got.raw_sha256 is None
    canonical = identity.canonical_url(got.url) if from_web else None
    return (identity.content_id(*astuple(got)), *astuple(got), canonical)


def signature_row(one: StorySignature) -> Row:
    """The row of a text's sketch."""
    return (one.version_id, one.exact_story_id, one.method, one.first_on, one.last_on, one.hashes)


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


def report_tables(reports: Sequence[ReportRow]) -> Iterator[tuple[str, pa.Table]]:
    """The rows of report files; those of `report` last, since they say that the claims are there."""
    claims: list[Row] = []
    files: list[Row] = []
    for report in reports:
        key = identity.content_id(report.week, report.as_of.isoformat(), report.ruleset, report.format, report.sha256)
        files.append((key, report.week, report.as_of, report.ruleset, report.format, report.sha256, report.path))
        claims += [(key, place, c.text, c.query, c.signal_ids) for place, c in enumerate(report.claims)]
    yield "report_claim", arrow("report_claim", claims)
    yield "report", arrow("report", once(files))
