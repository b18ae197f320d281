"""Find who says something in a sentence: reporting verbs, "according to", "X: …"."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache

from extractors.stance.clauses import agent, subject
from extractors.stance.lexicon import TOPICS
from extractors.stance.references import ANALYSTS, ANONYMOUS, IT, Ref, Scene, resolve
from extractors.stance.tokens import Parsed, word_set

SAY = word_set(
    "say tell state note add announce declare insist argue warn claim stress write post reply respond explain "
    "remark observe comment answer affirm assert emphasize emphasise underline underscore reiterate repeat "
    "confirm admit acknowledge concede suggest hint signal indicate reveal disclose report quote quip joke tweet "
    "continue conclude maintain contend allege believe think feel caution thunder hammer fume assure clarify "
    "recall relate vow pledge promise swear threaten complain object ask wonder muse confide point counter retort "
    "shoot fire tout describe estimate predict mention cite accuse blame charge deny boast brag snap sigh scoff "
    "mock go deem consider see inform brief proclaim profess concur agree opine imply insinuate deplore lament "
    "voice echo interject specify elaborate venture remind recount intone relay opine riposte stipulate read"
)
# Verbs that also act: they report only when a clause follows.
_ACTS = word_set("agree deny accuse blame ask go see fire shoot threaten promise vow pledge consider cite")
_FORMER = word_set("former ex-president ex-minister retired onetime ex")
_UNNAMED = word_set("official diplomat source aide adviser advisor insider officer figure negotiator person")
_CITIZENS = word_set(
    "teacher resident mother father widow wife husband son daughter student farmer driver soldier refugee "
    "pensioner shopkeeper nurse doctor villager neighbour neighbor shopper conscript veteran grandmother survivor "
    "activist protester voter worker poet singer actor priest blogger"
)
_SPOKES = word_set("spokesman spokeswoman spokesperson statement ministry office")
_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Source:
    """Who says something: the party whose word it is, and how the codebook names the speaker."""

    ref: Ref
    speaker: str  # party id, "anonymous", "analyst", "author"; "" where it is nobody's stance (a citizen)
    joint: tuple[Ref, ...] = ()  # all who say it together, where there are several


AUTHOR = Source(Ref("author"), "author")
ANONYMOUS_SOURCE = Source(Ref("anonymous"), "anonymous")
NOBODY = Source(Ref(""), "")


@cache
def outlets() -> frozenset[str]:
    """Give the names of news outlets that are no party's, lower-cased."""
    table = tomllib.loads((TOPICS / "general" / "reporting.toml").read_text(encoding="utf-8"))
    return frozenset(table["outlets"])


def _compound_name(p: Parsed, i: int) -> str:
    first = i
    while first > 0 and p.tokens[first - 1].pos == "PROPN" and p.tokens[first - 1].mention is None:
        first -= 1
    return " ".join(t.lower for t in p.tokens[first : i + 1])


