"""Writes a summary as JSON: every claim with its value, SQL and signal ids, every quotation at most 40 words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime

from reports import format as fmt
from reports.records import Statement, WeeklySummary

SCHEMA = "parley-weekly-summary/1"


def render(summary: WeeklySummary) -> str:
    """Give the summary as JSON text, the same bytes for the same summary."""
    body = _plain(summary)
    assert isinstance(body, Mapping)
    return json.dumps({"schema": SCHEMA, **body}, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, Statement):
        return {"text": plain_text(value), "claims": [part.id for part in value.parts if not isinstance(part, str)]}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, datetime | date):
        return fmt.param(value)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return value


def plain_text(statement: Statement) -> str:
    """Give a statement as it reads."""
    return "".join(part if isinstance(part, str) else fmt.value(part) for part in statement.parts).strip()
