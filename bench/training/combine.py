"""Fit how rules and network are joined, on hands that the network was not trained on, and measure it crosswise.

python -m bench.training.combine --measure  fit on each held-out hand, measure on the others; print the figures
python -m bench.training.combine --unseen   measure the shipped tagger on the hands that nothing was taught; write it
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.stance import rows, scores_of, tag
from bench.training.corpus import HELD_OUT, UNSEEN, read_hand
from bench.training.records import Tally
from bench.training.records import written as records_written
from extractors.records import SIGNAL_TYPES, Document
from extractors.stance.calibration import Bin, brier, reliability
from extractors.stance.candidates import FEATURES, RECORDS, Candidate, records
from extractors.stance.combination import PATH, Weights, combined
from extractors.stance.conditions import load_conditions
from extractors.stance.quality import HELD_OUT as HELD_OUT_SCORES
from extractors.stance.reading import Reading
from extractors.stance.rows import CodedArticle, CodedSignal, scored
from extractors.stance.ruleset import ruleset
from extractors.stance.scoring import Scores, score
from extractors.stance.tagger import TwoTierTagger

# Probabilities from which on a signal is believed (docs/decisions/0011).
LEAST = 0.47
LEAST_BY_RULE = 0.06
_HALF = 0.5
WRITTEN_TO_MEASURE = (
    f"Measured by `python -m bench.training.combine --unseen` on {', '.join(UNSEEN)}: written to measure, by "
    "authors who wrote none of the others; nothing was taught, tuned or fitted on them."
)
KNOWN = load_conditions("ukraine")


@dataclass(frozen=True, slots=True)
class Seen:
    """An article with what both tiers see in it."""

    article: CodedArticle
    reading: Reading
    candidates: tuple[Candidate, ...]


def seen(articles: Sequence[CodedArticle]) -> list[Seen]:
    """Read articles with both tiers."""
    tagger = TwoTierTagger("ukraine")
    return [Seen(a, *tagger.candidates(Document(a.text, None, a.published_on))) for a in articles]


def is_right(candidate: Candidate, gold: Sequence[CodedSignal]) -> bool:
    """Tell whether the gold has a signal of this type and actor at the candidate's place."""
    spans = [(s.char_start, s.char_end) for s in candidate.rules]
    if candidate.guess is not None:
        spans.append((candidate.guess.char_start, candidate.guess.char_end))
    _, actor, signal_type = candidate.key
    return any(
        g.signal == signal_type and g.actor == actor and _overlap((g.start, g.end), span) >= _HALF
        for g in gold
        for span in spans
    )


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / max(1, min(a[1] - a[0], b[1] - b[0]))


def fitted(found: Sequence[Seen]) -> Weights:
    """Fit the weights."""
    rows = [(c, is_right(c, s.article.signals)) for s in found for c in s.candidates]
    x = np.array([[*c.features[:-1], *(float(c.key[2] == t) for t in SIGNAL_TYPES)] for c, _ in rows])
    fit = LogisticRegression(C=1.0, max_iter=1000).fit(x, np.array([right for _, right in rows]))
    of = dict(zip(FEATURES, [*fit.coef_[0][: len(FEATURES) - 1].tolist(), float(fit.intercept_[0])], strict=True))
    by_type = dict(zip(SIGNAL_TYPES, fit.coef_[0][len(FEATURES) - 1 :].tolist(), strict=True))
    return Weights(of, by_type, LEAST, LEAST_BY_RULE)


def measured(found: Sequence[Seen], weights: Weights) -> Scores:
    """Score the combination."""
    return score(
        [s.article for s in found],
        {s.article.id: scored(combined(s.reading, s.candidates, KNOWN, weights)) for s in found},
        intervals=False,
    )


def crosswise(by_hand: Mapping[str, Sequence[Seen]]) -> Iterator[tuple[str, Scores, float, tuple[Bin, ...]]]:
    """Fit on the other hands and measure on each: scores, Brier score and reliability of the believed."""
    for hand, found in by_hand.items():
        weights = fitted([s for other, texts in by_hand.items() if other != hand for s in texts])
        pairs = [
            (weights.probability(c.features, c.key[2]), is_right(c, s.article.signals))
            for s in found
            for c in weights.believed(s.candidates)
        ]
        yield hand, measured(found, weights), brier(pairs), reliability(pairs)


def written(weights: Weights) -> str:
    """Give the text of combination.toml."""
    lines = [
        "# Fitted by `python -m bench.training` on the hands that the network was not trained on:",
        f"# {', '.join(HELD_OUT)}.",
        f"least = {weights.least}",
        f"least_by_rule = {weights.least_by_rule}",
        "",
        "[weights]",
        *(f"{name} = {value:.4f}" for name, value in weights.of.items()),
        "",
        "[by_type]",
        *(f"{name} = {value:.4f}" for name, value in weights.by_type.items()),
    ]
    return "\n".join(lines) + "\n"


def shipped(names: Sequence[str]) -> Scores:
    """Score the tagger as it is on hands that nothing was taught, tuned or fitted on."""
    articles = [text.article for hand in names for text in read_hand(hand)]
    return scores_of(articles, tag(articles))


def quality(scores: Scores, how: str) -> str:
    """Give the text of held_out.toml, and how it was measured."""
    lines = [*textwrap.wrap(how, 118, initial_indent="# ", subsequent_indent="# "), f'ruleset = "{ruleset("ukraine")}"']
    for set_name, measure, value, low, high, n in rows("held out", scores):
        lines += ["", "[[score]]", f'set = "{set_name}"', f'measure = "{measure}"', f"value = {value:.4f}"]
        lines += [f"low = {low:.3f}", f"high = {high:.3f}"] if low is not None and high is not None else []
        lines.append(f"n = {n}")
    return "\n".join(lines) + "\n"


def fit(found: Tally) -> None:
    """Write the rules' records; fit on all held-out hands, write what the tagger reads, and print its quality."""
    RECORDS.write_text(records_written(found), encoding="utf-8")
    records.cache_clear()
    by_hand = joining()
    PATH.write_text(written(fitted([s for texts in by_hand.values() for s in texts])), encoding="utf-8")
    tell(by_hand)


def tell(by_hand: Mapping[str, Sequence[Seen]]) -> None:
    """Print what each held-out hand reaches with the weights fitted on the others."""
    for hand, scores, error, bins in crosswise(by_hand):
        rates = ", ".join(f"{level} {rate.f1:.3f}" for level, rate in scores.levels.items())
        print(f"{hand}: {rates}; direction {scores.direction_accuracy:.3f}, conditions {scores.conditions_f1:.3f}")
        print(f"  {scores.attributes}, false alarms {scores.false_per_1000_sentences}")
        table = ", ".join(f"{b.said:.2f} said, {b.right:.2f} right (n={b.n})" for b in bins)
        print(f"  Brier score {error:.3f}; {table}")


def joining() -> dict[str, list[Seen]]:
    """Read the hands on which the tiers are joined."""
    return {hand: seen([text.article for text in read_hand(hand)]) for hand in HELD_OUT}


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--measure"]:
            tell(joining())
        case ["--unseen"]:
            HELD_OUT_SCORES.write_text(quality(shipped(UNSEEN), WRITTEN_TO_MEASURE), encoding="utf-8")
        case _:
            sys.exit(__doc__)
