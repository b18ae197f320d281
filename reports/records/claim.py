"""A number, where it comes from, and a sentence made of such."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["count", "net", "rate"]  # how the value is written: 12, +0.40, 0.85


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
