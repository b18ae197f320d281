"""Numbers, dates and foreign text as they are written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import format as fmt


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2022, 12, 22), date(2022, 12, 22), "22 December 2022"),
        (date(2022, 12, 19), date(2022, 12, 25), "19–25 December 2022"),
        (date(2022, 11, 28), date(2022, 12, 4), "28 November – 4 December 2022"),
        (date(2024, 12, 30), date(2025, 1, 5), "30 December 2024 – 5 January 2025"),
        (date(2024, 2, 1), date(2024, 3, 31), "February–March 2024"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2024, 12, 1), date(2025, 1, 31), "December 2024 – January 2025"),
        (None, None, "undated"),
    ],
)
def test_intervals(first: date | None, last: date | None, written: str) -> None:
    assert fmt.days(first, last) == written


@pytest.mark.parametrize(("number", "written"), [(0.4, "+0.40"), (-1, "−1.00"), (0, "0.00"), (-0.001, "0.00")])
def test_signed_numbers(number: float, written: str) -> None:
    assert fmt.signed(number) == written


def test_weeks_and_moments() -> None:
    assert fmt.week_start("2022-W51") == date(2022, 12, 19)
    assert fmt.moment(datetime(2026, 11, 2, 6, 5, tzinfo=UTC)) == "2 November 2026, 06:05 UTC"
    assert fmt.listing(["a", "b", "c"]) == "a, b and c"
    assert fmt.count(12_000) == "12,000"


@given(st.text())
def test_quotes_are_short_and_on_one_line(text: str) -> None:
    quote = fmt.quote(text)
    assert len(quote.removesuffix(" …").split()) <= 40
    assert len(quote) <= 402
    assert "\n" not in quote
    assert "\u202e" not in quote


def test_a_cut_quote_says_so() -> None:
    assert fmt.quote("word " * 41).endswith("word …")
    assert fmt.quote("We are ready,") == "We are ready"


def test_a_quotation_within_one_is_closed() -> None:
    assert fmt.in_quotes("he sent “phony signals") == "“he sent “phony signals””"
    assert fmt.in_quotes("the “realities” of it") == "“the “realities” of it”"


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "data:text/html,x", "//host/x", "https://", "https://a b", 'https://a/"x', "http://[",
     "JaVaScRiPt://a/%0aalert(1)", "file:///etc/passwd", "https://a/\\x"],
)  # fmt: skip
def test_no_link_but_to_the_web(url: str | None) -> None:
    assert fmt.link(url) is None


def test_links_to_the_web() -> None:
    assert fmt.link("https://news.example/a?id=1#x") == "https://news.example/a?id=1#x"
