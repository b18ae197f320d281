"""Resolve a noun phrase or pronoun to the parties it stands for, within one article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.stance.cast import UNKNOWN, Cast, is_counted
from extractors.stance.mention import Mention
from extractors.stance.tokens import Parsed, Token, word_set

HE = word_set("he him his himself she her hers herself")
THEY = frozenset(["they", "them", "their", "themselves"])
IT = frozenset(["it", "its", "itself"])
WE = word_set("we us our ours ourselves i me my mine myself")
YOU = frozenset(["you", "your", "yours", "yourself", "yourselves"])
ANALYSTS = word_set(
    "analyst expert professor historian scholar researcher commentator observer pundit economist strategist "
    "academic specialist lecturer fellow columnist"
)
ANONYMOUS = word_set(
    "source official diplomat insider aide adviser advisor person people somebody someone figure mediator "
    "confidant negotiator intermediary intermediaries report reports media outlet newspaper"
)
# Nouns that name people or organs of a party; with them a possessive or adjective names who acts.
_ALL = word_set("both neither each everyone everybody all none either")
_TWO = word_set("both neither either each")
_COREFERENT = word_set(
    "say signal announce declare indicate state claim hint insist add tell repeat stress believe think vow "
    "promise pledge suggest argue maintain reiterate note warn statement announcement claim signal assure admit "
    "deny"
)
_ANY = word_set("any every most")
_REACH = 900
_SUBJECT_BONUS = 150
_SPOKES = re.compile(r"\bspokes(?:wo)?man\b|\bspokesperson\b", re.IGNORECASE)
_LINK = re.compile(r"(?:[’']s?)?(?: [\w-]+){0,3} ")
_OF_WHOM = re.compile(r" (?:for|of|at|from|with) (?:[\w’'-]+ ){0,4}")
_MODIFIERS = ("compound", "poss", "amod", "nmod", "appos", "nummod", "flat", "npadvmod")


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
    quoted: frozenset[int] = frozenset()  # mentions inside somebody's words
    cast: Cast = UNKNOWN
    is_opinion: bool = False  # the writer speaks in the first person outside quotations
    parties: tuple[str, ...] = field(init=False)  # whoever is named other than within a group, in order of first naming

    def __post_init__(self) -> None:
        """Gather the parties once: an article asks for rivals as often as it has signals."""
        named = dict.fromkeys(m.party for m in self.mentions if m.kind != "group")
        object.__setattr__(self, "parties", tuple(named))

    def rivals(self, party: str) -> tuple[str, ...]:
        """Give the parties on the other side of the conflict, in the order in which the text names them first."""
        side = self.sides.get(party)
        if side is None:
            return self.cast.rivals(party)
        return tuple(party for party in self.parties if self.sides.get(party, side) != side)

    def named_before(self, at: int, reach: int, most: int) -> tuple[str, ...]:
        """Give the parties named in the stretch of text before a place, at most so many, in text order."""
        i = bisect_left(self.starts, at)
        out: list[str] = []
        for m in reversed(self.mentions[max(0, i - 12) : i]):
            if at - m.char_start > reach or len(out) == most:
                break
            if m.kind not in ("group", "outlet", "place") and m.party and m.party not in out:
                out.append(m.party)
        return tuple(reversed(out))

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
    if p.is_headline and token.is_party and i >= 2 and p.tokens[i - 1].lower == "," and p.tokens[i - 2].is_party:
        refs = (_named(p, i - 2, scene), *refs)  # "Russia, Ukraine agree"
    if refs and token.lower not in HE:
        for c in p.children[i]:
            if p.tokens[c].dep == "conj" and p.tokens[c].pos in ("NOUN", "PROPN", "PRON", "ADJ"):
                refs = (*refs, *resolve(p, c, scene, speaker))
    return tuple(dict.fromkeys(refs))


def _one(p: Parsed, i: int, scene: Scene, speaker: Ref | None) -> tuple[Ref, ...]:
    token = p.tokens[i]
    group = scene.group_at(token.char_start, token.char_end)
    if group is not None and is_generic(p, i):
        return ()
    if group is not None:
        return _group(p, token, group, scene)
    if token.mention is not None:
        return (_named(p, i, scene),)
    if token.lower in _ALL:
        return tuple(Ref(x) for x in _all(token, scene))
    if token.pos == "PRON" or token.lower in HE | THEY | IT | WE | YOU:
        return _same_as_reporter(p, i, scene, speaker) or pronoun(token, scene, speaker)
    return _described(p, i, scene, speaker)


def _all(token: Token, scene: Scene) -> tuple[str, ...]:
    """Resolve "both" or "each": to those named before, to the adversaries where more or fewer than two are named."""
    named = scene.named_before(token.char_start, 260, 3)
    if token.lower in _TWO and (len(named) < 2 or (len(named) > 2 and scene.cast.is_at_war)):
        return scene.cast.pair
    return named if len(named) > 1 else ()


def _group(p: Parsed, token: Token, group: Mention, scene: Scene) -> tuple[Ref, ...]:
    """Resolve "both sides": to the parties that the sentence names before, else to the topic's belligerents."""
    named = scene.named_before(token.char_start, token.char_start - p.char_start, 3)
    if len(named) >= 2 and group.members:
        return tuple(Ref(x) for x in named)
    if group.members and not set(group.members) <= {m.party for m in scene.mentions}:
        return tuple(Ref(x) for x in scene.cast.pair)
    found = group.members or ((group.party,) if group.party else scene.cast.pair)
    return tuple(Ref(x) for x in found)


