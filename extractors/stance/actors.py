"""Who is meant: mentions of parties, persons and dated titles in a text, by the actor tables.

Names are found longest first; "Russian president" is the title's holder on the article's day (undated: the holder
whom the article names, else the party alone). A surname is its one listed bearer, the one whom the article names in
full, or the only one who is in office on the day and whose party it names; a first name needs its bearer named in full.
A possessive ending is outside the span. Whom no table lists, actors_people.py finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise, zip_longest
from types import MappingProxyType

from extractors.stance.actors_data import ActorData, Alias, Party, Person, read
from extractors.stance.actors_match import Trie, Word, joined, words
from extractors.stance.actors_people import HONORIFICS
from extractors.stance.mention import Mention
from extractors.stance.offices import Offices, covers
from extractors.stance.rebels import BETWEEN, MOST_BETWEEN, NOUNS, QUARTERS, WHERE, RebelTable, otherwise_called

__all__ = ["ActorIndex", "AliasRow", "Mention", "Party", "Person"]

FORMER = frozenset(("former", "ex", "then", "late", "onetime", "deposed", "ousted"))
NOT_THE_HOLDER = frozenset(("deputy", "vice", "acting", "former", "ex", "then", "first", "assistant", "shadow", "late"))
OPPOSED = frozenset(("pro", "anti", "non", "post", "ex"))
# Capitalised after a state's name in titles and headlines; anything else makes "Jordan Name" a person.
AFTER_A_STATE = frozenset((
    "foreign", "president", "prime", "king", "minister", "army", "government", "and", "or", "to", "in", "on", "says",
    "said", "calls", "urges", "rejects", "accepts", "offers", "agrees", "wants", "warns", "tells", "hosts", "backs",
    "vows", "signs", "joins", "seeks", "welcomes", "denies", "talks", "peace", "truce", "war", "border", "ceasefire",
    "summit", "will", "is", "has", "was",
))  # fmt: skip
_QUARTERS = frozenset(("North", "South", "East", "West"))
_POSSESSIVES = ("’s ", "'s ", "’ ", "' ")
_MATTER = re.compile(
    r" (?:peace |hostage )?(?:accord|agreement|campaign|ceasefire|conflict|deal|envoy|front|hostage|negotiat\w+|"
    r"offensive|operation|plan|policy|prisoner|process|question|strategy|talks|ties|truce|war)"
)
NOT_THE_PARTY = frozenset(("based", "born", "style", "language", "speaking", "made"))


@dataclass(frozen=True, slots=True)
class AliasRow:
    """One name in use, as the warehouse keeps it."""

    alias: str
    party: str
    person: str | None
    valid_from: date | None
    valid_to: date | None
    source_file: str


@dataclass(frozen=True, slots=True)
class _Hit:
    """Some words of the text with all that they may mean."""

    first: int  # index of the first word
    last: int  # one past the last
    aliases: tuple[Alias, ...]
    title: str | None = None  # the office of a title composed with a party
    rebels: frozenset[str] | None = None  # of the party, a state: the words between it and them
    country: int | None = None  # index of the first word of the state where they are: "rebels in Sierra Leone"


@dataclass(frozen=True, slots=True)
class _Known:
    """What the sure names of a text say of the others."""

    named: frozenset[str]  # persons
    parties: frozenset[str]
    on: date | None


class ActorIndex:
    """The parties and persons of a topic, and where a text names them."""

    def __init__(self, data: ActorData) -> None:
        self.parties: Mapping[str, Party] = MappingProxyType(data.parties)
        self.persons: Mapping[str, Person] = MappingProxyType(data.persons)
        self._aliases = (*data.aliases, *otherwise_called(data.aliases))
        self._names = Trie((alias.text, alias) for alias in self._aliases)
        self._full = {alias.text: alias for alias in data.aliases if alias.kind == "state" and alias.form == "full"}
        self._titles = Trie(data.titles.items())
        self._given = frozenset(data.given_names) | {person.name.split()[0] for person in data.persons.values()}
        self._rebels = RebelTable(tuple(data.rebels), self.parties)
        self._offices = Offices(data.offices, self.parties)

    @classmethod
    def load(cls, topic: str = "ukraine") -> ActorIndex:
        """The index of a topic, read once per process."""
        return _load(topic)

    def aliases(self) -> tuple[AliasRow, ...]:
        """Every name in use, in the order of the files."""
        return tuple(
            AliasRow(alias.text, alias.party, alias.person, alias.valid_from, alias.valid_to, alias.source)
            for alias in self._aliases
            if alias.party
        )

    def find(self, text: str, on: date | None) -> tuple[Mention, ...]:
        """The mentions of a whole text, in order; `on` is the day that decides who holds an office."""
        found = words(text)
        hits = list(self._hits(text, found))
        certain = [alias for hit in hits if (alias := _sure(hit.aliases, frozenset()))]
        known = _Known(
            frozenset(alias.person for alias in certain if alias.person), frozenset(a.party for a in certain), on
        )
        mentions = [mention for hit in hits if (mention := self._resolve(text, found, hit, known))]
        present = tuple(dict.fromkeys(mention.party for mention in mentions))
        merged = tuple(_merged(text, self._with_rebel_leaders(text, mentions)))
        return tuple(_with_present_members(mention, present) for mention in self._without_their_country(text, merged))

    def _hits(self, text: str, found: list[Word]) -> Iterator[_Hit]:
        i, end = 0, None  # where the name of a state before ends
        while i < len(found):
            hit = self._title_of_party(text, found, i) or self._shortened(text, found, i) or self._name(text, found, i)
            hit = hit or self._rebels_in(text, found, i)
            if hit is None:
                i += 1
                continue
            of_a_state = end is not None and _past_possessive(text, found, end) == i
            if not (hit.aliases[0].common and of_a_state and joined(text, found[i - 1], found[i])):
                yield hit
            end = hit.last if hit.aliases[0].kind == "state" else None
            i = hit.last

    def _shortened(self, text: str, found: list[Word], at: int) -> _Hit | None:
        """The first of two that share a word: "North" in "North and South Korea"."""
        if found[at].plain not in _QUARTERS or at + 2 >= len(found) or found[at + 1].key not in ("and", "or"):
            return None
        length, _ = self._names.longest(text, found, at + 2)
        shared = text[found[at + 2].end : found[at + 1 + length].end] if found[at + 2].plain in _QUARTERS else ""
        alias = self._full.get(found[at].plain + shared) if shared else None
        return _Hit(at, at + 1, (alias,)) if alias else None

    def _name(self, text: str, found: list[Word], at: int) -> _Hit | None:
        length, aliases = self._names.longest(text, found, at)
        if not length:
            return None
        end, rebels = at + length, None
        if aliases[0].kind == "state" and (more := self._rebels_after(text, found, end)):
            end, rebels = more
        titled = self._title_after(text, found, end) if aliases[0].kind in ("state", "org", "armed") else None
        return _Hit(at, titled[0] if titled else end, tuple(aliases), titled[1] if titled else None, rebels)

    @staticmethod
    def _rebels_after(text: str, found: list[Word], at: int) -> tuple[int, frozenset[str]] | None:
        """The end of a state's "rebels" and the words between: "Rwandan rebels", "Burundi's main Hutu rebel …"."""
        i = _past_possessive(text, found, at)
        for k in range(i, min(i + MOST_BETWEEN + 1, len(found))):
            if not joined(text, found[k - 1], found[k]) or found[k].key not in BETWEEN | NOUNS:
                return None
            if found[k].key in NOUNS:
                return k + 1, frozenset(word.key for word in found[i:k])
        return None

    def _rebels_in(self, text: str, found: list[Word], at: int) -> _Hit | None:
        """Rebels before their country: "Muslim separatists in the southern Philippines", "the rebels of Burundi"."""
        k = at
        while k < min(at + MOST_BETWEEN, len(found) - 1) and found[k].key in BETWEEN:
            k += 1
        if found[k].key not in NOUNS or not found[k].key.endswith(("s", "y")):
            return None
        if k + 2 >= len(found) or found[k + 1].key not in WHERE:
            return None
        for i in range(k + 2, min(k + 5, len(found))):
            length, aliases = self._names.longest(text, found, i)
            if length and aliases[0].kind == "state" and self._is_country(aliases[0].text, aliases[0].party):
                is_joined = all(joined(text, *pair) for pair in pairwise(found[at : i + length]))
                words_before = frozenset(word.key for word in found[at:k])
                return _Hit(at, i + length, tuple(aliases), None, words_before, i) if is_joined else None
            if found[i].key not in ("the", *QUARTERS):
                return None
        return None

    def _is_country(self, name: str, party: str) -> bool:
        """Whether a state's name is the country's own, not its people's or its capital's."""
        return name.rpartition(" ")[2] in self.parties[party].name.split()

    def _title_after(self, text: str, found: list[Word], at: int) -> tuple[int, str] | None:
        """The end and the office of a title that follows a party: "Russian president", "Ukraine’s foreign minister"."""
        at = _past_possessive(text, found, at)
        plain = True
        while at < len(found) and found[at].key in NOT_THE_HOLDER and joined(text, found[at - 1], found[at]):
            plain, at = False, at + 1
        if at >= len(found) or not joined(text, found[at - 1], found[at]):
            return None
        length, offices = self._titles.longest(text, found, at)
        return (at + length, offices[0] if plain else "") if length else None

    def _title_of_party(self, text: str, found: list[Word], at: int) -> _Hit | None:
        """A title before its party: "president of the United States"."""
        length, offices = self._titles.longest(text, found, at)
        i = at + length
        if not length or i + 1 >= len(found) or found[i].key != "of" or not joined(text, found[i - 1], found[i]):
            return None
        i += 1 + (found[i + 1].key == "the")
        if i >= len(found) or not joined(text, found[i - 1], found[i]):
            return None
        named, aliases = self._names.longest(text, found, i)
        if not named or aliases[0].kind not in ("state", "org", "armed"):
            return None
        return _Hit(at, i + named, tuple(aliases), offices[0])

    def _resolve(self, text: str, found: list[Word], hit: _Hit, known: _Known) -> Mention | None:
        alias = _sure(hit.aliases, known.named) or _likely(hit.aliases, known, is_titled=_is_titled(text, found, hit))
        if alias is None or self._misleads(text, found, hit, alias):
            return None
        start, end = found[hit.first].start, found[hit.last - 1].end
        party: str | None = self._offices.spoken_for(alias.person, alias.party, known.on)
        if hit.rebels is not None:
            party = self._rebels.meant(alias.party, hit.rebels, known.parties, known.on)
            if hit.country is not None and (party is None or self._rebels.of_others(alias.party, known.parties)):
                return Mention(found[hit.country].start, end, alias.party, None, alias.kind)
        if party is None:
            return None
        office = hit.title if hit.title is not None else alias.office
        if office is None:
            kind = alias.kind if hit.rebels is None else "armed"
            return Mention(start, end, party, alias.person, kind, alias.members)
        before = found[hit.first - 1].key if hit.first else ""
        person = None if before in FORMER else self._offices.holder(party, office, known.on, known.named)
        return Mention(start, end, party, person, "title")

    def _with_rebel_leaders(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """Let a person whom the text calls leader of rebels speak for these, whatever state he came to lead."""
        led = {
            name.person: title.party
            for title, name in pairwise(mentions)
            if title.kind == "title" and name.kind == "leader" and text[title.char_end : name.char_start] == " "
            if title.party in self.parties and self.parties[title.party].state == name.party
        }
        return [replace(m, party=led[m.person]) if m.person in led else m for m in mentions] if led else mentions

    def _without_their_country(self, text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Without the state in "Angola’s UNITA rebels" or "Colombian FARC guerrillas"."""
        for mention, after in zip_longest(mentions, mentions[1:]):
            if mention.kind == "state" and after and after.kind == "armed":
                name, gap = text[mention.char_start : mention.char_end], text[mention.char_end : after.char_start]
                of_it = gap in _POSSESSIVES or (gap == " " and not self._is_country(name, mention.party))
                if of_it and not _MATTER.match(text, after.char_end):
                    continue
            yield mention

    def _misleads(self, text: str, found: list[Word], hit: _Hit, alias: Alias) -> bool:
        """Whether the neighbours show that the words are part of another name or word."""
        first, last = found[hit.first], found[hit.last - 1]
        before = found[hit.first - 1] if hit.first else None
        after = found[hit.last] if hit.last < len(found) else None
        hyphen_before = before is not None and text[before.end : first.start] in ("-", "‐", "‑")
        hyphen_after = after is not None and text[last.end : after.start] in ("-", "‐", "‑")
        if before and hyphen_before and before.key in OPPOSED:
            return True
        if after and hyphen_after and after.key in NOT_THE_PARTY:
            return True
        if (
            text[last.end : last.end + 1] == "."
            and text[last.end + 1 : last.end + 2].islower()
            and last.plain[-1:].islower()
        ):
            return True
        beside = [word for word in (before, after) if word and _capitalised_beside(text, first, last, word)]
        if alias.form == "nick":
            return bool(beside)
        if before in beside and before is not None and (before.plain in self._given or before.key == "new"):
            return alias.form in ("short", "surname") or alias.guarded
        first_name = alias.guarded or (alias.form != "full" and alias.text in self._given)
        return first_name and hit.title is None and after in beside and _makes_a_name(found, hit.last)


def _past_possessive(text: str, found: list[Word], at: int) -> int:
    """The next word, or the one after it where that is a possessive's "s"."""
    return at + (at < len(found) and found[at].key == "s" and text[found[at - 1].end : found[at].start] in ("'", "’"))


def _makes_a_name(found: list[Word], at: int) -> bool:
    """Whether the capitalised word after "Jordan" is a last name, and not a verb in a headline's capitals."""
    word = found[at]
    headline = at + 1 < len(found) and found[at + 1].plain[:1].isupper()
    return len(word.plain) > 2 and word.plain.istitle() and word.key not in AFTER_A_STATE and not headline


def _with_present_members(mention: Mention, present: Sequence[str]) -> Mention:
    """A group, its members in the order in which the text names them, and without any where it names not all."""
    members = tuple(party for party in present if party in mention.members)
    return replace(mention, members=members if len(members) == len(set(mention.members)) else ())


def _capitalised_beside(text: str, first: Word, last: Word, word: Word) -> bool:
    gap = text[word.end : first.start] if word.end <= first.start else text[last.end : word.start]
    return gap == " " and word.plain[:1].isupper()


def _sure(aliases: tuple[Alias, ...], named: frozenset[str]) -> Alias | None:
    """The one meaning that fits: a full name, else the bearer named in the text, else the only one known by it."""
    full = [alias for alias in aliases if alias.form == "full"]
    if full:
        return full[0]
    present = {alias.person: alias for alias in aliases if alias.person in named}
    if len(present) == 1:
        return next(iter(present.values()))
    short = [alias for alias in aliases if alias.form == "short"]
    return short[0] if short and len({alias.person for alias in aliases}) == 1 else None


def _likely(aliases: tuple[Alias, ...], known: _Known, *, is_titled: bool) -> Alias | None:
    """The one bearer of a surname whose party the text names too: "General Munir" beside Pakistan.

    Without a title before it the name must be that of somebody in office on the day.
    """
    bearers = {
        alias.person: alias
        for alias in aliases
        if alias.form != "nick" and alias.party in known.parties and (is_titled or known.on is not None)
    }
    fitting = [
        alias for alias in bearers.values()
        if known.on is None or covers(alias.valid_from, alias.valid_to, known.on)
    ]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


def _is_titled(text: str, found: list[Word], hit: _Hit) -> bool:
    if not hit.first:
        return False
    before = found[hit.first - 1]
    return before.key in HONORIFICS and _capitalised_beside(text, found[hit.first], found[hit.last - 1], before)


def _merged(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """One mention for a title and the name that follows it, and the name's bearer for a title in apposition."""
    held: Mention | None = None
    for mention in mentions:
        if held and held.kind == "title" and mention.kind == "leader" and held.party == mention.party:
            gap = text[held.char_end : mention.char_start]
            if gap in (" ", "\u00a0"):
                held = replace(mention, char_start=held.char_start)
                continue
            if gap == ", ":
                held = replace(held, person=mention.person)
        if held:
            yield held
        held = mention
    if held:
        yield held


@lru_cache(maxsize=8)
def _load(topic: str) -> ActorIndex:
    return ActorIndex(read(topic))
