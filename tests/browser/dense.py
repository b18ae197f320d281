"""A week with much in it, made up: twelve weeks, many parties, outlets of every owner, every section filled."""

from __future__ import annotations

import random
from datetime import date, timedelta

from reports.records.summary import WeeklySummary
from reports.summary import summarise
from tests.reports import papers as made
from tests.reports.weeks import AS_OF, Coded, Paper, results

WEEK, MONDAY = made.WEEK, date(2031, 5, 12)
PARTIES = (
    "Ostmark", "Westmark", "Northland", "Sudland", "Republic of the Upper Archipelago", "Estmark", "Midland", "Farland",
    "Oldmark", "Newmark", "League of Small States", "Isle of Examples", "Harbour Cities",
)  # fmt: skip
TYPES = {
    "offer": 6, "willing": 8, "talks": 4, "concession": 2, "agreement": 1, "mediate": 2, "endorse": 3, "appeal": 5,
    "demand": 7, "doubt": 4, "reject": 6, "suspend": 2, "threat": 3,
}  # fmt: skip
TERMS = (
    "territory", "ceasefire-first", "security-guarantees", "neutrality", "sanctions", "prisoners", "withdrawal",
    "format",
)  # fmt: skip
OUTLETS = (
    ("Example Courier", "private", "GBR"), ("Sample Gazette", "private", "USA"), ("The Placeholder", "public", "FRA"),
    ("State Herald of Examples", "state", "RUS"), ("Fictional Monitor", "ngo", "DEU"), ("Nobody’s Notes", None, None),
)  # fmt: skip
WORDS = (
    "{actor} would sit down with {target} before the month is out, its envoy said",
    "There will be no signature while a single battery stands on the river, {actor} said of {target}",
    "{actor} told {target} that the line of contact could be frozen for a year",
    "a paper that {actor} had read twice and found nothing in",
)


def summary() -> WeeklySummary:
    """Tell the week."""
    return summarise(WEEK, AS_OF, results(WEEK, papers(), made.given()))


def papers() -> list[Paper]:
    """Give the articles of twelve weeks: one with nothing read, one with too little, the others with much."""
    chance, found = random.Random(20), list[Paper]()
    for back in range(11, -1, -1):
        amount = {4: 0, 7: 3}.get(back, chance.randint(9, 40))
        for _ in range(amount):
            day = MONDAY + timedelta(days=chance.choices(range(7), (6, 6, 6, 6, 5, 1, 2))[0] - 7 * back)
            found.append(_paper(chance, len(found) + 1, day))
    return [*found, *(paper for paper in made.busy() if paper.id in ("file:vague", "file:undated"))]


def _paper(chance: random.Random, number: int, day: date) -> Paper:
    outlet, ownership, country = chance.choices(OUTLETS, (8, 5, 4, 4, 2, 1))[0]
    return Paper(
        f"url:{number:016x}", day, day, tuple(_signal(chance) for _ in range(chance.randrange(5))),
        f"Made-up report {number}: what was said on the river, and by whom", outlet, ("Cleo Placeholder",),
        url=f"https://news.example/{number}", ownership=ownership, country=country,
    )  # fmt: skip


def _signal(chance: random.Random) -> Coded:
    actor, target = (min(int(chance.expovariate(0.35)), len(PARTIES) - 1) for _ in range(2))
    party, other = PARTIES[actor], PARTIES[target]
    return Coded(
        chance.choice(WORDS).format(actor=party, target=other), chance.choices(tuple(TYPES), tuple(TYPES.values()))[0],
        party, chance.choice((party, party, "author", other, "anonymous")), None if party == other else other,
        "ada-example" if chance.random() < 0.3 else None, chance.choice(("direct", "indirect")),
        "background" if chance.random() < 0.1 else "current",
        (chance.choice(TERMS),) if chance.random() < 0.3 else (),
    )  # fmt: skip
