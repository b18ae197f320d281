"""Feeds as bytes: entries, sane dates, safe links, and answers that are no feed. All texts are authored here."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.feed import ParsedFeed, parse
from extractors.feed_text import plain_text
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
    "fields", ["<pubDate>no date</pubDate>", "<pubDate>Fri, 01 Jan 2027 00:00:00 GMT</pubDate>", ""]
)
def test_a_date_that_cannot_be_is_no_date(fields: str) -> None:
    (entry,) = read(item(f"<link>https://a.example/1</link>{fields}")).entries
    assert (entry.published_at, entry.date_basis) == (None, None)


def test_the_zone_of_moscow_is_right() -> None:
    (entry,) = read(item("<link>https://a.example/1</link><pubDate>Sat, 21 Nov 2026 09:30:00 MSK</pubDate>")).entries
    assert entry.published_at == datetime(2026, 11, 21, 6, 30, tzinfo=UTC)


def test_a_change_is_told_from_a_publication() -> None:
    atom = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><link href="https://a.example/1"/>%s</entry></feed>'
    updated, published = b"<updated>2026-11-20T10:00:00Z</updated>", b"<published>2026-11-19T10:00:00Z</published>"
    (changed,) = read(atom % updated).entries
    (both,) = read(atom % (updated + published)).entries
    assert (changed.date_basis, both.date_basis) == ("updated", "published")
    assert both.published_at == datetime(2026, 11, 19, 10, tzinfo=UTC)
    dublin = b'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item><link>https://a.example/1</link>'
    (core,) = read(dublin + b"<dc:date>2026-11-20T10:00:00Z</dc:date></item></channel></rss>").entries
    assert core.date_basis == "published"


def test_the_moment_of_the_answer_dates_no_entry() -> None:
    now = "Sun, 22 Nov 2026 11:59:58 GMT"
    made = read(rss([(f"https://a.example/{n}", f"T{n}", now) for n in range(6)]).encode())
    assert {entry.published_at for entry in made.entries} == {None}
    few = read(rss([(f"https://a.example/{n}", f"T{n}", now) for n in range(2)]).encode())
    assert None not in {entry.published_at for entry in few.entries}


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


def test_a_guid_that_is_an_address_serves_as_link() -> None:
    (entry,) = read(item("<guid isPermaLink='false'>https://a.example/g</guid>")).entries
    assert entry.link == "https://a.example/g"


def test_an_alternate_link_replaces_one_that_is_no_web_address() -> None:
    (entry,) = read(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>x</title>'
        b'<link rel="alternate" href="/ok"/><link rel="alternate" href="javascript:alert(1)"/></entry></feed>'
    ).entries
    assert entry.link == "https://courier.example/ok"


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


BOMB = '<!ENTITY e0 "words">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        "<!entity x PUBLIC '-//x' 'http://127.0.0.1/x'>",
        '<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;',
        BOMB,
    ],
)
def test_hostile_entities_are_refused_by_name(entities: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE r [{entities}]>' + item("<title>&x;</title>").decode()
    result = parse(text.encode(encoding), {}, FEED, now=NOW)
    assert isinstance(result, Rejection)
    assert (result.reason, result.origin) == ("unsafe-xml", FEED)


def test_entities_that_harm_nobody_are_read() -> None:
    declared = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>'
    (entry,) = read(declared + item("<title>One&nbsp;two</title><link>https://a.example/1</link>")).entries
    assert entry.title == "One two"


def test_an_article_on_entities_is_no_attack() -> None:
    words = "<![CDATA[<!ENTITY x SYSTEM 'y'>]]>"
    assert len(read(item(f"<link>https://a.example/1</link><description>{words}</description>")).entries) == 1


def test_deep_nesting_ends_in_a_named_value() -> None:
    body = item("<description>" + "<div>" * 20_000 + "x")
    assert isinstance(parse(body, {}, FEED, now=NOW), ParsedFeed | Rejection)


RICH = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title><item>
<link>https://a.example/1</link>
<title>Talks &amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt; in &lt;b&gt;Vienna&lt;/b&gt;</title>
<description>One &lt;script&gt;alert(1)&lt;/script&gt; line.</description>
<category>War</category><category>War</category><category>Peace &lt;i&gt;talks&lt;/i&gt;</category>
<content:encoded><![CDATA[<h2>Head</h2><p>One<br>two</p><style>p{}</style>
<p>Three &amp; four</p><script>evil()]]></content:encoded></item></channel></rss>"""


