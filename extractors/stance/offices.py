"""Who holds which office on a day, and for whom he then speaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from extractors.stance.actors_data import Office, Party

LEADER_OFFICES = ("president", "prime-minister", "chancellor", "king")


class Offices:
    """The dated offices of all parties."""

    def __init__(self, offices: Iterable[Office], parties: Mapping[str, Party]) -> None:
        self._parties = parties
        self._holders: dict[tuple[str, str], list[Office]] = defaultdict(list)
        self._served: dict[str, list[Office]] = defaultdict(list)
        for office in offices:
            self._holders[office.party, office.title].append(office)
            self._served[office.person].append(office)

    def holder(self, party: str, office: str, on: date | None, named: Collection[str]) -> str | None:
        """The person who held an office on a day; without a day the one holder among those whom the text names."""
        titles: tuple[str, ...] = (office,)
        if office == "leader":
            preferred = self._parties[party].leader
            titles = (preferred,) if preferred else LEADER_OFFICES
        for title in titles:
            offices = self._holders.get((party, title), [])
            if on is None:
                fitting = sorted({item.person for item in offices}.intersection(named))
                return fitting[0] if len(fitting) == 1 else None
            for item in offices:
                if covers(item.valid_from, item.valid_to, on):
                    return item.person
        return None

    def spoken_for(self, person: str | None, usual: str, on: date | None) -> str:
        """The party that a person spoke for on a day, a state before all others: Mandela the ANC, then South Africa."""
        if person is None or on is None:
            return usual
        served = self._served.get(person, [])
        held = {office.party for office in served if covers(office.valid_from, office.valid_to, on)}
        states = {party for party in held if self._parties[party].kind == "state"}
        parties = states or held
        return parties.pop() if len(parties) == 1 else usual


def covers(first: date | None, last: date | None, day: date) -> bool:
    """Tell whether a day lies between two days, either of which may be open."""
    return (first is None or first <= day) and (last is None or day <= last)
