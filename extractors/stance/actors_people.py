"""Officials whom no table lists, known from the words that introduce them.

"Russia’s deputy farm minister, Name Surname" speaks for Russia, "Name Surname of the ELN" for the ELN. Experts
("political analyst Name Surname"), former officials, journalists and whoever is introduced by no role speak for nobody.
Where a government fights one armed party, "Foreign Minister Name Surname" is the government's and "rebel commander Name
Surname" the other's, unless a third party was named just before. Later mentions of the surname alone are the same
person.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.stance.actors_match import fold
from extractors.stance.cast import UNKNOWN, Cast
from extractors.stance.mention import Mention

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶĻŁĽŃŅŇŌŐŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ"
_PART = rf"[{_UPPER}][^\W\d_]+(?:[-’'][^\W\d_]{{2,}})*"
_JOINT = r"(?:al|el|bin|de|del|der|di|da|dos|van|von|ben|abu)[ -]"
NAME = re.compile(rf"\b{_PART}(?: (?:{_JOINT})*(?:[{_UPPER}]\. )?{_PART}){{1,3}}")
HONORIFICS = frozenset((
    "general", "gen", "colonel", "col", "lieutenant", "major", "captain", "admiral", "sergeant", "mr", "mrs", "ms",
    "miss", "dr", "prof", "professor", "sir", "lord", "lady", "dame", "baroness", "president", "prime", "minister",
    "foreign", "defence", "defense", "senator", "governor", "mayor", "ambassador", "cardinal", "archbishop",
    "bishop", "rabbi", "imam", "sheikh", "king", "queen", "prince", "princess", "justice", "judge", "chief",
    "secretary", "the", "former", "political", "senior", "deputy", "military", "spokesman", "spokeswoman",
    "spokesperson", "commander", "envoy", "negotiator", "mullah", "brigadier", "marshal",
))  # fmt: skip
_OF_ANYBODY = frozenset(("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lady", "the"))
_EXPERT = (
    r"analysts?|experts?|professor|fellow|lecturer|historian|researcher|scholar|academic|specialist|commentator|"
    r"pundit|strategist|economist|political scientist|think[- ]tanker|consultant|"
    r"retired (?:general|colonel|officer|diplomat|lieutenant colonel)"
)
_OFFICIAL = (
    r"minister|spokes(?:man|woman|person)|advis[eo]r|advises|advising|envoy|negotiator|ambassador|delegate|senator|"
    r"lawmaker|deputy|"
    r"parliamentarian|MP|aide|chief|head|heads|commander|commands|leader|leads|chairman|chairwoman|secretary|governor|mayor|official|"
    r"diplomat|president|premier|speaker|commissioner|representative|ombuds(?:man|woman)|chief of staff|mediator"
)
_INSTITUTE = (
    r"Cent(?:er|re)|Institut(?:e|ion)|Universit(?:y|é)|College|School|Academy|Foundation|Endowment|think[- ]tank|Group|"
    r"firm|"
    r"consultancy|Council on|Chatham House|programme at|faculty"
)
_JOURNALIST = re.compile(
    r"\b(?:journalist|reporter|correspondent|editor|columnist|presenter|anchor|host|author|photographer)\b"
)
EXPERT = re.compile(rf"\b(?:{_EXPERT})\b", re.IGNORECASE)
OFFICIAL = re.compile(rf"\b(?:{_OFFICIAL})\b")
_OFFICIAL_ANYHOW = re.compile(OFFICIAL.pattern, re.IGNORECASE)
INSTITUTE = re.compile(rf"\b(?:{_INSTITUTE})\b")
FORMER = re.compile(r"\b(?:[Ff]ormer|[Ee]x|[Rr]etired|[Oo]ne-?time|[Tt]hen)\b")
ROLE_BEFORE = re.compile(
    rf"\b(?:{_EXPERT}|{_OFFICIAL})s?(?: (?:general|in chief|of staff))?(?: (?:for|of|to) [^,.;:]{{2,50}})?,? ?\Z",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(r"[.;!?\n\r“”\"()]")
APPOSITION = re.compile(r"\*?, (?:(?:an?|the|our|its|his|her|their|who|a former|one of)\b|(?=[\w’'-]))")
_SENT_TO = re.compile(r"\b(?:to|for|with|on)(?: the)? \Z")  # before whom an envoy is sent to, or speaks for
_BELONGS_TO = re.compile(r" of (?:the )?\Z")
_ITS_OFFICE = re.compile(
    r"(?:['’]s?)?(?: [\w-]+){0,3} "
    r"(?:army|cabinet|command|council|delegation|embassy|government|military|ministry|mission|office|parliament|staff|"
    r"team)\b"
)
_ROLES_OWN = re.compile(r", |\b(?:after|and|as|before|but|because|if|that|though|when|where|while|with)\b")
_ROLES_WORD = re.compile(r"(?:(?<=for the )|(?<=of the ))[a-z]+?(?=s\b)|[a-z]+?(?=s['’])|[a-z]+")  # "rebels’": "rebel"
AFTER, BEFORE, NEAR = 130, 90, 250
_NAMES_A_PARTY = ("state", "org", "armed", "title", "leader")
_OF_OTHERS = frozenset(("envoy", "ambassador", "mediator", "opposition", "party", "commissioner", "delegate"))


def with_newcomers(text: str, mentions: Sequence[Mention], who: Cast = UNKNOWN) -> tuple[Mention, ...]:
    """All mentions of an article, with the introductions of unlisted officials and their later surnames, in order."""
    taken = _Taken(mentions, [mention.char_start for mention in mentions], who)
    introduced: dict[str, Mention] = {}
    places: list[Mention] = []
    for start, end in _names(text):
        if taken.overlap(start, end):
            continue
        person = slug(text[start:end])
        party = introduced[person].party if person in introduced else _party(text, start, end, taken)
        if party and person:
            newcomer = Mention(start, end, party, person, "leader")
            introduced.setdefault(person, newcomer)
            places.append(newcomer)
    places += _surnames(text, introduced, taken, places)
    return tuple(sorted((*mentions, *places), key=lambda mention: mention.char_start))


def slug(name: str) -> str:
    """A person's id from a name: plain letters, lower case, hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", " ".join(fold(part) for part in name.split()).lower()))


