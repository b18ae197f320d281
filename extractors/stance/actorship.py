"""Decide whose stance a match is: subjects, agents of passives, possessors, objects and speakers."""

from __future__ import annotations

from extractors.stance.clauses import agent, subject
from extractors.stance.lexicon import Entry
from extractors.stance.references import Ref, Scene, resolve
from extractors.stance.speaker import Said
from extractors.stance.tokens import Parsed, word_set

_IMPERSONAL = word_set("there it this that nothing no one these those everything which what")


def actors(p: Parsed, entry: Entry, head: int, matched: frozenset[int], said: Said, scene: Scene) -> tuple[Ref, ...]:  # noqa: PLR0913, PLR0917
    """Give the parties whose stance the match is; none where the words name nobody."""
    speaker = said.inner.ref if said.inner.speaker else None
    within = said.source.ref if said.quote is not None and said.source.speaker else None
    if entry.actor == "speaker":
        return (speaker,) if speaker is not None else ()
    if entry.actor == "object":
        return _object(p, matched, scene, within)
    if entry.actor == "possessor":
        owner = possessor(p, head, matched, scene, within)
        return owner or _subject(p, head, matched, said, scene, within)
    return _subject(p, head, matched, said, scene, within)


def _subject(  # noqa: PLR0911, PLR0913, PLR0917
    p: Parsed, head: int, matched: frozenset[int], said: Said, scene: Scene, within: Ref | None
) -> tuple[Ref, ...]:
    found = subject(p, head)
    if found is None:
        if p.tokens[head].pos in ("NOUN", "PROPN"):
            owner = possessor(p, head, matched, scene, within)
            if owner:
                return owner
        if p.is_headline:
            return before(p, head, scene)
        return _implied(p, head, said, scene)
    if found.passive:
        by = agent(p, found.verb)
        return known(resolve(p, by, scene, within)) if by is not None else ()
    place = found.token
    refs = known(resolve(p, place, scene, within))
    if refs:
        return refs
    if p.tokens[place].dep in ("nsubj", "nsubjpass") and p.tokens[place].lower in ("who", "that", "which"):
        verb = p.tokens[place].head
        if p.tokens[verb].dep == "relcl":
            return known(resolve(p, p.tokens[verb].head, scene, within))
    if place != head and p.tokens[place].head != place and p.tokens[found.verb].dep in ("acl", "relcl"):
        return _subject(p, place, matched, said, scene, within)
    if p.is_headline:
        return before(p, head, scene)
    return ()


def _implied(p: Parsed, head: int, said: Said, scene: Scene) -> tuple[Ref, ...]:
    """A clause without a subject in somebody's mouth is its speaker's; else the nearest names before it act."""
    if said.quote is not None:
        return (said.inner.ref,) if said.inner.speaker else ()
    return before(p, head, scene)


def before(p: Parsed, head: int, scene: Scene) -> tuple[Ref, ...]:
    """Give the parties named nearest before a place in the same clause; used where there is no grammar to go by."""
    for i in range(head - 1, -1, -1):
        token = p.tokens[i]
        if token.lower in (";", ":") or (token.lower in (",", "–", "—") and head - i > 12):
            return ()
        refs = known(resolve(p, i, scene)) if token.is_party else ()
        if refs:
            j = p.tokens[i].head
            if p.tokens[i].dep == "conj" and p.tokens[j].is_party:
                refs = (*known(resolve(p, j, scene)), *refs)
            return tuple(dict.fromkeys(refs))
    return ()


def possessor(p: Parsed, head: int, matched: frozenset[int], scene: Scene, within: Ref | None) -> tuple[Ref, ...]:
    """Give who owns the noun: "Putin's offer", "the offer from Moscow", "the Russian offer"."""
    for i in (head, *sorted(matched)):
        for c in p.children[i]:
            token = p.tokens[c]
            if token.dep in ("poss", "amod", "compound", "nmod") and c not in matched:
                refs = known(resolve(p, c, scene, within))
                if refs:
                    return refs
            if token.dep in ("prep", "agent") and token.lower in ("by", "from", "of"):
                pobj = p.child(c, "pobj")
                refs = known(resolve(p, pobj, scene, within)) if pobj is not None else ()
                if refs:
                    return refs
    return ()


def _object(p: Parsed, matched: frozenset[int], scene: Scene, within: Ref | None) -> tuple[Ref, ...]:
    for i in sorted(matched):
        if p.tokens[i].is_party:
            refs = known(resolve(p, i, scene, within))
            if refs:
                return refs
    for i in sorted(matched):
        for c in p.children[i]:
            if p.tokens[c].dep in ("dobj", "pobj", "dative") and c not in matched:
                refs = known(resolve(p, c, scene, within))
                if refs:
                    return refs
    return ()


def known(refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Leave out what names no party."""
    return tuple(r for r in refs if r.party)
