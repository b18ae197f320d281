"""Words as they are compared: on one line, or without regard to case, space and punctuation."""

from __future__ import annotations

import re

_SPACE = re.compile(r"\s+")
_NO_WORD = re.compile(r"[\W_]+")


def one_line(text: object) -> str:
    """Give a value's text with every run of white space as one blank; nothing for what is no text."""
    return _SPACE.sub(" ", text).strip() if isinstance(text, str) else ""


def key(text: str) -> str:
    """Reduce a text to its letters and digits in one case, to tell whether two say the same."""
    return _NO_WORD.sub("", text).casefold()
