"""Each example in the codebook is coded by hand as it stands there, and the tagger reads it so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from extractors.records import SIGNAL_TYPES, Document
from extractors.stance import load_tagger
from extractors.stance.rows import CodedArticle, article_from_row

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "codebook.md").read_text("utf-8")
EXAMPLES = {kind: (words, mark) for kind, words, mark in re.findall(r'(?m)^\| `(\w+)` \|.*\| "(.*)"(†?) \|$', PAGE)}
SOURCES = re.search(r'\*\*Whose stance and whose word are two things\.\*\* "([^"]*)" has the actor `(\w+)` and', PAGE)


def rows(name: str) -> tuple[CodedArticle, ...]:
    """Give the hand-coded articles of a set."""
    lines = (ROOT / "tests" / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return tuple(article_from_row(json.loads(line)) for line in lines)


def meets(start: int, end: int, at: tuple[int, int]) -> bool:
    """Say whether two stretches share half of the shorter one, as in scoring."""
    return 2 * (min(end, at[1]) - max(start, at[0])) >= min(end - start, at[1] - at[0])


def readings(words: str, articles: tuple[CodedArticle, ...]) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """Give type, actor and speaker of words: as the gold has them, and as the tagger does."""
    (article,) = (one for one in articles if words in one.text)
    start = article.text.index(words)
    at = (start, start + len(words))
    found = load_tagger().tag(Document(article.text, None, article.published_on)).signals
    return (
        {(one.signal, one.actor, one.speaker or "") for one in article.signals if meets(one.start, one.end, at)},
        {(one.signal_type, one.actor, one.speaker) for one in found if meets(one.char_start, one.char_end, at)},
    )


def test_every_type_has_its_example() -> None:
    assert sorted(EXAMPLES) == sorted(SIGNAL_TYPES)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_an_example_is_read_as_its_type(kind: str) -> None:
    words, mark = EXAMPLES[kind]
    coded, found = readings(words, rows("dev" if mark else "seeds"))
    assert any(one[0] == kind for one in coded & found)


def test_words_of_sources_are_anonymous() -> None:
    assert SOURCES
    coded, found = readings(" ".join(SOURCES[1].split()), rows("seeds"))
    assert ("willing", SOURCES[2], "anonymous") in coded & found
