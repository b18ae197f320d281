"""Which entries lead to pages worth fetching, poll after poll."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.feed_identity import identified
from extractors.records import FeedEntry
from flows.fetch.picking import Picker
from tests.flows.loopback import Answer, loopback
from tests.flows.older import rows
from tests.flows.taking import feeds_file, page_of, take_feeds
from tests.reporting import report

FEED = "https://courier.example/rss"
DAY = datetime(2026, 11, 21, tzinfo=UTC)
KNOWN = frozenset({(FEED, "g1", "Talks", DAY.isoformat())})


def entry(session: str, guid: str | None = "g1", title: str = "Talks", day: datetime = DAY) -> FeedEntry:
    (one,) = identified([FeedEntry(FEED, guid, f"https://courier.example/a?sid={session}", title, day, None)])
    return one


def test_an_entry_is_known_again_under_another_address() -> None:
    picker = Picker(known_entries=KNOWN)
    assert picker.sift([entry("2")]) == ([], [])


@pytest.mark.parametrize(
    "other",
    [entry("2", guid="g2"), entry("2", guid=None), entry("2", title="Truce"), entry("2", day=DAY.replace(day=22))],
)
def test_a_guid_alone_proves_nothing(other: FeedEntry) -> None:
    assert Picker(known_entries=KNOWN).sift([other]) == ([other], [])


def test_a_feed_that_gives_pages_a_new_address_at_every_poll_is_read_once(tmp_path: Path) -> None:
    item = "<item><guid isPermaLink='false'>g1</guid><title>Talks in Vienna</title><link>{}</link>{}</item>"
    date = "<pubDate>Tue, 12 May 2026 09:00:00 GMT</pubDate>"
    with loopback() as site:
        home, feeds = tmp_path / "home", feeds_file(tmp_path, Courier=site.url("/rss"))
        for session in ("/a.html?sid=1", "/a.html?sid=2"):
            page = site.page(session, page_of(report("ceasefire talks", 12)))
            body = f"<rss version='2.0'><channel><title>T</title>{item.format(page, date)}</channel></rss>"
            site.routes["/rss"] = Answer(body.encode(), content_type="application/rss+xml")
            take_feeds(home, feeds)
        assert (site.requests["/a.html?sid=1"], site.requests["/a.html?sid=2"]) == (1, 0)
    assert rows(home, "SELECT count(*) FROM article") == [(1,)]
