"""Linear models over hashed features: what the tagger reads of them.

A feature's name is hashed (CRC-32) to a row of weights, one for each answer; the score of an answer is the sum of the
rows over the length of the feature vector, which is logistic regression on normalised presence. `bench.training` fits
and writes them.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import numpy as np

ROWS = 2**19  # of a table of weights before those that weigh little are left out

Array = np.ndarray[Any, Any]


def hashed(names: Iterable[str]) -> frozenset[int]:
    """Give the rows of features."""
    return frozenset(zlib.crc32(name.encode()) % ROWS for name in names)


class Table:
    """Fitted weights, loaded."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as held:
            self._places = np.full(ROWS, -1, dtype=np.int32)  # of each row among those kept; -1: left out
            self._places[held["rows"]] = np.arange(len(held["rows"]), dtype=np.int32)
            self._weights: Array = held["weights"].astype(np.float32)  # [rows, answers]
            self._bias: Array = held["bias"].astype(np.float32)  # [answers]

    def logits(self, features: Collection[int]) -> Array:
        """Give the log odds of each answer: [answers]."""
        total: Array = self.weight(features) / math.sqrt(len(features) or 1) + self._bias
        return total

    def weight(self, features: Collection[int]) -> Array:
        """Give what features add to each answer before they are divided by their number's root: [answers]."""
        places = self._places[sorted(features)] if features else self._places[:0]
        total: Array = self._weights[places[places >= 0]].sum(axis=0)
        return total
