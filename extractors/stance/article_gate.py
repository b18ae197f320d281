"""Decide by all its words whether an article is about ending a war, or tells other negotiations in words of war.

A linear model on the words in small letters, their stems and pairs, so that no name weighs anything. Its weights are
fitted by `python -m bench.training`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

from extractors.stance.gate import TOO_SHORT_TO_TELL
from extractors.stance.hashed import Table, hashed
from extractors.stance.weights import FOLDER

PATH = FOLDER / "articles.npz"
# Log odds from which on an article is read.
LEAST = 0.8
LEAST_AT_WAR = -1.0  # where it has words of war and names parties that are known to fight each other
_TOO_FEW = 60  # features that say too little: of a telegram all in capitals
_STEM = 5  # letters
_WINDOW = 6_000  # characters that are judged together: a long page may come to the point late
_READ = 200_000
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[.!?]")
_NAME, _END = "N", "."


def log_odds(text: str) -> float:
    """Give the log odds that the likeliest stretch of a text is; infinite where a text is too short to tell."""
    if len(text) < TOO_SHORT_TO_TELL:
        return math.inf
    return max(
        math.inf if len(words) < _TOO_FEW else float(_table().logits(words)[0])
        for words in map(features, _stretches(text[:_READ]))
    )


def features(text: str) -> frozenset[int]:
    """Give the hashed words in small letters, their stems and pairs; all that has a capital is the same name."""
    words = [_shown(m.group()) for m in _WORD.finditer(text)]
    plain = dict.fromkeys(word for word in words if word not in (_NAME, _END))
    pairs = (f"{a} {b}" for a, b in zip([_END, *words], words, strict=False) if b in plain)
    return hashed((*plain, *(f"stem:{word[:_STEM]}" for word in plain), *pairs))


def _shown(word: str) -> str:
    return word if word[0].islower() else _END if word in ".!?" else _NAME


def _stretches(text: str) -> Iterator[str]:
    """Cut a text into parts of a like length, none longer than the window."""
    parts = -(-len(text) // _WINDOW)
    size = -(-len(text) // parts)
    return (text[start : start + size] for start in range(0, len(text), size))


@cache
def _table() -> Table:
    return Table(PATH)
