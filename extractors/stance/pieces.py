"""Turn the words of a slotted sentence into the numbers that the encoder reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from extractors.stance.slots import ANALYST, BREAK, CAST, Slotted

VOCABULARY = Path(__file__).parent / "model" / "tokenizer.json"
_START, _END, _UNKNOWN = 101, 102, 100
_LONGEST = 6  # pieces of one word
MOST = 200  # pieces of one sentence and the one before
# Marks take the places of the vocabulary that its makers left unused.
_WORDS = (BREAK, "[title]", "[said]", "[anonymous]", "[person]", "[adjective]", "[people]", CAST, f"[{ANALYST}]")
_PARTIES = tuple(f"[{side}{k}]" for side in "ST" for k in range(1, 9))
FIRST_SLOT, LAST_SLOT = len(_WORDS) + 1, len(_WORDS) + len(_PARTIES)
_MARKS = {mark: number for number, mark in enumerate((*_WORDS, *_PARTIES), start=1)}


@dataclass(frozen=True, slots=True)
class Pieces:
    """A slotted sentence as numbers."""

    ids: tuple[int, ...]
    tokens: tuple[int, ...]  # for each piece its token in the sentence, or -1
    places: tuple[tuple[int, ...], ...]  # for each slot those of its marks; the author's, the first, is piece 0


class Pieced:
    """Cuts words into the pieces of the encoder's vocabulary."""

    def __init__(self, vocabulary: Path = VOCABULARY) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 - needed only when something is tagged

        self._tokenizer: Any = Tokenizer.from_file(str(vocabulary))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._word = lru_cache(maxsize=50_000)(self._cut)

    def __call__(self, slotted: Slotted) -> Pieces:
        """Cut one sentence; of one that is too long the end is left out."""
        ids, tokens = [_START], [-1]
        firsts: list[int] = []
        for word, token in zip(slotted.words, slotted.tokens, strict=True):
            cut = self._word(word)
            firsts.append(len(ids))
            ids.extend(cut)
            tokens.extend([token] * len(cut))
        ids, tokens = [*ids[: MOST - 1], _END], [*tokens[: MOST - 1], -1]
        places: list[tuple[int, ...]] = [(0,)]
        for slot in slotted.slots:
            held = tuple(firsts[i] for i in slot.places if firsts[i] < MOST - 1)
            places.append(held or (0,))
        return Pieces(tuple(ids), tuple(tokens), tuple(places))

    def _cut(self, word: str) -> tuple[int, ...]:
        if word in _MARKS:
            return (_MARKS[word],)
        return tuple(self._tokenizer.encode(word, add_special_tokens=False).ids[:_LONGEST]) or (_UNKNOWN,)


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences side by side.

    `ids` and `mask` are [sentences, pieces]; `pool` is [slots, pieces], each row adding to 1 over the slot's marks;
    `owner` is [slots], the sentence of each.
    """

    ids: np.ndarray[Any, Any]
    mask: np.ndarray[Any, Any]
    pool: np.ndarray[Any, Any]
    owner: np.ndarray[Any, Any]


def batch(pieces: Sequence[Pieces]) -> Batch:
    """Put sentences side by side, the shorter ones filled up."""
    longest = max(len(p.ids) for p in pieces)
    ids = np.zeros((len(pieces), longest), dtype=np.int64)
    mask = np.zeros((len(pieces), longest), dtype=np.int64)
    pool = np.zeros((sum(len(p.places) for p in pieces), longest), dtype=np.float32)
    owner = np.zeros(len(pool), dtype=np.int64)
    row = 0
    for k, p in enumerate(pieces):
        ids[k, : len(p.ids)] = p.ids
        mask[k, : len(p.ids)] = 1
        for places in p.places:
            pool[row, list(places)] = 1 / len(places)
            owner[row] = k
            row += 1
    return Batch(ids, mask, pool, owner)
