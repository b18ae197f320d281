"""The tagger holds on any text: exact evidence, determinism, hostile input, and no preference for a party."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.records import CONDITIONS, SIGNAL_TYPES, VOICES, Coding, Document
from extractors.stance.rows import CodedArticle
from extractors.stance.tagger import Tagger

ANY_TEXT = st.text(max_size=300)
WORDS = st.lists(
    st.sampled_from(
        [
            "Putin",
            "Zelensky",
            "Kyiv",
            "Moscow",
            "said",
            "rejected",
            "offer",
            "talks",
            "peace",
            "war",
            "“",
            "”",
            '"',
            "‘",
            "’",
            ",",
            ".",
            "?",
            ":",
            "not",
            "no",
            "if",
            "until",
            "ready",
            "to",
            "negotiate",
            "truce",
            "both",
            "sides",
            "he",
            "they",
            "we",
            "the",
            "a",
            "of",
            "and",
            "but",
            "\n",
            "\n\n",
            "ceasefire",
            "troops",
            "🕊",
            "\u200f",
            "Ελλάδα",
        ]
    ),
    max_size=60,
).map(" ".join)


def check(text: str, coding: Coding) -> None:
    for s in coding.signals:
        assert 0 <= s.char_start < s.char_end <= len(text)
        assert any(x.char_start <= s.char_start and s.char_end <= x.char_end for x in coding.sentences)
        assert s.signal_type in SIGNAL_TYPES
        assert s.voice in VOICES
        assert set(s.conditions) <= set(CONDITIONS)
        assert 0 < s.confidence < 1
        assert s.target != s.actor


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.one_of(ANY_TEXT, WORDS))
def test_any_text_is_coded_or_left_alone(tagger: Tagger, text: str) -> None:
    document = Document(text + " war", None, None)
    coding = tagger.tag(document)
    check(document.text, coding)
    assert tagger.tag(document) == coding


def test_gold_evidence_is_exact(
    seeds: tuple[CodedArticle, ...], dev: tuple[CodedArticle, ...], codings: dict[str, Coding]
) -> None:
    for article in (*seeds, *dev):
        check(article.text, codings[article.id])


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\n\n", "\ufeff", "war " * 3, "“" * 5_000, "‘“" * 5_000 + "war talks" + "”’" * 5_000,
        "المفاوضات بين روسيا وأوكرانيا war Putin talks 🕊️🕊️", "war\x00talks\ud800 Putin",
    ],
)  # fmt: skip
def test_odd_texts_do_no_harm(tagger: Tagger, text: str) -> None:
    check(text, tagger.tag(Document(text)))


@pytest.mark.slow
def test_a_megabyte_in_one_line_takes_seconds(tagger: Tagger) -> None:
    sentence = "The war goes on and Putin rejected the ceasefire that Kyiv had offered before talks "
    text = sentence * (1_000_000 // len(sentence))
    start = time.perf_counter()
    check(text, tagger.tag(Document(text)))
    assert time.perf_counter() - start < 30


def swapped(text: str) -> str:
    """Put each of two capitals in the other's place; they are equally long."""
    return re.sub(r"Moscow|Warsaw", lambda m: {"Moscow": "Warsaw", "Warsaw": "Moscow"}[m.group()], text)


NEUTRAL = """Moscow rejects truce offer from Warsaw

Moscow said on Monday that it was ready for talks with Warsaw, but only if the troops left first.
Warsaw rejected the offer.
“We will not negotiate until they withdraw,” Warsaw said.
Moscow accused Warsaw of sabotaging the peace talks in the war.
Turkey offered to mediate between Moscow and Warsaw.
Moscow and Warsaw exchanged prisoners on Tuesday. Warsaw welcomed the swap."""


def test_swapping_two_parties_swaps_the_tags(tagger: Tagger) -> None:
    names = {"RUS": "POL", "POL": "RUS"}

    def tags(text: str, other: dict[str, str]) -> Counter[tuple[object, ...]]:
        return Counter(
            (s.char_start, s.signal_type, other.get(s.actor, s.actor), other.get(s.target or "", s.target),
             other.get(s.speaker, s.speaker), s.attribution, s.timing)
            for s in tagger.tag(Document(text)).signals
        )  # fmt: skip

    before, after = tags(NEUTRAL, names), tags(swapped(NEUTRAL), {})
    assert sum(before.values()) >= 6
    assert before == after


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kyiv rejected Moscow's ceasefire offer.", {("reject", "UKR", "RUS")}),
        ("Moscow did not rule out talks.", {("willing", "RUS", None)}),
        ("Kyiv waits. Moscow is not ready to negotiate.", {("reject", "RUS", "UKR")}),
        ("Turkey offered to mediate between Moscow and Kyiv.", {("mediate", "TUR", None)}),
        ("The ceasefire proposal was rejected by Kyiv.", {("reject", "UKR", None)}),
        ("If Moscow rejects the ceasefire, nobody will be surprised.", set()),
        ("Would Kyiv accept a ceasefire?", set()),
        ("Moscow and Kyiv exchanged prisoners.", {("agreement", "RUS", "UKR"), ("agreement", "UKR", "RUS")}),
    ],
)
def test_the_codebooks_rules(rules: Tagger, sentence: str, expected: set[tuple[str, str, str | None]]) -> None:
    coding = rules.tag(Document(f"The war went on.\n\n{sentence}"))
    assert {(s.signal_type, s.actor, s.target) for s in coding.signals} == expected
