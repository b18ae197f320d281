"""How outlets differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractors.records import SignalType
from reports.records.claim import Claim, Statement
from reports.records.lines import SignalLine

Grouping = Literal["ownership", "country"]


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
