"""The parts of a page's reading: headline, date, authors, foreign lines, split articles, verdicts. All made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from extractors.page import PageSource, Reading, read
from extractors.page.cues import is_credit_or_call, is_date
from extractors.page.lines import article_lines
from extractors.page.words import key
from extractors.records import FeedEntry, FetchedPage, Rejection

URL = "https://courier.example/world/talks"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENTENCE = (
    "The made-up minister of Borduria said that the made-up talks would go on in the capital for another week, part "
)
TITLE = "Borduria is ready for talks with Syldavia"


def paragraphs(first: int, last: int) -> str:
    return "".join(f"<p>Number {number}. {SENTENCE}{number}.</p>" for number in range(first, last))


def html(body: str = "", head: str = "", heading: str = f"<h1>{TITLE}</h1>") -> str:
    return f"<html><head>{head}</head><body><article>{heading}{body or paragraphs(0, 6)}</article></body></html>"


def json_ld(inside: str) -> str:
    return f'<script type="application/ld+json">{inside}</script>'


def reading(markup: str, entry: FeedEntry | None = None, url: str = URL) -> Reading:
    made = attempt(markup, entry, url)
    assert isinstance(made, Reading), made
    return made


def attempt(markup: str, entry: FeedEntry | None = None, url: str = URL) -> Reading | Rejection:
    return read(FetchedPage(url, url, 200, "text/html", markup.encode(), NOW), entry, PageSource("The Courier"))


@pytest.mark.parametrize(
    ("heading", "head", "title"),
    [
        ("<h1>Opinion Talks are a made-up idea</h1>", '<meta property="og:title" content="Talks are a made-up idea">',
         "Talks are a made-up idea"),
        ("<h1>Talks are made up, says Borduria</h1>", '<meta property="og:title" content="Talks are made up">',
         "Talks are made up, says Borduria"),
        ("<h1>Talks are made up <span>All that is known so far</span></h1>",
         '<meta property="og:title" content="Talks are made up">', "Talks are made up"),
        ("<h1>The Courier</h1>", '<meta property="og:title" content="Talks | The Courier">', "Talks"),
        ("<h1>A long headline</h1><h1>Newsletters</h1>", '<meta property="og:title" content="A long headline - x">',
         "A long headline"),
        ("", "<title>courier.example: Talks go on</title>", "courier.example: Talks go on"),
        ("", "<title>Talks go on • The Courier</title>", "Talks go on"),
        ("<h1>A headline that is told in full here</h1><h1>B</h1>",
         '<meta property="og:title" content="A headline that is told...">', "A headline that is told in full here"),
    ],
)  # fmt: skip
def test_the_headline_is_what_the_page_and_its_statements_share(heading: str, head: str, title: str) -> None:
    assert reading(html(heading=heading, head=head)).title == title


def test_an_instant_keeps_its_zone() -> None:
    made = reading(html(head=json_ld('{"@type": "NewsArticle", "datePublished": "2026-11-20T23:30:00-05:00"}')))
    assert made.published_at == datetime(2026, 11, 20, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert (made.published_on, made.date_basis) == (date(2026, 11, 20), "json-ld")


def test_of_two_statements_of_one_instant_that_with_a_place_counts() -> None:
    head = json_ld('{"@type": "NewsArticle", "datePublished": "2026-11-21T02:30:00Z"}')
    head += '<meta property="article:published_time" content="2026-11-20T21:30:00-05:00">'
    assert reading(html(head=head)).published_on == date(2026, 11, 20)


def test_a_day_in_the_address_overrules_a_statement_that_is_far_off() -> None:
    head = '<meta property="article:published_time" content="2026-03-01">'
    made = reading(html(head=head), url="https://courier.example/2026/11/19/talks")
    assert (made.published_on, made.date_basis) == (date(2026, 11, 19), "url")
    assert "dates-disagree" in made.flags


@pytest.mark.parametrize(
    ("body", "head", "names"),
    [
        ("", json_ld('{"@type": "Article", "author": {"@type": "Person", "name": "By Ana Nadie"}}'), ("Ana Nadie",)),
        ("", json_ld('{"@graph": [{"@type": "Article", "author": {"@id": "#a"}}, {"@type": "Person", "@id": "#a",'
                     ' "name": "Otto Nobody"}]}'), ("Otto Nobody",)),
        ("", '<meta name="author" content="Ana Nadie and Otto Nobody">', ("Ana Nadie", "Otto Nobody")),
        ("", '<meta name="author" content="admin">', ()),
        ("", '<meta name="author" content="Courier News Desk">', ()),
        ("<div>By Ana Nadie, Courier News, Northtown</div>", "", ("Ana Nadie",)),
        ('<span class="post-author">Otto Nobody</span>', "", ("Otto Nobody",)),
        ('<div class="comments"><span class="comment-author">Otto Nobody</span></div>', "", ()),
    ],
)  # fmt: skip
def test_authors_are_persons(body: str, head: str, names: tuple[str, ...]) -> None:
    assert reading(html(body + paragraphs(0, 6), head)).authors == names


@pytest.mark.parametrize(
    "line",
    [
        "Read more: The other story", "(Reporting by Ana Nadie; editing by Otto Nobody)", "© 2026 The Courier",
        "Sign up for our newsletter to get the news in your inbox", "Follow us on Facebook and Twitter",
        "Advertisement",        "Related stories", "3 Comments", "We use cookies to improve this page",
        "Click here for the whole list",
        "Ana Nadie contributed to this report.",
    ],
)  # fmt: skip
def test_a_line_that_is_not_the_articles_is_known(line: str) -> None:
    assert is_credit_or_call(line, len(line.split()))


@pytest.mark.parametrize(
    "line",
    [
        "The minister said that she would read more of the proposal before the talks.",
        "“Follow us to the table,” she told the other side, “and the guns will be silent.”",
        "Sources: the ministry and the army disagree on who shared the plan with whom, and on when it was written down,"
        " and on what the other side was told of it at the time by the people who carried the message to and fro,"
        " all of whom were asked for this story and none of whom wanted to be named in it for fear of what would come.",
        "More than a hundred people were at the talks.",
    ],
)  # fmt: skip
def test_an_articles_line_is_kept(line: str) -> None:
    assert not is_credit_or_call(line, len(line.split()))


@pytest.mark.parametrize(
    ("line", "is_one"),
    [("Published on 20 November 2026 at 10:15 GMT", True), ("UPDATED: Fri., Nov. 20, 2026", True),
     ("In 2026 the talks began in May", False), ("Talks", False)],
)  # fmt: skip
def test_a_line_that_says_when(line: str, is_one: bool) -> None:
    assert is_date(line, len(line.split())) is is_one


def test_what_stands_above_the_headline_goes_with_it() -> None:
    lines = ["World", TITLE, "20 November 2026", "Ana Nadie", SENTENCE, "Another headline that leads away", SENTENCE]
    links = {key("Another headline that leads away")}
    assert article_lines(lines, {key(TITLE)}, links, {key("Ana Nadie")}) == [SENTENCE, SENTENCE]


def test_links_stay_where_they_are_what_the_article_is_about() -> None:
    lines = ["One made-up story of the day", "Another made-up story of the day"]
    assert article_lines(lines, (), set(map(key, lines)), ()) == lines


def split(make: str) -> str:
    """Give an article whose second half lies in a container beside that of the first."""
    halves = (paragraphs(0, 6), paragraphs(6, 14))
    inside = "".join(f'<div class="row"><div class="{make}">{half}</div><aside>ad</aside></div>' for half in halves)
    return html(f'<div class="chunks">{inside}</div>')


@pytest.mark.parametrize("make", ["article-body", "body-text chunk"])
def test_an_article_split_over_containers_is_whole(make: str) -> None:
    made = reading(split(make))
    assert [f"part {number}." in made.text for number in range(14)] == [True] * 14


def test_the_next_article_is_not_joined() -> None:
    other = "".join(f"<p>{SENTENCE.replace('Borduria', 'Elsewhere')}{number}.</p>" for number in range(6))
    page = html().replace("</body>", f"<article><h1>Another story</h1>{other}</article></body>")
    assert "Elsewhere" not in reading(page).text


def test_the_feeds_text_is_taken_where_the_page_has_less() -> None:
    content = "\n\n".join(f"{SENTENCE}{number}." for number in range(12))
    entry = FeedEntry("https://courier.example/rss", "g", URL, TITLE, None, None, content=content)
    made = reading(html("<p>Subscribe to continue reading.</p>" + paragraphs(0, 2)), entry)
    assert "text-from-feed" in made.flags
    assert "part 11." in made.text
    assert "text-from-feed" not in reading(html(paragraphs(0, 12)), entry).flags
    assert "text-from-feed" not in reading(html(), replace(entry, content="A summary.")).flags


def test_a_paywall_and_a_teaser_are_flagged() -> None:
    stated = json_ld('{"@type": "NewsArticle", "isAccessibleForFree": "False", "wordCount": 900}')
    assert reading(html(paragraphs(0, 2), stated)).flags == ("paywall", "teaser")


@pytest.mark.parametrize(
    ("markup", "url", "reason"),
    [
        ("<html><body><h1>Access denied</h1><p>You cannot see this made-up page from here.</p></body></html>", URL,
         "access-denied"),
        ("<html><body><h1>Before you continue</h1><p>We use cookies for made-up purposes here.</p></body></html>", URL,
         "consent-wall"),
        (html(), "https://courier.example/", "not-an-article"),
        ("<html><body><p>x</p></body></html>", URL, "no-text"),
    ],
)  # fmt: skip
def test_what_is_no_article_has_a_name(markup: str, url: str, reason: str) -> None:
    made = attempt(markup, url=url)
    assert isinstance(made, Rejection)
    assert made.reason == reason
    assert made.detail


def test_the_language_is_told_from_the_text() -> None:
    german = (
        "<p>Die erfundene Ministerin sagte am Freitag, ihre Regierung sei zu Gesprächen bereit und warte darauf.</p>"
    )
    assert reading(html(german * 4).replace("<html>", '<html lang="en">')).language == "de"
