"""A country's rebels: which armed party "Rwandan rebels" or "Guatemala's left-wing guerrillas" means on a day.

The dates are those of a party's war: from its founding, rising or first attack to its end or peace agreement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from extractors.stance.actors_data import Alias, Party, Rebels

_FIGHTERS = ("rebel", "rebels", "guerrilla", "guerrillas", "guerilla", "guerillas", "insurgent", "insurgents")
NOUNS = frozenset((*_FIGHTERS, "insurgency", "separatist", "separatists", "islamists", "militants"))
WHERE = ("in", "of", "from")  # between them and their country: "rebels in Sierra Leone"
QUARTERS = frozenset(("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"))
# What may stand between a country and them, hyphens parting words; other words belong to a name of their own.
BETWEEN = frozenset((
    "main", "largest", "biggest", "armed", "left", "wing", "leftist", "rightist", "marxist", "maoist", "communist",
    "islamist", "islamic", "jihadist", "muslim", "moslem", "moro", "christian", "hutu", "tutsi", "tamil", "kurdish",
    "tuareg", "chechen", "acehnese", "aceh", "papuan", "darfur", "darfuri", "kashmiri", "naxalite", "southern",
    "northern", "eastern", "western", "anglophone", "royalist", "nationalist", "ethnic", "albanian", "secessionist",
    "right", "pro", "independence", "anti", "government",
))  # fmt: skip
MOST_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class RebelTable:
    """The tables' entries, and the parties that they tell of."""

    entries: tuple[Rebels, ...]
    parties: Mapping[str, Party]

    def meant(self, state: str, words: Collection[str], named: Collection[str], on: date | None) -> str | None:
        """Give the armed party of the state that the text names, where it is one; else the tables' on the day.

        `words` stand between the state and its rebels, `named` are the parties of the text. Without a day the tables
        tell only where they know one party, or which is the usual one; None where nothing fits.
        """
        of_state = [x for x in self.entries if x.state == state]
        special = [x for x in of_state if not x.words.isdisjoint(words)]
        fighting = [
            x for x in named if (known := self.parties.get(x)) and known.kind == "armed" and known.state == state
        ]
        if len(fighting) == 1 and not special:
            return fighting[0]
        fitting = [x for x in special or of_state if special or not x.words]
        if on is not None:
            return next((x.party for x in fitting if x.covers(on)), None)
        possible = {x.party for x in fitting if x.is_usual} or {x.party for x in fitting}
        return possible.pop() if len(possible) == 1 else None

    def of_others(self, state: str, named: Collection[str]) -> bool:
        """Tell whether the text names armed parties, but none that fights the state."""
        armed = [known.state for x in named if (known := self.parties.get(x)) and known.kind == "armed"]
        return bool(armed) and state not in armed


def otherwise_called(aliases: Iterable[Alias]) -> Iterator[Alias]:
    """Give "Tamil guerrillas" and "Tamil insurgent" where the tables list "Tamil rebels", of one party alone."""
    listed, bases = set[str](), defaultdict[str, list[Alias]](list)
    for alias in aliases:
        listed.add(alias.text.casefold())
        base, _, noun = alias.text.rpartition(" ")
        if noun in _FIGHTERS and alias.kind == "armed":
            bases[base].append(alias)
    for base, found in bases.items():
        if len({alias.party for alias in found}) == 1:
            for noun in _FIGHTERS:
                if f"{base} {noun}".casefold() not in listed:
                    yield replace(found[0], text=f"{base} {noun}")
