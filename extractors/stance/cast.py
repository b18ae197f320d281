"""Who an article's unnamed actors are: "the rebels", "the army", "the two generals", "the other side"."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from extractors.stance.mention import Mention
from extractors.stance.tokens import word_set

_ADVERSARIES = Path(__file__).parent.parent / "topics" / "general" / "adversaries.toml"
_LEADS = 5
_NOBODY = ("group", "outlet", "place")
_ARMED = word_set(
    "rebel insurgent guerrilla militia militiaman paramilitary group movement faction militant fighter gunman islamist "
    "organisation organization front insurgency separatist opposition rebellion extremist dissident mutineer"
)
_STATE = word_set(
    "government army military junta presidency cabinet regime authority administration general ministry executive "
    "palace troop navy parliament state premier armed-forces"
)
_PAIR = word_set(
    "foe rival enemy adversary belligerent neighbour neighbor side party delegation combatant country nation leader "
    "president general commander minister principal capital government camp army team signatory negotiator envoy "
    "antagonist opponent two both neither enemies capital premier foreign-minister protagonist faction"
)
# In the plural these are the adversaries' without a number: "the delegations sat down".
_SIDES = word_set("belligerent delegation side party camp team negotiator combatant foe adversary signatory")
# Where a government fights an armed party, offices without a name are the government's.
_OFFICES = word_set(
    "president minister premier spokesman spokeswoman ministry commander general chancellor cabinet chief king speaker"
)
_COUNTED = word_set("two both neither rival warring opposing either hostile feuding quarrelling other")


@dataclass(frozen=True, slots=True)
class Cast:
    """The parties at war in one article."""

    armed: str | None  # the non-state party that it names most
    state: str | None  # the state that this party fights, else the state named most
    pair: tuple[str, ...]  # the adversaries, where no group of the topic says who they are
    is_at_war: bool  # they are known for it, so that the article need not say so
    leads: tuple[str, ...] = ()  # the adversaries, then whoever is named most: they may be meant where nobody is named

    def rivals(self, party: str) -> tuple[str, ...]:
        """Give the adversary of one of the two."""
        return tuple(x for x in self.pair if x != party) if party in self.pair else ()

    def of(self, lemma: str, *, plural: bool, counted: bool) -> tuple[str, ...]:
        """Give whom a noun without a name means: "the rebels", "the army", "the two neighbours"."""
        if plural and (lemma in _SIDES or (counted and lemma in _PAIR)):
            return self.pair
        if lemma in _ARMED:
            return (self.armed,) if self.armed else ()
        if lemma in _STATE or (self.armed and not plural and lemma in _OFFICES):
            return (self.state,) if self.state else ()
        return ()


UNKNOWN = Cast(None, None, (), False)


def cast(mentions: Sequence[Mention], kinds: Mapping[str, str], states: Mapping[str, str]) -> Cast:
    """Count who is named; `kinds` tells states from armed parties, `states` whom each of these fights."""
    counts = Counter(m.party for m in mentions if m.party and m.kind not in _NOBODY)
    ranked = [party for party, _ in counts.most_common()]  # of equals the one named first
    states_named = [x for x in ranked if kinds.get(x, "state") == "state"]
    armed = next((x for x in ranked if kinds.get(x) == "armed"), None)
    state = states.get(armed or "") or next(iter(states_named), None)
    if armed is not None and (counts[armed] > 1 or len(states_named) < 2):
        fighting = (armed, state) if state else (armed,)
        return Cast(armed, state, fighting, is_at_war=True, leads=_leads(fighting, ranked))
    known = next((pair for pair in combinations(states_named, 2) if frozenset(pair) in adversaries()), None)
    pair = known or (states_named if len(states_named) > 1 else ranked)[:2]
    return Cast(armed, state, tuple(pair), is_at_war=known is not None, leads=_leads(pair, ranked))


def _leads(pair: Sequence[str], ranked: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*pair, *ranked)))[:_LEADS]


@cache
def adversaries() -> frozenset[frozenset[str]]:
    """Read which states are known as each other's adversaries."""
    pairs = tomllib.loads(_ADVERSARIES.read_text(encoding="utf-8"))["pairs"]
    return frozenset(frozenset(pair) for pair in pairs)


def is_counted(words: Sequence[str]) -> bool:
    """Tell whether the words before a noun say that two are meant."""
    return not _COUNTED.isdisjoint(words)
