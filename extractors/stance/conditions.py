"""Find what a signal is tied to or asks for, by the wording in the topics' `conditions.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.records import CONDITIONS, Condition, SignalType
from extractors.stance.lexicon import TOPICS
from extractors.stance.patterns import Pattern, compile_pattern, find
from extractors.stance.tokens import Parsed

ConditionSpan = tuple[Condition, int, int]
# Rule 38: a truce offered is itself no condition; a truce refused or demanded is.
_NO_CEASEFIRE: frozenset[SignalType] = frozenset(
    ("willing", "offer", "talks", "agreement", "suspend", "mediate", "endorse", "doubt", "concession", "threat")
)


_NEVER = frozenset((("withdrawal", "suspend"), ("format", "talks"), ("format", "mediate")))
_OTHER: frozenset[SignalType] = frozenset(("willing", "demand", "reject", "offer", "concession", "agreement", "doubt"))


@dataclass(frozen=True, slots=True)
class Conditions:
    """The wordings of each condition."""

    patterns: tuple[tuple[Condition, Pattern], ...]


@cache
def load_conditions(topic: str) -> Conditions:
    """Load the general wordings and the topic's own; raises ValueError naming file and wording."""
    rows: list[tuple[Condition, Pattern]] = []
    for name in dict.fromkeys(("general", topic)):
        path = TOPICS / name / "conditions.toml"
        if path.exists():
            rows.extend(_read(f"{name}/conditions.toml", path.read_text(encoding="utf-8")))
    return Conditions(tuple(rows))


def _read(name: str, text: str) -> list[tuple[Condition, Pattern]]:
    table = tomllib.loads(text)
    classes = table.pop("classes", {})
    rows: list[tuple[Condition, Pattern]] = []
    for condition in CONDITIONS:
        for source in table.pop(condition, ()):
            try:
                rows.append((condition, compile_pattern(source, classes)))
            except ValueError as error:
                raise ValueError(f"{name}: {condition}: {error}") from error
    if table:
        raise ValueError(f"{name}: {sorted(table)[0]!r} is no condition")
    return rows


def conditions_in(
    p: Parsed, places: Sequence[int], signal_type: SignalType, known: Conditions, *, named: bool = True
) -> tuple[ConditionSpan, ...]:
    """Find the conditions named among the tokens at `places`; an accusation has none unless it says "if" (`named`)."""
    if signal_type == "doubt" and named:
        return ()
    tokens = [p.tokens[i] for i in places]
    out: dict[Condition, ConditionSpan] = {}
    for condition, pattern in known.patterns:
        if condition in out or (condition == "ceasefire-first" and signal_type in _NO_CEASEFIRE):
            continue
        if (condition, signal_type) in _NEVER or (condition == "other" and signal_type not in _OTHER):
            continue
        for match in find(pattern, tokens):
            first, last = tokens[match.tokens[0]], tokens[match.tokens[-1]]
            out[condition] = (condition, first.char_start, last.char_end)
            break
    if len(out) > 1 and "other" in out:
        del out["other"]
    return tuple(out[c] for c in CONDITIONS if c in out)