def slug(name: str) -> str:
    """Make an entity id from a name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _NAME.sub("-", plain).strip("-")


def source_of(p: Parsed, i: int, scene: Scene, speaker: Ref | None = None) -> Source:  # noqa: PLR0911
    """Tell whose word it is when the noun phrase with head `i` says something."""
    token = p.tokens[i]
    words = {p.tokens[c].lemma for c in p.subtree(i)[:40]} if token.pos != "PRON" else {token.lower}
    refs = resolve(p, i, scene, speaker)
    if token.mention is not None and scene.mentions[token.mention].kind == "outlet":
        return ANONYMOUS_SOURCE
    if token.mention is None and (token.lower in outlets() or _compound_name(p, i) in outlets()):
        return ANONYMOUS_SOURCE
    if words & ANALYSTS and not any(r.person for r in refs):
        return Source(Ref("analyst", _name(p, i)), "analyst")
    named = next((r for r in refs if r.person), None)
    if words & _FORMER and not words & _SPOKES:
        if named is None and token.pos != "PROPN":
            return ANONYMOUS_SOURCE
        return Source(Ref("analyst", named.person if named else _name(p, i)), "analyst")
    if refs:
        ref = named or refs[0]
        hidden = ref.person is None and token.lemma in _UNNAMED and not words & _SPOKES
        return Source(ref, "anonymous" if hidden else ref.party, () if hidden or len(refs) == 1 else refs)
    if token.lemma in ANONYMOUS or token.lemma in IT:
        return ANONYMOUS_SOURCE
    name = _name(p, i)
    if name is not None and not words & _CITIZENS:
        return Source(Ref("analyst", name), "analyst")
    return NOBODY


def _name(p: Parsed, i: int) -> str | None:
    """Give the id of a private person named in the noun phrase."""
    near = [i, *(c for c in p.children[i] if p.tokens[c].dep in ("appos", "compound"))]
    for head in near:
        t = p.tokens[head]
        if t.pos != "PROPN" or t.mention is not None:
            continue
        first = head
        while first > 0 and p.tokens[first - 1].pos == "PROPN" and p.tokens[first - 1].mention is None:
            first -= 1
        if first < head:
            return slug(" ".join(p.tokens[k].text for k in range(first, head + 1)))
    return None


def is_report(p: Parsed, i: int) -> bool:
    """Tell whether token `i` is a verb that reports what somebody said."""
    token = p.tokens[i]
    if token.lemma not in SAY or token.pos not in ("VERB", "AUX"):
        return False
    if token.lemma in _ACTS:
        return p.child(i, "ccomp") is not None or token.dep == "parataxis"
    return True


def reporter(p: Parsed, verb: int, scene: Scene, speaker: Ref | None = None) -> Source | None:
    """Tell who the subject of a reporting verb is, or the one who is quoted; None when it has none."""
    quoted = _quoted(p, verb)
    if quoted is not None:
        return source_of(p, quoted, scene, speaker)
    found = subject(p, verb)
    if found is None:
        after = p.tokens[verb + 1] if verb + 1 < len(p.tokens) else None
        return source_of(p, verb + 1, scene, speaker) if after is not None and after.is_party else None
    if p.tokens[found.token].lower in ("he", "she"):
        private = _private_before(p, found.token)
        if private is not None:
            return private
    if found.passive:
        by = agent(p, verb)
        told = source_of(p, found.token, scene, speaker)
        if by is not None:
            return source_of(p, by, scene, speaker)
        return told if p.tokens[verb].lemma == "quote" else ANONYMOUS_SOURCE
    return source_of(p, found.token, scene, speaker)


def _quoted(p: Parsed, verb: int) -> int | None:
    """Find X in "the daily, quoting X, …" and "papers quoted X as saying …": the word is X's, not the quoter's."""
    if p.tokens[verb].lemma not in ("quote", "cite"):
        return None
    found = p.child(verb, "dobj")
    if found is None:  # the parser may make X the subject of what X says
        clause = p.child(verb, "ccomp")
        found = None if clause is None or p.tokens[clause].tag != "VBG" else p.child(clause, "nsubj")
    if found is None:
        return None
    token = p.tokens[found]
    is_somebody = token.is_party or token.pos == "PROPN" or token.lemma in _UNNAMED | _SPOKES
    return found if is_somebody else None


def _private_before(p: Parsed, pronoun: int) -> Source | None:
    """Find whom "he" takes up in "As for Jane Roe's view, she said": a full name of no party named last."""
    for i in range(pronoun - 1, 0, -1):
        token = p.tokens[i]
        if token.is_party:
            return None
        if token.pos == "PROPN" and token.dep in ("poss", "nsubj", "pobj") and p.tokens[i - 1].pos == "PROPN":
            name = _compound_name(p, i)
            is_person = token.dep != "pobj" and name not in outlets() and not p.tokens[i - 1].is_party
            return Source(Ref("analyst", slug(name)), "analyst") if is_person else None
    return None


def according_to(p: Parsed, scene: Scene) -> tuple[int, Source] | None:
    """Find "according to X", "in X's words", "in the view of X" in a sentence."""
    for i, token in enumerate(p.tokens[:-1]):
        if token.lower == "according" and p.tokens[i + 1].lower == "to":
            named = _bare_surname(p, i + 2)
            if named is not None:
                return i, named
            for k in range(i + 2, min(i + 9, len(p.tokens))):
                if p.tokens[k].dep == "pobj" and p.tokens[k].head in (i, i + 1):
                    return i, source_of(p, k, scene)
            for k in range(i + 2, min(i + 6, len(p.tokens))):
                if p.tokens[k].is_party:
                    return i, source_of(p, k, scene)
            return i, ANONYMOUS_SOURCE
    return None


def _bare_surname(p: Parsed, i: int) -> Source | None:
    """Give the private person whose surname alone stands between commas: "according to Petrov, …"."""
    if i + 1 >= len(p.tokens) or p.tokens[i + 1].lower not in (",", "."):
        return None
    token = p.tokens[i]
    if token.pos != "PROPN" or token.mention is not None or token.lower in outlets():
        return None
    return Source(Ref("analyst", slug(token.text)), "analyst")


def colon_source(p: Parsed, scene: Scene) -> tuple[int, Source] | None:
    """Find the speaker of "Peskov: no talks" and "X on Y: …"; gives the colon's place too."""
    for i, token in enumerate(p.tokens[:14]):
        if token.lower == ":" and i > 0:
            before = [k for k in range(i) if p.tokens[k].is_party]
            verbs = [k for k in range(i) if p.tokens[k].pos in ("VERB", "AUX")]
            told = next((k for k in verbs if is_report(p, k)), None)
            if told is not None:
                source = reporter(p, told, scene)
                return (i, source) if source is not None else None
            if not before or verbs:
                return None
            if any(p.tokens[k].lower in ("war", "live", "crisis", "talks", "conflict", "peace") for k in range(i)):
                return None
            named = [k for k in before if scene.mentions[p.tokens[k].mention or 0].person]
            return i, source_of(p, (named or before)[0], scene)
    return None
