"""A tagger as it might have been before, and homes with authored articles that it has coded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from extractors.identity import file_article_id, sha256_bytes
from extractors.records import Article, Coding, DateInterval, Document, Sentence, Signal, SignalType
from extractors.stance import Tagger, load_tagger
from flows.clock import now
from flows.intake import Intake
from flows.publish import publish
from flows.session import writing
from flows.settings import Settings
from flows.store import begin, store
from warehouse.reader import Reader

RULESET = "r-0.1+older"
TEXTS = (
    "The Kremlin said on Monday that Russia is ready for talks.\n\nUkraine rejected the proposal. Turkey offered to "
    "host a new round of talks in Istanbul.",
    "“We are prepared to negotiate if the shelling stops,” Vladimir Putin said.\n\nKyiv said that it doubts whether "
    "Moscow is serious about peace.",
    "China proposed a ceasefire and urged Russia and Ukraine to begin negotiations.\n\nUkraine rejected the plan.",
    "Russia demands that Ukraine withdraw its troops before any ceasefire.\n\nWashington called on both sides to "
    "return to the table.",
    "The market in the old town opened late because of the rain.",
)


class OlderTagger:
    """Finds what the present tagger finds but the first signal of each article, and calls every other one a threat."""

    ruleset = RULESET

    def __init__(self, present: Tagger | None = None) -> None:
        self._present = present or load_tagger()

    def tag(self, document: Document) -> Coding:
        found = self._present.tag(document)
        signals = tuple(
            replace(one, signal_type="threat") if place % 2 else one for place, one in enumerate(found.signals[1:])
        )
        return Coding(self.ruleset, signals, found.sentences, found.quotes)


class PhraseTagger:
    """Finds a few phrases and nothing else, so that a test knows what is found, whatever the real tagger learns."""

    ruleset = "phrases-1"
    # words, type, actor, target, speaker, confidence
    PHRASES: tuple[tuple[str, SignalType, str, str | None, str, float], ...] = (
        ("Russia is ready for talks", "willing", "RUS", None, "RUS", 0.9),
        ("Ukraine rejected the proposal", "reject", "UKR", "RUS", "author", 0.8),
        ("Ukraine rejected the plan", "reject", "UKR", "CHN", "author", 0.6),
        ("Turkey offered to host a new round of talks", "mediate", "TUR", None, "author", 0.4),
        ("it doubts whether Moscow is serious", "doubt", "UKR", "RUS", "UKR", 0.5),
    )

    def tag(self, document: Document) -> Coding:
        found = [
            Signal(
                start, start + len(words), kind, actor, None, target, speaker, "indirect", (), "current", sure,
                "phrase", "own" if speaker == actor else "narrated",
            )
            for words, kind, actor, target, speaker, sure in self.PHRASES
            if (start := document.text.find(words)) >= 0
        ]  # fmt: skip
        sentences = tuple(Sentence(one.char_start, one.char_end, 0) for one in found)
        return Coding(self.ruleset, tuple(found), sentences, ())


def article(text: str, day: date | None = date(2024, 5, 21), **changes: object) -> Article:
    """An authored article of an outlet that does not exist."""
    body = text.encode("utf-8", "surrogatepass")
    published = DateInterval(day, day, "day", "printed") if day else None
    made = Article(
        file_article_id(body), text, None, "The Fictional Courier", (), "news", published, None, "authored.txt",
        sha256_bytes(body),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


ARTICLES = tuple(map(article, TEXTS))


def fill(home: Path, tagger: Tagger | None = None, articles: Sequence[Article] = ARTICLES) -> Path:
    """Make a home whose articles an older tagger has coded."""
    settings, tagger = Settings.build(home, {}), tagger or OlderTagger()
    with writing(settings, "a test that fills a home") as warehouse:
        store(warehouse, begin(f"filled-{now():%H%M%S%f}", "test", tagger), Intake(tuple(articles), ()), tagger)
        publish(warehouse, settings)
    return home


def rows(home: Path, statement: str) -> list[tuple[object, ...]]:
    """Ask a home's read copy."""
    with Reader.open(home / "parley.duckdb") as reader:
        return list(reader.sql(statement).rows)
