"""The trained tier: for each party of a sentence, how likely it shows each type, and what that signal would say.

The network is told in bench/training/network.py; here its exported form is run by onnxruntime on one thread.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from extractors.records import SIGNAL_TYPES, SignalType
from extractors.stance.pieces import Pieced, Pieces, batch
from extractors.stance.reading import Reading
from extractors.stance.slots import Slotted
from extractors.stance.tokens import Parsed
from extractors.stance.weights import FOLDER

LEAST = 0.05  # a probability below is not looked into
_FLOOR = math.log(LEAST / (1 - LEAST))
_SIDE_BY_SIDE = 8  # sentences; more together would be padded to the longest
_FIXED = ("", "author", "anonymous", "analyst")  # speakers that have no slot; "" is the actor itself

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Guess:
    """What the network thinks of one party of one sentence and one type."""

    sentence: int  # index among the reading's sentences
    actor: str
    signal_type: SignalType
    logit: float
    target: str | None
    speaker: str
    is_background: bool
    char_start: int
    char_end: int


class Model:
    """The exported network, loaded."""

    def __init__(self, folder: Path = FOLDER) -> None:
        import onnxruntime  # noqa: PLC0415 - needed only when something is tagged

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        with np.load(folder / "heads.npz") as heads:
            self._heads: dict[str, Array] = {name: heads[name].astype(np.float32) for name in heads.files}
        self._pieced = Pieced(folder / "tokenizer.json")

    def guesses(self, reading: Reading, shown: Sequence[Slotted], wanted: Iterable[int]) -> Iterator[Guess]:
        """Give the guesses of at least `LEAST` on the wanted sentences, `shown` slotted, in text order."""
        pieces = {k: self._pieced(shown[k]) for k in wanted}
        order = sorted(pieces, key=lambda k: (len(pieces[k].ids), k))
        found: list[Guess] = []
        for start in range(0, len(order), _SIDE_BY_SIDE):
            chosen = order[start : start + _SIDE_BY_SIDE]
            inputs = batch([pieces[k] for k in chosen])
            outputs = self._session.run(
                None, {"ids": inputs.ids, "mask": inputs.mask, "pool": inputs.pool, "owner": inputs.owner}
            )
            found.extend(self._read_off(reading, chosen, shown, pieces, inputs.owner, outputs))
        yield from sorted(found, key=lambda guess: guess.sentence)

    def _read_off(  # noqa: PLR0913, PLR0917
        self, reading: Reading, chosen: Sequence[int], shown: Sequence[Slotted], pieces: Mapping[int, Pieces],
        owner: Array, outputs: Sequence[Array],
    ) -> Iterator[Guess]:  # fmt: skip
        vectors, slots, logits = outputs
        rows, kinds = np.nonzero(logits > _FLOOR)
        asked = slots[rows] + self._heads["type_vectors.weight"][kinds]
        target_keys, speaker_keys = self._linear("target_key", slots), self._linear("speaker_key", slots)
        targets, speakers = self._linear("target_query", asked), self._linear("speaker_query", asked)
        nobody, fixed = self._linear("no_target", asked), self._linear("fixed_speaker", asked)
        background, any_word = self._linear("background", asked), self._linear("any_word", asked)
        words = self._linear("word_query", asked)
        word_keys = {n: self._linear("word_key", vectors[n]) for n in sorted(set(owner[rows].tolist()))}
        scale = math.sqrt(slots.shape[1])
        first = np.searchsorted(owner, np.arange(len(chosen)))
        for g, (row, kind) in enumerate(zip(rows, kinds, strict=True)):
            n = int(owner[row])
            k = chosen[n]
            held = slice(first[n] + 1, first[n] + len(pieces[k].places))  # the author's slot is nobody's target
            parties = ("author", *(slot.party for slot in shown[k].slots))
            actor = parties[row - first[n]]
            aimed = target_keys[held] @ targets[g] / scale
            if row > first[n]:
                aimed[row - first[n] - 1] = -np.inf  # nobody is the target of its own stance
            target = int(np.argmax([*nobody[g], *aimed]))
            speaker = int(np.argmax([*fixed[g], *(speaker_keys[held] @ speakers[g] / scale)]))
            yield Guess(
                k, actor, SIGNAL_TYPES[kind], float(logits[row, kind]), parties[target] if target else None,
                (_FIXED[speaker] or actor) if speaker < len(_FIXED) else parties[speaker - len(_FIXED) + 1],
                bool(background[g, 0] > 0),
                *_evidence(reading.parsed[k], pieces[k], word_keys[n] @ words[g] / scale + any_word[g]),
            )  # fmt: skip

    def _linear(self, name: str, x: Array) -> Array:
        out: Array = x @ self._heads[f"{name}.weight"].T + self._heads[f"{name}.bias"]
        return out


def _evidence(p: Parsed, pieces: Pieces, scores: Array) -> tuple[int, int]:
    """Give the stretch of words that the network takes for the evidence: the one with the highest sum."""
    places = [i for i, token in enumerate(pieces.tokens) if token >= 0]
    if not places:
        return p.char_start, p.char_end
    best_first, best_last = _richest([float(scores[i]) for i in places])
    first, last = pieces.tokens[places[best_first]], pieces.tokens[places[best_last]]
    while first and p.tokens[first - 1].is_party:  # names are marks to the network, and no words
        first -= 1
    while first < last and p.tokens[first].pos == "PUNCT":
        first += 1
    return p.tokens[first].char_start, p.tokens[last].char_end


def _richest(scores: Sequence[float]) -> tuple[int, int]:
    """Find the stretch with the highest sum (Kadane's algorithm)."""
    best, total, start, found = -math.inf, 0.0, 0, (0, len(scores) - 1)
    for i, score in enumerate(scores):
        if total <= 0:
            total, start = 0.0, i
        total += score
        if total > best:
            best, found = total, (start, i)
    return found


@cache
def model() -> Model:
    """Load the model once."""
    return Model()
