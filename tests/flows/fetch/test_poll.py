"""Polling real servers on loopback: new pages once, politely, and every bad feed by name."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from extractors.identity import canonical_url
from flows.fetch.client import Limits
from flows.fetch.feeds import FeedSource
from flows.fetch.poll import Polled, PollLimits, fetch_pages, poll
from tests.flows.loopback import Answer, Loopback, article_html, loopback
from tests.flows.quick_clock import QuickClock

ONE = Limits(deadline=1, max_bytes=200_000, allow_loopback=True)
LIMITS = PollLimits(feed=ONE, page=ONE, delay=0)
DATE = "Sat, 21 Nov 2026 09:30:00 GMT"
HTML = article_html("Fictional talks", ["Made-up words about made-up talks."])


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as running:
        yield running


def source(url: str, **changes: object) -> FeedSource:
    feed = FeedSource("Courier", url, "The Fictional Courier", None, "private", "en", True, None, None)
    return replace(feed, **changes)  # type: ignore[arg-type]


def run(*urls: str, limits: PollLimits = LIMITS, known: set[str] | None = None) -> Polled:
    return whole(poll([source(url) for url in urls], limits, known or set()))


def whole(parts: Iterable[Polled]) -> Polled:
    return sum(parts, Polled())


def serve(server: Loopback, count: int, feed: str = "/rss") -> str:
    links = [server.page(f"{feed}/{number}", HTML) for number in range(count)]
    return server.feed(feed, [(link, f"Title {link[-1]}", DATE) for link in links])


def test_a_poll_brings_the_pages_of_a_feed_with_their_entries(server: Loopback) -> None:
    polled = run(serve(server, 3))
    assert [page.page.url for page in polled.pages] == [server.url(f"/rss/{n}") for n in range(3)]
    assert [page.entry.title for page in polled.pages if page.entry] == ["Title 0", "Title 1", "Title 2"]
    assert polled.pages[0].source.outlet == "The Fictional Courier"
    assert polled.rejections == ()
    (event,) = polled.events
    assert (event.outcome, event.entries, event.new_entries, event.deferred) == ("ok", 3, 3, 0)


def test_what_is_known_is_not_fetched_again(server: Loopback) -> None:
    url = serve(server, 3)
    polled = run(url, known={canonical_url(server.url(f"/rss/{n}")) for n in (0, 2)})
    assert [page.page.url for page in polled.pages] == [server.url("/rss/1")]
    assert (polled.events[0].entries, polled.events[0].new_entries) == (3, 1)


def test_two_feeds_with_the_same_page_fetch_it_once(server: Loopback) -> None:
    page = server.page("/a", HTML)
    feeds = [server.feed(path, [(page + query, "T", DATE)]) for path, query in (("/1", ""), ("/2", "?utm_source=x"))]
    polled = run(*feeds)
    assert len(polled.pages) == 1
    assert sum(server.requests[path] for path in ("/a", "/a?utm_source=x")) == 1


def test_what_is_over_the_limit_waits_for_the_next_poll(server: Loopback) -> None:
    polled = run(serve(server, 5), limits=replace(LIMITS, pages_a_feed=2))
    assert len(polled.pages) == 2
    assert (polled.events[0].new_entries, polled.events[0].deferred) == (5, 3)


def test_a_disabled_feed_is_not_asked(server: Loopback) -> None:
    feed = source(serve(server, 1), enabled=False)
    assert whole(poll([feed], LIMITS)) == Polled()
    assert server.requests.total() == 0


def test_each_bad_feed_is_named_and_costs_the_others_nothing(server: Loopback) -> None:
    server.routes["/empty"] = Answer(b"")
    server.routes["/drip"] = Answer(chunks=[b"<rss>"] * 500, pause=0.05)
    server.routes["/broken"] = Answer(b"\x00\xff garbage" * 20, content_type="application/rss+xml")
    server.page("/html", f"<html><body>{'Consent, please. ' * 10}</body></html>")
    server.redirect("/loop", "/loop")
    server.redirect("/private", "http://10.0.0.1/rss")
    server.bomb("/bomb", 20)
    named = {
        "empty": ("not-a-feed", "no bytes"),
        "drip": ("failed", "timeout"),
        "broken": ("not-a-feed", "something else"),
        "html": ("not-a-feed", "a web page"),
        "loop": ("failed", "redirect loop"),
        "private": ("failed", "address refused"),
        "bomb": ("failed", "too large"),
        "none": ("failed", "HTTP 404"),
    }
    polled = run(*(server.url(f"/{name}") for name in named), serve(server, 2))
    assert len(polled.pages) == 2
    assert {e.feed_url: e.outcome for e in polled.events} == {
        server.url("/rss"): "ok",
        **{server.url(f"/{name}"): outcome for name, (outcome, _) in named.items()},
    }
    for rejection in polled.rejections:
        assert named.pop(rejection.origin.rpartition("/")[2])[1] in rejection.detail
    assert named == {}


def test_a_bad_page_or_link_is_named_and_the_others_come(server: Loopback) -> None:
    good = server.page("/good", HTML)
    items = [("javascript:alert(1)", "Bad link", DATE), (server.url("/gone"), "Gone", DATE), (good, "Good", DATE)]
    polled = run(server.feed("/rss", items))
    assert [page.page.url for page in polled.pages] == [good]
    assert [(r.reason, r.origin) for r in polled.rejections] == [
        ("entry-without-link", server.url("/rss")),
        ("fetch-failed", server.url("/gone")),
    ]


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause() -> None:
    quick = QuickClock()
    with loopback(quick.ticks) as server:
        feeds = [source(url) for url in (serve(server, 3), serve(server, 2, "/other"))]
        whole(poll(feeds, replace(LIMITS, delay=5, clock=quick.clock)))
        assert server.moments["127.0.0.1"] == [0, 5, 10, 15, 20, 25, 30, 35]  # two feeds, five pages, one robots.txt
        assert server.most_at_once == 1


def test_several_hosts_are_asked_at_once() -> None:
    with loopback() as server:
        feeds = [source(server.url("/hang", host)) for host in ("127.0.0.1", "localhost")]
        server.routes["/hang"] = Answer(hang=True)
        polled = whole(poll(feeds, replace(LIMITS, feed=replace(ONE, deadline=0.5))))
        assert server.most_at_once == 2
    assert [event.reason for event in polled.events] == ["timeout"] * 2


def test_robots_txt_is_obeyed_and_asked_once(server: Loopback) -> None:
    server.routes["/robots.txt"] = Answer(
        b"\xef\xbb\xbfUser-agent: parley\nDisallow: /rss/1\n", content_type="text/plain"
    )
    polled = run(serve(server, 3))
    assert [page.page.url for page in polled.pages] == [server.url("/rss/0"), server.url("/rss/2")]
    (rejection,) = polled.rejections
    assert (rejection.origin, "robots.txt does not allow" in rejection.detail) == (server.url("/rss/1"), True)
    assert server.requests["/robots.txt"] == 1
    assert server.requests["/rss/1"] == 0


def test_a_site_in_trouble_is_left_alone(server: Loopback) -> None:
    server.routes["/robots.txt"] = Answer(status=503)
    polled = run(serve(server, 1))
    assert polled.pages == ()
    assert "could not be read (HTTP 503" in polled.rejections[0].detail


@pytest.mark.parametrize(
    ("rules", "pages"),
    [
        (b"", 1),
        (b"<html>Not found</html>", 1),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: parley\nAllow: /\n", 1),
        (b"User-agent: *\nDisallow: /\n", 0),
        ("User-agent: *\nRequest-rate: ²/³\nCrawl-delay: ²\n".encode(), 1),
        (b"\xff\xfe\x00" * 100, 1),
    ],
)
def test_odd_robots_files_end_in_a_decision(server: Loopback, rules: bytes, pages: int) -> None:
    server.routes["/robots.txt"] = Answer(rules, content_type="text/plain")
    polled = run(serve(server, 1))
    assert (len(polled.pages), len(polled.rejections)) == (pages, 1 - pages)


def test_single_pages_are_fetched_by_address(server: Loopback) -> None:
    polled = asyncio.run(fetch_pages([server.page("/a", HTML), "javascript:alert(1)", "http://[x"], LIMITS))
    assert [(page.page.url, page.entry) for page in polled.pages] == [(server.url("/a"), None)]
    assert [(r.reason, r.detail[:7]) for r in polled.rejections] == [("fetch-failed", "bad url")] * 2


def test_every_answer_is_told_for_progress(server: Loopback) -> None:
    url, told = serve(server, 2), list[str]()
    whole(poll([source(url)], LIMITS, on_answer=told.append))
    assert told == [url, server.url("/robots.txt"), server.url("/rss/0"), server.url("/rss/1")]
