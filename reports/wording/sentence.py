"""What sentences are made of."""

from __future__ import annotations

from collections.abc import Sequence

from reports.records.claim import Claim, Statement


def statement(*parts: str | Claim) -> Statement:
    """Make a sentence of words and numbers."""
    return Statement(tuple(part for part in parts if part != ""))


def joined(statements: Sequence[Statement]) -> Statement:
    """Make one statement of several."""
    return statement(*(part for n, one in enumerate(statements) for part in ((" ", *one.parts) if n else one.parts)))


def with_article(name: str) -> str:
    """Give a party's name as it stands inside a sentence: the United States, Russia."""
    needs = name.startswith(("United ", "European Union", "Democratic Republic")) or name in (
        "Netherlands",
        "Philippines",
    )
    return f"the {name}" if needs else name
