"""What the coded texts teach each model: every hand is read once, several side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

from bench.training.conditions import Case, cases
from bench.training.corpus import read_gold, read_hand
from bench.training.examples import Example, examples
from bench.training.linear import Row, rows
from bench.training.records import Tally, tally
from extractors.records import Document
from extractors.stance.pieces import Pieced
from extractors.stance.rows import CodedArticle
from extractors.stance.tagger import Rules


@dataclass(slots=True)
class Lessons:
    """What teaches the network, the linear model and the conditions, and how often each rule was right."""

    examples: list[Example] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    tally: Tally = field(default_factory=Counter)

    def add(self, other: Lessons) -> None:
        """Add what others teach."""
        self.examples += other.examples
        self.rows += other.rows
        self.cases += other.cases
        self.tally += other.tally


def read(hands: Sequence[str], vocabulary: Path, processes: int) -> Lessons:
    """Read hands, cut into the pieces of a vocabulary; the gold counts for the rules' records and teaches nothing."""
    found = Lessons()
    with get_context("spawn").Pool(processes) as team:
        on_gold = team.apply_async(_of_gold)
        for one in team.imap(partial(_of_hand, vocabulary), hands):
            found.add(one)
        found.tally += on_gold.get()
    return found


def _of_hand(vocabulary: Path, hand: str) -> Lessons:
    return _of(_pieced(vocabulary), (text.article for text in read_hand(hand)))


def _of(pieced: Pieced, articles: Iterable[CodedArticle]) -> Lessons:
    rules, found = _rules(), Lessons()
    for article in articles:
        reading = rules.read(Document(article.text, None, article.published_on))
        by_rule = rules.signals(reading)
        found.examples += examples(article, reading, pieced)
        found.rows += rows(article, reading, by_rule)
        found.cases += cases(article, reading, rules.conditions)
        found.tally += tally(article, by_rule)
    return found


def _of_gold() -> Tally:
    rules, found = _rules(), Counter[tuple[str, bool]]()
    for article in read_gold():
        found += tally(article, rules.signals(rules.read(Document(article.text, None, article.published_on))))
    return found


@cache
def _rules() -> Rules:
    return Rules("ukraine", teaches=True)


@cache
def _pieced(vocabulary: Path) -> Pieced:
    return Pieced(vocabulary)
