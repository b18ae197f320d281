"""Which of the tagger's scores a reader sees at once, and which are kept for who asks."""

from __future__ import annotations

from collections.abc import Iterable

from reports import wording
from reports.records import Score


def main_scores(scores: Iterable[Score]) -> list[Score]:
    """Give the scores that are shown at once, from the easiest task to the hardest."""
    rank = {measure: place for place, measure in enumerate(wording.MAIN_MEASURES)}
    shown = (score for score in scores if wording.measure_key(score.measure) in rank)
    return sorted(shown, key=lambda score: (score.set_name, rank[wording.measure_key(score.measure)]))


def other_scores(scores: Iterable[Score]) -> list[Score]:
    """Give the scores that are left for who asks, in their own order."""
    return [score for score in scores if wording.measure_key(score.measure) not in wording.MAIN_MEASURES]
