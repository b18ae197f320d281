"""Names looked up in a text: one pass over its words through a trie of the words of all names.

Words are compared without case and accents; afterwards the case is checked word by word, so that "us" is not the US
while "PUTIN", "Erdoğan" and "Both sides" are found. "U.S." counts as the word "US". Offsets are those of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_](?:[^\W_]|[\u0300-\u036f])*")
GAPS = frozenset((" ", "-", "\u00a0", "\n", "‐", "‑", "’", "'"))
LETTERS = str.maketrans("łŁøØđĐıæÆ", "lLoOdDiaA")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: where it stands, without accents, and as it is looked up."""

    start: int
    end: int
    plain: str
    key: str


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """A word without its accents and, if it is an abbreviation, without its full stops."""
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word.translate(LETTERS))
        word = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return word.replace(".", "")


def words(text: str) -> list[Word]:
    """The words of a text in order."""
    found = []
    for match in WORD.finditer(text):
        plain = fold(match.group())
        found.append(Word(match.start(), match.end(), plain, plain.lower()))
    return found


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether two neighbouring words may belong to one name."""
    gap = text[left.end : right.start]
    if gap in GAPS:
        return True
    if "." in gap:
        return gap in (".", ". ") and left.end - left.start <= 3
    return gap.isspace() and gap.count("\n") <= 1


def _case_fits(listed: str, plain: str) -> bool:
    return listed == plain or listed.islower() or (plain.isupper() and len(plain) >= 3)


class Trie(Generic[T]):
    """Values by the words of their names."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._root: dict[str, object] = {}
        for name, value in entries:
            node = self._root
            listed = tuple(word.plain for word in words(name))
            for word in listed:
                node = node.setdefault(word.lower(), {})  # type: ignore[assignment]
            node.setdefault("", []).append((listed, value))  # type: ignore[attr-defined]

    def longest(self, text: str, found: list[Word], at: int) -> tuple[int, list[T]]:
        """How many words from `at` on make the longest known name, and its values; 0 if none does."""
        node = self._root.get(found[at].key)
        length, values, i = 0, [], at
        while node is not None:
            assert isinstance(node, dict)
            if "" in node:
                fitting = [value for listed, value in node[""] if self._fits(listed, found, at)]
                if fitting:
                    length, values = i - at + 1, fitting
            i += 1
            if i >= len(found) or not joined(text, found[i - 1], found[i]):
                break
            node = node.get(found[i].key)
        return length, values

    @staticmethod
    def _fits(listed: tuple[str, ...], found: list[Word], at: int) -> bool:
        return all(_case_fits(word, found[at + i].plain) for i, word in enumerate(listed))
