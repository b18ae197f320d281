"""What is loaded reads back as the record that it was, whatever characters it holds."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.identity import version_id
from extractors.records import (
    CONDITIONS,
    SIGNAL_TYPES,
    VOICES,
    Article,
    Coding,
    DateInterval,
    Quote,
    Sentence,
    Signal,
)
from tests.warehouse.making import Clock, load
from warehouse.reader import Reader
from warehouse.records import CodedArticle
from warehouse.store import Warehouse

HOSTILE = "a é\u0301 👩\u200d👧 🇺🇦 “”\"' \0 \n\r\t \u202e \ufeff \ufffe \U0010ffff ;-- =1+1 %s {x} $run_id İ ß"
characters = st.one_of(st.sampled_from(HOSTILE), st.characters(exclude_categories=["Cs"]))
words = st.text(characters, max_size=12)
names = st.one_of(st.none(), words)
run_numbers = itertools.count()


@st.composite
def spans(draw: st.DrawFn, text: str) -> tuple[int, int]:
    start = draw(st.integers(0, len(text) - 1))
    return start, draw(st.integers(start + 1, len(text)))


@st.composite
def signals(draw: st.DrawFn, text: str) -> Signal:
    conditions = tuple(draw(st.lists(st.sampled_from(CONDITIONS), max_size=3, unique=True)))
    placed = [name for name in conditions if draw(st.booleans())]
    start, end = draw(spans(text))
    return Signal(
        start, end, draw(st.sampled_from(SIGNAL_TYPES)), draw(words), draw(names), draw(names), draw(words),
        draw(st.sampled_from(("direct", "indirect", "narration"))), conditions,
        draw(st.sampled_from(("current", "background"))), draw(st.floats(0, 1)), draw(words),
        draw(st.sampled_from(VOICES)), draw(st.booleans()), tuple((name, *draw(spans(text))) for name in placed),
    )  # fmt: skip


@st.composite
def intervals(draw: st.DrawFn) -> DateInterval:
    first = draw(st.dates(date(1900, 1, 1), date(2022, 12, 31)))
    precision = draw(st.sampled_from(("day", "week", "interval")))
    length = {"day": 0, "week": 6, "interval": draw(st.integers(0, 200))}[precision]
    basis = draw(st.sampled_from(("printed", "page", "feed", "inferred")))
    return DateInterval(first, first + timedelta(days=length), precision, basis, draw(names))


@st.composite
def coded_articles(draw: st.DrawFn) -> CodedArticle:
    text = draw(st.text(characters, min_size=1, max_size=80))
    article = Article(
        f"file:{next(run_numbers)}", text, draw(names), draw(names), tuple(draw(st.lists(words, max_size=3))),
        draw(st.sampled_from(("news", "opinion", "unknown"))), draw(st.one_of(st.none(), intervals())), draw(names),
        draw(words), draw(words), tuple(draw(st.lists(words, max_size=2))), draw(names),
        draw(st.sampled_from((None, "state", "private"))), draw(names),
    )  # fmt: skip
    found = draw(st.lists(signals(text), max_size=3, unique_by=lambda s: (s.char_start, s.char_end, s.signal_type)))
    whole = [Sentence(0, len(text), draw(st.integers(0, 9)))] if found else []  # each signal lies in a sentence
    sentences = whole + draw(
        st.lists(st.builds(lambda span, p: Sentence(*span, p), spans(text), st.integers(0, 9)), max_size=2)
    )
    quotes = draw(
        st.lists(
            st.builds(
                lambda span, level, mark, closed, speaker, person: Quote(*span, level, mark, closed, speaker, person),
                spans(text), st.integers(1, 3), words, st.booleans(), names, names,
            ),
            max_size=2,
        )
    )  # fmt: skip
    return CodedArticle(article, Coding(draw(words), tuple(found), tuple(sentences), tuple(quotes)))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    path: Path = tmp_path_factory.mktemp("home") / "warehouse.duckdb"
    with Warehouse.open(path, now=Clock()) as opened:
        yield opened


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.lists(coded_articles(), min_size=1, max_size=4))
def test_load_then_read_gives_back_the_records(shared: Warehouse, articles: list[CodedArticle]) -> None:
    load(shared, f"run-{next(run_numbers)}", *articles)
    published = shared.path.with_name("parley.duckdb")
    shared.publish(published)
    with Reader.open(published) as reader:
        for one in articles:
            version = version_id(one.article)
            assert article_of(reader, version) == one.article
            assert coding_of(reader, version) == one.coding
            evidence = reader.sql(f"SELECT evidence, char_start, char_end FROM signals WHERE version_id = '{version}'")
            assert all(said == one.article.text[start:end] for said, start, end in evidence.rows)


def article_of(reader: Reader, version: str) -> Article:
    """The record of one article version, from its rows."""
    ((*plain, first, last, precision, basis, note, url, origin, raw, flags, country, ownership, language),) = (
        reader.sql(
            f"""
        SELECT v.article_id, v.text, v.title, s.outlet, v.authors, v.article_kind, v.published_first, v.published_last,
          v.date_precision, v.date_basis, v.date_note, a.url, a.origin, v.raw_sha256, v.flags, s.country, s.ownership,
          v.language
        FROM article_version AS v JOIN article AS a USING (article_id) LEFT JOIN source AS s USING (source_id)
        WHERE v.version_id = '{version}'
        """
        ).rows
    )
    published = DateInterval(first, last, precision, basis, note) if first else None  # type: ignore[arg-type]
    return Article(*plain, published, url, origin, raw, flags, country, ownership, language)  # type: ignore[arg-type]


def coding_of(reader: Reader, version: str) -> Coding:
    """The record of a version's coding, from its rows."""
    ((coding, ruleset),) = reader.sql(f"SELECT coding_id, ruleset FROM coding WHERE version_id = '{version}'").rows

    def rows(columns: str, table: str) -> tuple[tuple[object, ...], ...]:
        return reader.sql(f"SELECT {columns} FROM {table} WHERE coding_id = '{coding}' ORDER BY rowid").rows

    found = []
    for key, *values in rows(
        "signal_id, char_start, char_end, signal_type, actor, person, target, speaker, attribution, timing, "
        "confidence, rule, voice, is_headline",
        "signal",
    ):
        tied = [
            row[1:] for row in rows("signal_id, condition, char_start, char_end", "signal_condition") if row[0] == key
        ]
        conditions = tuple(row[0] for row in tied)
        placed = tuple(row for row in tied if row[1] is not None)
        found.append(Signal(*values[:8], conditions, *values[8:], placed))  # type: ignore[arg-type]
    sentences = tuple(Sentence(*row) for row in rows("char_start, char_end, paragraph", "sentence"))  # type: ignore[arg-type]
    quotes = rows("char_start, char_end, level, open_mark, closed, speaker, person", "quote")
    return Coding(str(ruleset), tuple(found), sentences, tuple(Quote(*row) for row in quotes))  # type: ignore[arg-type]


def test_what_is_no_text_is_replaced_one_for_one(shared: Warehouse) -> None:
    article = Article("file:broken", "x\ud800y", None, None, (), "news", None, None, "caf\udce9.txt", "")
    load(shared, "run-broken", CodedArticle(article, Coding("r-1", (), (), ())))
    shared.publish(shared.path.with_name("parley.duckdb"))
    with Reader.open(shared.path.with_name("parley.duckdb")) as reader:
        stored = reader.sql("SELECT text, origin FROM articles WHERE article_id = 'file:broken'").rows
    assert stored == (("x\ufffdy", "caf\ufffd.txt"),)
