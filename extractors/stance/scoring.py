"""The codebook's scores: predicted signals against hand-coded ones.

Signals match when their spans overlap by at least half of the shorter, greedily one to one, most overlap first. Figures
are micro-averaged; intervals are bootstrapped over articles with a fixed seed, so that the same input gives the same.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.records import POSITIVE
from extractors.stance.rows import CodedArticle, CodedSignal

ROUNDS, SEED, TAIL = 200, 7, 5  # of the bootstrap: 95 % lie between the 5th lowest and the 5th highest of 200
LEVELS: Mapping[str, Callable[[CodedSignal, CodedSignal], bool]] = {
    "detection": lambda gold, found: True,  # noqa: ARG005
    "type": lambda gold, found: gold.signal == found.signal,
    "event": lambda gold, found: (gold.signal, gold.actor) == (found.signal, found.actor),
    "full": lambda gold, found: (
        (gold.signal, gold.actor, gold.target, gold.speaker) == (found.signal, found.actor, found.target, found.speaker)
    ),
}
Z = 1.96
ATTRIBUTES = ("attribution", "timing", "person")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s")


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision, recall and their harmonic mean, with the F1's 95 % interval where it was bootstrapped."""

    precision: float
    recall: float
    f1: float
    f1_low: float | None = None
    f1_high: float | None = None

    @classmethod
    def of(cls, hits: int, gold: int, found: int) -> Rate:
        """Return the rate of so many hits among gold and found; nothing to find or found counts as 0."""
        precision, recall = hits / found if found else 0.0, hits / gold if gold else 0.0
        both = precision + recall
        return cls(precision, recall, 2 * precision * recall / both if both else 0.0)


@dataclass(frozen=True, slots=True)
class Scores:
    """All figures of one tagger on one set."""

    levels: Mapping[str, Rate]  # detection, type, event, full
    attributes: Mapping[str, float]  # accuracy on matched events
    conditions_f1: float
    direction_accuracy: float
    false_per_1000_sentences: float | None  # None: every article has a signal
    articles: int
    gold: int
    found: int
    by_type: Mapping[str, Rate]
    gold_by_type: Mapping[str, int]
    found_by_type: Mapping[str, int]


@dataclass(slots=True)
class _Tally:
    """What one article, or a set of them, adds up to."""

    counts: Counter[str] = field(default_factory=Counter)
    types: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, other: _Tally) -> None:
        self.counts.update(other.counts)
        for name, counts in other.types.items():
            self.types[name].update(counts)


def score(
    gold: Sequence[CodedArticle], found: Mapping[str, Sequence[CodedSignal]], *, intervals: bool = True
) -> Scores:
    """Score what was found, by article id, against hand-coded articles; an article without an entry counts as empty."""
    tallies = {article.id: _tally(article, found.get(article.id, ())) for article in gold}
    ids = list(tallies)
    return _scores(_sum(tallies, ids), len(ids), _intervals(tallies, ids) if intervals else {})


def wilson(rate: float, n: int) -> tuple[float, float]:
    """Return the ends of the 95 % interval of a share of n, by Wilson's score; it takes the n for independent."""
    middle, spread = rate + Z * Z / (2 * n), Z * math.sqrt(rate * (1 - rate) / n + Z * Z / (4 * n * n))
    return max(0.0, (middle - spread) / (1 + Z * Z / n)), min(1.0, (middle + spread) / (1 + Z * Z / n))


