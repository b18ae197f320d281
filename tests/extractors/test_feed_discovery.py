"""The feeds that a page names."""

from __future__ import annotations

import pytest

from extractors.feed_discovery import FeedLink, feeds_of_page

PAGE = "https://courier.example/news/"


def urls(html: str) -> list[str]:
    return [link.url for link in feeds_of_page(html.encode(), PAGE)]


def test_feeds_are_found_as_browsers_find_them() -> None:
    html = """<html><head><link rel="stylesheet" href="/x.css">
      <LINK REL='Alternate' TYPE="application/rss+xml; charset=utf-8" title="All news" href="/rss">
      <link rel="alternate" type="application/atom+xml" href="atom.xml">
      <link rel="alternate" type="text/html" hreflang="de" href="/de">
      <link rel="alternate" type="application/rss+xml" href="/rss"></head>"""
    assert feeds_of_page(html.encode(), PAGE) == (
        FeedLink("https://courier.example/rss", "All news"),
        FeedLink("https://courier.example/news/atom.xml", None),
    )


def test_a_base_counts_and_comments_come_last() -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="{}">'
    html = '<base href="https://other.example/b/">' + link.format("comments/feed") + link.format("feed")
    assert urls(html) == ["https://other.example/b/feed", "https://other.example/b/comments/feed"]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "http://[x", ""])
def test_only_web_addresses_count(href: str) -> None:
    assert urls(f'<link rel="alternate" type="application/rss+xml" href="{href}">') == []


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\0", b"<link " * 20_000, b"<!--" + b"<" * 100_000, b"<![\xffDATA<p>"])
def test_any_bytes_end(body: bytes) -> None:
    assert feeds_of_page(body, PAGE) == ()
