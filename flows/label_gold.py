"""Analysts' labels as hand-coded articles, to score the tagger against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.stance.rows import CodedArticle, CodedSignal
from extractors.stance.scoring import overlap
from warehouse.labels import Judged


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with what its labels say that stands there, and the places that were looked at."""

    gold: CodedArticle
    title: str | None
    places: tuple[CodedSignal, ...]


def gold_of(judged: Sequence[Judged]) -> list[LabelledText]:
    """Make one hand-coded article of each labelled text."""
    found = []
    for sha256, group in groupby(judged, key=lambda one: one.text_sha256):
        labels = list(group)
        places = tuple(map(_signal, labels))
        right = tuple(place for place, one in zip(places, labels, strict=True) if one.verdict != "wrong")
        first = labels[0]
        found.append(LabelledText(CodedArticle(sha256, first.text, first.published_first, right), first.title, places))
    return found


def at_places(signals: Iterable[CodedSignal], places: Sequence[CodedSignal]) -> tuple[CodedSignal, ...]:
    """Keep the signals that overlap a place by half of the shorter."""
    return tuple(one for one in signals if any(overlap(one, place) >= 0.5 for place in places))


def _signal(one: Judged) -> CodedSignal:
    """The signal as the analyst has it; where the analyst agrees or sees none, as the tagger had it."""
    if one.verdict in ("corrected", "missed"):
        values = (one.signal_type, one.actor, one.person, one.target, one.speaker, one.attribution)
        conditions, timing = one.conditions, one.timing
    else:
        values = (
            one.machine_type, one.machine_actor, one.machine_person, one.machine_target, one.machine_speaker,
            one.machine_attribution,
        )  # fmt: skip
        conditions, timing = one.machine_conditions, one.machine_timing
    signal, actor, person, target, speaker, attribution = values
    return CodedSignal(
        one.char_start, one.char_end, signal or "", actor or "", person, target, speaker, attribution,
        frozenset(conditions or ()), timing or "current",
    )  # fmt: skip
