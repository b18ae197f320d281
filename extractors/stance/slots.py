"""Show a sentence to the model with its parties as numbered slots, so that no name can sway it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.stance.reading import Reading
from extractors.stance.references import ANALYSTS, HE, IT, THEY, WE, YOU, Ref, Scene, resolve
from extractors.stance.sources import Source
from extractors.stance.speaker import inside
from extractors.stance.tokens import Parsed

BREAK = "[break]"  # between the sentence before and the sentence itself
_TWO = frozenset(("both", "neither", "each"))
_PRONOUNS = HE | THEY | IT | WE | YOU
_PRIVATE = ("author", "anonymous", "")
_NOBODY = Ref("")
_MOST = 8  # parties that get a slot of their own
_CONTEXT = 24  # words of the sentence before
_KINDS = {"Smith": "[person]", "Canadian": "[adjective]", "Canadians": "[people]"}  # what the masks stand for


@dataclass(frozen=True, slots=True)
class Slot:
    """A party that a sentence names, lets speak or goes on from."""

    party: str
    person: str | None  # the first individual of it that is meant
    places: tuple[int, ...]  # of its marks among the words
    is_here: bool  # False: only the sentence before names it


@dataclass(frozen=True, slots=True)
class Slotted:
    """A sentence as the model reads it, the sentence before in front of it."""

    words: tuple[str, ...]
    tokens: tuple[int, ...]  # for each word its token in the sentence, -1 for marks and what stands before
    slots: tuple[Slot, ...]


def slotted(reading: Reading, k: int) -> Slotted:
    """Give the k-th sentence with a mark in place of each name, and before each pronoun that stands for one.

    A mark says which party it is, in order of appearance, and whether a belligerent: "[S1]", "[T2]". A sentence within
    a quotation begins with its speaker's mark, a headline with "[title]".
    """
    scene = reading.scene
    belligerents = frozenset(scene.sides) | frozenset(scene.cast.pair)
    marks: dict[str, str] = {}
    before = list(_words(reading, k - 1))[-_CONTEXT:] if k else []
    words: list[str] = []
    tokens: list[int] = []
    here: dict[str, list[int]] = {}
    there: dict[str, list[int]] = {}
    persons: dict[str, str] = {}
    for places, part in ((there, before), (here, [(_NOBODY, BREAK, -1)]), (here, list(_words(reading, k)))):
        for ref, word, token in part:
            party = ref.party
            if party and party not in marks:
                if len(marks) == _MOST:
                    continue
                marks[party] = f"[{'S' if party in belligerents else 'T'}{len(marks) + 1}]"
            if party:
                places.setdefault(party, []).append(len(words))
                if ref.person and places is here:
                    persons.setdefault(party, ref.person)
            words.append(marks[party] if party else word)
            tokens.append(token if places is here and not party else -1)
    slots = [Slot(party, persons.get(party), tuple(here.get(party) or there[party]), party in here) for party in marks]
    return Slotted(tuple(words), tuple(tokens), tuple(slots))


def _words(reading: Reading, k: int) -> Iterator[tuple[Ref, str, int]]:
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
    return next((slot.person for slot in slotted(reading, k).slots if slot.party == party), None)
