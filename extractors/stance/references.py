"""Resolve a noun phrase or pronoun to the parties it stands for, within one article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from extractors.stance.tokens import Parsed, Token

HE = frozenset("he him his himself she her hers herself".split())
THEY = frozenset("they them their themselves".split())
IT = frozenset("it its itself".split())
WE = frozenset("we us our ours ourselves i me my mine myself".split())
YOU = frozenset("you your yours yourself yourselves".split())
ANALYSTS = frozenset(
    "analyst expert professor historian scholar researcher commentator observer pundit economist strategist "
    "academic specialist lecturer fellow columnist".split()
)
ANONYMOUS = frozenset(
    "source official diplomat insider aide adviser advisor person people somebody someone figure mediator confidant "
    "negotiator intermediary intermediaries report reports media outlet newspaper".split()
)
# Nouns that name people or organs of a party; with them a possessive or adjective names who acts.
_MODIFIERS = ("compound", "poss", "amod", "nmod", "appos", "nummod", "flat", "npadvmod")


class Mention(Protocol):
    """A party named in the text, as the actor index finds it."""

    @property
    def char_start(self) -> int: ...
    @property
    def char_end(self) -> int: ...
    @property
    def party(self) -> str: ...
    @property
    def person(self) -> str | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def members(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Ref:
    """A party, and the person where one is meant; also "anonymous", "analyst" and "author"."""

    party: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of an article when its references are resolved."""

    text: str
    mentions: Sequence[Mention]
    subjects: frozenset[int]  # mentions that stand in subject place
    sides: Mapping[str, str]  # party -> side of the conflict
    roles: Mapping[str, str]  # person -> role, lower-cased
    starts: tuple[int, ...] = field(default=())  # of the mentions, for bisecting

    def rivals(self, party: str) -> tuple[str, ...]:
        """Give the parties on the other side of the conflict, in the order in which the text names them first."""
        side = self.sides.get(party)
        if side is None:
            return ()
        return tuple(dict.fromkeys(
            m.party for m in self.mentions if self.sides.get(m.party, side) != side and m.kind != "group"
        ))  # fmt: skip

    def group_at(self, start: int, end: int) -> Mention | None:
        """Give the group ("both sides") that covers a place."""
        i = bisect_left(self.starts, start + 1)
        for m in self.mentions[max(0, i - 2) : i + 2]:
            if m.kind == "group" and m.char_start < end and start < m.char_end:
                return m
        return None


def resolve(p: Parsed, i: int, scene: Scene, speaker: Ref | None = None) -> tuple[Ref, ...]:
    """Give the parties that the noun phrase with head `i` stands for; `speaker` is who "we" is."""
    token = p.tokens[i]
    refs = _one(p, i, scene, speaker)
    if refs and token.lower not in HE:
        for c in p.children[i]:
            if p.tokens[c].dep == "conj" and p.tokens[c].pos in ("NOUN", "PROPN", "PRON", "ADJ"):
                refs = (*refs, *resolve(p, c, scene, speaker))
    return tuple(dict.fromkeys(refs))


def _one(p: Parsed, i: int, scene: Scene, speaker: Ref | None) -> tuple[Ref, ...]:
    token = p.tokens[i]
    group = scene.group_at(token.char_start, token.char_end)
    if group is not None:
        return tuple(Ref(m) for m in group.members) or (Ref(group.party),)
    if token.mention is not None:
        return (_named(p, i, scene),)
    if token.pos == "PRON" or token.lower in HE | THEY | IT | WE | YOU or token.lower in ("both", "neither", "each"):
        return pronoun(token, scene, speaker)
    return _described(p, i, scene, speaker)


def _named(p: Parsed, i: int, scene: Scene) -> Ref:
    mention = scene.mentions[p.tokens[i].mention or 0]
    if mention.person is None:
        # "Russia's Putin", "Kremlin spokesman Peskov" parsed with the name as apposition
        for c in p.children[i]:
            t = p.tokens[c]
            if t.mention is not None and t.dep in ("appos", "flat") and scene.mentions[t.mention].person:
                inner = scene.mentions[t.mention]
                if inner.party == mention.party:
                    return Ref(inner.party, inner.person)
    return Ref(mention.party, mention.person)


