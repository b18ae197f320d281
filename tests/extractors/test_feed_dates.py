"""The dates that feeds write, in all their forms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.feed_dates import AHEAD, EARLIEST, moment
from extractors.page import extract
from extractors.records import Article, FeedEntry, FetchedPage
from tests.flows.loopback import article_html

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(hour: int, minute: int = 30, day: int = 21) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sat, 21 Nov 2026 09:30:00 GMT", at(9)),
        ("Sat, 21 Nov 2026 09:30:00 MSK", at(6)),
        ("Sat, 21 Nov 2026 09:30 MSK", at(6)),
        ("Sat Nov 21 09:30:00 MSK 2026", at(6)),
        ("Sat, 21 Nov 2026 09:30:00 EET", at(7)),
        ("Sat, 21 Nov 2026 09:30:00 CEST", at(7)),
        ("Sat, 21 Nov 2026 09:30:00 BST", at(8)),
        ("Sat, 21 Nov 2026 09:30:00 EST", at(14)),
        ("Sat, 21 Nov 2026 09:30:00 Z", at(9)),
        ("Sat, 21 Nov 26 09:30:00 +0300", at(6)),
        ("Sat, 21 Nov 2026 09:30:00 +03:00", at(6)),
        ("Sat, 21 Nov 2026 09:30:00 GMT+0300", at(6)),
        ("Sat, 21 Nov 2026 09:30:00 -0000", at(9)),
        ("  Sat,  21 Nov 2026\n 09:30:00  GMT ", at(9)),
        ("Fri, 21 Nov 2026 09:30:00 GMT", at(9)),
        ("2026-11-21T09:30:00Z", at(9)),
        ("2026-11-21T09:30:00+0300", at(6)),
        ("2026-11-21 09:30:00", at(9)),
        ("20261121T093000Z", at(9)),
        ("2026-11-21", at(0, 0)),
        ("1795253400", at(9)),
        ("1795253400000", at(9)),
        ("Saturday, November 21, 2026 - 09:30", at(9)),
        ("21 Nov 2026", at(0, 0)),
        ("21/11/2026 09:30", at(9)),
        ("Mon, 23 Nov 2026 02:00:00 GMT", at(2, 0, 23)),
    ],
)
def test_a_date_is_read(text: str, expected: datetime) -> None:
    assert moment(text, NOW) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", " ", None, 1763719200, "no date", "yesterday", "12:30", "2026", "March 2026", "0", "-62135596800", "NaN",
        "9999999999999999999", "0001-01-01T00:00:00Z", "Mon, 01 Jan 0001 00:00:00 +0000",
        "Tue, 01 Jan 1980 00:00:00 GMT",
        "Fri, 01 Jan 2027 00:00:00 GMT", "Mon, 23 Nov 2026 02:00:01 GMT",
        "Sat, 31 Nov 2026 09:30:00 GMT", "03/04/2026 10:00", "x" * 500,
    ],
)  # fmt: skip
def test_what_no_one_can_read_or_cannot_be_is_no_date(text: object) -> None:
    assert moment(text, NOW) is None


@given(st.datetimes(EARLIEST.replace(tzinfo=None), NOW.replace(tzinfo=None)), st.integers(-12, 14))
@settings(max_examples=60, deadline=None)
def test_the_standards_own_forms_come_back_whole(when: datetime, hours: int) -> None:
    when = when.replace(microsecond=0, tzinfo=UTC)
    local = (when + timedelta(hours=hours)).replace(tzinfo=None)
    zone = f"{'-' if hours < 0 else '+'}{abs(hours):02}"
    assert moment(f"{local.isoformat()}{zone}:00", NOW) == when
    assert moment(f"{local:%d %b %Y %H:%M:%S} {zone}00", NOW) == when


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_ends_in_a_moment_that_can_be_or_in_none(text: str) -> None:
    found = moment(text, NOW)
    assert found is None or EARLIEST <= found <= NOW + AHEAD


def test_no_article_is_dated_after_it_was_fetched() -> None:
    link = "https://courier.example/talks"
    html = article_html("Talks open in Vienna", ["The delegations of both fictional states met on the river. " * 8] * 3)
    page = FetchedPage(link, link, 200, "text/html", html.encode(), NOW)
    article = extract(page, FeedEntry("https://courier.example/rss", None, link, None, NOW + AHEAD, None))
    assert isinstance(article, Article)
    assert article.published is not None
    assert (article.published.last, article.published.basis) == (NOW.date(), "feed")