def match(
    gold: Sequence[CodedSignal], found: Sequence[CodedSignal], same: Callable[[CodedSignal, CodedSignal], bool]
) -> list[tuple[CodedSignal, CodedSignal]]:
    """Return greedy one-to-one pairs that overlap by half of the shorter span and agree, most overlap first."""
    pairs = sorted(
        (-shared, i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if (shared := overlap(g, f)) >= 0.5 and same(g, f)
    )
    used_gold, used_found, matched = set[int](), set[int](), []
    for _, i, j in pairs:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            matched.append((gold[i], found[j]))
    return matched


def overlap(one: CodedSignal, other: CodedSignal) -> float:
    """Return what share of the shorter span lies within the other."""
    shared = max(0, min(one.end, other.end) - max(one.start, other.start))
    return shared / max(1, min(one.end - one.start, other.end - other.start))


def direction(signals: Iterable[CodedSignal]) -> dict[str, int]:
    """Return the sign of positive minus negative current signals by actor, opinions left out."""
    sums: Counter[str] = Counter()
    for signal in signals:
        if signal.timing == "current" and signal.actor not in ("author", "analyst"):
            sums[signal.actor] += 1 if signal.signal in POSITIVE else -1
    return {actor: (value > 0) - (value < 0) for actor, value in sums.items()}


def as_json(scores: Scores) -> dict[str, object]:
    """Return the figures under the names that the codebook's reference scorer gives them."""
    return {
        **{
            name: {
                "precision": rate.precision,
                "recall": rate.recall,
                "f1": rate.f1,
                "f1_95": [round(rate.f1_low or 0.0, 3), round(rate.f1_high or 0.0, 3)],
            }
            for name, rate in scores.levels.items()
        },
        "on_matched_events": dict(scores.attributes),
        "conditions_f1": scores.conditions_f1,
        "direction_accuracy": scores.direction_accuracy,
        "false_per_1000_sentences": scores.false_per_1000_sentences,
        "counts": {"articles": scores.articles, "gold": scores.gold, "predicted": scores.found},
        "per_type_f1": {name: round(rate.f1, 3) for name, rate in scores.by_type.items()},
    }


def _tally(article: CodedArticle, found: Sequence[CodedSignal]) -> _Tally:
    tally, gold = _Tally(), article.signals
    tally.counts.update(gold=len(gold), found=len(found))
    for level, same in LEVELS.items():
        matched = match(gold, found, same)
        tally.counts[level] += len(matched)
        if level == "type":
            for one, _ in matched:
                tally.types[one.signal]["hits"] += 1
        if level == "event":
            _add_attributes(tally.counts, matched)
    for signal in gold:
        tally.types[signal.signal]["gold"] += 1
    for signal in found:
        tally.types[signal.signal]["found"] += 1
    wanted, given = direction(gold), direction(found)
    tally.counts.update(actors=len(wanted), directions=sum(given.get(a) == sign for a, sign in wanted.items()))
    if not gold:
        sentences = max(1, len(_SENTENCE_END.findall(article.text + " ")))
        tally.counts.update(false=len(found), sentences=sentences)
    return tally


def _add_attributes(counts: Counter[str], matched: Iterable[tuple[CodedSignal, CodedSignal]]) -> None:
    for gold, found in matched:
        for name in ATTRIBUTES:
            counts[name] += getattr(gold, name) == getattr(found, name)
        counts.update(
            condition_hits=len(gold.conditions & found.conditions),
            condition_gold=len(gold.conditions),
            condition_found=len(found.conditions),
        )


def _sum(tallies: Mapping[str, _Tally], ids: Iterable[str]) -> _Tally:
    total = _Tally()
    for article_id in ids:
        total.add(tallies[article_id])
    return total


def _intervals(tallies: Mapping[str, _Tally], ids: Sequence[str]) -> dict[str, tuple[float, float]]:
    chance = random.Random(SEED)  # noqa: S311 - a bootstrap, not a secret
    values: dict[str, list[float]] = {level: [] for level in LEVELS}
    for _ in range(ROUNDS if ids else 0):
        counts: Counter[str] = Counter()
        for article_id in [chance.choice(ids) for _ in ids]:
            counts.update(tallies[article_id].counts)
        for level, found in values.items():
            found.append(Rate.of(counts[level], counts["gold"], counts["found"]).f1)
    return {level: (sorted(v)[TAIL - 1], sorted(v)[-TAIL]) for level, v in values.items() if v}


def _scores(total: _Tally, articles: int, intervals: Mapping[str, tuple[float, float]]) -> Scores:
    counts = total.counts
    events = max(1, counts["event"])
    return Scores(
        levels={name: _with_interval(counts, name, intervals.get(name, (0.0, 0.0))) for name in LEVELS},
        attributes={name: counts[name] / events for name in ATTRIBUTES},
        conditions_f1=Rate.of(counts["condition_hits"], counts["condition_gold"], counts["condition_found"]).f1,
        direction_accuracy=counts["directions"] / max(1, counts["actors"]),
        false_per_1000_sentences=1000 * counts["false"] / counts["sentences"] if counts["sentences"] else None,
        articles=articles,
        gold=counts["gold"],
        found=counts["found"],
        by_type={name: Rate.of(c["hits"], c["gold"], c["found"]) for name, c in sorted(total.types.items())},
        gold_by_type={name: c["gold"] for name, c in sorted(total.types.items())},
        found_by_type={name: c["found"] for name, c in sorted(total.types.items())},
    )


def _with_interval(counts: Counter[str], level: str, ends: tuple[float, float]) -> Rate:
    rate = Rate.of(counts[level], counts["gold"], counts["found"])
    return Rate(rate.precision, rate.recall, rate.f1, *ends)
