"""What each paragraph of the five seeds, and of made-up layouts, is for."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text import paragraphs

SEEDS = Path(__file__).parents[3] / "seeds"


def kinds(text: str, kind: str, title: str | None = None) -> list[str]:
    return [text[p.char_start : p.char_end] for p in paragraphs(text, title) if p.kind == kind]


def seed(number: str) -> str:
    return next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "headline"),
    [
        ("000", ["Putin admits he wants to find an end to the war in Ukraine"]),
        ("001", ["Putin Willing To End War Along Current Frontlines"]),
        ("002", []),
        ("003", ["Putin’s latest peace feelers"]),
        ("004", ["Biden Says he is Willing to Talk to Putin About Ukraine but it is Unlikely"]),
    ],
)
def test_the_seeds_headlines_are_recognised_with_and_without_the_title(number: str, headline: list[str]) -> None:
    text = seed(number)
    assert kinds(text, "headline") == headline
    assert kinds(text, "headline", headline[0] if headline else None) == headline


def test_the_seeds_subheadings_pull_quotes_and_boilerplate() -> None:
    assert kinds(seed("004"), "subheading") == [
        "Be Prepared!", "No Subject for Discussion",
        "Confrontation Must go on", "No Negotiations, but Contacts Continue",
    ]  # fmt: skip
    assert [words[:22] for words in kinds(seed("003"), "pull-quote")] == [
        "“Putin would prefer a ",
        "“Zelenskyy deludes him",
    ]
    assert [words[:6] for words in kinds(seed("003"), "boilerplate")] == ["IssueF", "Photos", "Featur", "Topics"]
    assert kinds(seed("004"), "boilerplate")[0] == "We are in social"
    assert kinds(seed("000"), "subheading") == kinds(seed("002"), "subheading") == []


def test_the_given_title_wins_over_the_layout_and_may_be_set_over_two_lines() -> None:
    text = "A short kicker\n\nTalks begin\nin the harbour town\n\nThe delegations sat down at noon."
    assert kinds(text, "headline", "Talks begin in the harbour town") == ["Talks begin", "in the harbour town"]
    assert kinds(text, "headline", "Some other title") == ["A short kicker"]


def test_a_quotation_said_only_once_is_no_pull_quote() -> None:
    text = "Talks begin\n\nThe envoy spoke at noon, in the rain.\n\n“We are ready to sign it today.”\n\nHe left."
    assert kinds(text, "pull-quote") == []
    assert kinds(text, "body")[1] == "“We are ready to sign it today.”"


def test_one_line_with_a_star_is_a_footnote_and_several_are_a_list() -> None:
    footnote = "Talks begin\n\nThe envoys sat down at noon, in the rain.\n\n* The daily is on a list of foreign agents."
    assert kinds(footnote, "boilerplate") == ["* The daily is on a list of foreign agents."]
    listed = "Digest\n\n* The envoys sat down at noon.\n\n* The truce is to be prolonged, said both."
    assert kinds(listed, "boilerplate") == []


@pytest.mark.parametrize("text", ["", " \n\t\r\n ", "\u2028\u2029"])
def test_a_text_without_words_has_no_paragraphs(text: str) -> None:
    assert paragraphs(text) == ()


@given(st.text(max_size=300), st.one_of(st.none(), st.text(max_size=20)))
def test_paragraphs_are_in_order_and_hold_all_that_is_not_space(text: str, title: str | None) -> None:
    spans = paragraphs(text, title)
    assert "".join(text[p.char_start : p.char_end] for p in spans).split() == text.split() or "".join(
        "".join(text[p.char_start : p.char_end].split()) for p in spans
    ) == "".join(text.split())
    for left, right in pairwise(spans):
        assert left.char_end < right.char_start


def test_a_hundred_thousand_lines_are_read() -> None:
    text = "“A quoted line of some words”\n" * 100_000
    assert len(paragraphs(text, "No such title")) == 100_000
