"""What the stance tests share: the hand-coded articles, and one tagger whose model is loaded once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractors.records import Coding, Document
from extractors.stance import load_tagger
from extractors.stance.rows import CodedArticle, article_from_row
from extractors.stance.tagger import Rules, Tagger

GOLD = Path(__file__).parents[2] / "gold"
GOLDEN = Path(__file__).parents[2] / "golden" / "signals"


def read_gold(name: str) -> tuple[CodedArticle, ...]:
    """Read a hand-coded set."""
    lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(article_from_row(json.loads(line)) for line in lines)


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return load_tagger()


class RulesAlone:
    """The first tier by itself, for what the rules promise."""

    ruleset = "rules alone"

    def __init__(self) -> None:
        self._rules = Rules("ukraine")

    def tag(self, document: Document) -> Coding:
        reading = self._rules.read(document)
        return Coding(self.ruleset, self._rules.signals(reading), reading.sentences, reading.quoted)


@pytest.fixture(scope="session")
def rules() -> Tagger:
    return RulesAlone()


@pytest.fixture(scope="session")
def seeds() -> tuple[CodedArticle, ...]:
    return read_gold("seeds")


@pytest.fixture(scope="session")
def dev() -> tuple[CodedArticle, ...]:
    return read_gold("dev")


@pytest.fixture(scope="session")
def codings(tagger: Tagger, seeds: tuple[CodedArticle, ...], dev: tuple[CodedArticle, ...]) -> dict[str, Coding]:
    """Every hand-coded article as the tagger codes it."""
    return {a.id: tagger.tag(Document(a.text, None, a.published_on)) for a in (*seeds, *dev)}
