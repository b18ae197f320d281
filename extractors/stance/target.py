"""Find the party a signal is addressed to or about."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.records import SignalType
from extractors.stance.actorship import known
from extractors.stance.clauses import Subject, subject
from extractors.stance.references import YOU, Ref, Scene, resolve
from extractors.stance.tokens import Parsed, word_set

# Types that are aimed at the adversary when nobody is named (rule 31 and the gold's practice).
_AT_RIVAL: frozenset[SignalType] = frozenset(("reject", "doubt", "demand", "threat", "talks"))
_BOTH_SIDES: frozenset[SignalType] = frozenset(("appeal", "mediate", "endorse"))
# A readiness or a step has a target only where somebody is addressed.
_TO_WHOM: frozenset[SignalType] = frozenset(("willing", "concession", "offer", "agreement", "suspend"))
_MEETING = word_set("meet tell see receive invite offer give ask host phone call join send propose challenge")
_PUBLIC = word_set("briefing conference interview appearance")  # held with a host, on something else
_TAKEN_UP = frozenset(("it", "that", "this"))
_PLACE_BEFORE = frozenset(("in", "inside", "near", "around", "across", "outside", "over"))
_ABOUT_WAR = word_set("war conflict invasion fighting crisis aggression border territory soil")


def target(  # noqa: PLR0911, PLR0913, PLR0917
    p: Parsed, places: Sequence[int], head: int, actor: Ref, co_actors: Sequence[Ref], signal_type: SignalType,
    scene: Scene, within: Ref | None, *, from_subject: bool, of_object: bool = False,
) -> str | None:  # fmt: skip
    """Give the target's party id, or None."""
    if from_subject:
        found = _real_subject(p, head)
        refs = known(resolve(p, found.token, scene, within)) if found else ()
        named = next((r.party for r in refs if r.party != actor.party), None)
        if named:
            return named
    others = [r.party for r in co_actors if r.party != actor.party]
    if signal_type in ("talks", "agreement", "willing", "reject") and len(others) == 1:
        return others[0]
    named_parties = _named(p, places, head, actor, scene, within, of_object=of_object)
    objects = (p.tokens[c].lower for c in p.children[head] if p.tokens[c].dep == "dobj")
    if signal_type == "doubt" and not _TAKEN_UP.isdisjoint(objects):
        named_parties.reverse()  # what "it" or "that" takes up was named last
    if signal_type in _TO_WHOM:
        named_parties = [x for x in named_parties if x in _to_whom(p, places, actor, scene, within)]
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


def _real_subject(p: Parsed, head: int) -> Subject | None:
    """ "It appears he is not": the subject is he."""
    found = subject(p, head)
    if found is None or p.tokens[found.token].lower != "it":
        return found
    clause = p.child(found.verb, "ccomp")
    return subject(p, clause) if clause is not None else found


def _named(  # noqa: PLR0913, PLR0917
    p: Parsed, places: Sequence[int], head: int, actor: Ref, scene: Scene, within: Ref | None, *, of_object: bool
) -> list[str]:
    """Give the parties named in the clause other than the actor, those after the predicate first."""
    after: list[str] = []
    ahead: list[str] = []
    own = subject(p, head)
    under_subject = set(p.subtree(own.token)) if own and not of_object else set()
    for i in places:
        token = p.tokens[i]
        if i in under_subject or _is_place(p, i) or _is_backer(p, i, head):
            continue
        group = scene.group_at(token.char_start, token.char_end)
        addressed = (token.tag == "PRP" and token.dep in ("dobj", "pobj", "dative")) or token.lower in YOU
        if token.is_party or addressed or group is not None:
            for ref in known(resolve(p, i, scene, within)):
                if ref.party not in (actor.party, "author", "analyst", "anonymous"):
                    (after if i > head else ahead).append(ref.party)
    return list(dict.fromkeys(after + ahead))


def _to_whom(p: Parsed, places: Sequence[int], actor: Ref, scene: Scene, within: Ref | None) -> set[str]:
    """Give the parties that stand after "with", "to" or "from", or are met, told or offered something."""
    out: set[str] = set()
    for i in places:
        token = p.tokens[i]
        above = p.tokens[token.head]
        noun = token if token.dep not in ("poss", "compound", "amod") else above
        over = p.tokens[noun.head]
        by_preposition = noun.dep == "pobj" and over.lower in (
            "with",
            "to",
            "from",
            "at",
            "towards",
            "toward",
            "between",
        )
        if by_preposition and p.tokens[over.head].lemma in _PUBLIC:
            continue
        by_verb = noun.dep in ("dobj", "dative") and over.lemma in _MEETING
        if by_preposition or by_verb:
            out.update(r.party for r in known(resolve(p, i, scene, within)) if r.party != actor.party)
    return out


def _is_backer(p: Parsed, i: int, head: int) -> bool:
    """ "Kyiv, encouraged by the West, refused": the West is not what is refused."""
    return i < head and any(p.tokens[k].dep == "agent" for k in p.path(i)[1:3])


def _is_place(p: Parsed, i: int) -> bool:
    token = p.tokens[i]
    above = p.tokens[token.head]
    if token.dep == "pobj" and above.lower in _PLACE_BEFORE:
        return True
    if token.dep == "pobj" and p.tokens[above.head].lemma in _ABOUT_WAR:
        return True
    return token.dep in ("amod", "compound", "poss", "nmod") and above.lemma in _ABOUT_WAR
