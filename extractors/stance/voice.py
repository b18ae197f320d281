"""Whose voice a signal comes in, seen from the party whose stance it is."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.records import Voice


def voice(actor: str, speaker: str, target: str | None, sides: Mapping[str, str]) -> Voice:
    """Derive the voice from actor, speaker and target."""
    if actor == "author":
        return "author"
    if actor == "analyst" or (speaker == "analyst"):
        return "analyst"
    if speaker == "anonymous":
        return "anonymous"
    if speaker == "author":
        return "narrated"
    if speaker == actor:
        return "own"
    opposed = actor in sides and speaker in sides and sides[actor] != sides[speaker]
    return "adversary" if speaker == target or opposed else "third-party"
