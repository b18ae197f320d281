"""The tagger's quality as it was last measured on hand-coded text: `scores.toml`, written by `make bench`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

SCORES = Path(__file__).parent / "scores.toml"


@dataclass(frozen=True, slots=True)
class MeasuredScore:
    """One measure on one set of hand-coded articles."""

    set_name: str  # "seeds", "dev"
    measure: str  # e.g. "event_f1", "type_precision", "doubt_f1"
    value: float
    low: float | None  # ends of the 95 % interval, bootstrapped over articles
    high: float | None
    n: int  # signals, or articles where the measure counts those
    ruleset: str


def read_scores(path: Path = SCORES) -> tuple[MeasuredScore, ...]:
    """Return all measures of the file, in its order; none if the tagger was never measured."""
    if not path.is_file():
        return ()
    table = tomllib.loads(path.read_text("utf-8"))
    return tuple(
        MeasuredScore(
            row["set"], row["measure"], row["value"], row.get("low"), row.get("high"), row["n"], table["ruleset"]
        )
        for row in table["score"]
    )