def _same_as_reporter(p: Parsed, i: int, scene: Scene, speaker: Ref | None) -> tuple[Ref, ...]:
    """ "Biden said he …", "both signal that they …": the pronoun is who says so."""
    token = p.tokens[i]
    if token.dep not in ("nsubj", "nsubjpass") or token.lower not in HE | THEY | IT:
        return ()
    clause = p.tokens[token.head]
    while clause.dep in ("conj", "xcomp", "aux") and clause.head != p.tokens[clause.head].head:
        clause = p.tokens[clause.head]
    if clause.dep not in ("ccomp", "acl", "advcl"):
        return ()
    above = clause.head
    if p.tokens[above].lemma not in _COREFERENT:
        return ()
    own = p.child(above, "nsubj")
    if own is None and p.tokens[above].dep in ("conj", "xcomp", "dobj", "advcl", "acl"):
        own = p.child(p.tokens[above].head, "nsubj")
    if own is None or own == i:
        return ()
    refs = resolve(p, own, scene, speaker)
    if token.lower in HE:
        return tuple(r for r in refs if r.person)[:1]
    return refs if token.lower in THEY else refs[:1]


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
    joined: list[Ref] = []  # "Ukrainian and Russian negotiators"
    for c in p.children[i]:
        t = p.tokens[c]
        if t.dep in _MODIFIERS:
            inner = _one(p, c, scene, speaker) if t.mention is not None or t.dep in ("poss", "appos") else ()
            if not inner and t.dep in ("compound", "amod", "nmod", "appos"):
                inner = _described(p, c, scene, speaker)
            found.extend(inner)
            if t.dep in ("amod", "compound", "nmod") and inner:
                joined.extend(_joined(p, c, scene))
        elif t.dep == "prep" and t.lower in ("of", "from", "in", "for", "to"):
            pobj = p.child(c, "pobj")
            if pobj is not None and p.tokens[pobj].mention is not None:
                found.extend(_one(p, pobj, scene, speaker))
                joined.extend(_joined(p, pobj, scene))
    if not found and is_generic(p, i):
        return ()
    if not found:
        return _by_role(token, scene) or _unnamed(p, i, scene)
    with_person = next((r for r in found if r.person and r.party == found[0].party), None)
    if with_person is not None and not _is_possessor(p, i, with_person, scene):
        return (with_person,)
    party = found[0].party
    return (*joined, Ref(party, _holder(token, party, scene)))


