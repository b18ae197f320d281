"""Why a signal is believed or not: what each tier saw in which words, and how that adds up."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.records import Signal
from extractors.stance.candidates import FEATURES, Candidate
from extractors.stance.combination import Weights
from extractors.stance.model import Guess
from extractors.stance.reading import Reading

_WHOSE_WORD = {
    "direct": "the words stand in {speaker}'s quotation",
    "indirect": "the sentence reports what {speaker} says",
    "narration": "the article tells it in its own voice",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One candidate, told."""

    candidate: Candidate
    probability: float
    is_believed: bool
    row: Mapping[str, object]  # as `parley tag --explain` prints it


def explained(reading: Reading, found: Sequence[Candidate], fitted: Weights) -> Iterator[Explanation]:
    """Tell of each candidate of an article how likely it is, and why."""
    believed = {candidate.key for candidate in fitted.believed(found)}
    for candidate in found:
        yield _explained(reading, candidate, fitted, is_believed=candidate.key in believed)


def _explained(reading: Reading, candidate: Candidate, fitted: Weights, *, is_believed: bool) -> Explanation:
    sentence, actor, signal_type = candidate.key
    p = reading.parsed[sentence]
    probability = fitted.probability(candidate.features, signal_type)
    parts = {name: round(fitted.of[name] * x, 2) for name, x in zip(FEATURES, candidate.features, strict=True) if x}
    parts[signal_type] = round(fitted.by_type.get(signal_type, 0.0), 2)
    row = {
        "signal": signal_type,
        "actor": actor,
        "probability": round(probability, 3),
        "believed": is_believed,
        "sentence": reading.scene.text[p.char_start : p.char_end],
        "adds_up": parts,
        "rules": [_by_rule(reading, signal) for signal in candidate.rules],
        "network": None if candidate.guess is None else _by_network(reading, candidate.guess),
    }
    return Explanation(candidate, probability, is_believed, row)


def _by_rule(reading: Reading, signal: Signal) -> dict[str, object]:
    return {
        "rule": signal.rule,
        "words": reading.scene.text[signal.char_start : signal.char_end],
        "speaker": signal.speaker,
        "because": _WHOSE_WORD[signal.attribution].format(speaker=signal.speaker),
        "target": signal.target,
    }


def _by_network(reading: Reading, guess: Guess) -> dict[str, object]:
    return {
        "score": round(1 / (1 + math.exp(-guess.logit)), 3),
        "words": reading.scene.text[guess.char_start : guess.char_end],
        "speaker": guess.speaker,
        "target": guess.target,
    }
