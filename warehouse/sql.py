"""Reads the SQL that lies beside the code."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
NAME = re.compile(r"^-- name: (.+)$", re.MULTILINE)


@cache
def statements(file_name: str) -> dict[str, str]:
    """The named statements of one file, in its order; `-- name: …` stands above each."""
    _, *parts = NAME.split((HERE / file_name).read_text("utf-8"))
    return dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))


def files(directory: str) -> tuple[Path, ...]:
    """The SQL files of one directory, by name."""
    return tuple(sorted((HERE / directory).glob("*.sql")))


@cache
def weekly(name: str) -> str:
    """The weekly query of that name."""
    known = {path.stem: path for path in files("weekly")}
    if name not in known:
        raise KeyError(f"no weekly query {name!r}; there are: {', '.join(known)}")
    return known[name].read_text("utf-8").strip()
