"""Reads how each number is worked out of its query's answer, so that anyone can work it out again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "measures.sql"
_NAME = re.compile(r"^-- name: (.+)$", re.MULTILINE)


@cache
def measures() -> Mapping[str, str]:
    """Give the SQL of every measure by name, such as `stance.net`; the query it is asked of stands before the dot."""
    _, *parts = _NAME.split(_FILE.read_text("utf-8"))
    return dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))
