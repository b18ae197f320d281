"""The pattern language of the lexicon: short word sequences over lemmas, matched in one sentence.

A pattern is a row of elements separated by blanks:

    word          a token whose lemma or lower-cased form is the word; ``cease_fire`` is two tokens
    a|b|@class    any one of them; a class is a named list of words, phrases and further classes
    %party        a token that names a party or a person
    ..  ..5       up to three, or up to five, tokens that are neither negators nor breaks (; : and quotation marks)
    ~  ~5         the same, but within one noun phrase: no verb, no comma, no "from" or "with" after a noun
    element?      may be missing
    element*      the head: the word whose subject acts (default: the match's syntactic top)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.stance.tokens import Token, word_set

PARTY = "%party"
NEGATORS = word_set("not n't never no neither nor none nobody hardly cannot without")
_BREAKS = frozenset((";", ":", "“", "”", '"', "—", "–"))
_LIGHT = frozenset(("a", "an", "the", "'s", "'", "-"))
_DEFAULT_GAP = 3


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern."""

    words: frozenset[str]
    phrases: tuple[tuple[str, ...], ...] = ()
    gap: int = 0  # above 0: a gap of up to so many tokens
    phrasal: bool = False  # the gap stays within one noun phrase
    optional: bool = False
    head: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """The tokens that a pattern stands on; gap tokens are left out."""

    tokens: tuple[int, ...]
    head: int | None  # the marked head, if the pattern marks one


Pattern = tuple[Element, ...]
Classes = Mapping[str, Sequence[str]]


def compile_pattern(source: str, classes: Classes) -> Pattern:
    """Read a pattern; raises ValueError when it cannot be one."""
    elements = tuple(_element(part, classes) for part in source.split())
    if not any(not e.gap and not e.optional for e in elements):
        raise ValueError(f"pattern {source!r} has no required word")
    if elements[0].gap or elements[-1].gap:
        raise ValueError(f"pattern {source!r} begins or ends with a gap")
    return elements


def _element(part: str, classes: Classes) -> Element:
    if part.startswith(("..", "~")):
        size = part.removeprefix("..").removeprefix("~")
        if size and not size.isdigit():
            raise ValueError(f"gap {part!r}: a number should follow the dots")
        return Element(frozenset(), gap=int(size or _DEFAULT_GAP), phrasal=part.startswith("~"))
    head = part.endswith("*")
    part = part.removesuffix("*")
    optional = part.endswith("?")
    part = part.removesuffix("?")
    words: set[str] = set()
    phrases: set[tuple[str, ...]] = set()
    for phrase in _expand(part, classes, ()):
        if len(phrase) == 1:
            words.add(phrase[0])
        else:
            phrases.add(phrase)
    return Element(frozenset(words), tuple(sorted(phrases, key=lambda p: (-len(p), p))), optional=optional, head=head)


def _expand(part: str, classes: Classes, seen: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for alternative in part.split("|"):
        if not alternative:
            raise ValueError(f"{part!r} has an empty alternative")
        if not alternative.startswith("@"):
            yield tuple(alternative.replace("_", " ").split())
            continue
        name = alternative[1:]
        if name in seen:
            raise ValueError(f"class @{name} contains itself")
        if name not in classes:
            raise ValueError(f"no class @{name}")
        for phrase in classes[name]:
            yield from _expand(phrase.replace(" ", "_"), classes, (*seen, name))


def required_words(pattern: Pattern) -> tuple[frozenset[str], ...]:
    """Give one set of words for each required element: a sentence that lacks all of one set cannot match."""
    return tuple(
        e.words | {p[0] for p in e.phrases}
        for e in pattern
        if not e.optional and not e.gap and PARTY not in e.words
    )  # fmt: skip


def find(pattern: Pattern, tokens: Sequence[Token]) -> Iterator[Match]:
    """Find the pattern from left to right; matches do not overlap one another."""
    first = pattern[0]
    openings = first.words | {p[0] for p in first.phrases}
    anywhere = first.optional or PARTY in openings
    start = 0
    while start < len(tokens):
        opening = tokens[start]
        if not anywhere and opening.lower not in openings and opening.lemma not in openings:
            start += 1
            continue
        found = _from(pattern, 0, tokens, start)
        if found is None:
            start += 1
            continue
        places, head = found
        yield Match(places, head)
        start = places[-1] + 1


def _from(pattern: Pattern, at: int, tokens: Sequence[Token], i: int) -> tuple[tuple[int, ...], int | None] | None:
    if at == len(pattern):
        return (), None
    element = pattern[at]
    if element.gap:
        return _over_gap(pattern, at, tokens, i)
    for width in _widths(element, tokens, i):
        rest = _from(pattern, at + 1, tokens, i + width)
        if rest is not None:
            head = i if element.head else rest[1]
            return (*range(i, i + width), *rest[0]), head
    if element.optional:
        return _from(pattern, at + 1, tokens, i)
    return None


def _over_gap(pattern: Pattern, at: int, tokens: Sequence[Token], i: int) -> tuple[tuple[int, ...], int | None] | None:
    room = pattern[at].gap
    for here in range(i, len(tokens) + 1):
        rest = _from(pattern, at + 1, tokens, here)
        if rest is not None:
            return rest
        if here == len(tokens) or tokens[here].lower in NEGATORS or tokens[here].lower in _BREAKS:
            return None
        if pattern[at].phrasal and _leaves_phrase(tokens[i : here + 1]):
            return None
        room -= not _is_light(tokens[here])
        if room < 0:
            return None
    return None


def _leaves_phrase(passed: Sequence[Token]) -> bool:
    """A preposition after a noun opens another phrase: "the message from", but "on Monday the"."""
    token = passed[-1]
    if token.pos == "ADP" and token.lower != "of":
        return any(t.pos == "NOUN" for t in passed[:-1])
    return token.lower == "," or (token.pos in ("VERB", "AUX") and token.dep != "amod")


def _is_light(token: Token) -> bool:
    """Articles, numbers, hyphens and possessive endings take no room in a gap."""
    return token.pos == "NUM" or token.lower in _LIGHT


def _widths(element: Element, tokens: Sequence[Token], i: int) -> Iterator[int]:
    if i >= len(tokens):
        return
    for phrase in element.phrases:
        stop = i + len(phrase)
        if stop <= len(tokens) and all(_same(w, tokens[i + k]) for k, w in enumerate(phrase)):
            yield len(phrase)
    if _fits(element, tokens[i]):
        yield 1


def _fits(element: Element, token: Token) -> bool:
    if token.lemma == "have" and token.pos == "AUX":
        return False  # "had closed" is no having; "have to" is written as a phrase
    return token.lower in element.words or token.lemma in element.words or (token.is_party and PARTY in element.words)


def _same(word: str, token: Token) -> bool:
    return word in (token.lower, token.lemma) or (word == PARTY and token.is_party)
