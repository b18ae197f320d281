"""How well confidence tells what is right: the Brier score and the reliability table.

Brier, G. W. (1950): Verification of forecasts expressed in terms of probability. Monthly Weather Review 78.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_BINS = 5


@dataclass(frozen=True, slots=True)
class Bin:
    """Signals of similar confidence."""

    said: float  # their mean confidence
    right: float  # the share that was right
    n: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well the confidence of a set of signals tells which are right."""

    brier: float
    bins: tuple[Bin, ...]


def calibrated(pairs: Sequence[tuple[float, bool]]) -> Calibration:
    """Measure both on pairs of confidence and truth."""
    return Calibration(brier(pairs), reliability(pairs))


def brier(pairs: Sequence[tuple[float, bool]]) -> float:
    """Give the mean squared distance between confidence and truth: 0 is perfect, 0.25 is a coin's."""
    return sum((said - right) ** 2 for said, right in pairs) / len(pairs) if pairs else 0.0


def reliability(pairs: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Sort signals into bins of equal width and compare what was said with what was right; empty bins are left out."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for said, right in pairs:
        bins[min(int(said * _BINS), _BINS - 1)].append((said, right))
    return tuple(
        Bin(sum(s for s, _ in held) / len(held), sum(r for _, r in held) / len(held), len(held))
        for held in bins
        if held
    )
