"""Writes a summary as JSON: every claim once with its value, query and signal ids, every quotation at most 40 words."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING

from reports import format as fmt
from reports.records.claim import Claim, Statement
from reports.records.summary import WeeklySummary

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SCHEMA = "parley-weekly-summary/2"


def render(summary: WeeklySummary) -> str:
    """Give the summary as JSON text, an entry of a list on each line; the same bytes for the same summary."""
    body = {field.name: _plain(getattr(summary, field.name)) for field in fields(summary) if field.name != "claims"}
    whole = {"schema": SCHEMA, **body, "claims": [_claim(claim) for claim in summary.claims]}
    return "{\n" + ",\n".join(f"{_dumped(key)}: {_entries(value)}" for key, value in whole.items()) + "\n}\n"


def _entries(value: object) -> str:
    if not isinstance(value, list) or not value:
        return _dumped(value)
    return "[\n" + ",\n".join(map(_dumped, value)) + "\n]"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _claim(claim: Claim) -> dict[str, object]:
    """Give a claim in full; the SQL of its query and measure stands once under `queries`."""
    return {
        "id": claim.id,
        "text": fmt.clean(claim.text),
        "value": claim.value,
        "unit": claim.unit,
        "query": claim.query,
        "measure": claim.measure,
        "where": dict(claim.where),
        "signal_ids": list(claim.signal_ids),
    }


def _plain(value: object) -> object:
    """Give any part of a summary as JSON has it; what is met most often is asked for first."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return _record(value) if is_dataclass(value) and not isinstance(value, type) else fmt.param(value)


def _record(value: DataclassInstance) -> object:
    if isinstance(value, Claim):
        return {"claim": value.id, "value": value.value}
    if isinstance(value, Statement):
        return {"text": plain_text(value), "claims": [part.id for part in value.parts if not isinstance(part, str)]}
    return {name: _plain(getattr(value, name)) for name in _names(type(value))}


@cache
def _names(of: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(of))


def plain_text(statement: Statement) -> str:
    """Give a statement as it reads."""
    return "".join(part if isinstance(part, str) else fmt.value(part) for part in statement.parts).strip()
