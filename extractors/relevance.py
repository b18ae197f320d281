"""Whether a feed's entry is worth fetching, told from what the feed says of it.

Recall matters more than what is fetched in vain: an entry is passed over only where it says enough to be judged and
nothing of it touches on a war or on settling one. The names are those of the actor tables, of every topic; the words
those of `topics/relevance.toml`; and what the tagger's own gate would read is never passed over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal
from urllib.parse import unquote

from extractors.records import FeedEntry
from extractors.stance.actors_data import TOPICS, ActorData, read
from extractors.stance.actors_match import Trie, Word, words
from extractors.stance.gate import may_be_on_topic

FEW_WORDS = 5  # a title of fewer says too little by itself
ENOUGH_WORDS = 12  # a summary of so many says what the article is about
READ = 6_000  # characters; an article on a war says so early
_NOT_LETTERS = re.compile(r"[\W_]+")
# A sentence or two of English have two of these at least; a text without them is in a language that is not listed here.
_ENGLISH = re.compile(
    r"\b(?:the|and|to|for|that|with|from|by|has|have|after|who|what|which|were|been|its|it|their|of|is|are|a|an)\b",
    re.IGNORECASE,
)

# near: a party or person of a war that parley follows; far: any other state, organisation, politician or title.
_Nearness = Literal["near", "far"]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    enough: re.Pattern[str]
    negotiating: re.Pattern[str]
    offices: re.Pattern[str]
    elsewhere: re.Pattern[str]
    names: Trie[_Nearness]


def passed_over(entry: FeedEntry) -> str | None:
    """Say why an entry is not worth fetching; None: it is, or nobody can tell."""
    said = "\n".join(filter(None, (entry.title, *entry.categories, entry.summary, entry.content)))[:READ]
    found = words(said)
    in_title = len(words(entry.title or ""))
    told = len(found) - in_title >= ENOUGH_WORDS
    if (told and not _is_english(said)) or (not told and in_title < FEW_WORDS):
        return None
    known = _vocabulary()
    widely = f"{said}\n{_path(entry.link)}"
    if known.enough.search(widely) or may_be_on_topic(said):
        return None
    named = _named(said, found, known.names)
    if "near" in named:
        return None
    elsewhere = known.elsewhere.findall(widely)
    if named or known.offices.search(widely):
        if len(elsewhere) <= len(known.negotiating.findall(said)):
            return None
    elif not elsewhere and not told:
        return None
    subject = f"It speaks of {elsewhere[0].lower()}" if elsewhere else "It names nobody who could negotiate"
    return f"{subject}, and none of {len(found)} words is of war or peace."


def _is_english(text: str) -> bool:
    return len({word.casefold() for word in _ENGLISH.findall(text)}) >= 2


def _path(link: str) -> str:
    """The words of an address behind its host, which often are the headline or the section."""
    path = re.sub(r"^[a-z]+://[^/]*", "", link, flags=re.IGNORECASE)
    return _NOT_LETTERS.sub(" ", unquote(path[:500]))


def _named(text: str, found: list[Word], names: Trie[_Nearness]) -> set[_Nearness]:
    nearness: set[_Nearness] = set()
    at = 0
    while at < len(found) and "near" not in nearness:
        length, values = names.longest(text, found, at)
        nearness.update(values)
        at += length or 1
    return nearness


@cache
def _vocabulary() -> _Vocabulary:
    topics = [read(path.parent.name) for path in sorted(TOPICS.glob("*/topic.toml"))]
    listed = tomllib.loads((TOPICS / "relevance.toml").read_text(encoding="utf-8"))
    return _Vocabulary(
        enough=_any_of(listed["enough"]),
        negotiating=_any_of(listed["negotiating"]),
        offices=_any_of((*listed["offices"], *(title for data in topics for title in data.titles))),
        elsewhere=_any_of(listed["elsewhere"]),
        names=Trie((name, nearness) for data in topics for name, nearness in _names(data)),
    )


def _any_of(listed: Iterable[str]) -> re.Pattern[str]:
    written = (re.escape(word).replace(r"\*", r"[\w’']*").replace(r"\ ", r"[\s-]+") for word in sorted(set(listed)))
    return re.compile(rf"\b(?:{'|'.join(written)})\b", re.IGNORECASE)


def _names(data: ActorData) -> Iterable[tuple[str, _Nearness]]:
    at_war = set(data.member_groups["belligerents"])
    for alias in data.aliases:
        if alias.kind == "outlet" or alias.guarded or alias.form == "nick":
            continue
        near = alias.form != "surname" and (alias.kind == "armed" or alias.party in at_war)
        yield alias.text, "near" if near else "far"
