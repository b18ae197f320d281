"""Find the party a signal is addressed to or about."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.records import SignalType
from extractors.stance.actorship import known
from extractors.stance.clauses import subject
from extractors.stance.references import Ref, Scene, resolve
from extractors.stance.tokens import Parsed

# Types that are aimed at the adversary when nobody is named (rule 31 and the gold's practice).
_AT_RIVAL: frozenset[SignalType] = frozenset(("reject", "doubt", "demand", "threat", "suspend", "talks"))
_BOTH_SIDES: frozenset[SignalType] = frozenset(("appeal", "mediate", "endorse"))
_PLACE_BEFORE = frozenset(("in", "inside", "near", "around", "across", "outside", "over"))
_ABOUT_WAR = frozenset("war conflict invasion fighting crisis aggression border territory soil".split())


def target(
    p: Parsed, places: Sequence[int], head: int, actor: Ref, co_actors: Sequence[Ref], signal_type: SignalType,
    scene: Scene, within: Ref | None, *, from_subject: bool,
) -> str | None:  # fmt: skip
    """Give the target's party id, or None."""
    if from_subject:
        found = subject(p, head)
        refs = known(resolve(p, found.token, scene, within)) if found else ()
        named = next((r.party for r in refs if r.party != actor.party), None)
        if named:
            return named
    others = [r.party for r in co_actors if r.party != actor.party]
    if signal_type in ("talks", "agreement", "willing", "reject") and len(others) == 1:
        return others[0]
    named_parties = _named(p, places, head, actor, scene, within)
    if signal_type in _BOTH_SIDES and len({scene.sides[x] for x in named_parties if x in scene.sides}) > 1:
        return None
    if named_parties:
        return named_parties[0]
    if signal_type in _AT_RIVAL:
        rivals = scene.rivals(actor.party)
        if rivals:
            return rivals[0]
        if signal_type in ("doubt", "reject"):
            earlier = scene.named_before(p.char_start, 1_200, 3)
            return next((x for x in reversed(earlier) if x != actor.party), None)
    return None


def _named(
    p: Parsed, places: Sequence[int], head: int, actor: Ref, scene: Scene, within: Ref | None
) -> list[str]:
    """Give the parties named in the clause other than the actor, those after the predicate first."""
    after: list[str] = []
    ahead: list[str] = []
    own = subject(p, head)
    under_subject = set(p.subtree(own.token)) if own else set()
    for i in places:
        token = p.tokens[i]
        if i in under_subject or _is_place(p, i):
            continue
        group = scene.group_at(token.char_start, token.char_end)
        if token.is_party or token.tag in ("PRP", "PRP$") or group is not None:
            for ref in known(resolve(p, i, scene, within)):
                if ref.party not in (actor.party, "author", "analyst", "anonymous"):
                    (after if i > head else ahead).append(ref.party)
    return list(dict.fromkeys(after + ahead))


def _is_place(p: Parsed, i: int) -> bool:
    token = p.tokens[i]
    above = p.tokens[token.head]
    if token.dep == "pobj" and above.lower in _PLACE_BEFORE:
        return True
    if token.dep == "pobj" and p.tokens[above.head].lemma in _ABOUT_WAR:
        return True
    return token.dep in ("amod", "compound", "poss", "nmod") and above.lemma in _ABOUT_WAR
