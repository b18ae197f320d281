"""Load and check the lexicon: which wording signals what, as TOML beside the topics.

Each topic folder may hold files `lexicon*.toml`; those of `general` are read first, the topic's own add. A file has a
table `[classes]` (lists of words and phrases) and, under the name of each signal type, entries:

    {id = "willing.open", pattern = "open|receptive to ..2 @talks", examples = ["Alpha is open to talks."]}

`actor` says whose signal it is: subject (default), object, possessor or speaker. `target`: auto (default), subject or
object. `negated`: the type when negated, or "none"; without it the codebook's default for the type holds. `priority`:
of two entries that want the same word, the higher wins (default 0), then the one that matches more words. `author`:
"always" where the article's own voice may take the stance even outside opinion pieces (default: "opinion").
`where`: "quote" holds only in direct speech of a party, "said-of-rival" only where a party speaks of the other side.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from extractors.records import SIGNAL_TYPES, SignalType
from extractors.stance.patterns import Classes, Pattern, compile_pattern, required_words

ActorRole = Literal["subject", "object", "possessor", "speaker"]
TargetRole = Literal["auto", "subject", "object"]

Where = Literal["anywhere", "quote", "said-of-rival"]

_WHERES = ("anywhere", "quote", "said-of-rival")
_ACTOR_ROLES = ("subject", "object", "possessor", "speaker")
_TARGET_ROLES = ("auto", "subject", "object")
_KEYS = {"id", "pattern", "examples", "actor", "target", "negated", "priority", "author", "where"}
# Rule 4: negation flips the type; None: a negated one is no signal.
NEGATED: Mapping[SignalType, SignalType | None] = {
    "agreement": "reject", "talks": None, "concession": "reject", "offer": None, "willing": "reject",
    "mediate": None, "endorse": "reject", "appeal": None, "demand": None, "doubt": None, "reject": "willing",
    "suspend": "willing", "threat": None,
}  # fmt: skip
TOPICS = Path(__file__).parent.parent / "topics"


@dataclass(frozen=True, slots=True)
class Entry:
    """One wording with what it signals."""

    id: str
    signal_type: SignalType
    pattern: Pattern
    required: tuple[frozenset[str], ...]
    actor: ActorRole
    target: TargetRole
    negated: SignalType | None
    priority: int
    by_author: bool
    where: Where
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries of a topic, and the word classes that they use."""

    entries: tuple[Entry, ...]
    classes: Classes
    # A word -> the entries that cannot match without one of a few words, this among them.
    by_word: Mapping[str, Sequence[int]]
    always: tuple[int, ...]  # entries that name no such word

    def possible(self, words: Collection[str]) -> Iterator[Entry]:
        """Give the entries that may match a sentence of these words and lemmas, in the lexicon's order."""
        near = {k for word in words for k in self.by_word.get(word, ())}
        for k in sorted(near.union(self.always)):
            if not any(required.isdisjoint(words) for required in self.entries[k].required):
                yield self.entries[k]


@cache
def load_lexicon(topic: str) -> Lexicon:
    """Load the general lexicon and the topic's own."""
    return read_lexicon([(str(p.relative_to(TOPICS)), p.read_text(encoding="utf-8")) for p in lexicon_files(topic)])


def lexicon_files(topic: str) -> tuple[Path, ...]:
    """Name the files that make up a topic's lexicon, in the order in which they are read."""
    folders = dict.fromkeys((TOPICS / "general", TOPICS / topic))
    return tuple(path for folder in folders for path in sorted(folder.glob("lexicon*.toml")))


def read_lexicon(files: list[tuple[str, str]]) -> Lexicon:
    """Read lexicon files given as (name, text); raises ValueError that names the file and the entry."""
    classes: dict[str, tuple[str, ...]] = {}
    tables = []
    for name, text in files:
        table = _parse(name, text)
        own = cast("dict[str, list[str]]", table.pop("classes", {}))
        for key, words in own.items():
            classes[key] = (*classes.get(key, ()), *words)
        tables.append((name, table))
    entries: list[Entry] = []
    seen: set[str] = set()
    for name, table in tables:
        for signal_type, rows in table.items():
            if signal_type not in SIGNAL_TYPES or not isinstance(rows, list):
                raise ValueError(f"{name}: {signal_type!r} is no signal type")
            for row in rows:
                entry = _entry(name, signal_type, row, classes)
                if entry.id in seen:
                    raise ValueError(f"{name}: entry {entry.id!r} is there twice")
                seen.add(entry.id)
                entries.append(entry)
    return Lexicon(tuple(entries), classes, *_indexed(entries))


def _indexed(entries: Sequence[Entry]) -> tuple[Mapping[str, Sequence[int]], tuple[int, ...]]:
    """Index each entry by the rarest of its required sets of words."""
    uses = Counter(word for entry in entries for required in entry.required for word in required)
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for k, entry in enumerate(entries):
        rarest = min(entry.required, key=lambda required: sum(uses[word] for word in required), default=frozenset())
        for word in rarest:
            by_word[word].append(k)
    return by_word, tuple(k for k, entry in enumerate(entries) if not entry.required)


def _parse(name: str, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{name}: not TOML: {error}") from error


def _entry(name: str, signal_type: SignalType, row: object, classes: Classes) -> Entry:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str):
        raise ValueError(f"{name}: an entry of {signal_type} has no id")
    where = f"{name}: entry {row['id']!r}"
    if unknown := sorted(set(row) - _KEYS):
        raise ValueError(f"{where}: unknown key {unknown[0]!r}")
    examples = row.get("examples")
    if not isinstance(examples, list) or not examples or not all(isinstance(e, str) for e in examples):
        raise ValueError(f"{where}: at least one example is needed")
    if not isinstance(row.get("pattern"), str):
        raise ValueError(f"{where}: no pattern")
    try:
        pattern = compile_pattern(row["pattern"], classes)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error
    actor = _one_of(where, "actor", row.get("actor", "subject"), _ACTOR_ROLES)
    target = _one_of(where, "target", row.get("target", "auto"), _TARGET_ROLES)
    return Entry(
        row["id"], signal_type, pattern, required_words(pattern), cast("ActorRole", actor),
        cast("TargetRole", target), _negated(where, signal_type, row), _priority(where, row),
        _one_of(where, "author", row.get("author", "opinion"), ("opinion", "always")) == "always",
        cast("Where", _one_of(where, "where", row.get("where", "anywhere"), _WHERES)), tuple(examples),
    )  # fmt: skip


def _negated(where: str, signal_type: SignalType, row: Mapping[str, object]) -> SignalType | None:
    if "negated" not in row:
        return NEGATED[signal_type]
    value = _one_of(where, "negated", row["negated"], ("none", *SIGNAL_TYPES))
    return None if value == "none" else cast("SignalType", value)


def _priority(where: str, row: Mapping[str, object]) -> int:
    value = row.get("priority", 0)
    if not isinstance(value, int):
        raise ValueError(f"{where}: priority {value!r} is no whole number")
    return value


def _one_of(where: str, key: str, value: object, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{where}: {key} {value!r} is none of {', '.join(allowed)}")
    return value
