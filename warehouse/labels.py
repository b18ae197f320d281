"""Signals as an analyst is shown them, and the labels that analysts gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from extractors.records import Attribution, Condition, SignalType, Timing
from warehouse import sql
from warehouse.errors import QueryFailed
from warehouse.reader import Reader
from warehouse.records import Label, Verdict
from warehouse.store import Warehouse

AROUND = 240  # characters of context on either side


@dataclass(frozen=True, slots=True)
class Told:
    """A signal as it is told, with what the tagger had said, and its words in their context."""

    signal_id: str
    article_id: str
    version_id: str
    text_sha256: str
    char_start: int
    char_end: int
    evidence: str
    machine_type: SignalType | None  # None: the tagger had missed it
    machine_actor: str | None
    signal_type: SignalType
    actor: str
    person: str | None
    target: str | None
    speaker: str
    attribution: Attribution | None
    timing: Timing
    conditions: tuple[Condition, ...]
    confidence: float | None
    rule: str | None
    title: str | None
    outlet: str | None
    iso_week: str | None
    url: str | None
    label: Verdict | None  # what an analyst said of it already
    words_before: str
    words_after: str


@dataclass(frozen=True, slots=True)
class Text:
    """An article's text as it is in force."""

    article_id: str
    version_id: str
    text_sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Words that analysts judge differently; the lists go together, oldest first."""

    signal_id: str | None
    article_id: str
    evidence: str
    machine_type: str | None
    machine_actor: str | None
    coders: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    claims: tuple[str | None, ...]  # "offer RUS"
    prevailing_coder: str
    differ_in: tuple[str, ...]  # verdict, type, actor and so on


@dataclass(frozen=True, slots=True)
class Judged:
    """A label that holds, with the text that it is about and what the tagger had found there."""

    text_sha256: str
    text: str
    title: str | None
    published_first: date | None
    char_start: int
    char_end: int
    verdict: Verdict
    machine_type: str | None
    machine_actor: str | None
    signal_type: str | None
    actor: str | None
    person: str | None
    target: str | None
    speaker: str | None
    attribution: str | None
    timing: str | None
    conditions: tuple[str, ...] | None
    machine_person: str | None
    machine_target: str | None
    machine_speaker: str | None
    machine_attribution: str | None
    machine_timing: str | None
    machine_conditions: tuple[str, ...] | None


def least_sure(
    reader: Reader, limit: int, signal_type: str | None = None, actor: str | None = None, week: str | None = None
) -> list[Told]:
    """Return the signals that the tagger is least sure of and that no analyst has labelled, least sure first."""
    params = {"limit": limit, "signal_type": signal_type, "actor": actor, "week": week, "around": AROUND}
    return [Told(*row) for row in _rows(reader, "least_sure", params)]


def told(source: Reader | Warehouse, signal_ids: Sequence[str]) -> dict[str, Told]:
    """Return signals by id, as they were told last."""
    found = (Told(*row) for row in _rows(source, "told", {"around": AROUND}, signal_ids))
    return {one.signal_id: one for one in found}


def texts(source: Reader | Warehouse, article_ids: Sequence[str]) -> dict[str, Text]:
    """Return the texts of articles by id."""
    return {str(row[0]): Text(*row) for row in _rows(source, "texts", {}, article_ids)}


def given(source: Reader | Warehouse, text_sha256s: Sequence[str]) -> list[Label]:
    """Return what each analyst said last of each place in these texts, where no newer label says otherwise."""
    return [Label(*row) for row in _rows(source, "given", {}, text_sha256s)]


def conflicts(reader: Reader) -> list[Conflict]:
    """Return where analysts disagree."""
    return [Conflict(*row) for row in _rows(reader, "conflicts", {})]


def judged(reader: Reader) -> list[Judged]:
    """Return the labels that hold, text by text."""
    return [Judged(*row) for row in _rows(reader, "judged", {})]


def _rows(
    source: Reader | Warehouse, name: str, params: Mapping[str, object], staged: Sequence[str] | None = None
) -> list[tuple[Any, ...]]:
    connection = source._connection
    if staged is not None:
        connection.register("staged", pa.table({"id": pa.array(staged, pa.string())}))
    try:
        rows = connection.execute(sql.statements("labels.sql")[name], dict(params)).fetchall()
    except duckdb.Error as error:
        raise QueryFailed(str(error)) from error
    finally:
        if staged is not None:
            connection.unregister("staged")
    return [tuple(tuple(value) if isinstance(value, list) else value for value in row) for row in rows]
