"""What each tier sees of a party and a type in a sentence, side by side."""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.records import Signal, SignalType
from extractors.stance.model import Guess
from extractors.stance.ngrams import Key
from extractors.stance.reading import Reading
from extractors.stance.slots import Slotted
from extractors.stance.weights import FOLDER

RECORDS = FOLDER / "records.toml"
WORTH = -3.9  # log odds by n-grams of any signal from which on the network reads a sentence
PROVEN = -1.0  # log odds: a rule with such a record was right once in four times at least
NO_GUESS = -4.0  # logit of what a model did not think worth a guess
FEATURES = (
    "network", "other_type", "other_actor", "ngrams", "rule", "record", "rule_elsewhere", "other_rule", "headline",
    "author", "absent", "bias",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A signal that one of the tiers, or both, see."""

    key: Key
    features: tuple[float, ...]  # in the order of FEATURES
    rules: tuple[Signal, ...]
    guess: Guess | None

    @property
    def is_proven(self) -> bool:
        """Whether a rule sees it that was right often enough."""
        return any(records().get(signal.rule, 0.0) >= PROVEN for signal in self.rules)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where its words stand, as characters of the text: the rules' words, else the network's."""
        told = self.rules or ((self.guess,) if self.guess is not None else ())
        return tuple((one.char_start, one.char_end) for one in told)


@cache
def records() -> Mapping[str, float]:
    """Read how often each rule was right on hand-coded text, as log odds of the counts, one added to each."""
    table = tomllib.loads(RECORDS.read_text(encoding="utf-8")) if RECORDS.exists() else {}
    return {rule: math.log((right + 1) / (wrong + 1)) for rule, (right, wrong) in table.items()}


def candidates(
    reading: Reading, shown: Sequence[Slotted], by_rule: Sequence[Signal], second: Mapping[Key, float],
    guesses: Iterable[Guess],
) -> Iterator[Candidate]:  # fmt: skip
    """Bring together what rules, n-grams (`second`) and network see in an article, in text order."""
    rules: defaultdict[Key, list[Signal]] = defaultdict(list)
    for signal in by_rule:
        rules[_sentence(reading, signal), signal.actor, signal.signal_type].append(signal)
    seen = {(g.sentence, g.actor, g.signal_type): g for g in guesses}
    actors: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    types: defaultdict[tuple[int, SignalType], set[str]] = defaultdict(set)
    for k, actor, signal_type in rules:
        actors[k, actor].add(signal_type)
        types[k, signal_type].add(actor)
    of_actor: defaultdict[tuple[int, str], dict[str, float]] = defaultdict(dict)
    of_type: defaultdict[tuple[int, SignalType], dict[str, float]] = defaultdict(dict)
    for (k, actor, signal_type), guess in seen.items():
        of_actor[k, actor][signal_type] = guess.logit
        of_type[k, signal_type][actor] = guess.logit
    for key in sorted({*rules, *seen}):
        k, actor, signal_type = key
        found = seen.get(key)
        features = (
            found.logit if found else NO_GUESS,
            _best(of_actor[k, actor], signal_type),
            _best(of_type[k, signal_type], actor),
            second.get(key, NO_GUESS),
            float(key in rules),
            max((records().get(signal.rule, 0.0) for signal in rules.get(key, ())), default=0.0),
            float(bool(types[k, signal_type] - {actor})),
            float(bool(actors[k, actor] - {signal_type})),
            float(reading.parsed[k].is_headline),
            float(actor in ("author", "analyst")),
            float(actor in shown[k].absent),
            1.0,
        )
        yield Candidate(key, features, tuple(rules.get(key, ())), found)


def _best(logits: Mapping[str, float], but: str) -> float:
    """Give the highest of the others."""
    return max((logit for name, logit in logits.items() if name != but), default=NO_GUESS)


def worth_reading(reading: Reading, by_rule: Iterable[Signal], second: Mapping[Key, float]) -> frozenset[int]:
    """Give the sentences that the network, which takes most of the time, should read."""
    return frozenset(_sentence(reading, signal) for signal in by_rule) | frozenset(
        k for (k, _, _), logit in second.items() if logit >= WORTH
    )


def _sentence(reading: Reading, signal: Signal) -> int:
    return next(
        k for k, p in enumerate(reading.parsed) if p.char_start <= signal.char_start and signal.char_end <= p.char_end
    )
