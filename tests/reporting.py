"""Authored reports of meetings that never were, of any length, for tests of copies, feeds and loads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

PLACES = ("Mira", "Sarn", "Old Harbour", "Vell", "the Lake House", "Tarn", "Upper Ness", "Orvel", "Quay Seven")
WHO = ("the envoy", "a delegate", "the chief negotiator", "an adviser", "the mayor", "a monitor", "the interpreter")
DID = ("said", "told reporters", "wrote", "explained", "repeated", "conceded", "argued", "recalled")
WHAT = (
    "the sides had spent {n} hours on the {thing}",
    "nobody had left the table over the {thing}",
    "the draft on the {thing} now ran to {n} pages",
    "a second reading of the {thing} would take {n} days",
    "the lists for the {thing} had {n} names too many",
    "only {n} lines about the {thing} were still open",
    "a map of the {thing} had been drawn {n} times",
)
THINGS = ("crossing", "exchange", "monitoring mission", "grain route", "corridor", "timetable", "power lines", "dam")


def report(topic: str, sentences: int) -> str:
    """Write a report with a headline and so many sentences; the same for the same topic."""
    rng = Random(topic)
    lines = [
        f"{rng.choice(WHO).capitalize()} {rng.choice(DID)} in {rng.choice(PLACES)} that "
        f"{rng.choice(WHAT).format(n=rng.randint(2, 99), thing=rng.choice(THINGS))}, and {rng.choice(WHO)} from "
        f"{rng.choice(PLACES)} {rng.choice(DID)} that {rng.choice(WHAT).format(n=rng.randint(2, 99), thing=topic)}."
        for _ in range(sentences)
    ]
    return f"The {topic}, day by day\n\n" + "\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3))


def report_edited(text: str, every: int, word: str = "meanwhile") -> str:
    """Replace every so many-th word."""
    return " ".join(word if n % every == every - 1 else old for n, old in enumerate(text.split(" ")))


def http_date(hours: int = 0) -> str:
    """Give a moment in May 2026 as feeds write it, so many hours after noon of the 12th."""
    return (datetime(2026, 5, 12, 12, tzinfo=UTC) + timedelta(hours=hours)).strftime("%a, %d %b %Y %H:%M:%S GMT")
