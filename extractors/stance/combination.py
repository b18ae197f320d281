"""Join what rules and models see: one probability for all, and the better of their details.

The probability is a logistic function of what each tier says of a party and a type in a sentence. Its weights, and the
probability from which on a signal is believed, are fitted by `python -m bench.training` on hand-coded texts
that the network was not trained on; so a signal's confidence is the measured share of such signals that are right.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.records import Attribution, Signal, SignalType
from extractors.stance.candidates import FEATURES, Candidate
from extractors.stance.conditions import Conditions, conditions_in
from extractors.stance.model import Guess
from extractors.stance.ngrams import Key
from extractors.stance.reading import Reading
from extractors.stance.slots import is_named, person_of
from extractors.stance.speaker import inside
from extractors.stance.terms import weighed
from extractors.stance.timing import is_of_this_month, timing
from extractors.stance.tokens import Parsed
from extractors.stance.voice import voice
from extractors.stance.weights import FOLDER

PATH = FOLDER / "combination.toml"
_NAMED: frozenset[SignalType] = frozenset(("willing", "offer"))  # aimed at whom the sentence names, or at nobody
_WHERE_NAMED: frozenset[SignalType] = frozenset(("concession", "suspend"))  # or nobody: ground given, talks left
_HALF = 0.5
_AT_SOMEBODY: frozenset[SignalType] = frozenset(("reject", "demand"))  # rule 31: at the adversary, where at nobody else


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted combination."""

    of: Mapping[str, float]  # by feature
    by_type: Mapping[str, float]  # added to the bias
    least: float  # probability from which on a candidate is believed
    least_by_rule: float  # the same for what a proven rule sees: dropped only where the network is all but sure of it

    def believed(self, found: Iterable[Candidate]) -> Iterator[Candidate]:
        """Give the candidates that are believed, in their order.

        They are likely enough; of the less likely, which a proven rule vouches for, those are left out beside which
        something likelier of the same party stands on the same words.
        """
        likely: list[tuple[float, Candidate]] = []
        beside: defaultdict[tuple[int, str], list[tuple[float, Candidate]]] = defaultdict(list)
        for candidate in found:
            probability = self.probability(candidate.features, candidate.key[2])
            if probability >= (self.least_by_rule if candidate.is_proven else self.least):
                likely.append((probability, candidate))
                beside[candidate.key[:2]].append(likely[-1])
        for probability, candidate in likely:
            if probability >= self.least or not any(
                other > probability and _share_words(candidate, rival) for other, rival in beside[candidate.key[:2]]
            ):
                yield candidate

    def probability(self, features: Sequence[float], signal_type: SignalType) -> float:
        """Give the probability that a signal with these features is right."""
        total = sum(self.of[name] * value for name, value in zip(FEATURES, features, strict=True))
        return 1 / (1 + math.exp(-total - self.by_type.get(signal_type, 0.0)))


@cache
def weights() -> Weights:
    """Read the fitted combination."""
    table = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return Weights(table["weights"], table["by_type"], table["least"], table["least_by_rule"])


def combined(
    reading: Reading, found: Sequence[Candidate], known: Conditions, fitted: Weights
) -> Iterator[Signal]:  # fmt: skip
    """Give the signals that are believed, in text order; what is past for one tier is past."""
    acting = Counter((s.rule, s.signal_type, s.char_start) for candidate in found for s in candidate.rules)
    for candidate in fitted.believed(found):
        probability = round(fitted.probability(candidate.features, candidate.key[2]), 3)
        if candidate.rules:
            for s in candidate.rules:
                is_joint = acting[s.rule, s.signal_type, s.char_start] > 1
                yield _ruled(reading, candidate, s, probability, s.target if is_joint else _aim(s, candidate.guess))
        elif candidate.guess is not None:
            yield _guessed(reading, candidate.guess, known, probability)


def _share_words(one: Candidate, other: Candidate) -> bool:
    """Tell whether words of two candidates overlap by half of the shorter."""
    return any(
        min(end, rival_end) - max(start, rival_start) >= _HALF * min(end - start, rival_end - rival_start)
        for start, end in one.spans
        for rival_start, rival_end in other.spans
    )


def _tokens(p: Parsed, start: int, end: int) -> list[int]:
    return [i for i, token in enumerate(p.tokens) if start <= token.char_start < end]


def _aim(signal: Signal, guess: Guess | None) -> str | None:
    """Give whom a rule's signal is aimed at: whom the network says, but for types of which structure tells more."""
    if guess is None or signal.signal_type in _NAMED:
        return signal.target
    return guess.target or (signal.target if signal.signal_type in _AT_SOMEBODY else None)


def _ruled(
    reading: Reading, candidate: Candidate, signal: Signal, probability: float, target: str | None
) -> Signal:  # fmt: skip
    """Complete a rule's signal."""
    guess = candidate.guess
    p = reading.parsed[candidate.key[0]]
    target = _addressed(reading, candidate.key, target)
    terms = weighed(p, _tokens(p, signal.char_start, signal.char_end), signal.signal_type, signal.condition_spans)
    return replace(
        signal, target=target, conditions=tuple(c for c, _, _ in terms), condition_spans=terms, confidence=probability,
        timing="background" if guess is not None and _is_past(reading, guess) else signal.timing,
        voice=voice(signal.actor, signal.speaker, target, reading.scene.sides),
    )  # fmt: skip


def _addressed(reading: Reading, key: Key, target: str | None) -> str | None:
    """Give the target, or none where the sentence would have to name it and does not."""
    k, _, signal_type = key
    return target if target is None or signal_type not in _WHERE_NAMED or is_named(reading, k, target) else None


def _is_past(reading: Reading, guess: Guess) -> bool:
    return guess.is_background and not is_of_this_month(reading.scene.text, guess.char_start, reading.published)


def _guessed(reading: Reading, guess: Guess, known: Conditions, probability: float) -> Signal:
    """Make a signal of a guess: quoted words are who is quoted's, and conditions are found by their words."""
    scene = reading.scene
    p = reading.parsed[guess.sentence]
    quote = inside(reading.quotes, (guess.char_start + guess.char_end) // 2)
    speaker = guess.speaker
    if quote is not None and speaker == "author":
        source = reading.sources.get(quote.char_start)
        speaker = source.speaker if source is not None and source.speaker else guess.actor
    start, end = guess.char_start, guess.char_end
    if quote is not None:
        start, end = max(start, quote.char_start), min(end, quote.char_end)
    attribution: Attribution = "direct" if quote is not None else "narration" if speaker == "author" else "indirect"
    places = _tokens(p, start, end)
    target = _addressed(reading, (guess.sentence, guess.actor, guess.signal_type), guess.target)
    terms = weighed(p, places, guess.signal_type, conditions_in(p, places, guess.signal_type, known))
    past = timing(scene.text, (start, end), (p.char_start, p.char_end), reading.published)
    return Signal(
        start, end, guess.signal_type, guess.actor, person_of(reading, guess.sentence, guess.actor), target,
        speaker, attribution, tuple(c for c, _, _ in terms), "background" if _is_past(reading, guess) else past,
        probability, f"net.{guess.signal_type}", voice(guess.actor, speaker, target, scene.sides),
        p.is_headline, terms,
    )  # fmt: skip
