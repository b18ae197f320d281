"""Conditions: wordings, and words that the model has learnt."""

from __future__ import annotations

import pytest

from bench.training.corpus import read_hand
from extractors.records import Document
from extractors.stance.conditions import conditions_in
from extractors.stance.tagger import Rules
from extractors.stance.terms import weighed
from extractors.stance.tokens import Parsed


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules("ukraine")


def parsed(rules: Rules, sentence: str) -> Parsed:
    return rules.read(Document(f"Moscow and Kyiv are at war. {sentence}")).parsed[-1]


def test_each_condition_has_words_of_the_evidence(rules: Rules) -> None:
    p = parsed(rules, "Kyiv demands that Moscow withdraw its troops and release all prisoners before any talks.")
    places = range(len(p.tokens))
    worded = conditions_in(p, places, "demand", rules.conditions)
    found = weighed(p, places, "demand", worded)
    assert {"withdrawal", "prisoners"} <= {condition for condition, _, _ in found}
    assert all(p.char_start <= start < end <= p.char_end for _, start, end in found)


def test_no_words_no_conditions(rules: Rules) -> None:
    assert weighed(parsed(rules, "Kyiv welcomed the ceasefire talks."), (), "endorse", ()) == ()


def test_the_model_finds_more_than_the_wordings_in_texts_by_others(rules: Rules) -> None:
    by_wording = by_model = 0
    for text in read_hand("broadsheet"):
        reading = rules.read(Document(text.article.text, None, text.article.published_on))
        for signal in text.article.signals:
            for p in reading.parsed:
                places = [i for i, token in enumerate(p.tokens) if signal.start <= token.char_start < signal.end]
                worded = conditions_in(p, places, signal.signal, rules.conditions) if places else ()
                found = weighed(p, places, signal.signal, worded) if places else ()
                by_wording += len(signal.conditions & {c for c, _, _ in worded})
                by_model += len(signal.conditions & {c for c, _, _ in found})
    assert by_model > by_wording > 0
