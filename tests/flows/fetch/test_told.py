"""What was said of a page or text comes back from its JSON as it was, also from another release's."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.page import PageSource
from extractors.records import DateInterval, FeedEntry
from extractors.seed import SeedEntry
from flows.fetch.told import ToldOfPage, page_as_json, page_from_json, text_as_json, text_from_json

WORDS = st.none() | st.text()
MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC))
ENTRIES = st.builds(
    FeedEntry, st.text(), WORDS, st.text(), WORDS, MOMENTS, WORDS,
    content=WORDS, categories=st.lists(st.text(), max_size=3).map(tuple),
)  # fmt: skip


@given(entry=st.none() | ENTRIES, outlet=WORDS)
@settings(max_examples=60, deadline=None)
def test_what_a_feed_said_comes_back(entry: FeedEntry | None, outlet: str | None) -> None:
    told = ToldOfPage(entry, PageSource(outlet, "GBR", "private", None))
    assert page_from_json(page_as_json(told)) == told


def test_what_a_manifest_said_comes_back() -> None:
    days = DateInterval(date(2026, 5, 1), date(2026, 5, 20), "interval", "inferred", "made up")
    for published in (days, None):
        entry = SeedEntry("a", "a.txt", "Title", None, ("Ann Example",), "news", published, 3)
        assert text_from_json(text_as_json(entry)) == entry
    assert text_from_json(text_as_json(None)) is None


def test_what_another_release_said_is_read_as_far_as_it_is_known() -> None:
    entry = FeedEntry("f", None, "http://courier.example/a", "Title", datetime(2026, 5, 1, tzinfo=UTC), None)
    read = json.loads(page_as_json(ToldOfPage(entry, PageSource())))
    read["entry"]["mood"] = "calm"
    del read["entry"]["categories"]
    assert page_from_json(json.dumps(read)).entry == entry
    assert page_from_json(None) == ToldOfPage(None, PageSource())
