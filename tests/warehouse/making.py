"""Builds articles and codings for the tests; every text, outlet and party here is made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from extractors.records import Article, Coding, Condition, DateInterval, Sentence, Signal, SignalType, Timing, Voice
from warehouse.reader import Reader
from warehouse.records import CodedArticle, Load, LoadTally, RunInfo
from warehouse.store import Warehouse

ROOT = Path(__file__).parents[2]
START = datetime(2023, 2, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that goes on by a minute each time it is looked at."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


@dataclass(frozen=True)
class Said:
    """One signal with the words that carry it."""

    words: str
    signal_type: SignalType
    actor: str
    target: str | None = None
    voice: Voice = "own"
    timing: Timing = "current"
    confidence: float = 0.5
    is_headline: bool = False
    conditions: tuple[Condition, ...] = ()
    speaker: str | None = None  # where it is told by a third party


def days(first: date, last: date | None = None) -> DateInterval:
    """One printed day, or an interval."""
    return DateInterval(first, last or first, "interval" if last else "day", "printed")


def coded(
    name: str, said: Sequence[Said], published: DateInterval | None, ruleset: str = "r-1", outlet: str = "Courier"
) -> CodedArticle:
    """A made-up article that says these things one after the other, and its coding."""
    text = ""
    signals = []
    for one in said:
        start = len(text)
        text += one.words
        speaker = one.speaker or (one.actor if one.voice == "own" else "author")
        signals.append(
            Signal(
                start, len(text), one.signal_type, one.actor, None, one.target, speaker, "indirect", one.conditions,
                one.timing, one.confidence, "made-up", one.voice, one.is_headline,
            )
        )  # fmt: skip
        text += ". "
    article = Article(
        f"file:{name}", text or f"Nothing said in {name}.", f"Title of {name}", outlet, ("Ann Example",), "news",
        published, None, f"{name}.txt", sha256(text.encode()).hexdigest(),
    )  # fmt: skip
    sentences = tuple(Sentence(signal.char_start, signal.char_end, 0) for signal in signals)
    return CodedArticle(article, Coding(ruleset, tuple(signals), sentences, ()))


def run(run_id: str, ruleset: str = "r-1") -> RunInfo:
    """A run of that id."""
    return RunInfo(run_id, "test", START, "0.0", ruleset)


def load(warehouse: Warehouse, run_id: str, *articles: CodedArticle, ruleset: str = "r-1") -> LoadTally:
    """Loads these articles as one run."""
    return warehouse.load(Load(run(run_id, ruleset), articles))


def ask(warehouse: Warehouse, sql: str) -> list[tuple[object, ...]]:
    """Publishes and asks the read copy."""
    published = warehouse.path.with_name("parley.duckdb")
    warehouse.publish(published)
    with Reader.open(published) as reader:
        return list(reader.sql(sql).rows)


TABLES = (
    "source", "feed", "feed_event", "article", "article_version", "retrieval", "story_member", "coding", "sentence",
    "quote", "signal", "signal_condition", "actor", "actor_alias", "rejection", "tagger_score", "report",
    "report_claim",
)  # fmt: skip


def counts(warehouse: Warehouse) -> dict[str, object]:
    """How many rows each table of data has."""
    parts = (f"SELECT '{table}', count(*) FROM {table}" for table in TABLES)
    return {str(name): n for name, n in ask(warehouse, " UNION ALL ".join(parts))}