@dataclass(frozen=True, slots=True)
class _Taken:
    mentions: Sequence[Mention]
    starts: list[int]
    who: Cast

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that begin in a stretch of text."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def overlap(self, start: int, end: int) -> bool:
        at = bisect_left(self.starts, end)
        return at > 0 and self.mentions[at - 1].char_end > start


def _names(text: str) -> Iterator[tuple[int, int]]:
    """The full names of the text, without the honorifics before them."""
    for match in NAME.finditer(text):
        start, parts = match.start(), match.group().split(" ")
        while parts and fold(parts[0]).lower() in HONORIFICS:
            start += len(parts[0]) + 1
            parts = parts[1:]
        if len(parts) >= 2:
            yield start, match.end()


def _party(text: str, start: int, end: int, taken: _Taken) -> str | None:
    """The party that the words around a name introduce it for."""
    before = text[max(0, start - BEFORE) : start]
    stops = [match.end() for match in CLAUSE_END.finditer(before)]
    before = before[stops[-1] :] if stops else before
    if _JOURNALIST.search(before[-40:]):
        return None
    title = " ".join(before.split()[-1:]).lower()
    if ROLE_BEFORE.search(before) or title in HONORIFICS:
        if EXPERT.search(before) or FORMER.search(before):
            return None
        found = _introduced_as(text, before, taken.within(start - len(before), start), nearest=True)
        found = found or _belongs_to(text, end, taken, in_office=title not in _OF_ANYBODY)
        return found or _of_cast(_ROLES_OWN.split(before.rstrip(", "))[-1], start, taken)
    return _belongs_to(text, end, taken, in_office=False) or _in_apposition(text, start, end, taken)


