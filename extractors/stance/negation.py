"""Count the negations that bear on a predicate; two of them cancel out."""

from __future__ import annotations

from extractors.stance.clauses import SUBJECTS
from extractors.stance.tokens import Parsed, word_set

_WORDS = word_set("not n't never no neither nor nobody none hardly scarcely barely little cannot without no-one")
# Governors that turn what they govern round: "refuses to", "unwilling to", "far from", "rule out", "no longer".
_GOVERNORS = word_set(
    "refuse decline deny reject unwilling unable unprepared unready reluctant loath stop refrain avoid lack "
    "preclude exclude forswear disinclined impossible inconceivable nothing dismiss"
)
# "at no time", "in no way", "by no means", "under no circumstances"
_NO_WAY = word_set("time way means mean circumstance account condition point stage price event case")
_CHAIN = word_set("xcomp acomp attr ccomp pcomp prep dobj pobj aux oprd acl amod advmod relcl")


def negations(p: Parsed, head: int, matched: frozenset[int]) -> int:
    """Count negators on the predicate at `head`, those inside the match itself left out."""
    count, i = 0, head
    for _ in range(8):
        count += _at(p, i, matched)
        token = p.tokens[i]
        if token.dep not in _CHAIN or token.head == i:
            break
        above = token.head
        if token.dep in ("ccomp", "relcl") and p.tokens[above].lemma not in _GOVERNORS | {"be", "mean"}:
            break
        if p.child(i, *SUBJECTS) is not None and p.tokens[above].lemma not in _GOVERNORS:
            break
        if above not in matched and p.tokens[above].lemma in _GOVERNORS:
            count += 1
        i = above
    return count


def _at(p: Parsed, i: int, matched: frozenset[int]) -> int:
    found = 0
    for c in p.children[i]:
        token = p.tokens[c]
        if c in matched:
            continue
        if token.dep in ("neg", "det", "preconj", "cc", "advmod", "amod") and token.lower in _WORDS:
            found += _counts(p, i, c)
        elif (token.dep in SUBJECTS and _negative_subject(p, c, matched)) or (token.dep == "prep" and _in_no_way(p, c)):
            found += 1
    return min(found, 1)


def _counts(p: Parsed, i: int, c: int) -> int:
    """ "not only" and a "nor" that opens another clause do not negate."""
    following = p.tokens[c + 1].lower if c + 1 < len(p.tokens) else ""
    if p.tokens[c].lower == "not" and following in ("only", "just", "merely"):
        return 0
    return int(not (p.tokens[c].lower in ("nor", "neither") and p.tokens[c].dep == "cc" and c > i))


def _in_no_way(p: Parsed, preposition: int) -> bool:
    noun = p.child(preposition, "pobj")
    return noun is not None and p.tokens[noun].lemma in _NO_WAY and _negative_subject(p, noun, frozenset())


def _negative_subject(p: Parsed, subject: int, matched: frozenset[int]) -> bool:
    token = p.tokens[subject]
    if token.lower in ("nobody", "none", "neither", "nothing"):
        return subject not in matched
    return any(
        p.tokens[c].lower in ("no", "neither", "none", "nobody") and c not in matched for c in p.children[subject]
    )
