"""Which rules a coding was made by: a version for people, and a fingerprint that no change of the rules escapes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from extractors.stance.weights import FOLDER, SHIPPED

VERSION = "r-3.1"
STANCE = Path(__file__).parent
TEXT, TOPICS = STANCE.parent / "text", STANCE.parent / "topics"
# They read or measure codings, and decide none.
NO_RULES = frozenset(("calibration.py", "explanation.py", "quality.py", "rows.py", "scoring.py"))
# What it holds follows from the rules; its stamp is this very id.
STAMP = b"ruleset ="


@cache
def ruleset(topic: str) -> str:
    """Return the id of a topic's rules, such as "r-2.0+1f0c33a9".

    The part behind the plus sign is a hash of all code and data that decide a coding. So an article is coded anew
    whenever any of them has changed, and no two signals that were coded differently carry one id.
    """
    digest = hashlib.sha256()
    for name, path in sorted(_sources(topic)):
        digest.update(name.encode())
        lines = path.read_bytes().splitlines()
        if path.suffix == ".toml":
            lines = [line for line in lines if not line.startswith(STAMP)]
        digest.update(b"\n".join([*lines, b""]))
    return f"{VERSION}+{digest.hexdigest()[:8]}"


def _sources(topic: str) -> Iterator[tuple[str, Path]]:
    yield from (_named(path) for path in STANCE.glob("*.py") if path.name not in NO_RULES)
    yield from ((f"stance/{SHIPPED.name}/{path.name}", path) for path in FOLDER.glob("*.*"))
    yield from map(_named, TEXT.glob("*.py"))
    for folder in ("general", topic):
        yield from map(_named, (TOPICS / folder).glob("*.toml"))


def _named(path: Path) -> tuple[str, Path]:
    return path.relative_to(STANCE.parent).as_posix(), path
