"""The tagger's quality as measured: `scores.toml` by `python -m bench.stance --write`, `held_out.toml` by training."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SCORES = Path(__file__).parent / "scores.toml"
HELD_OUT = Path(__file__).parent / "held_out.toml"  # hands that nothing was trained or tuned on


@dataclass(frozen=True, slots=True)
class MeasuredScore:
    """One measure on one set of hand-coded articles."""

    set_name: str  # "held out", "seeds", "dev"
    measure: str  # e.g. "event_f1", "type_precision", "doubt_f1"
    value: float
    low: float | None  # ends of the 95 % interval, bootstrapped over articles
    high: float | None
    n: int  # signals, or articles where the measure counts those
    ruleset: str


def read_scores(paths: Sequence[Path] = (HELD_OUT, SCORES)) -> tuple[MeasuredScore, ...]:
    """Return all measures of the files, in their order."""
    tables = [tomllib.loads(path.read_text("utf-8")) for path in paths]
    return tuple(
        MeasuredScore(
            row["set"], row["measure"], row["value"], row.get("low"), row.get("high"), row["n"], table["ruleset"]
        )
        for table in tables
        for row in table["score"]
    )
