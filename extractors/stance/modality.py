"""Tell what is asserted from what is only supposed, asked or forecast (codebook rules 5 and 12)."""

from __future__ import annotations

from extractors.stance.clauses import SUBJECTS
from extractors.stance.tokens import Parsed, word_set

_IF = word_set("if unless whether should were provided lest suppose")
_MAY = frozenset(["may", "might", "could"])
_OPEN = frozenset(["would", "will", "'d", "'ll", "shall"])
_FORECAST = word_set("likely unlikely possible perhaps maybe possibly probably presumably")
_ACTING = word_set(
    "agree begin start continue manage plan set due schedule offer vow pledge promise decide choose move go come "
    "be have help refuse decline threaten order propose vote want seek try ready prepared willing say announce "
    "send intend resolve determine prefer hesitate rush hurry proceed travel fly meet arrive ring phone call "
    "write use return keep mean"
)
_TRACES = word_set("sign indication evidence hint suggestion proof signal trace inkling action")
_NONE = word_set("no not n't never little scant hardly few without")
_SHOW = word_set("indicate suggest show")
_CARRIED = ("xcomp", "acomp", "attr", "dobj", "pcomp", "prep", "aux", "conj")
_WISHED = word_set("hope hopes chance chances prospect prospects likelihood speculation rumour rumor odds")


def is_bare(p: Parsed, head: int, matched: frozenset[int]) -> bool:
    """Tell whether the predicate is an infinitive that nothing above it makes an act."""
    token = p.tokens[head]
    marker = p.child(head, "aux")
    if marker is None or p.tokens[marker].lower != "to" or marker in matched:
        return False
    if token.dep in ("csubj", "acl", "relcl", "advcl"):
        return token.dep != "advcl" or p.tokens[token.head].lemma not in _ACTING
    return token.dep == "xcomp" and p.tokens[token.head].lemma not in _ACTING and not p.is_headline


def is_supposed(p: Parsed, head: int, matched: frozenset[int]) -> bool:
    """Tell whether the predicate stands inside an if-clause or an indirect question."""
    i = head
    for _ in range(len(p.tokens)):
        for c in p.children[i]:
            token = p.tokens[c]
            if c in matched or c > head:
                continue
            if token.lower in _IF and token.dep in ("mark", "advmod", "aux", "prep"):
                if token.lower in ("should", "were"):
                    own = p.child(i, *SUBJECTS)
                    if own is None or own < c or p.tokens[i].dep not in ("advcl", "ccomp"):
                        continue
                return True
        token = p.tokens[i]
        if token.dep in ("xcomp", "ccomp") and p.tokens[token.head].lemma == "fail":
            return True  # rule 22: an outcome without an act
        if token.head == i or (token.dep in ("ccomp", "conj") and _reports(p, token.head)):
            return False
        if token.dep == "pobj" and p.tokens[token.head].lower in ("about", "of") and i != head:
            return p.tokens[p.tokens[token.head].head].lower in _WISHED
        i = token.head
    return False


def unseen(p: Parsed, head: int, matched: frozenset[int]) -> int | None:
    """Give the word that denies the predicate in "no sign that …" or "nothing to indicate …": that is no stance."""
    for i in p.path(head):
        token = p.tokens[i]
        if i in matched:
            continue
        near = (*p.children[i], *p.children[token.head])
        if token.lemma in _TRACES and any(p.tokens[c].lower in _NONE for c in near):
            return i
        if token.lower == "nothing" and i != head and any(p.tokens[c].lemma in _SHOW for c in p.children[i]):
            return i
    return None


def _reports(p: Parsed, verb: int) -> bool:
    return p.tokens[verb].lemma in ("say", "tell", "state", "announce", "declare", "add")


def force(p: Parsed, head: int, matched: frozenset[int]) -> str:
    """Name the modality of the predicate: "plain", "may", "must", "open" (will, would) or "forecast"."""
    i = head
    found = "plain"
    for _ in range(6):
        own = _own_force(p, i, matched)
        if own in ("may", "must", "forecast"):
            return own
        found = own or found
        token = p.tokens[i]
        joined = token.dep == "advcl" and token.tag == "VBG" and p.child(i, *SUBJECTS) is None
        if not (joined or token.dep in _CARRIED) or token.head == i:
            return found
        i = token.head
    return found


def _own_force(p: Parsed, i: int, matched: frozenset[int]) -> str:
    """Name the modality that the token's own auxiliaries and what it depends on give it; "" for none."""
    found = ""
    for c in p.children[i]:
        token = p.tokens[c]
        if c in matched:
            continue
        if token.dep == "aux" and token.lower in _MAY:
            return "may"
        if token.dep == "aux" and token.lower in ("must", "should"):
            return "must"
        if token.dep == "aux" and token.lower in _OPEN:
            found = "open"
        if token.dep in ("advmod", "acomp") and token.lower in _FORECAST:
            return "forecast"
    above = p.tokens[p.tokens[i].head]
    if p.tokens[i].dep == "xcomp" and above.lemma in ("have", "need") and _is_to(p, i):
        return "must"
    if p.tokens[i].dep == "xcomp" and above.lower == "going":
        return "open"
    return "forecast" if p.tokens[i].dep in _CARRIED and p.tokens[i].head != i and above.lower in _FORECAST else found


def _is_to(p: Parsed, i: int) -> bool:
    return any(p.tokens[c].dep == "aux" and p.tokens[c].lower == "to" for c in p.children[i])
