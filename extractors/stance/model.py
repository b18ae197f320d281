"""The trained tier: for each party of a sentence, how likely it shows each type, and what that signal would say.

The network is told in bench/training/network.py; here its exported form is run by onnxruntime on one thread.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from extractors.records import CONDITIONS, SIGNAL_TYPES, Condition, SignalType
from extractors.stance.pieces import Pieced, Pieces, batch
from extractors.stance.reading import Reading
from extractors.stance.slots import Slotted, slotted

FOLDER = Path(__file__).parent / "model"
LEAST = 0.05  # a probability below is not looked into
_SIDE_BY_SIDE = 32  # sentences
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
    conditions: tuple[Condition, ...]
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

    def guesses(self, reading: Reading) -> Iterator[Guess]:
        """Give all guesses of at least `LEAST` on an article, sentence by sentence."""
        shown = [slotted(reading, k) for k in range(len(reading.parsed))]
        pieces = [self._pieced(s) for s in shown]
        order = sorted(range(len(shown)), key=lambda k: (len(pieces[k].ids), k))
        found: dict[int, list[Guess]] = {}
        for start in range(0, len(order), _SIDE_BY_SIDE):
            chosen = order[start : start + _SIDE_BY_SIDE]
            inputs = batch([pieces[k] for k in chosen])
            vectors, slots, logits = self._session.run(
                None, {"ids": inputs.ids, "mask": inputs.mask, "pool": inputs.pool, "owner": inputs.owner}
            )
            row = 0
            for n, k in enumerate(chosen):
                rows = slice(row, row + len(pieces[k].places))
                row = rows.stop
                found[k] = list(self._of(reading, k, shown[k], pieces[k], vectors[n], slots[rows], logits[rows]))
        for k in range(len(shown)):
            yield from found[k]

    def _of(  # noqa: PLR0913, PLR0917
        self, reading: Reading, k: int, shown: Slotted, pieces: Pieces, vectors: Array, slots: Array, logits: Array
    ) -> Iterator[Guess]:  # fmt: skip
        parties = ("author", *(slot.party for slot in shown.slots))
        floor = math.log(LEAST / (1 - LEAST))
        for slot, kind in zip(*np.nonzero(logits > floor), strict=True):
            asked = slots[slot] + self._heads["type_vectors.weight"][kind]
            target = self._choice(asked, slots[1:], "target", "no_target")
            speaker = self._choice(asked, slots[1:], "speaker", "fixed_speaker")
            actor = parties[slot]
            yield Guess(
                k, actor, SIGNAL_TYPES[kind], float(logits[slot, kind]), parties[target] if target else None,
                (_FIXED[speaker] or actor) if speaker < len(_FIXED) else parties[speaker - len(_FIXED) + 1],
                tuple(CONDITIONS[c] for c in np.flatnonzero(self._linear("conditions", asked) > 0)),
                bool(self._linear("background", asked)[0] > 0), *self._words(reading, k, pieces, vectors, asked),
            )  # fmt: skip

    def _linear(self, name: str, x: Array) -> Array:
        return x @ self._heads[f"{name}.weight"].T + self._heads[f"{name}.bias"]

    def _choice(self, asked: Array, slots: Array, name: str, fixed: str) -> int:
        keys = self._linear(f"{name}_key", slots) @ self._linear(f"{name}_query", asked) / math.sqrt(len(asked))
        return int(np.argmax(np.concatenate([self._linear(fixed, asked), keys])))

    def _words(
        self, reading: Reading, k: int, pieces: Pieces, vectors: Array, asked: Array
    ) -> tuple[int, int]:  # fmt: skip
        """Give the stretch of words that the network takes for the evidence: the one with the highest sum."""
        p = reading.parsed[k]
        places = [i for i, token in enumerate(pieces.tokens) if token >= 0]
        if not places:
            return p.char_start, p.char_end
        keys = self._linear("word_key", vectors[places])
        scores = keys @ self._linear("word_query", asked) / math.sqrt(len(asked)) + self._linear("any_word", asked)
        first, last = _richest(scores.tolist())
        start = p.tokens[pieces.tokens[places[first]]].char_start
        return start, p.tokens[pieces.tokens[places[last]]].char_end


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
