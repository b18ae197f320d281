"""Where sentences end; the texts are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text import paragraphs, sentences


def split(text: str) -> list[str]:
    return [text[s.char_start : s.char_end] for s in sentences(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks end. Talks begin.", ["Talks end.", "Talks begin."]),
        ("The U.S. President met Mr. Oak and Gen. Elm. They spoke.",
         ["The U.S. President met Mr. Oak and Gen. Elm.", "They spoke."]),
        ("He left the U.S. The talks went on.", ["He left the U.S.", "The talks went on."]),
        ("J. R. Oak and A. Elm met.", ["J. R. Oak and A. Elm met."]),
        ("See No. 10 and p. 4. No. That is all.", ["See No. 10 and p. 4.", "No.", "That is all."]),
        ("It fell by 3.5 percent on Feb. 24. Nobody knew.", ["It fell by 3.5 percent on Feb. 24.", "Nobody knew."]),
        ("She said: “We are ready.” Then she left.", ["She said: “We are ready.”", "Then she left."]),
        ("“Are you ready?” he asked. Nobody was.", ["“Are you ready?” he asked.", "Nobody was."]),
        ("“Never!” Oak said. “Never again.”", ["“Never!” Oak said.", "“Never again.”"]),
        ("He waited... Then he spoke.", ["He waited...", "Then he spoke."]),
        ("He waited… and spoke.", ["He waited… and spoke."]),
        ("Is it war? Is it peace? Nobody knows!", ["Is it war?", "Is it peace?", "Nobody knows!"]),
        ("Q: Will you talk?", ["Will you talk?"]),
        ("A: We will. One day.", ["We will.", "One day."]),
        ("09.14 The delegations sat down. No one spoke.", ["The delegations sat down.", "No one spoke."]),
        ("At 09.14 the delegations sat down.", ["At 09.14 the delegations sat down."]),
        ("‘I cannot go.’ He stayed (so far). It rained.", ["‘I cannot go.’", "He stayed (so far).", "It rained."]),
        ("Oak Inc. and Elm Ltd. met at 5 p.m. on Monday.", ["Oak Inc. and Elm Ltd. met at 5 p.m. on Monday."]),
        ("1. Cease fire. 2. Withdraw.", ["1. Cease fire.", "2. Withdraw."]),
        ("A headline without an end\n\nA body. And more", ["A headline without an end", "A body.", "And more"]),
        ("和平谈判开始。双方同意。", ["和平谈判开始。", "双方同意。"]),
    ],
)  # fmt: skip
def test_sentences_of_the_press(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_each_sentence_knows_its_paragraph() -> None:
    text = "One. Two.\n\nThree."
    assert [s.paragraph for s in sentences(text, paragraphs(text))] == [0, 0, 1]


@given(st.text(alphabet=st.one_of(st.sampled_from("aA.!?…”’\"' 1\nQ:"), st.characters()), max_size=200))
def test_sentences_are_in_order_within_their_paragraphs_and_cover_the_words(text: str) -> None:
    layout = paragraphs(text)
    spans = sentences(text, layout)
    position = 0
    for sentence in spans:
        assert position <= sentence.char_start < sentence.char_end
        paragraph = layout[sentence.paragraph]
        assert paragraph.char_start <= sentence.char_start
        assert sentence.char_end <= paragraph.char_end
        position = sentence.char_end
    assert {s.paragraph for s in spans} == set(range(len(layout)))


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["Mr. ", ". ", "a. ", "? ", "U.S. ", "…", "a b ", "” . "])
def test_a_megabyte_on_one_line_is_split(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    spans = sentences(text, paragraphs(text))
    assert spans[-1].char_end == len(text.rstrip())