def _in_apposition(text: str, start: int, end: int, taken: _Taken) -> str | None:
    """The party of "Name, a spokesman for the ELN"."""
    after = text[end : end + AFTER]
    apposition = APPOSITION.match(after)
    if not apposition:
        return None
    stop = CLAUSE_END.search(after)
    phrase = after[: stop.start()] if stop else after
    phrase = phrase.partition(", said")[0].partition(", told")[0]
    if party := _introduced_as(text, phrase, taken.within(end, end + len(phrase)), nearest=False):
        return party
    role = phrase[apposition.end() :].partition(",")[0]
    return None if taken.within(end, end + apposition.end() + len(role)) else _of_cast(role, start, taken)


def _belongs_to(text: str, end: int, taken: _Taken, *, in_office: bool) -> str | None:
    """The party of "Name of the ELN"; of a state where he serves it: "minister Name of Sudan"."""
    for mention in taken.within(end, end + len(" of the ") + 1):
        serves = in_office or _ITS_OFFICE.match(text, mention.char_end)
        if mention.kind == "armed" or (serves and mention.kind in ("state", "org")):
            return mention.party if _BELONGS_TO.fullmatch(text, end, mention.char_start) else None
    return None


def _introduced_as(text: str, phrase: str, mentions: Sequence[Mention], *, nearest: bool) -> str | None:
    named = [mention for mention in mentions if mention.party and mention.kind in ("state", "org", "armed", "title")]
    senders = [mention for mention in named if not _is_sent_to(text, mention)]
    parties = [mention.party for mention in senders or named]
    if any(other.search(phrase) for other in (_JOURNALIST, EXPERT, FORMER)):
        return None
    if INSTITUTE.search(phrase) and not nearest:
        return None
    if not (OFFICIAL.search(phrase) or any(mention.kind == "title" for mention in mentions)):
        return None
    return parties[-1 if nearest else 0] if parties else None


def _of_cast(role: str, start: int, taken: _Taken) -> str | None:
    """The side of a war within a state whose office a role names, unless a third party was named just before."""
    armed, state = taken.who.armed, taken.who.state
    words = set(_ROLES_WORD.findall(role.lower()))
    if not armed or not state or any(other.search(role) for other in (_JOURNALIST, EXPERT, FORMER, INSTITUTE)):
        return None
    if not _OFFICIAL_ANYHOW.search(role) or not words.isdisjoint(_OF_OTHERS):
        return None
    before = [mention.party for mention in taken.within(start - NEAR, start) if mention.kind in _NAMES_A_PARTY]
    if before and before[-1] not in (armed, state):
        return None
    return armed if any(taken.who.of(word, plural=False, counted=False) == (armed,) for word in words) else state


def _is_sent_to(text: str, mention: Mention) -> bool:
    return _SENT_TO.search(text, max(0, mention.char_start - len(" with the ")), mention.char_start) is not None


def _surnames(text: str, introduced: dict[str, Mention], taken: _Taken, places: Sequence[Mention]) -> Iterator[Mention]:
    """The later mentions of introduced persons by their last name, where only one of them bears it."""
    bearers: dict[str, list[Mention]] = {}
    for newcomer in introduced.values():
        bearers.setdefault(text[newcomer.char_start : newcomer.char_end].rsplit(maxsplit=1)[-1], []).append(newcomer)
    sole = {surname: found[0] for surname, found in bearers.items() if len(found) == 1}
    if not sole:
        return
    named = sorted((place.char_start, place.char_end) for place in places)
    starts = [start for start, _ in named]
    for match in re.finditer(r"\b(?:" + "|".join(map(re.escape, sorted(sole, key=len, reverse=True))) + r")\b", text):
        at = bisect_left(starts, match.end())
        inside = at > 0 and named[at - 1][1] > match.start()
        newcomer = sole[match.group()]
        if not inside and match.start() > newcomer.char_end and not taken.overlap(match.start(), match.end()):
            yield replace(newcomer, char_start=match.start(), char_end=match.end())
