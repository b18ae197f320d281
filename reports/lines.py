"""Turns typed rows into the lines that a summary shows: names filled in, quotations cut to forty words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import cast

from extractors.records import (
    Attribution,
    Condition,
    DateBasis,
    DatePrecision,
    SignalType,
    Timing,
    Voice,
)
from reports import format as fmt
from reports import wording
from reports.records import ArticleLine, Dating, Dispute, DisputeSide, SignalLine
from reports.rows import ArticleRow, DisputeRow, SignalRow

_PLAIN_SPEAKERS = {"author": "the author", "analyst": "an analyst", "anonymous": "unnamed sources"}


def signal_line(row: SignalRow) -> SignalLine:
    """Make the line of one signal."""
    line = _line(row, None)
    return line if line.counted else _line(row, wording.why_not_counted(line))


def _line(row: SignalRow, reason: str | None) -> SignalLine:
    return SignalLine(
        id=row.signal_id,
        first_on=row.published_first,
        last_on=row.published_last,
        dating=cast(Dating, row.dating),
        date_basis=cast("DateBasis | None", row.date_basis),
        signal_type=cast(SignalType, row.signal_type),
        direction=row.direction,
        actor=row.actor,
        actor_name=party_name(row.actor, row.actor_name),
        person_name=row.person_name or _spelled(row.person),
        target_name=party_name(row.target, row.target_name) if row.target else None,
        speaker=row.speaker,
        speaker_name=party_name(row.speaker, row.speaker_name),
        voice=cast(Voice, row.voice),
        attribution=cast(Attribution, row.attribution),
        timing=cast(Timing, row.timing),
        conditions=cast("tuple[Condition, ...]", row.conditions),
        confidence=row.confidence,
        quote=fmt.quote(row.evidence),
        is_headline=row.is_headline,
        counted=row.counted,
        not_counted_because=reason,
        article_id=row.article_id,
        title=row.title,
        outlet=row.outlet,
        article_kind=row.article_kind,
        url=row.url,
        story_id=row.story_id,
        rule=row.rule,
    )


def party_name(party: str, name: str | None) -> str:
    """Give a party's name, in plain words for those that are no party."""
    return _PLAIN_SPEAKERS.get(party) or name or party


def _spelled(entity: str | None) -> str | None:
    """Make a name of an entity id that has no record yet."""
    return entity.replace("-", " ").title() if entity else None


def article_line(row: ArticleRow) -> ArticleLine:
    """Make the line of one article."""
    return ArticleLine(
        article_id=row.article_id,
        title=row.title,
        outlet=row.outlet,
        authors=row.authors,
        kind=row.article_kind,
        first_on=row.published_first,
        last_on=row.published_last,
        precision=cast("DatePrecision | None", row.date_precision),
        basis=cast("DateBasis | None", row.date_basis),
        note=row.date_note,
        dating=cast(Dating, row.dating),
        url=row.url,
        origin=row.origin,
        flags=row.flags,
        signals=row.signals,
        counted=row.counted,
    )


def disputes(found: Iterable[DisputeRow]) -> tuple[Dispute, ...]:
    """Set each thing said beside every word that it is not meant."""
    by_claim: dict[str, list[DisputeRow]] = defaultdict(list)
    for row in found:
        by_claim[row.claim_signal_id].append(row)
    return tuple(
        Dispute(cast(SignalType, group[0].claim_type), _said(group[0]), tuple(map(_doubted, group)))
        for group in by_claim.values()
    )


def _said(row: DisputeRow) -> DisputeSide:
    return DisputeSide(
        row.claim_signal_id, row.actor, party_name(row.actor, row.actor_name), row.claim_person_name,
        fmt.quote(row.claim_evidence), row.claim_outlet, row.claim_title, row.claim_on,
    )  # fmt: skip


def _doubted(row: DisputeRow) -> DisputeSide:
    return DisputeSide(
        row.doubt_signal_id, row.doubter, party_name(row.doubter, row.doubter_name), row.doubt_person_name,
        fmt.quote(row.doubt_evidence), row.doubt_outlet, row.doubt_title, row.doubt_on,
    )  # fmt: skip
