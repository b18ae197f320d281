"""Words as they are shown and compared: printable, on one line, or without regard to case, space and punctuation."""

from __future__ import annotations

import re

_SPACE = re.compile(r"\s+")
_UNPRINTABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_NO_WORD = re.compile(r"[\W_]+")


def one_line(text: object) -> str:
    """Give a value's text with every run of white space as one blank; nothing for what is no text."""
    return _SPACE.sub(" ", printable(text)).strip() if isinstance(text, str) else ""


def printable(text: str) -> str:
    """Drop what steers terminals and what UTF-8 cannot say, such as half of a surrogate pair."""
    return _UNPRINTABLE.sub("", text)


def key(text: str) -> str:
    """Reduce a text to its letters and digits in one case, to tell whether two say the same."""
    return _NO_WORD.sub("", text).casefold()
