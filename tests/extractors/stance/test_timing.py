"""A clause is history where its sentence says so, and what comes weeks after something is not."""

from __future__ import annotations

import pytest

from extractors.stance.timing import timing

WITHIN = "three weeks after the minister refused the plan"


@pytest.mark.parametrize(
    ("sentence", "clause", "expected"),
    [
        (f"A call came {WITHIN}.", WITHIN, "background"),
        ("Two weeks after the summit, Moscow refused.", "Two weeks after the summit, Moscow refused", "current"),
        ("Two weeks after the summit Moscow refused.", "Two weeks after the summit Moscow refused", "current"),
    ],
)
def test_only_what_something_came_weeks_after_is_history(sentence: str, clause: str, expected: str) -> None:
    start = sentence.index(clause)
    assert timing(sentence, (start, start + len(clause)), (0, len(sentence)), None) == expected
