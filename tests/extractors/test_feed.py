"""Feeds as bytes: entries, sane dates, safe links, and answers that are no feed. All texts are authored here."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.feed import ParsedFeed, identity, parse, plain_text
from extractors.records import Rejection
from tests.flows.loopback import rss

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FEED = "https://courier.example/rss"
GOOD_DATE = "Sat, 21 Nov 2026 09:30:00 GMT"


def read(body: bytes, content_type: str = "application/rss+xml") -> ParsedFeed:
    result = parse(body, {"content-type": content_type}, FEED, now=NOW)
    assert isinstance(result, ParsedFeed), result
    return result


def item(inside: str) -> bytes:
    return f'<rss version="2.0"><channel><title>T</title><item>{inside}</item></channel></rss>'.encode()


def test_an_rss_feed_gives_its_entries_in_order() -> None:
    links = [f"https://courier.example/{n}" for n in (3, 1, 2)]
    feed = read(rss([(link, f"Title of {link[-1]}", GOOD_DATE) for link in links], "The Fictional Courier").encode())
    assert feed.title == "The Fictional Courier"
    assert [entry.link for entry in feed.entries] == links
    first = feed.entries[0]
    assert (first.title, first.feed_url, first.guid) == ("Title of 3", FEED, links[0])
    assert first.published_at == datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    assert feed.rejections == ()


def test_an_atom_feed_gives_its_entries() -> None:
    feed = read(
        b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>urn:1</id>'
        b'<title type="html">Fictional &amp;lt;b&amp;gt;talks&amp;lt;/b&amp;gt;</title><link href="/a"/>'
        b"<updated>2026-11-20T10:00:00+02:00</updated></entry></feed>"
    )
    (entry,) = feed.entries
    assert (entry.guid, entry.link) == ("urn:1", "https://courier.example/a")
    assert entry.published_at == datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "date",
    ["1763719200", "Tue, 01 Jan 1980 00:00:00 GMT", "Fri, 01 Jan 2027 00:00:00 GMT", "no date", ""],
)
def test_a_date_that_cannot_be_is_no_date(date: str) -> None:
    (entry,) = read(item(f"<link>https://a.example/1</link><pubDate>{date}</pubDate>")).entries
    assert entry.published_at is None


def test_a_clock_a_little_ahead_is_believed() -> None:
    (entry,) = read(item("<link>https://a.example/1</link><pubDate>Mon, 23 Nov 2026 02:00:00 GMT</pubDate>")).entries
    assert entry.published_at == datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:a@b.example"]
)
def test_a_link_to_anything_but_the_web_is_rejected_by_name(link: str) -> None:
    feed = read(item(f"<title>Fictional</title><link>{link}</link>"))
    assert feed.entries == ()
    (rejection,) = feed.rejections
    assert (rejection.reason, rejection.origin) == ("entry-without-link", FEED)
    assert "Fictional" in rejection.detail


def test_an_entry_without_any_link_is_rejected_by_name() -> None:
    assert [r.reason for r in read(item("<title>Fictional</title>")).rejections] == ["entry-without-link"]


def test_the_same_entry_twice_counts_once() -> None:
    assert len(read(rss([("https://a.example/1", "T", GOOD_DATE)] * 2).encode()).entries) == 1


def test_identity_is_the_guid_and_else_the_link() -> None:
    with_guid = read(item("<guid isPermaLink='false'>g1</guid><link>https://a.example/1</link>")).entries[0]
    without = read(item("<link>https://a.example/1</link>")).entries[0]
    assert (identity(with_guid), identity(without)) == ("guid:g1", "link:https://a.example/1")


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "no content"),
        (b" \n ", "no content"),
        (b"<!doctype html><html><body>Fictional consent wall</body></html>", "a web page"),
        (b'{"error": 1}', "something else"),
        (b"\x00\x01\x02", "something else"),
    ],
)
def test_what_is_no_feed_is_rejected_by_name(body: bytes, word: str) -> None:
    result = parse(body, {}, FEED, now=NOW)
    assert isinstance(result, Rejection)
    assert result.reason == "not-a-feed"
    assert word in result.detail


def test_a_damaged_feed_gives_what_is_readable_and_says_so() -> None:
    body = rss([("https://a.example/1", "One", GOOD_DATE), ("https://a.example/2", "Two & three", GOOD_DATE)])
    feed = read(body.replace("&amp;", "&").removesuffix("</channel></rss>").encode())
    assert [entry.link for entry in feed.entries] == ["https://a.example/1", "https://a.example/2"]
    assert feed.damaged


def test_external_entities_are_not_read() -> None:
    body = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + item(
        "<title>&x;</title><link>https://a.example/1</link>"
    )
    result = parse(body, {}, FEED, now=NOW)
    assert "root:" not in repr(result)


def test_an_entity_bomb_ends_at_once() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "words">{bomb}]>'.encode() + item("<title>&e11;</title>")
    started = time.monotonic()
    assert isinstance(parse(body, {}, FEED, now=NOW), ParsedFeed | Rejection)
    assert time.monotonic() - started < 2


def test_deep_nesting_ends_in_a_named_value() -> None:
    body = item("<description>" + "<div>" * 20_000 + "x")
    assert isinstance(parse(body, {}, FEED, now=NOW), ParsedFeed | Rejection)


def test_a_summary_is_plain_text() -> None:
    (entry,) = read(
        item("<link>https://a.example/1</link><description>&lt;p&gt;One &amp;amp; two&lt;/p&gt;three</description>")
    ).entries
    assert entry.summary == "One & two three"


def test_plain_text_of_nothing_is_nothing() -> None:
    assert plain_text("<p> </p>") is None
    assert plain_text(None) is None


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_end_in_a_named_value(body: bytes) -> None:
    assert isinstance(parse(body, {}, FEED, now=NOW), ParsedFeed | Rejection)
    assert isinstance(parse(item("<title>x</title>") + body, {}, FEED, now=NOW), ParsedFeed | Rejection)