def _described(p: Parsed, i: int, scene: Scene, speaker: Ref | None) -> tuple[Ref, ...]:
    """Resolve "the Russian leader", "Kyiv's negotiators", "the president of Ukraine", "his spokesman"."""
    token = p.tokens[i]
    found: list[Ref] = []
    for c in p.children[i]:
        t = p.tokens[c]
        if t.dep in _MODIFIERS:
            inner = _one(p, c, scene, speaker) if t.mention is not None or t.dep in ("poss", "appos") else ()
            if not inner and t.dep in ("compound", "amod", "nmod", "appos"):
                inner = _described(p, c, scene, speaker)
            found.extend(inner)
        elif t.dep == "prep" and t.lower in ("of", "from", "in", "for", "to"):
            pobj = p.child(c, "pobj")
            if pobj is not None and p.tokens[pobj].mention is not None:
                found.extend(_one(p, pobj, scene, speaker))
    if not found:
        return _by_role(token, scene)
    with_person = next((r for r in found if r.person and r.party == found[0].party), None)
    if with_person is not None and not _is_possessor(p, i, with_person, scene):
        return (with_person,)
    party = found[0].party
    return (Ref(party, _holder(token, party, scene)),)


def _is_possessor(p: Parsed, i: int, ref: Ref, scene: Scene) -> bool:
    """Tell "Putin's spokesman" (somebody else) from "spokesman Putin"."""
    poss = p.child(i, "poss")
    if poss is None:
        return False
    mention = p.tokens[poss].mention
    return mention is not None and scene.mentions[mention].person == ref.person


def _holder(token: Token, party: str, scene: Scene) -> str | None:
    """Find which person of the party, already named in the text, "the president" or "the leader" is."""
    role = {"leader": "president", "premier": "prime minister", "spokeswoman": "spokesman",
            "spokesperson": "spokesman"}.get(token.lemma, token.lemma)  # fmt: skip
    if role not in ("president", "minister", "prime minister", "spokesman", "envoy", "chancellor", "king",
                    "negotiator", "ambassador", "general", "commander", "chief", "secretary"):  # fmt: skip
        return None
    held = None
    for m in scene.mentions:
        if m.person and m.party == party and role in scene.roles.get(m.person, ""):
            if held is not None and m.char_start > token.char_start:
                break
            held = m.person
    return held


def _by_role(token: Token, scene: Scene) -> tuple[Ref, ...]:
    """Resolve "the president" or "the spokesman" to the last person of that role named before."""
    role = {"premier": "prime minister", "spokeswoman": "spokesman", "spokesperson": "spokesman"}.get(
        token.lemma, token.lemma
    )
    if role not in ("president", "minister", "spokesman", "chancellor", "envoy", "secretary", "pope", "king"):
        return ()
    for m in reversed(scene.mentions[: bisect_left(scene.starts, token.char_start)]):
        if m.person and role in scene.roles.get(m.person, ""):
            return (Ref(m.party, m.person),)
    return ()


def pronoun(token: Token, scene: Scene, speaker: Ref | None) -> tuple[Ref, ...]:
    """Resolve a pronoun; first person is whoever speaks."""
    if token.lower in WE:
        return (speaker,) if speaker is not None else ()
    before = scene.mentions[: bisect_left(scene.starts, token.char_start)]
    if token.lower in HE:
        found = _last(before, scene, person=True, not_person=speaker.person if speaker else None, at=token.char_start)
        return (found,) if found else ()
    if token.lower in IT | THEY:
        found = _last(before, scene, person=False, not_person=None, at=token.char_start)
        if found and speaker and found.party == speaker.party and token.lower in THEY:
            rivals = scene.rivals(speaker.party)
            return (Ref(rivals[0]),) if rivals else (found,)
        return (found,) if found else ()
    return ()


def _last(
    before: Sequence[Mention], scene: Scene, *, person: bool, not_person: str | None, at: int
) -> Ref | None:
    fallback: Ref | None = None
    first = len(before) - 1
    for index in range(first, max(-1, first - 12), -1):
        m = before[index]
        if m.kind in ("group", "outlet", "place") or (person and (not m.person or m.person == not_person)):
            continue
        if at - m.char_start > 900:
            break
        ref = Ref(m.party, m.person if person else None)
        if index in scene.subjects:
            return ref
        fallback = fallback or ref
    return fallback
