"""A stretch of text that names somebody, as the actor tables find it and all later steps read it."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.stance.actors_data import Kind


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names a party."""

    char_start: int
    char_end: int
    party: str  # "" for groups, outlets and places that are no party's
    person: str | None
    kind: Kind
    members: tuple[str, ...] = ()  # of a group such as "both sides"
