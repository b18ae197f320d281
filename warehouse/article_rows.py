"""Turns articles and their codings into rows, a column at a time: of these there are many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from itertools import chain, repeat
from operator import attrgetter

import pyarrow as pa

from extractors import identity
from extractors.records import Article, Quote, Sentence, Signal
from warehouse.columns import Column, arrow, long_texts, storable, table
from warehouse.records import CodedArticle

UNDATED = (None,) * 5
SENTENCE_FIELDS, QUOTE_FIELDS = (tuple(field.name for field in fields(record)) for record in (Sentence, Quote))
SIGNAL_FIELDS = (
    "char_start", "char_end", "signal_type", "actor", "person", "target", "speaker", "voice", "attribution", "timing",
    "confidence", "rule", "is_headline", "conditions",
)  # fmt: skip


def tables(coded: Sequence[CodedArticle]) -> Iterator[tuple[str, pa.Table]]:
    """The rows of distinct articles, table by table in the order of their insertion."""
    articles = [one.article for one in coded]
    texts = [str(storable(article.text)) for article in articles]
    yield "source", _sources(articles)
    yield "article", _articles(articles)
    versions, hashes = _hashed(articles, texts)
    yield "article_version", _versions(articles, texts, versions, hashes)
    yield "story_member", table("story_member", [list(map(_story, coded)), versions])
    yield from _codings(coded, texts, versions)


def _sources(articles: Iterable[Article]) -> pa.Table:
    described = {(article.outlet, article.country, article.ownership) for article in articles}
    return arrow("source", sorted((key, *row) for row in described if (key := _source_id(*row))))


@lru_cache(maxsize=4_096)  # few outlets print much
def _source_id(*described: str | None) -> str | None:
    """The id of an outlet as described; None where nothing is known of it."""
    return identity.content_id(*described) if any(field is not None for field in described) else None


def _articles(articles: Sequence[Article]) -> pa.Table:
    canonical = [identity.canonical_url(article.url) if article.url else None for article in articles]
    ids, urls, origins = _values(articles, ("article_id", "url", "origin"))
    return table("article", [ids, urls, canonical, origins])


def _hashed(articles: Sequence[Article], texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The ids of the versions and the hashes of their texts, an article at a time, so that each text is hashed once."""
    both = [(identity.version_id(one), identity.text_sha256(text)) for one, text in zip(articles, texts, strict=True)]
    return [version for version, _ in both], [told for _, told in both]


def _versions(
    articles: Sequence[Article], texts: Sequence[str], versions: Sequence[str], hashes: Sequence[str]
) -> pa.Table:
    days = [article.published for article in articles]
    dates = [(day.first, day.last, day.precision, day.basis, day.note) if day else UNDATED for day in days]
    columns = [
        versions, *_values(articles, ("article_id",)),
        [_source_id(article.outlet, article.country, article.ownership) for article in articles],
        *_values(articles, ("title",)), long_texts(texts), hashes,
        *_values(articles, ("authors", "kind")), *(zip(*dates, strict=True) if dates else repeat((), 5)),
        *_values(articles, ("flags", "language", "raw_sha256")),
    ]  # fmt: skip
    return table("article_version", columns)


def _story(one: CodedArticle) -> str:
    return one.story_id or identity.story_id(one.article.text)


def _codings(
    coded: Sequence[CodedArticle], texts: Sequence[str], versions: Sequence[str]
) -> Iterator[tuple[str, pa.Table]]:
    """The rows of the codings; those of `coding` last, since they say that the others are there."""
    codings = [one.coding for one in coded]
    keys = [identity.coding_id(version, coding.ruleset) for version, coding in zip(versions, codings, strict=True)]
    signals, sentences, quotes = ([len(getattr(coding, part)) for coding in codings]
                                  for part in ("signals", "sentences", "quotes"))  # fmt: skip
    found = list(chain.from_iterable(coding.sentences for coding in codings))
    yield "sentence", table("sentence", [_repeated(keys, sentences), *_values(found, SENTENCE_FIELDS)])
    marked = list(chain.from_iterable(coding.quotes for coding in codings))
    yield "quote", table("quote", [_repeated(keys, quotes), *_values(marked, QUOTE_FIELDS)])
    told = list(chain.from_iterable(coding.signals for coding in codings))
    yield from _signals(told, *(_repeated(of, signals) for of in (texts, versions, keys)))
    ids = [one.article.article_id for one in coded]
    rulesets = [coding.ruleset for coding in codings]
    yield "coding", table("coding", [keys, ids, versions, rulesets, signals, sentences, quotes])


def _signals(
    signals: Sequence[Signal], texts: Sequence[str], versions: Sequence[str], codings: Sequence[str]
) -> Iterator[tuple[str, pa.Table]]:
    """The rows of the signals, each with its text, version and coding beside it, and of their conditions."""
    ids = list(map(identity.signal_id, versions, signals))
    words = [text[signal.char_start : signal.char_end] for text, signal in zip(texts, signals, strict=True)]
    yield "signal", table("signal", [ids, codings, versions, *_values(signals, SIGNAL_FIELDS), words])
    owned = zip(ids, codings, signals, strict=True)
    places = [place for key, coding, signal in owned if signal.conditions for place in _places(key, coding, signal)]
    yield "signal_condition", arrow("signal_condition", places)


def _places(key: str, coding: str, signal: Signal) -> Iterator[tuple[object, ...]]:
    """One row for each place where a condition's words stand, or one without a place."""
    for ordinal, condition in enumerate(signal.conditions):
        spans: list[Sequence[int | None]] = [span for name, *span in signal.condition_spans if name == condition]
        for span in spans or [(None, None)]:
            yield (key, coding, ordinal, condition, *span)


def _values(records: Sequence[object], names: Iterable[str]) -> list[Column]:
    """The values of these fields, a column each."""
    return [list(map(attrgetter(name), records)) for name in names]


def _repeated(values: Iterable[str], counts: Iterable[int]) -> list[str]:
    """Each value as often as its count says."""
    return list(chain.from_iterable(map(repeat, values, counts)))
