"""OPML: what other readers export, slips with their lines, and what attackers put into it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.fetch.feeds import FeedSource, read_feeds
from flows.fetch.opml import as_toml, read_opml

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head><title>Subscriptions</title></head>
  <body>
    <outline text="War" title="War">
      <outline type="rss" text="Courier &amp; Co" title="The &quot;Courier&quot;" xmlUrl="https://courier.example/rss" language="en-GB"/>
      <outline type="rss" text="Herald" xmlUrl="https://herald.example/feed" isComment="true"/>
      <outline text="A folder"><outline xmlUrl="http://gazette.example/atom.xml"/></outline>
    </outline>
    <outline text="Nothing here"/>
    <outline text="Evil" xmlUrl="javascript:alert(1)"/>
    <outline text="Again" xmlUrl="https://herald.example/feed"/>
    <outline text="Broken" xmlUrl="http://[x"/>
  </body>
</opml>
"""  # noqa: E501


def test_feeds_of_all_folders_are_read_and_slips_are_told_with_line_and_name() -> None:
    feeds, rejections = read_opml(OPML.encode(), "my.opml")
    assert [(feed.name, feed.url, feed.language, feed.enabled) for feed in feeds] == [
        ('The "Courier"', "https://courier.example/rss", "en", True),
        ("Herald", "https://herald.example/feed", None, False),
        ("gazette.example", "http://gazette.example/atom.xml", None, True),
    ]
    assert {one.reason for one in rejections} == {"malformed-manifest"}
    told = [(one.line, one.detail) for one in rejections]
    assert told == [
        (10, 'the outline "Nothing here" has no xmlUrl'),
        (11, '"Evil": "javascript:alert(1)" is no http or https address'),
        (12, '"Again": this address is already that of "Herald"'),
        (13, '"Broken": "http://[x" is no http or https address'),
    ]


def test_what_is_written_is_read_back_whole() -> None:
    feeds, _ = read_opml(OPML.encode(), "my.opml")
    assert read_feeds(as_toml(feeds), "parley.toml") == (feeds, ())


@given(
    st.text(min_size=1).filter(lambda text: text.strip() and text.isprintable()),
    st.sampled_from(["\x7f", "\\", '"', "\n", "\t", ""]),
)
@settings(max_examples=60, deadline=None)
def test_any_name_is_written_as_toml_reads_it(name: str, odd: str) -> None:
    feed = FeedSource(name + odd, "https://a.example/", name, None, None, None, True, None, None)
    assert read_feeds(as_toml([feed]), "f.toml") == ((feed,), ())


def test_a_file_that_breaks_off_keeps_what_stood_before() -> None:
    feeds, (rejection,) = read_opml(OPML.encode()[: OPML.index('<outline text="A folder')], "my.opml")
    assert len(feeds) == 2
    assert (rejection.reason, rejection.line) == ("malformed-manifest", 8)
    assert "not well-formed" in rejection.detail


def test_other_encodings_are_read() -> None:
    text = '<?xml version="1.0" encoding="{}"?><opml><body><outline text="Café" xmlUrl="https://a.example/"/></body></opml>'
    for encoding in ("utf-8", "utf-16", "iso-8859-1"):
        (feed,), rejections = read_opml(text.format(encoding).encode(encoding), "f")
        assert (feed.name, rejections) == ("Café", ())


@pytest.mark.parametrize(
    "body", [b"", b"\0\1\2", b"<html><body>x", b'{"a": 1}', b"<opml/>", b"<opml><body></body></opml>"]
)
def test_what_is_no_opml_is_told(body: bytes) -> None:
    feeds, (rejection,) = read_opml(body, "f")
    assert feeds == ()
    assert rejection.reason == "malformed-manifest"


BOMB = '<!ENTITY e0 "words">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "entities", [BOMB, '<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY % p SYSTEM "http://127.0.0.1/"> %p;']
)
def test_entities_are_refused_by_name_and_at_once(entities: str) -> None:
    started = time.monotonic()
    feeds, (rejection,) = read_opml(
        f'<!DOCTYPE opml [{entities}]>\n<opml><body><outline text="&e11;"/></body></opml>'.encode(), "f"
    )
    assert (feeds, rejection.reason) == ((), "unsafe-xml")
    assert time.monotonic() - started < 2


def test_a_doctype_alone_is_no_attack_and_one_outside_is_refused() -> None:
    for doctype, count in (("<!DOCTYPE opml>", 3), ('<!DOCTYPE opml SYSTEM "http://127.0.0.1:1/opml.dtd">', 0)):
        assert len(read_opml(OPML.replace("<opml ", f"{doctype}\n<opml ").encode(), "f")[0]) == count


def test_deep_folders_and_huge_files_end() -> None:
    deep = (
        "<opml><body>"
        + '<outline text="x">' * 50_000
        + '<outline xmlUrl="https://a.example/"/>'
        + "</outline>" * 50_000
    )
    feeds, rejections = read_opml(deep.encode(), "f")
    assert len(feeds) == 1
    assert len(rejections) == 1
    assert read_opml(b" " * 10_000_001, "f")[1][0].reason == "too-large"
