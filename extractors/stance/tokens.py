"""Tokens of one sentence, with their dependency tree and their places in the text."""

from __future__ import annotations

from dataclasses import dataclass


def word_set(words: str) -> frozenset[str]:
    """Give the words of a line as a set."""
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Token:
    """One token as the parser saw it; a masked party name is one token."""

    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int  # index in the sentence; the root is its own head
    char_start: int  # in the article's text
    char_end: int
    mention: int | None  # index into the article's mentions

    @property
    def is_party(self) -> bool:
        """Whether the token stands for a party's or a person's name."""
        return self.mention is not None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its tokens and, for each token, its children."""

    char_start: int
    char_end: int
    paragraph: int
    is_headline: bool
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]

    def subtree(self, i: int, *, without: frozenset[int] = frozenset()) -> list[int]:
        """Give the tokens under `i` and itself, in order; branches that begin in `without` are left out."""
        out, stack = [], [i]
        while stack:
            j = stack.pop()
            out.append(j)
            stack.extend(c for c in self.children[j] if c not in without)
        return sorted(out)

    def child(self, i: int, *deps: str) -> int | None:
        """Give the first child of `i` with one of the relations."""
        return next((c for c in self.children[i] if self.tokens[c].dep in deps), None)

    def path(self, i: int) -> list[int]:
        """Give the tokens from `i` up to the root."""
        out = [i]
        while self.tokens[i].head != i and len(out) < len(self.tokens):
            i = self.tokens[i].head
            out.append(i)
        return out

    def top(self, places: tuple[int, ...]) -> int:
        """Give the place that is highest in the tree (of equals, the first)."""
        return min(places, key=lambda i: (len(self.path(i)), i))
