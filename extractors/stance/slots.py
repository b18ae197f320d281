"""Show a sentence to the model with its parties as numbered slots, so that no name can sway it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.stance.masking import PERSON
from extractors.stance.reading import Reading
from extractors.stance.references import ANALYSTS, HE, IT, THEY, WE, YOU, Ref, Scene, resolve
from extractors.stance.sources import Source
from extractors.stance.speaker import inside
from extractors.stance.tokens import Parsed

BREAK = "[break]"  # between the sentence before and the sentence itself
CAST = "[cast]"  # between the chief parties that neither names and the sentence before
ANALYST = "analyst"
_TWO = frozenset(("both", "neither", "each"))
_PRONOUNS = HE | THEY | IT | WE | YOU
_PRIVATE = ("author", "anonymous", "")
_NOBODY = Ref("")
_MOST = 8  # parties that get a slot of their own
_CONTEXT = 16  # words of the sentence before
_Word = tuple[Ref, str, int]  # a party, "" for none; a word; its token in the sentence, -1 for none
_KINDS = {PERSON: "[person]", "Canadian": "[adjective]", "Canadians": "[people]"}  # what the masks stand for


@dataclass(frozen=True, slots=True)
class Slot:
    """A party that a sentence names, lets speak or goes on from."""

    party: str
    person: str | None  # the first individual of it that is meant
    places: tuple[int, ...]  # of its marks among the words


@dataclass(frozen=True, slots=True)
class Slotted:
    """A sentence as the model reads it, the sentence before in front of it."""

    words: tuple[str, ...]
    tokens: tuple[int, ...]  # for each word its token in the sentence, -1 for marks and what stands before
    slots: tuple[Slot, ...]
    absent: frozenset[str]  # parties that neither the sentence nor the one before names


def slotted(reading: Reading) -> tuple[Slotted, ...]:
    """Give every sentence with a mark in place of each name, and before each pronoun that stands for one.

    A mark says which party it is, in order of appearance, and whether a belligerent: "[S1]", "[T2]". A sentence within
    a quotation begins with its speaker's mark, a headline with "[title]". In front of all stand the marks of the
    article's chief parties that are not named here: they may be meant nevertheless.
    """
    said = [list(_words(reading, k)) for k in range(len(reading.parsed))]
    before = [[], *(words[-_CONTEXT:] for words in said)]
    return tuple(_slotted(reading.scene, earlier, own) for earlier, own in zip(before, said, strict=False))


def is_named(reading: Reading, k: int, party: str) -> bool:
    """Tell whether a sentence names a party, by a name, a pronoun or a description, or is its word."""
    return any(ref.party == party for ref, _, _ in _words(reading, k))


def _slotted(scene: Scene, before: Sequence[_Word], own: Sequence[_Word]) -> Slotted:
    belligerents = frozenset(scene.sides) | frozenset(scene.cast.pair)
    marks = {ANALYST: f"[{ANALYST}]"}
    named = dict.fromkeys(ref.party for ref, _, _ in (*before, *own) if ref.party)
    absent = [party for party in (*scene.cast.leads, ANALYST) if party not in named]
    for party in (*named, *absent):
        if party not in marks and len(marks) <= _MOST:
            marks[party] = f"[{'S' if party in belligerents else 'T'}{len(marks)}]"
    words: list[str] = []
    tokens: list[int] = []
    places: tuple[dict[str, list[int]], ...] = ({}, {}, {})  # of the absent, those named before, those named here
    persons: dict[str, str] = {}
    parts = (
        [*((Ref(party), "", -1) for party in absent), (_NOBODY, CAST, -1)],
        before,
        [(_NOBODY, BREAK, -1), *own],
    )
    for held, part in zip(places, parts, strict=True):
        for ref, word, token in part:
            if ref.party and ref.party not in marks:
                continue
            if ref.party:
                held.setdefault(ref.party, []).append(len(words))
                if ref.person and held is places[-1]:
                    persons.setdefault(ref.party, ref.person)
            words.append(marks[ref.party] if ref.party else word)
            tokens.append(token if held is places[-1] and not ref.party else -1)
    absent_at, before_at, here_at = places
    slots = [
        Slot(party, persons.get(party), tuple(here_at.get(party) or before_at.get(party) or absent_at[party]))
        for party in marks
    ]
    return Slotted(tuple(words), tuple(tokens), tuple(slots), frozenset(absent))


def _words(reading: Reading, k: int) -> Iterator[_Word]:
    """Give a sentence's words as (party, word, token); where the party's id is not "" the word is its mark."""
    p = reading.parsed[k]
    if p.is_headline:
        yield _NOBODY, "[title]", -1
    said = _speaker(p, reading)
    if said is not None:
        hidden = said.speaker in _PRIVATE
        yield _NOBODY, "[anonymous]" if hidden else "[said]", -1
        if not hidden:
            yield Ref("analyst", said.ref.person) if said.speaker == "analyst" else said.ref, "", -1
        yield _NOBODY, ":", -1
    for i, token in enumerate(p.tokens):
        refs = {r.party: r for r in reversed(_refs(p, i, reading)) if r.party not in _PRIVATE}
        yield from ((ref, "", -1) for ref in sorted(refs.values(), key=lambda ref: _first_named(reading.scene, ref)))
        if not (token.is_party and refs):
            yield _NOBODY, token.lower, i
        elif token.text in _KINDS:
            yield _NOBODY, _KINDS[token.text], i


def _first_named(scene: Scene, ref: Ref) -> int:
    """Give where an article names a party first: an order that no name decides."""
    return next((m.char_start for m in scene.mentions if m.party == ref.party), len(scene.text))


def _speaker(p: Parsed, reading: Reading) -> Source | None:
    """Give who says a sentence that lies for the most part within a quotation."""
    quote = inside(reading.quotes, (p.char_start + p.char_end) // 2) or inside(reading.quotes, p.char_start + 1)
    return None if quote is None else reading.sources.get(quote.char_start)


def _refs(p: Parsed, i: int, reading: Reading) -> tuple[Ref, ...]:
    """Give the parties that a token stands for by itself."""
    token = p.tokens[i]
    scene = reading.scene
    if token.mention is not None:
        named = scene.mentions[token.mention]
        return () if named.kind in ("outlet", "place", "group") else (Ref(named.party, named.person),)
    quote = inside(reading.quotes, token.char_start)
    source = reading.sources.get(quote.char_start) if quote is not None else None
    speaker = source.ref if source is not None and source.speaker not in ("", "anonymous") else None
    if scene.group_at(token.char_start, token.char_end) is not None or token.lower in _PRONOUNS | _TWO:
        return resolve(p, i, scene, speaker)
    if token.pos != "NOUN" or token.dep in ("compound", "nmod", "npadvmod") or _is_named(p, i):
        return ()
    return (Ref("analyst"),) if token.lemma in ANALYSTS else resolve(p, i, scene, speaker)


def _is_named(p: Parsed, i: int) -> bool:
    """Tell whether a noun's own words name its party: "the Russian president"."""
    return any(p.tokens[c].is_party for c in p.subtree(i))


def person_of(reading: Reading, k: int, party: str) -> str | None:
    """Give the individual whose stance a party's is in the k-th sentence: named, meant by a pronoun, or speaking."""
    return next((ref.person for ref, _, _ in _words(reading, k) if ref.party == party and ref.person), None)