def _unnamed(p: Parsed, i: int, scene: Scene) -> tuple[Ref, ...]:
    """Resolve "the rebels" or "the two generals" to the article's parties; "a group" is nobody's name."""
    token = p.tokens[i]
    before = [p.tokens[c].lower for c in p.children[i] if c < i]
    if not p.is_headline and not {"the", "both", "its", "their", "neither", "this", "that", "two"} & set(before):
        return ()
    plural = token.tag in ("NNS", "NNPS")
    return tuple(Ref(x) for x in scene.cast.of(token.lemma, plural=plural, counted=is_counted(before)))


def is_generic(p: Parsed, i: int) -> bool:
    """Tell "any parties", "every state", "both sides in any war" from the parties of this one (rule 17)."""
    below = [i, *(c for c in p.subtree(i) if c > i and p.tokens[c].dep == "pobj")]
    return any(p.tokens[c].lower in _ANY for k in below for c in p.children[k] if p.tokens[c].dep in ("det", "predet"))


def _joined(p: Parsed, i: int, scene: Scene) -> list[Ref]:
    """Give the further parties of "American, Saudi and Swiss mediators"."""
    out: list[Ref] = []
    for c in p.children[i]:
        if p.tokens[c].dep in ("conj", "amod", "nmod", "compound") and p.tokens[c].is_party:
            out.extend((_named(p, c, scene), *_joined(p, c, scene)))
    return out


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
    here = bisect_left(scene.starts, token.char_start)
    for index in range(here - 1, -1, -1):
        m = scene.mentions[index]
        if m.person and index not in scene.quoted and role in scene.roles.get(m.person, ""):
            return (Ref(m.party, m.person),)
    return _introduced(token, scene) if role == "spokesman" else ()


def _introduced(token: Token, scene: Scene) -> tuple[Ref, ...]:
    """Find whose spokesperson was introduced before without a name: "a spokesperson for the ministry"."""
    for found in reversed(list(_SPOKES.finditer(scene.text, max(0, token.char_start - _REACH), token.char_start))):
        for m in scene.mentions:
            before = m.char_end <= found.start() and _LINK.fullmatch(scene.text, m.char_end, found.start())
            after = m.char_start >= found.end() and _OF_WHOM.fullmatch(scene.text, found.end(), m.char_start)
            if m.party and m.kind not in ("group", "outlet") and (before or after):
                return (Ref(m.party),)
    return ()


def pronoun(token: Token, scene: Scene, speaker: Ref | None) -> tuple[Ref, ...]:
    """Resolve a pronoun; first person is whoever speaks."""
    if token.lower in WE:
        return (speaker,) if speaker is not None else ()
    if token.lower in HE:
        found = _last(token.char_start, scene, person=True, speaker=speaker)
        return (found,) if found else ()
    if token.lower in IT | THEY:
        found = _last(token.char_start, scene, person=False, speaker=speaker)
        if found and speaker and found.party == speaker.party and token.lower in THEY:
            rivals = scene.rivals(speaker.party)
            return (Ref(rivals[0]),) if rivals else (found,)
        return (found,) if found else ()
    return ()


def _last(at: int, scene: Scene, *, person: bool, speaker: Ref | None) -> Ref | None:
    """Find the latest fitting mention before a place; subjects count as nearer than they stand."""
    i = bisect_left(scene.starts, at)
    best: tuple[int, Ref] | None = None
    for index in range(i - 1, max(-1, i - 14), -1):
        m = scene.mentions[index]
        distance = at - m.char_start
        if distance > _REACH:
            break
        if m.kind in ("group", "outlet", "place") or not m.party or (person and not m.person):
            continue
        if speaker is None and index in scene.quoted:
            continue
        if speaker is not None and (m.person == speaker.person if person else m.party == speaker.party):
            continue
        distance -= _SUBJECT_BONUS if index in scene.subjects else 0
        if best is None or distance < best[0]:
            best = (distance, Ref(m.party, m.person if person else None))
    return best[1] if best else None
