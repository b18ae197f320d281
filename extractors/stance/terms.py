"""Weigh what a signal is tied to or asks for: the wordings of `conditions.toml`, and a linear model for other words.

The model reads the words of the evidence, its sentence, the signal's type and what the wordings found. Its weights are
fitted by `python -m bench.training`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise

from extractors.records import CONDITIONS, Condition, SignalType
from extractors.stance.conditions import ConditionSpan
from extractors.stance.hashed import Table, hashed
from extractors.stance.tokens import Parsed, Token
from extractors.stance.weights import FOLDER

PATH = FOLDER / "conditions.npz"
# Probabilities from which on a condition is believed.
LEAST = 0.25
LEAST_WORDED = 0.05  # where a wording names it: dropped only where the model is all but sure of it


def features(
    p: Parsed, places: Sequence[int], signal_type: SignalType, worded: Collection[Condition]
) -> frozenset[int]:
    """Give the hashed features of a signal whose evidence are the tokens at `places`."""
    return hashed(_names(p, places, signal_type, worded))


def weighed(
    p: Parsed, places: Sequence[int], signal_type: SignalType, worded: Sequence[ConditionSpan]
) -> tuple[ConditionSpan, ...]:
    """Give the conditions that are likely, in the codebook's order: each with the words that name it best."""
    if not places:
        return ()
    by_wording = {condition: span for condition, *span in worded}
    found: list[ConditionSpan] = []
    for k, logit in enumerate(table().logits(features(p, places, signal_type, by_wording))):
        condition = CONDITIONS[k]
        if 1 / (1 + math.exp(-logit)) < (LEAST_WORDED if condition in by_wording else LEAST):
            continue
        start, end = by_wording.get(condition) or _telling(p, places, signal_type, k)
        found.append((condition, start, end))
    return tuple(found)


@cache
def table() -> Table:
    """Load the weights once."""
    return Table(PATH)


def _names(
    p: Parsed, places: Sequence[int], signal_type: SignalType, worded: Collection[Condition]
) -> Iterator[str]:  # fmt: skip
    yield f"type:{signal_type}"
    for condition in worded or ("none",):
        yield from (f"worded:{condition}", f"worded:{condition}:{signal_type}")
    words = [_word(p.tokens[i]) for i in places]
    for i in places:
        yield from _of_token(p.tokens[i], signal_type)
    yield from (f"two:{a}_{b}" for a, b in pairwise(words))
    yield from (f"near:{token.lower}" for token in p.tokens)


def _of_token(token: Token, signal_type: SignalType) -> Iterator[str]:
    word = _word(token)
    yield from (f"word:{word}", f"word:{word}:{signal_type}")
    yield from (f"piece:{word[i : i + 4]}" for i in range(len(word) - 3))


def _word(token: Token) -> str:
    return "PARTY" if token.is_party else token.lower


def _telling(p: Parsed, places: Sequence[int], signal_type: SignalType, k: int) -> tuple[int, int]:
    """Give the word of the evidence that speaks most for the k-th condition."""
    most = max(places, key=lambda i: table().weight(hashed(_of_token(p.tokens[i], signal_type)))[k])
    return p.tokens[most].char_start, p.tokens[most].char_end
