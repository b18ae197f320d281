"""The codebook's rules that turn one type into another or drop a signal."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.records import SignalType
from extractors.stance.lexicon import Where
from extractors.stance.references import Ref, Scene
from extractors.stance.speaker import Said

_PRIVATE = ("author", "analyst", "anonymous")
_NO_OPINION: frozenset[SignalType] = frozenset(
    (
        "agreement",
        "talks",
        "concession",
        "offer",
        "willing",
        "mediate",
        "endorse",
        "demand",
        "reject",
        "suspend",
        "threat",
    )
)


@dataclass(frozen=True, slots=True)
class Stance:
    """Whose stance of which type, and about whom."""

    signal_type: SignalType
    actor: Ref
    target: str | None


def is_in_place(where: Where, stance: Stance, said: Said, scene: Scene) -> bool:
    """Tell whether an entry that holds only in some places stands in one."""
    speaker = said.inner.speaker
    if where == "anywhere":
        return True
    if not speaker or speaker in _PRIVATE:
        return False
    if where == "quote":
        return said.attribution == "direct" and stance.actor.party == speaker
    return (
        stance.target is not None
        and stance.target != speaker
        and (stance.target in scene.rivals(speaker) or speaker not in scene.sides)
    )


def apply(stance: Stance, said: Said, scene: Scene, *, obliges: bool, by_author: bool) -> Stance | None:  # noqa: PLR0911
    """Apply the rules; None where the codebook sees no signal. `obliges`: "X must …" said by the actor;
    `by_author`: the wording is a stance even in a news writer's voice."""
    speaker = said.inner.ref
    if stance.actor.party == "author" and not (by_author or scene.is_opinion):
        return None
    if stance.actor.party == "anonymous" or not stance.actor.party:
        return None
    if obliges and stance.signal_type == "demand":
        return _obligation(stance, scene)
    if stance.actor.party == "author" and stance.signal_type in _NO_OPINION:
        return None
    if stance.actor.party == "analyst" and stance.signal_type in _NO_OPINION:
        return None
    if _is_accusation(stance, said):
        return Stance("doubt", speaker, stance.actor.party)  # rule 2
    return stance


def _obligation(stance: Stance, scene: Scene) -> Stance | None:
    """Rule 10: asking the adversary for one's own terms is a demand; asking anybody else an appeal."""
    actor = stance.actor.party
    if stance.target == actor:
        return None
    if actor in _PRIVATE:
        return Stance("appeal", stance.actor, stance.target)
    mine = scene.sides.get(actor)
    theirs = scene.sides.get(stance.target or "")
    if mine is not None and (stance.target is None or theirs != mine):
        return stance
    rivals = scene.cast.rivals(actor)
    return stance if rivals and stance.target in (None, *rivals) else Stance("appeal", stance.actor, stance.target)


def _is_accusation(stance: Stance, said: Said) -> bool:
    speaker = said.inner.ref.party
    if not speaker or speaker in _PRIVATE or said.inner.speaker in ("", *_PRIVATE):
        return False
    if said.source.ref.party == stance.actor.party:
        return False  # "Moscow said … , insinuating that it was not going to": its own refusal
    return stance.signal_type in ("reject", "suspend") and speaker != stance.actor.party
