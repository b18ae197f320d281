"""Pages as bytes: title, text, date, authors, and pages that are no article. All texts and names are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from extractors.page import MAX_HTML, PageSource, extract
from extractors.page.dating import stated_day
from extractors.page.title import without_site
from extractors.records import Article, DateInterval, FeedEntry, FetchedPage, Rejection
from tests.flows.loopback import article_html

URL = "https://courier.example/world/talks?utm_source=feed"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PARAGRAPHS = (
    "The foreign minister of Borduria said on Friday that her government was ready to talk without conditions.",
    "“We will come to the table tomorrow,” Ana Fictiva told reporters in the made-up capital, “if they come too.”",
    "Officials of Syldavia, its neighbour, have so far declined to say whether they would send a delegation there.",
)
SOURCE = PageSource("The Fictional Courier", "GBR", "private", "en")
ENTRY = FeedEntry(
    "https://courier.example/rss", "g1", URL, "Title in the feed", datetime(2026, 11, 20, 8, tzinfo=UTC), None
)


def fetched(html: str | bytes, content_type: str = "text/html; charset=utf-8") -> FetchedPage:
    return FetchedPage(URL, URL, 200, content_type, html.encode() if isinstance(html, str) else html, NOW)


def article(
    html: str | bytes, entry: FeedEntry | None = None, content_type: str = "text/html; charset=utf-8"
) -> Article:
    result = extract(fetched(html, content_type), entry, SOURCE)
    assert isinstance(result, Article), result
    return result


def page(head: str = "", before: str = "", title: str = "Borduria ready for talks") -> str:
    html = article_html(title, PARAGRAPHS)
    return html.replace("</head>", head + "</head>").replace("<article>", "<article>" + before)


def json_ld(inside: str) -> str:
    return f'<script type="application/ld+json">{inside}</script>'


def test_a_page_gives_its_article() -> None:
    html = article_html("Borduria ready for talks", PARAGRAPHS, "2026-11-21T23:30:00-05:00", "Otto Nobody")
    got = article(html, ENTRY)
    assert got.title == "Borduria ready for talks"
    assert got.text == "Borduria ready for talks\n\n" + "\n".join(PARAGRAPHS)
    assert got.published == DateInterval(date(2026, 11, 21), date(2026, 11, 21), "day", "page")
    assert (got.authors, got.language, got.outlet) == (("Otto Nobody",), "en", "The Fictional Courier")
    assert (got.country, got.ownership, got.flags) == ("GBR", "private", ())
    assert got.url == "https://courier.example/world/talks"
    assert got.origin == "https://courier.example/rss"
    assert got.article_id.startswith("url:")


def test_the_same_page_gives_the_same_article_and_trackers_do_not_count() -> None:
    html = page()
    other = replace(fetched(html), final_url="https://courier.example/world/talks?utm_medium=x")
    again = extract(other, None, SOURCE)
    assert isinstance(again, Article)
    assert again == replace(article(html), origin=again.origin)


def test_a_text_in_another_encoding_is_read() -> None:
    html = page().replace("Borduria", "Bordürien").encode("latin-1", "ignore")
    assert "Bordürien" in article(html, content_type="text/html; charset=ISO-8859-1").text
    with_meta = page('<meta charset="windows-1252">').replace("Borduria", "Bordürien").encode("cp1252")
    assert "Bordürien" in article(with_meta, content_type="text/html").text


def test_bytes_that_are_not_what_they_claim_are_replaced_and_flagged() -> None:
    got = article(page().encode().replace(b"ready", b"re\xff\xfeady"))
    assert got.flags == ("decoded-with-replacement",)


def test_without_a_single_headline_json_ld_gives_the_title() -> None:
    html = page(
        json_ld('{"@type": "NewsArticle", "headline": "The one &#8216;meant&#8217;"}'), before="<h1>A second one</h1>"
    )
    assert article(html).title == "The one ‘meant’"


def test_without_both_the_title_for_sharing_loses_the_site_name() -> None:
    head = '<meta property="og:title" content="Shared title - The Fictional Courier">'
    assert article(page(head, before="<h1>A second one</h1>")).title == "Shared title"


def test_without_any_the_feed_gives_the_title() -> None:
    html = page().replace("<h1>Borduria ready for talks</h1>", "")
    assert article(html, ENTRY).title == "Title in the feed"


def test_the_site_name_is_no_headline() -> None:
    assert article(page(before="<h1>The Fictional Courier</h1>")).title == "Borduria ready for talks"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Talks | The Courier", "Talks"),
        ("Talks – the courier", "Talks"),
        ("War - and talks", "War - and talks"),
        ("The Courier", "The Courier"),
        ("", ""),
    ],
)
def test_only_the_site_name_is_cut_off(title: str, expected: str) -> None:
    assert without_site(title, ["The Courier"]) == expected


def test_json_ld_gives_date_authors_and_kind() -> None:
    stated = (
        '{"@graph": [{"@type": "WebPage"}, {"@type": ["OpinionNewsArticle"], "datePublished": "2026-11-19T10:00:00Z",'
        '"author": [{"@type": "Person", "name": "Ana Nadie"}, {"@type": "Organization", "name": "Courier Group"}]}]}'
    )
    got = article(page(json_ld(stated)), ENTRY)
    assert got.published == DateInterval(date(2026, 11, 19), date(2026, 11, 19), "day", "page")
    assert (got.authors, got.kind) == (("Ana Nadie",), "opinion")


@pytest.mark.parametrize(
    "broken", ["{", "[]", "null", '"x"', '{"@type": 3}', "[" * 2000, '{"@type":"Article","author":{}}']
)
def test_broken_json_ld_costs_nothing(broken: str) -> None:
    assert article(page(json_ld(broken))).title == "Borduria ready for talks"


def test_the_feed_dates_a_page_that_states_nothing() -> None:
    got = article(page(), ENTRY)
    assert got.published == DateInterval(date(2026, 11, 20), date(2026, 11, 20), "day", "feed")


def test_the_feed_overrules_a_guess_but_not_a_statement() -> None:
    guess = "<p>Posted: 3 March 2019</p>"
    guessed = article(page(before=guess), ENTRY)
    assert guessed.published
    assert guessed.published.basis == "feed"
    stated = article(page('<meta property="article:published_time" content="2019-03-03">'), ENTRY)
    assert stated.published == DateInterval(date(2019, 3, 3), date(2019, 3, 3), "day", "page")
    assert "dates-disagree" in stated.flags


@pytest.mark.parametrize("when", ["2031-01-01", "1890-05-05", "not a day"])
def test_a_date_that_cannot_be_is_no_date(when: str) -> None:
    got = article(page(f'<meta property="article:published_time" content="{when}">'), ENTRY)
    assert got.published == DateInterval(date(2026, 11, 20), date(2026, 11, 20), "day", "feed")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-05-24T23:30:00-07:00", date(2024, 5, 24)),
        ("2024-05-24", date(2024, 5, 24)),
        ("2024-05-24 10:00 UTC", date(2024, 5, 24)),
        ("2024-13-24", None),
        ("yesterday", None),
        (20240524, None),
        (None, None),
    ],
)
def test_a_stated_day_is_the_day_at_its_place(value: object, day: date | None) -> None:
    assert stated_day(value) == day


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "text/html", "empty"),
        (b" \n", "text/html", "empty"),
        (b"%PDF-1.7 <", "", "not-html"),
        (b"plain words", "text/html", "not-html"),
        (b"<html></html>", "application/pdf", "not-html"),
        (b"<html><body></body></html>", "text/html", "no-text"),
        (b"<html><body><script>var x = 1</script></body></html>", "text/html", "no-text"),
        (b"<p>" + b"x" * MAX_HTML, "text/html", "too-large"),
    ],
)
def test_what_is_no_article_is_rejected_by_name(body: bytes, content_type: str, reason: str) -> None:
    result = extract(fetched(body, content_type))
    assert isinstance(result, Rejection)
    assert (result.reason, result.origin) == (reason, URL)


@pytest.mark.parametrize(
    "body",
    [
        b"<" * 5000,
        b"<div>" * 3000 + b"x",
        b"<p>\x00\x01</p>",
        b"<!doctype html>",
        b"<a><b></a></b>",
        b"&#xFFFFFFF;<",
        b"<?xml",
    ],
)
def test_hostile_markup_ends_in_a_named_value(body: bytes) -> None:
    assert isinstance(extract(fetched(body)), Article | Rejection)


def test_a_script_in_a_title_is_text() -> None:
    got = article(page(title="<script>alert(1)</script> talks"))
    assert got.title == "<script>alert(1)</script> talks"
