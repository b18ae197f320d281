"""The training corpus is what the documentation says it is, and shares no wording with the gold."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.training.corpus import hands, leaks, read_gold, read_hand, repeated_share
from extractors.records import SIGNAL_TYPES
from extractors.text.paragraphs import paragraphs
from extractors.text.sentences import sentences


def test_there_are_enough_texts_hands_and_sentences() -> None:
    texts = [text for hand in hands() for text in read_hand(hand)]
    whole = [text.article.text for text in texts if text.hand != "leads"]
    count = sum(len(sentences(text, paragraphs(text, None))) for text in whole)
    assert len(hands()) >= 6
    assert len(whole) >= 100
    assert count >= 4_000
    assert len({text.conflict for text in texts}) >= 10


def test_every_type_is_there_and_so_are_texts_without_any() -> None:
    texts = [text for hand in hands() for text in read_hand(hand)]
    seen = Counter(signal.signal for text in texts for signal in text.article.signals)
    assert set(seen) == set(SIGNAL_TYPES)
    assert min(seen.values()) >= 100
    assert sum(not text.article.signals for text in texts) >= 20


@pytest.mark.parametrize("hand", hands())
def test_evidence_lies_in_its_text(hand: str) -> None:
    for text in read_hand(hand):
        for signal in text.article.signals:
            evidence = text.article.text[signal.start : signal.end]
            assert evidence == evidence.strip()
            assert evidence
            assert "\n" not in evidence


def test_no_six_words_in_a_row_are_shared_with_the_gold() -> None:
    gold = [article.text for article in read_gold()]
    found = leaks((text.article.text for hand in hands() for text in read_hand(hand)), gold)
    assert found == frozenset()


def test_a_leak_is_noticed() -> None:
    assert leaks(["they said that we are for it and left"], ["Yes, that we are for it and no more"])


def test_at_most_two_in_a_hundred_sentences_share_a_skeleton() -> None:
    assert repeated_share(text.article.text for hand in hands() for text in read_hand(hand)) <= 0.02


def test_exchanged_names_are_noticed() -> None:
    texts = ["Russia has said it would meet Ukraine. It rained.", "Sudan has said it would meet Chad. It snowed."]
    assert repeated_share(texts) > 0