def test_script_leaves_no_trace_and_full_text_keeps_its_paragraphs() -> None:
    (entry,) = read(RICH.encode()).entries
    assert entry.title == "Talks in Vienna"
    assert entry.summary == "One line."
    assert entry.categories == ("War", "Peace talks")
    assert entry.content == "Head\n\nOne two\n\nThree & four"


@pytest.mark.parametrize(
    ("channel", "seconds"),
    [
        ("<ttl>30</ttl>", 1800),
        ("<ttl>soon</ttl>", None),
        ("<ttl>0</ttl>", None),
        ("", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 86400),
    ],
)
def test_how_long_a_feed_may_be_kept(channel: str, seconds: int | None) -> None:
    sy = "http://purl.org/rss/1.0/modules/syndication/"
    feed = read(f'<rss version="2.0" xmlns:sy="{sy}"><channel><title>T</title>{channel}</channel></rss>'.encode())
    assert feed.ttl_s == seconds


def test_a_wrong_header_is_no_damage() -> None:
    body = rss([("https://a.example/1", "Ещё", GOOD_DATE)]).encode()
    assert read(body, "text/plain; charset=us-ascii").damaged is None


def test_of_absurdly_many_entries_the_first_are_read_and_the_rest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.feed.MOST_ENTRIES", 3)
    feed = read(rss([(f"https://a.example/{n}", f"T{n}", GOOD_DATE) for n in range(5)]).encode())
    assert [entry.title for entry in feed.entries] == ["T0", "T1", "T2"]
    assert [(one.reason, one.detail[:21]) for one in feed.rejections] == [("too-large", "It has more than 3 en")]
    assert feed.damaged is None, "the entries that are too many are cut out, and the feed ends as it should"


@pytest.mark.parametrize("end", ["</feed>", "", "<entry>" * 5])
def test_the_entries_that_are_too_many_are_not_even_parsed(monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    monkeypatch.setattr("extractors.feed.MOST_ENTRIES", 2)
    entries = "".join(f"<entry><title>T{n}</title><link href='https://a.example/{n}'/></entry>" for n in range(9))
    feed = read(f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Made up</title>{entries}{end}".encode())
    assert (feed.title, [entry.title for entry in feed.entries]) == ("Made up", ["T0", "T1"])
    assert [one.reason for one in feed.rejections] == ["too-large"]


@pytest.mark.parametrize("end", ["", "</a>" * 1_000_000])
def test_a_feed_of_nested_tags_is_refused_at_once(end: str) -> None:
    begun = time.process_time()
    made = parse(f"<rss version='2.0'><channel>{'<a>' * 1_000_000}{end}".encode(), {}, FEED, now=NOW)
    assert isinstance(made, Rejection)
    assert (made.reason, made.detail) == ("not-a-feed", "More than 50,000 of its tags are open at once.")
    assert time.process_time() - begun < 5


def test_what_an_article_leaves_open_is_no_nesting() -> None:
    body = item(f"<link>https://a.example/1</link><description><![CDATA[{'<br>' * 60_000}]]></description>")
    assert len(read(body).entries) == 1


def test_a_large_feed_of_tiny_entries_takes_little_time() -> None:
    item = "<item><title>Made up</title><link>https://a.example/{}</link></item>"
    body = f"<rss version='2.0'><channel>{''.join(map(item.format, range(140_000)))}</channel></rss>".encode()
    begun = time.process_time()
    assert len(read(body).entries) == 5_000
    assert time.process_time() - begun < 10  # 24 s if all of them are parsed


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
