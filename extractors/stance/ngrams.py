"""A second reading of a sentence: word n-grams, pieces of words and the verbs above a party, in a linear model.

Each feature is hashed (CRC-32) to a row of weights, one for each type; a party's score for a type is the sum of its
features' weights over the length of the feature vector, which is logistic regression on normalised counts of presence.
The weights are fitted by `python -m bench.training.linear`.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from extractors.records import SIGNAL_TYPES, Signal, SignalType
from extractors.stance.model import FOLDER
from extractors.stance.reading import Reading
from extractors.stance.slots import BREAK, Slot, Slotted, slotted
from extractors.stance.tokens import Parsed, word_set

PATH = FOLDER / "ngrams.npz"
ROWS = 2**19  # of the table of weights before those that weigh little are left out
_NEGATIONS = word_set("not no n't never neither nor without")
_ABOVE = 3  # verbs above a name that are looked at

Key = tuple[int, str, SignalType]  # sentence, actor, type


def features(reading: Reading, k: int, by_rule: Iterable[Signal]) -> Iterator[tuple[str, frozenset[int]]]:
    """Give each party of the k-th sentence with its hashed features."""
    p, shown = reading.parsed[k], slotted(reading, k)
    near = [(s.signal_type, s.actor) for s in by_rule if p.char_start <= s.char_start < p.char_end]
    for slot in shown.slots:
        ruled = (f"rule:{kind}:{'me' if actor == slot.party else 'other'}" for kind, actor in near)
        names = (*_words(shown, slot), *_tree(reading, p, slot), *ruled)
        yield slot.party, frozenset(zlib.crc32(name.encode()) % ROWS for name in names)


def _words(shown: Slotted, slot: Slot) -> Iterator[str]:
    begins = shown.words.index(BREAK)
    own = set(slot.places)
    words = ["ME" if begins + i in own else word for i, word in enumerate(shown.words[begins:])]
    for n in (1, 2, 3):
        yield from ("_".join(words[i : i + n]) for i in range(len(words) - n + 1))
    for word in dict.fromkeys(words):
        yield from (f"c:{word[i : i + 4]}" for i in range(len(word) - 3))
    for place in slot.places:
        at = place - begins
        yield from (f"{d}:{words[at + d]}" for d in range(-3, 6) if d and 0 <= at + d < len(words))


def _tree(reading: Reading, p: Parsed, slot: Slot) -> Iterator[str]:
    """Give the verbs above the party's names, with what hangs on them."""
    for i, token in enumerate(p.tokens):
        if token.mention is None or reading.scene.mentions[token.mention].party != slot.party:
            continue
        for above in p.path(i)[1 : _ABOVE + 1]:
            verb = p.tokens[above]
            denied = not _NEGATIONS.isdisjoint(p.tokens[c].lower for c in p.children[above])
            yield f"up:{token.dep}:{'not ' if denied else ''}{verb.lemma}"
            yield from (f"down:{verb.lemma}:{p.tokens[c].dep}:{p.tokens[c].lemma}" for c in p.children[above])


class Ngrams:
    """The fitted weights, loaded."""

    def __init__(self, path: Path = PATH) -> None:
        with np.load(path) as held:
            self._rows: dict[int, int] = {int(row): at for at, row in enumerate(held["rows"])}
            self._weights: np.ndarray[Any, Any] = held["weights"].astype(np.float32)  # [rows, 13]
            self._bias: np.ndarray[Any, Any] = held["bias"].astype(np.float32)  # [13]

    def scores(self, reading: Reading, by_rule: Sequence[Signal], wanted: Iterable[int]) -> Mapping[Key, float]:
        """Give the logit of every party and type of the wanted sentences."""
        found: dict[Key, float] = {}
        for k in sorted(set(wanted)):
            for party, hashed in features(reading, k, by_rule):
                held = [self._rows[row] for row in sorted(hashed) if row in self._rows]
                total = self._weights[held].sum(axis=0) / math.sqrt(len(hashed)) + self._bias
                found.update({(k, party, kind): float(x) for kind, x in zip(SIGNAL_TYPES, total, strict=True)})
        return found


@cache
def ngrams() -> Ngrams:
    """Load the weights once."""
    return Ngrams()
