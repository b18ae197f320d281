"""What a robots.txt allows, and what its absence or trouble means (RFC 9309)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from extractors.records import FetchedPage, FetchFailure
from flows.fetch.robots import MOST_DELAY, Rules, read_rules, robots_url

SITE = "https://courier.example"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def rules(text: str) -> Rules:
    return read_rules(FetchedPage(f"{SITE}/robots.txt", SITE, 200, "text/plain", text.encode(), NOW))


def failing(reason: str) -> Rules:
    return read_rules(FetchFailure(f"{SITE}/robots.txt", reason, "made up", NOW))


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Parley\nDisallow:", "/a", True),
        ("User-agent: parley\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /news\nAllow: /news/world", "/news/world/1", True),  # the longer rule counts
        ("User-agent: *\nAllow: /news\nDisallow: /news/world", "/news/world/1", False),
        ("User-agent: *\nDisallow: /\nAllow: /$", "/", True),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /%C3%A4", "/ä", False),
        ("<html>Not found</html>", "/a", True),
        ("\0\0\0", "/a", True),
    ],
)
def test_a_page_is_fetched_where_the_rules_allow_it(text: str, path: str, allowed: bool) -> None:
    assert (rules(text).refused(SITE + path) is None) is allowed


@pytest.mark.parametrize("reason", ["HTTP 401", "HTTP 403", "HTTP 404", "HTTP 410", "address refused", "bad url"])
def test_no_rules_allow_all(reason: str) -> None:
    assert failing(reason).refused(f"{SITE}/a") is None


@pytest.mark.parametrize(
    "reason", ["HTTP 429", "HTTP 500", "HTTP 503", "timeout", "connection failed", "redirect loop"]
)
def test_a_site_in_trouble_is_left_alone_for_now(reason: str) -> None:
    found = failing(reason)
    assert found.for_now
    assert found.refused(f"{SITE}/a") == f"The site's robots.txt could not be read ({reason}: made up)."


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("", 5),
        ("User-agent: *\nCrawl-delay: 2", 5),
        ("User-agent: *\nCrawl-delay: 12.5", 12.5),
        ("User-agent: *\nCrawl-delay: 86400", MOST_DELAY),
        ("User-agent: *\nCrawl-delay: soon", 5),
        ("User-agent: *\nCrawl-delay: -3", 5),
        ("User-agent: *\nCrawl-delay: nan", 5),
        ("User-agent: other\nCrawl-delay: 30", 5),
    ],
)
def test_a_longer_pause_is_kept_up_to_a_minute(text: str, delay: float) -> None:
    assert rules(text).delay(5) == delay


def test_each_site_has_rules_of_its_own() -> None:
    assert robots_url("http://courier.example:8080/a/b?c") == "http://courier.example:8080/robots.txt"
    assert robots_url("https://courier.example/") == "https://courier.example/robots.txt"
