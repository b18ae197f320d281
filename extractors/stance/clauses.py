"""Read clauses off a dependency tree: who the subject is, who the agent, how far a clause reaches."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.stance.tokens import Parsed, word_set

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
# Participles that describe their subject and are no passives: "is prepared to", "is interested in".
_STATES = word_set(
    "prepared interested committed determined inclined disposed opposed convinced satisfied dedicated resolved "
    "unprepared uninterested minded supposed concerned scheduled set expected due ready obliged unimpressed "
    "involved engaged"
)
# "urged Moscow to accept": the object is who accepts.
_INFLUENCE = word_set(
    "urge ask tell invite press push force order persuade want call beg implore exhort challenge demand require "
    "encourage advise pressure compel convince warn summon plead appeal get allow bring help let make"
)
_CLIMB = word_set(
    "xcomp acomp attr conj advcl ccomp pcomp prep pobj dobj oprd dep appos npadvmod advmod amod aux auxpass "
    "compound nmod prt dative agent poss parataxis relcl acl det nummod quantmod"
)
_CLAUSES = frozenset(("ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis", "csubj", "pcomp", "acl"))


@dataclass(frozen=True, slots=True)
class Subject:
    """Who stands in subject place of a predicate."""

    token: int
    verb: int  # the verb it belongs to
    passive: bool  # it undergoes what the predicate says


def subject(p: Parsed, head: int) -> Subject | None:
    """Find the subject of the predicate at `head`, its own or one it shares."""
    i = head
    for _ in range(len(p.tokens)):
        own = p.child(i, *SUBJECTS)
        if own is not None:
            return Subject(own, i, _is_passive(p, head, i, own))
        token = p.tokens[i]
        if token.dep in ("relcl", "acl") and token.head != i:
            return Subject(token.head, i, token.dep == "acl" and token.tag == "VBN" and i == head)
        above = token.head
        if above == i or token.dep not in _CLIMB:
            return None
        if token.dep in ("xcomp", "ccomp", "advcl") and p.tokens[above].lemma in _INFLUENCE:
            influenced = _influenced(p, above, i)
            if influenced is not None:
                return Subject(influenced, i, False)
        i = above
    return None


def _is_passive(p: Parsed, head: int, verb: int, own: int) -> bool:
    if p.tokens[own].dep != "nsubjpass" or p.tokens[verb].lower in _STATES:
        return False
    return verb == head or p.tokens[head].dep in ("dobj", "prt", "prep")


def _influenced(p: Parsed, verb: int, below: int) -> int | None:
    found = p.child(verb, "dobj", "dative")
    if found is not None and found < below:
        return found
    on = p.child(verb, "prep")
    if on is not None and on < below and p.tokens[on].lower in ("on", "upon", "to", "with"):
        return p.child(on, "pobj")
    return None


def agent(p: Parsed, verb: int) -> int | None:
    """Find who acts in a passive: the noun after "by"."""
    for c in p.children[verb]:
        if p.tokens[c].dep == "agent" or (p.tokens[c].dep == "prep" and p.tokens[c].lower == "by"):
            return p.child(c, "pobj")
    return None


def clause_root(p: Parsed, i: int) -> int:
    """Find the verb (or other head) of the clause that token `i` stands in."""
    for _ in range(len(p.tokens)):
        token = p.tokens[i]
        finite = token.dep in _CLAUSES and token.pos in ("VERB", "AUX", "ADJ", "NOUN", "PROPN")
        if token.dep == "conj" and token.pos not in ("VERB", "AUX"):
            finite = False
        if token.head == i or (finite and (p.child(i, *SUBJECTS) is not None or token.dep in ("conj", "relcl"))):
            return i
        i = token.head
    return i


def clause_tokens(p: Parsed, root: int) -> list[int]:
    """Give the tokens of a clause without the clauses that are joined to it by "and", "but" or a semicolon."""
    joined = frozenset(
        c for c in p.children[root]
        if p.tokens[c].dep in ("conj", "parataxis") and p.tokens[c].pos in ("VERB", "AUX")
    )  # fmt: skip
    if joined:
        joined |= frozenset(c for c in p.children[root] if p.tokens[c].dep == "cc")
    return p.subtree(root, without=joined)
