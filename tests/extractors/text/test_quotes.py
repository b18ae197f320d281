"""Quotations in the typographies of the press; the texts are made up."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text import paragraphs, quotes


def found(text: str) -> list[tuple[str, int, bool]]:
    return [(text[q.char_start : q.char_end], q.level, q.closed) for q in quotes(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We are ready,” she said.", [("We are ready,", 1, True)]),
        ('"We are ready," she said.', [("We are ready,", 1, True)]),
        ("‘We are ready,’ she said.", [("We are ready,", 1, True)]),
        ("'We are ready,' she said.", [("We are ready,", 1, True)]),
        ("«Nous sommes prêts», dit-elle.", [("Nous sommes prêts", 1, True)]),
        ("„Wir sind bereit“, sagte sie.", [("Wir sind bereit", 1, True)]),
        ("»Wir sind bereit«, sagte sie.", [("Wir sind bereit", 1, True)]),
        ("‹Oui›, dit-elle.", [("Oui", 1, True)]),
        ("“We won’t,” he said, “not this week.”", [("We won’t,", 1, True), ("not this week.", 1, True)]),
        ("“He told me ‘no’ twice,” she said.", [("He told me ‘no’ twice,", 1, True), ("no", 2, True)]),
        ("‘He told me “no” twice,’ she said.", [("He told me “no” twice,", 1, True), ("no", 2, True)]),
        ('“We have never given up on this."', [("We have never given up on this.", 1, True)]),
        ('"He will come “with friends,” not alone.”',
         [("He will come “with friends,” not alone.", 1, True), ("with friends,", 2, True)]),
        ("He said: “We are ready to sign.", [("We are ready to sign.", 1, False)]),
        ("The envoys' words and the ministers’ replies don't count.", []),
        ("It is the envoy’s, Ann's and the '90s, ’tis said.", []),
        ("‘The envoys’ mood has hardened,’ he said.", [("The envoys’ mood has hardened,", 1, True)]),
        ("The ‘hawks’ said that the allies’ aims differ.", [("hawks", 1, True)]),
        ("It worries ‘some of his advisers’. One of them left.", [("some of his advisers", 1, True)]),
        ("A 6\" gap and 5' 3\" of rope.", []),
        ("“”", []),
        ("Fine (“so far”).", [("so far", 1, True)]),
    ],
)  # fmt: skip
def test_quotations_of_every_typography(text: str, expected: list[tuple[str, int, bool]]) -> None:
    assert found(text) == expected


def test_a_quotation_over_paragraphs_is_closed_only_at_its_last() -> None:
    text = "“We are ready.\n\n“We were always ready.\n\n“Now it is their turn,” she said."
    assert found(text) == [
        ("We are ready.", 1, False),
        ("We were always ready.", 1, False),
        ("Now it is their turn,", 1, True),
    ]


def test_ten_thousand_nested_quotations_are_each_found_once() -> None:
    text = "“" * 10_000 + "x" + "”" * 10_000
    levels = [q.level for q in quotes(text, paragraphs(text))]
    assert levels == list(range(1, 10_001))


def test_ten_thousand_openings_never_closed_end_with_the_paragraph() -> None:
    text = "“a ‘b " * 5_000 + "end"
    spans = quotes(text, paragraphs(text))
    assert len(spans) == 10_000
    assert {q.char_end for q in spans} == {len(text)}


@given(st.text(alphabet=st.one_of(st.sampled_from("“”\"‘’'«»„‚‹›aA s.,\n—( "), st.characters()), max_size=200))
def test_spans_are_ordered_in_bounds_and_never_cross(text: str) -> None:
    spans = quotes(text, paragraphs(text))
    assert [(q.char_start, q.level) for q in spans] == sorted((q.char_start, q.level) for q in spans)
    for quote in spans:
        assert 0 < quote.char_start < quote.char_end <= len(text)
        assert text[quote.char_start - 1] == quote.open_mark
        assert not set(text[quote.char_start : quote.char_end]) & {"\n", "\r"}
    for left, right in pairwise(spans):
        assert right.char_start >= left.char_end or right.char_end <= left.char_end
