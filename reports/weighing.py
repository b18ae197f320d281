"""Weighs evidence: how sure the tagger is, in how many stories, whether in direct words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from reports import rules
from reports.records.findings import EvidenceWord
from reports.records.lines import SignalLine

Group = Sequence[SignalLine]


def weigh(group: Group) -> tuple[EvidenceWord, tuple[str, ...]]:
    """Give a word for the evidence and the reasons for it."""
    many = len(stories(group))
    outlets = {line.outlet for line in group if line.outlet}
    reasons = [
        reason
        for reason, holds in (
            ("single source", many == 1),
            ("one outlet", many > 1 and len(outlets) == 1),
            ("outlet unknown", not outlets),
            ("opinion piece", all(line.article_kind == "opinion" for line in group)),
            ("date inferred", all(line.date_basis == "inferred" for line in group)),
            ("imprecisely dated", all(line.dating == "imprecise" for line in group)),
            ("unnamed sources", all(line.voice == "anonymous" for line in group)),
            ("several outlets", many > 1 and len(outlets) > 1),
            ("tagger unsure", is_unsure(group)),
            ("no direct quotation", not has_direct_words(group)),
        )
        if holds
    ]
    is_solid = many >= rules.MIN_STORIES_TO_COMPARE and len(outlets) > 1 and not is_unsure(group)
    return ("solid" if is_solid else "fair" if many > 1 else "thin"), tuple(reasons)


def is_enough(group: Group) -> bool:
    """Say whether a finding may rest on signals: one is likely right, and they are not weak in every way at once."""
    is_weak = len(stories(group)) == 1 and not has_direct_words(group) and is_unsure(group)
    return any(map(is_likely, group)) and one_is_right(group) >= rules.MIN_FINDING and not is_weak


def stories(group: Iterable[SignalLine]) -> frozenset[str]:
    """Give the independent stories behind signals."""
    return frozenset(line.story_id for line in group)


def has_direct_words(group: Group) -> bool:
    """Say whether one signal at least is a direct quotation."""
    return any(line.attribution == "direct" for line in group)


def is_unsure(group: Group) -> bool:
    """Say whether signals, taken together, are more likely wrong than right."""
    return sum(map(sure, group)) / len(group) < rules.LOW_CONFIDENCE


def sure(line: SignalLine) -> float:
    """Give the probability that a signal is right; one that an analyst added is certain."""
    return 1.0 if line.confidence is None else line.confidence


def is_likely(line: SignalLine) -> bool:
    """Say whether a signal is more likely right than wrong."""
    return sure(line) >= rules.MIN_SURE


def is_rather_said(same: Group) -> bool:
    """Say whether one at least of several signals is more likely right than not."""
    return one_is_right(same) >= rules.MIN_SURE


def one_is_right(group: Group) -> float:
    """Give the probability that one at least of several signals is right, taking them for independent."""
    return 1 - math.prod(1 - sure(line) for line in group)
