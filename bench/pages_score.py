"""Scores what was read from a page against what people read there.

Texts are compared by shingles of four words, each page counting the same, as the article-extraction-benchmark does:
precision and recall are means over pages, F1 is theirs. Titles and names are the same when their letters and digits
are, whatever the case, spaces and punctuation. An instant is the same to the second, and names its zone.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import mean

from extractors.page.words import key

_WORD = re.compile(r"\w+")
_JSON_LD = re.compile(r"<script[^>]*ld\+json[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')
_BETWEEN_NAMES = re.compile(r";|,(?! ?(?:PhD|MD|Jr)\b)|\band\b")


@dataclass(frozen=True)
class Found:
    """What one extractor made of one page."""

    text: str = ""
    title: str | None = None
    day: str | None = None
    at: datetime | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True)
class TextScore:
    """How well texts agree."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1)


def text_score(true: Sequence[str], found: Sequence[str]) -> TextScore:
    """Score the texts of all pages."""
    pairs = [_agreement(_shingles(a), _shingles(b)) for a, b in zip(true, found, strict=True)]
    return TextScore(
        mean(precision for precision, _ in pairs if precision is not None),
        mean(recall for _, recall in pairs if recall is not None),
    )


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(shingle for at in range(max(1, len(words) - 3)) if (shingle := tuple(words[at : at + 4])))


def _agreement(true: Counter[tuple[str, ...]], found: Counter[tuple[str, ...]]) -> tuple[float | None, float | None]:
    both = (true & found).total()
    return (
        both / found.total() if found else None,
        both / true.total() if true else None,
    )


def same_title(true: str, found: str | None) -> bool:
    """Tell whether a title was found exactly."""
    return key(html.unescape(true)) == key(html.unescape(found or ""))


def stated_in_json_ld(markup: str) -> tuple[str, ...]:
    """Give the dates of publication in a page's JSON-LD, by their spelling alone: no extractor's reading is used."""
    return tuple(date for script in _JSON_LD.findall(markup) for date in _PUBLISHED.findall(script))


def instants_on(stated: Iterable[str], day: str) -> frozenset[datetime]:
    """Give those of the stated dates that are instants on the day that people read."""
    return frozenset(at for text in stated if (at := instant(text)) and at.date().isoformat() == day)


def instant(text: str | None) -> datetime | None:
    """Read an ISO date that names hour and zone; None for any other."""
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return at if at.tzinfo else None


def same_authors(true: str | Sequence[str], found: Iterable[str]) -> bool:
    """Tell whether exactly the authors were found."""
    return _names([true] if isinstance(true, str) else true) == _names(found)


def _names(given: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, (key(name) for text in given for name in _BETWEEN_NAMES.split(text))))


def segments(rows: Sequence[Mapping[str, Sequence[str]]], found: Sequence[Found]) -> tuple[int, int, int, int]:
    """Count wanted segments that are there, all wanted ones, unwanted ones that are there, and all unwanted ones."""
    texts = [" ".join(one.text.split()) for one in found]
    counts = []
    for kind in ("with_", "without"):
        there = [" ".join(piece.split()) in text for row, text in zip(rows, texts, strict=True) for piece in row[kind]]
        counts += [sum(there), len(there)]
    return counts[0], counts[1], counts[2], counts[3]
