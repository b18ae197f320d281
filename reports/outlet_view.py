"""Compares outlets: the mix of types by owner and country, titles against texts, what one group alone carried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from extractors.records import SIGNAL_TYPES, SignalType
from reports import names, rules
from reports.claims import ClaimBook
from reports.lines import party_name
from reports.records.claim import Statement
from reports.records.lines import SignalLine
from reports.records.outlets import Grouping, HeadlineGap, OnlyThere, OutletGroup, OutletView, TypeCount
from reports.rows import CopyRow, CorroborationRow, GapRow, OutletRow
from reports.wording import outlets as outlet_words

MAX_GROUPS = 8  # of one kind
MAX_GAPS = 10
MAX_ONLY = 10


@dataclass(frozen=True, slots=True)
class Carried:
    """What the outlets carried in a week."""

    mixes: Sequence[OutletRow]
    gaps: Sequence[GapRow]
    claims: Sequence[CorroborationRow]
    copies: Sequence[CopyRow]


def outlet_view(carried: Carried, lines: Mapping[str, SignalLine], book: ClaimBook) -> OutletView:
    """Give what differs between outlets; groups only where two at least are known."""
    kinds: tuple[Grouping, ...] = ("ownership", "country")
    return OutletView(
        groups=tuple(group for kind in kinds for group in _groups(kind, carried.mixes, book)),
        gaps=tuple(_gap(row, book) for row in carried.gaps[:MAX_GAPS]),
        only=tuple(only for kind in kinds for only in _only(kind, carried, lines, book)),
        copies=tuple(_copied(row, book) for row in carried.copies),
    )


def _groups(kind: Grouping, mixes: Iterable[OutletRow], book: ClaimBook) -> list[OutletGroup]:
    by_key: dict[str | None, list[OutletRow]] = defaultdict(list)
    for row in mixes:
        if row.kind == kind:
            by_key[row.key].append(row)
    if sum(key is not None for key in by_key) < rules.MIN_GROUPS:
        return []
    return [_group(kind, key, rows, book) for key, rows in list(by_key.items())[:MAX_GROUPS]]


def _group(kind: Grouping, key: str | None, rows: Sequence[OutletRow], book: ClaimBook) -> OutletGroup:
    name = outlet_words.group_name(kind, key)
    ordered = sorted(
        (row for row in rows if row.signal_type), key=lambda row: SIGNAL_TYPES.index(cast(SignalType, row.signal_type))
    )
    mix = tuple(
        TypeCount(
            cast(SignalType, row.signal_type),
            book.count(f"{name}: {names.TYPE_NAMES[cast(SignalType, row.signal_type)]}", row.n, "outlets.type",
                       row.signal_ids, kind=kind, key=key, signal_type=row.signal_type),
        )
        for row in ordered
    )  # fmt: skip
    return OutletGroup(
        grouping=kind,
        key=key,
        name=name,
        articles=book.count(f"{name}: articles", rows[0].articles, "outlets.articles", kind=kind, key=key),
        signals=book.count(f"{name}: signals", sum(row.n for row in rows), "outlets.signals", kind=kind, key=key),
        mix=mix,
    )


def _gap(row: GapRow, book: ClaimBook) -> HeadlineGap:
    name, where = party_name(row.actor, row.actor_name), {"article_id": row.article_id, "actor": row.actor}
    headline = book.count(
        f"{name}: signals in the title", row.headline_signals, "headline_gap.headline", row.signal_ids, **where
    )
    body = book.count(f"{name}: signals in the text", row.body_signals, "headline_gap.body", row.signal_ids, **where)
    return HeadlineGap(
        row.article_id, row.title, row.outlet, row.url, row.actor, name, row.verdict,
        outlet_words.headline_gap(name, row.verdict, headline, body), row.signal_ids,
    )  # fmt: skip


def _only(kind: Grouping, carried: Carried, lines: Mapping[str, SignalLine], book: ClaimBook) -> list[OnlyThere]:
    """List claims that several stories of one group carried, and none of the others though these were read."""
    articles = {row.key: row.articles for row in carried.mixes if row.kind == kind}
    found = []
    for row in sorted(carried.claims, key=lambda row: (-row.stories, row.actor, row.signal_type, row.target or "")):
        keys, unknown = (
            (row.ownership_list, row.unknown_owners)
            if kind == "ownership"
            else (row.country_list, row.unknown_countries)
        )
        others = sum(n for key, n in articles.items() if key is not None and key not in keys)
        is_alone = len(keys) == 1 and not unknown and row.stories >= rules.MIN_STORIES_ALONE
        if is_alone and others >= rules.MIN_OTHERS_READ:
            found.append(_only_there(kind, keys[0], row, lines, book))
    return found[:MAX_ONLY]


def _only_there(
    kind: Grouping, key: str, row: CorroborationRow, lines: Mapping[str, SignalLine], book: ClaimBook
) -> OnlyThere:
    shown = lines[row.signal_ids[0]]
    where = {"actor": row.actor, "signal_type": row.signal_type, "target": row.target}
    stories = book.count(
        f"{shown.actor_name}, {row.signal_type}: independent stories", row.stories, "corroboration.stories",
        row.signal_ids, **where,
    )  # fmt: skip
    return OnlyThere(kind, key, outlet_words.only_there(outlet_words.group_name(kind, key), shown, stories), shown)


def _copied(row: CopyRow, book: ClaimBook) -> Statement:
    articles = book.count("articles with the same text", row.articles, "copies.articles", story_id=row.story_id)
    outlets = book.count("outlets that printed it", row.outlets, "copies.outlets", story_id=row.story_id)
    return outlet_words.copied(row.title, row.outlet, articles, outlets)
