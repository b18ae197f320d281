"""How often signals of a kind were right on hand-coded text: measured by `python -m bench.stance --calibrate`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from extractors.records import Attribution, SignalType

PATH = Path(__file__).with_name("confidence.toml")
UNMEASURED = 0.5  # (0 right + 1) / (0 seen + 2): Laplace's estimate with nothing seen


@cache
def table() -> Mapping[str, float]:
    """Read the measured shares by "type/attribution"."""
    if not PATH.exists():
        return {}
    rows = tomllib.loads(PATH.read_text(encoding="utf-8"))["signal"]
    return {f"{r['signal']}/{r['attribution']}": float(r["precision"]) for r in rows}


def confidence(signal_type: SignalType, attribution: Attribution) -> float:
    """Give the measured share of such signals that were right."""
    return table().get(f"{signal_type}/{attribution}", UNMEASURED)
