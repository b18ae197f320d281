"""The language that a text is written in, told from the text; where that is short, from what the page says."""

from __future__ import annotations

import re

_SAMPLE = 3000  # characters
_ENOUGH = 100


def language_of(text: str, stated: str | None) -> str | None:
    """Give the language's ISO 639-1 code."""
    said = re.match(r"\s*([a-z]{2})(?:[-_]|\s*$)", (stated or "").lower())
    if len(text) < _ENOUGH:
        return said[1] if said else None
    import py3langid  # noqa: PLC0415

    return str(py3langid.classify(text[:_SAMPLE])[0])
