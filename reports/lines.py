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
from reports.claims import ClaimBook
from reports.records.findings import Dispute, DisputeSide, Order
from reports.records.lines import ArticleLine, Corroboration, Dating, SignalLine
from reports.rows import ArticleRow, CorroborationRow, DisputeRow, SignalRow
from reports.wording import signals as signal_words

_PLAIN_SPEAKERS = {"author": "the author", "analyst": "an analyst", "anonymous": "unnamed sources"}


def signal_line(row: SignalRow, carried: Corroboration | None = None) -> SignalLine:
    """Make the line of one signal, with how much of the week carries the same claim."""
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
        person_name=_person(row.person, row.person_name),
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
        not_counted_because=signal_words.why_not_counted(row),
        article_id=row.article_id,
        title=row.title,
        outlet=row.outlet,
        article_kind=row.article_kind,
        url=row.url,
        story_id=row.story_id,
        rule=row.rule or signal_words.ADDED_BY_ANALYST,
        ownership=row.ownership,
        country=row.country,
        label=row.label,
        corroboration=carried,
    )


def corroborations(found: Iterable[CorroborationRow], book: ClaimBook) -> dict[str, Corroboration]:
    """Give by signal how many independent stories and outlets carry its claim (actor, type, target)."""
    return {signal_id: carried for row in found for carried in [_carried(row, book)] for signal_id in row.signal_ids}


def _carried(row: CorroborationRow, book: ClaimBook) -> Corroboration:
    what = f"{row.actor}, {row.signal_type}{f', {row.target}' if row.target else ''}"
    where = {"actor": row.actor, "signal_type": row.signal_type, "target": row.target}
    return Corroboration(
        book.count(f"{what}: independent stories", row.stories, "corroboration.stories", row.signal_ids, **where),
        book.count(f"{what}: outlets", row.outlets, "corroboration.outlets", row.signal_ids, **where),
        row.verdict,
    )


def party_name(party: str, name: str | None) -> str:
    """Give a party's name, in plain words for those that are no party."""
    return _PLAIN_SPEAKERS.get(party) or name or party


def _person(entity: str | None, name: str | None) -> str | None:
    """Give a person's name, made of the id where there is no record of one."""
    return name if name and name != entity else entity.replace("-", " ").title() if entity else None


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
    """Set each thing said beside every later word that it is not meant; what was said beforehand answers nothing."""
    rows = tuple(row for row in found if not _is_older(row))
    early = {
        _statement_of(row) for row in rows if row.same_article and signal_words.is_beforehand(row.words_before_doubt)
    }
    by_claim: dict[str, list[DisputeRow]] = defaultdict(list)
    for row in rows:
        if _statement_of(row) not in early:
            by_claim[row.claim_signal_id].append(row)
    return tuple(
        Dispute(cast(SignalType, group[0].claim_type), _said(group[0]), tuple(map(_doubted, group)))
        for group in by_claim.values()
    )


def _is_older(row: DisputeRow) -> bool:
    return row.doubt_last_on is not None and row.claim_on is not None and row.doubt_last_on < row.claim_on


def _statement_of(row: DisputeRow) -> tuple[str, str, str | None]:
    """Tell apart who spoke in which article: what one person says there is one statement."""
    return (row.doubt_article_id, row.doubter, row.doubt_person_name)


def _said(row: DisputeRow) -> DisputeSide:
    return DisputeSide(
        row.claim_signal_id, row.actor, party_name(row.actor, row.actor_name),
        _speaks(row.claim_person_name, row.claim_evidence),
        fmt.quote(row.claim_evidence), row.claim_outlet, row.claim_title, row.claim_on, row.claim_last_on,
        row.claim_url, signal_words.whose(row.claim_voice, is_title=row.claim_is_headline), None,
    )  # fmt: skip


def _speaks(person: str | None, evidence: str) -> str | None:
    return None if signal_words.is_about(person, evidence) else person


def _doubted(row: DisputeRow) -> DisputeSide:
    return DisputeSide(
        row.doubt_signal_id, row.doubter, party_name(row.doubter, row.doubter_name),
        _speaks(row.doubt_person_name, row.doubt_evidence),
        fmt.quote(row.doubt_evidence), row.doubt_outlet, row.doubt_title, row.doubt_on, row.doubt_last_on,
        row.doubt_url, signal_words.whose(row.doubt_voice, is_title=False), _order(row),
    )  # fmt: skip


def _order(row: DisputeRow) -> Order:
    if row.same_article:
        return "same article"
    is_later = row.claim_last_on is not None and row.doubt_on is not None and row.doubt_on > row.claim_last_on
    return "later" if is_later else "same days"
