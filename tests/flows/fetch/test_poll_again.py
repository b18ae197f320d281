"""Polling one server again and again: what the poll before said decides what is asked, and when."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise, repeat

import pytest

from extractors.identity import canonical_url
from extractors.records import FeedEntry
from flows.fetch.batches import Hand, batches
from flows.fetch.client import Limits
from flows.fetch.policy import MOVES
from flows.fetch.poll import Polled, PollLimits, poll
from tests.flows.fetch.test_poll import HTML, source, whole
from tests.flows.loopback import Answer, Loopback, loopback
from tests.flows.quick_clock import START, QuickClock
from warehouse.records import FeedEvent

ONE = Limits(deadline=1, max_bytes=200_000, allow_loopback=True)
LIMITS = PollLimits(feed=ONE, page=ONE)
HOUR = 3600.0
DATE = "Sun, 22 Nov 2026 11:30:00 GMT"


class Reader:
    """Polls, and keeps what the next poll needs to know."""

    def __init__(self) -> None:
        self.time = QuickClock()
        self.states: dict[str, FeedEvent] = {}
        self.known: set[str] = set()

    def poll(
        self,
        *urls: str,
        after: float = 0.0,
        limits: PollLimits = LIMITS,
        passed_over: Callable[[FeedEntry], str | None] | None = None,
    ) -> Polled:
        self.time.seconds += after
        feeds = [source(url) for url in urls]
        limits = replace(limits, clock=self.time.clock)
        brought = whole(poll(feeds, limits, self.known, states=self.states, passed_over=passed_over))
        self.states |= {event.feed_url: event for event in brought.events}
        self.known |= {canonical_url(page.page.url) for page in brought.pages}
        return brought


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def server(reader: Reader) -> Iterator[Loopback]:
    with loopback(reader.time.ticks) as running:
        yield running


def serve(server: Loopback, count: int, path: str = "/rss", **answer: object) -> str:
    links = [server.page(f"{path}/{number}", HTML) for number in range(count)]
    server.feed(path, [(link, f"Title {link[-1]}", DATE) for link in links])
    server.routes[path] = replace(server.routes[path], **answer)  # type: ignore[arg-type]
    return server.url(path)


def outcomes(polled: Polled) -> list[tuple[str, str | None]]:
    return [(event.outcome, event.reason) for event in polled.events]


@pytest.mark.parametrize(
    ("named", "header", "value"),
    [("etag", "If-None-Match", 'W/"ä 7"'), ("last_modified", "If-Modified-Since", "sat, 21 nov 2026 9:30 gmt")],
)
def test_a_feed_that_has_not_changed_is_not_sent_again(
    server: Loopback, reader: Reader, named: str, header: str, value: str
) -> None:
    url = serve(server, 2, **{named: value})
    assert outcomes(reader.poll(url)) == [("ok", None)]
    again = reader.poll(url, after=HOUR)
    assert server.asked("/rss")[1][header] == value
    assert (outcomes(again), again.pages, again.rejections) == ([("not-modified", None)], (), ())
    assert again.events[0].status == 304
    assert server.requests.total() == 5  # twice the feed, two pages, one robots.txt


def test_what_goes_with_one_address_is_sent_to_no_other(server: Loopback, reader: Reader) -> None:
    end = serve(server, 1, etag='"7"')
    url = server.redirect("/moved", end, 302)
    reader.poll(url)
    assert outcomes(reader.poll(url, after=HOUR)) == [("not-modified", None)]
    assert "If-None-Match" not in server.asked("/moved")[1]
    assert server.asked("/rss")[1]["If-None-Match"] == '"7"'


def test_the_same_bytes_are_known_where_the_server_knows_nothing(server: Loopback, reader: Reader) -> None:
    url = serve(server, 2)
    reader.poll(url)
    again = reader.poll(url, after=HOUR)
    assert (outcomes(again), again.pages, again.bodies) == ([("unchanged", None)], (), ())


def test_a_304_that_nobody_asked_for_is_a_failure(server: Loopback, reader: Reader) -> None:
    server.routes["/rss"] = Answer(status=304)
    assert outcomes(reader.poll(server.url("/rss"))) == [("failed", "HTTP 304")]


def test_a_feed_that_is_not_due_is_not_asked(server: Loopback, reader: Reader) -> None:
    url = serve(server, 1)
    reader.poll(url)
    before = server.requests.total()
    assert reader.poll(url, after=HOUR / 2) == Polled(waiting=1)
    assert server.requests.total() == before


def test_a_broken_feed_is_asked_ever_later_and_its_old_state_is_kept(server: Loopback, reader: Reader) -> None:
    url = serve(server, 1, etag='"7"')
    reader.poll(url)
    good, server.routes["/rss"] = server.routes["/rss"], Answer(b"<html>" + b"Consent, please. " * 20 + b"</html>")
    assert outcomes(reader.poll(url, after=HOUR)) == [("not-a-feed", "not-a-feed")]
    assert reader.poll(url, after=600).waiting == 1
    server.routes["/rss"] = good
    assert outcomes(reader.poll(url, after=1800)) == [("not-modified", None)]
    assert reader.states[url].failures == 0


def test_a_server_that_asks_for_peace_has_it_for_all_its_feeds(server: Loopback, reader: Reader) -> None:
    urls = [serve(server, 1, f"/{name}") for name in "ab"]
    other = server.url("/a", host="127.0.0.7")
    server.routes["/a"] = Answer(status=429, headers={"Retry-After": "7200"})
    first = reader.poll(*urls)
    assert outcomes(first) == [("failed", "HTTP 429"), ("failed", "host at rest")]
    assert reader.states[urls[0]].retry_after_at == START + timedelta(hours=2)
    server.routes["/a"] = server.routes["/b"]
    second = reader.poll(*urls, other, after=HOUR)
    assert dict(zip((e.feed_url for e in second.events), outcomes(second), strict=True)) == {
        urls[1]: ("failed", "host at rest"),
        other: ("ok", None),
    }
    assert sorted(outcomes(reader.poll(*urls, after=HOUR))) == [("ok", None), ("ok", None)]


def test_a_page_refused_for_now_is_asked_for_with_the_next_poll(server: Loopback, reader: Reader) -> None:
    url = serve(server, 2, etag='"7"')
    page, server.routes["/rss/1"] = server.routes["/rss/1"], Answer(status=503)
    first = reader.poll(url)
    assert (len(first.pages), first.events[0].deferred) == (1, 1)
    server.routes["/rss/1"] = page
    second = reader.poll(url, after=HOUR)
    assert [one.page.url for one in second.pages] == [server.url("/rss/1")]
    assert outcomes(reader.poll(url, after=HOUR)) == [("not-modified", None)]


def test_a_page_s_server_that_asks_for_peace_has_it(server: Loopback, reader: Reader) -> None:
    url = serve(server, 3)
    for number in (0, 1):
        server.routes[f"/rss/{number}"] = Answer(status=429, headers={"Retry-After": f"{7200 * (2 - number)}"})
    first = reader.poll(url)
    assert [one.detail.partition(":")[0] for one in first.rejections] == ["HTTP 429", "host at rest", "host at rest"]
    assert first.events[0].next_poll_at == START + timedelta(hours=4, seconds=10)


def test_a_page_that_is_not_there_is_not_asked_for_again(server: Loopback, reader: Reader) -> None:
    url = serve(server, 2, etag='"7"')
    del server.routes["/rss/1"]
    reader.poll(url)
    assert outcomes(reader.poll(url, after=HOUR)) == [("not-modified", None)]
    assert server.requests["/rss/1"] == 1


def test_a_feed_that_moved_is_asked_at_its_new_address_after_three_times(server: Loopback, reader: Reader) -> None:
    end = serve(server, 1, "/feed", etag='"7"')
    url = server.redirect("/rss", end, 301)
    for _ in range(MOVES):
        reader.poll(url, after=HOUR)
    assert server.requests["/rss"] == MOVES
    moved = reader.poll(url, after=HOUR)
    assert server.requests["/rss"] == MOVES
    assert (moved.events[0].feed_url, moved.events[0].requested_url) == (url, end)
    server.redirect("/feed", server.url("/elsewhere"), 302)  # a detour for a while moves nothing
    serve(server, 1, "/elsewhere")
    assert reader.poll(url, after=HOUR).events[0].moved_to is None


def test_a_feed_that_is_gone_is_asked_no_more(server: Loopback, reader: Reader) -> None:
    server.routes["/rss"] = Answer(status=410)
    url = server.url("/rss")
    assert outcomes(reader.poll(url)) == [("gone", "HTTP 410")]
    assert reader.poll(url, after=9000 * HOUR).waiting == 1


def test_a_redirect_to_another_host_waits_for_that_host(server: Loopback, reader: Reader) -> None:
    end = serve(server, 3, "/feed").replace("127.0.0.1", "127.0.0.2")
    urls = [server.redirect(f"/{number}", end, 302) for number in range(3)]
    reader.poll(*urls, end)
    for moments in server.moments.values():
        assert len(moments) > 3
        assert min(later - earlier for earlier, later in pairwise(moments)) >= 5


def test_a_site_s_own_pause_is_kept_for_its_pages(server: Loopback, reader: Reader) -> None:
    server.routes["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 20\n", content_type="text/plain")
    reader.poll(serve(server, 4))
    assert server.moments["127.0.0.1"] == [0, 5, 25, 45, 65, 85]


def test_the_sites_that_a_link_leads_through_are_all_asked_for_their_rules(server: Loopback, reader: Reader) -> None:
    with loopback() as other:
        other.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n", content_type="text/plain")
        end = other.page("/a", HTML).replace("127.0.0.1", "127.0.0.2")
        polled = reader.poll(server.feed("/rss", [(server.redirect("/out", end), "Title", DATE)]))
        assert other.requests["/a"] == 0
    assert [one.detail for one in polled.rejections] == [
        "robots: The site's robots.txt does not allow this page to be fetched."
    ]


def test_what_is_not_relevant_is_listed_and_not_fetched(server: Loopback, reader: Reader) -> None:
    url = serve(server, 3)
    polled = reader.poll(url, passed_over=lambda entry: "Made up." if entry.title == "Title 1" else None)
    assert [one.page.url for one in polled.pages] == [server.url("/rss/0"), server.url("/rss/2")]
    (rejection,) = polled.rejections
    assert (rejection.reason, rejection.origin) == ("not-relevant", server.url("/rss/1"))
    assert rejection.detail == "“Title 1”: Made up."
    (event,) = polled.events
    assert (event.entries, event.new_entries, event.passed_over) == (3, 2, 1)


def test_a_mistake_with_one_feed_costs_no_other_anything(server: Loopback, reader: Reader) -> None:
    def stumble(entry: FeedEntry) -> None:
        if entry.feed_url.endswith("/bad"):
            raise ValueError("made up")

    polled = reader.poll(serve(server, 1, "/bad"), serve(server, 1, "/good"), passed_over=stumble)
    assert sorted(outcomes(polled), key=str) == [("failed", "internal error"), ("ok", None)]
    assert [one.page.url for one in polled.pages] == [server.url("/good/0")]
    assert polled.rejections[0].detail == "internal error: ValueError: made up"


def test_a_feed_s_event_comes_after_its_last_page(server: Loopback, reader: Reader) -> None:
    limits = replace(LIMITS, batch_bytes=1, clock=reader.time.clock)
    parts = list(poll([source(serve(server, 4))], limits))
    assert [(len(part.pages), len(part.events)) for part in parts if part.pages or part.events] == [(1, 0)] * 4 + [
        (0, 1)
    ]


def test_a_poll_that_nobody_takes_further_ends_at_once(server: Loopback, reader: Reader) -> None:
    server.routes["/hang"] = Answer(hang=True)
    feeds = [source(serve(server, 3)), source(server.url("/hang", "127.0.0.9"))]
    parts = poll(feeds, replace(LIMITS, batch_bytes=1, clock=reader.time.clock))
    next(parts)
    parts.close()  # type: ignore[attr-defined]
    assert "parley-poll" not in {thread.name for thread in threading.enumerate()}


def test_no_more_is_fetched_than_two_batches_before_whoever_stores_them() -> None:
    given: list[int] = []

    async def work(hand: Hand[Polled]) -> None:
        for number in range(20):
            given.append(number)
            await hand.give(Polled(waiting=1))

    taken = 0
    for part in batches(work, 0):
        taken += part.waiting
        assert len(given) <= taken + 2
    assert taken == 20


def test_a_fault_of_the_poll_itself_reaches_whoever_takes_the_batches() -> None:
    async def work(hand: Hand[Polled]) -> None:
        await hand.give(Polled(waiting=1))
        raise RuntimeError("made up")

    parts = batches(work, 0)
    assert next(parts) == Polled(waiting=1)
    with pytest.raises(RuntimeError, match="made up"):
        next(parts)


# What each kind of misbehaviour is called; every one ends within the deadline, and the feed beside it is read.
BAD: dict[str, tuple[Answer, str]] = {
    "no bytes": (Answer(b""), "not-a-feed"),
    "eleven bytes": (Answer(b"hello world"), "not-a-feed"),
    "a web page": (Answer(b"<!doctype html><html><p>" + b"Consent, please. " * 50), "not-a-feed"),
    "entity bomb": (
        Answer(
            b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
            b'<!ENTITY c "&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><title>&c;</title></channel></rss>'
        ),
        "unsafe-xml",
    ),
    "an entity from outside": (
        Answer(
            b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            b'<rss version="2.0"><channel><title>&a;</title></channel></rss>'
        ),
        "unsafe-xml",
    ),
    "null bytes": (Answer(b"\0" * 5000), "not-a-feed"),
    "hangs": (Answer(hang=True), "timeout"),
    "slow drip": (Answer(chunks=repeat(b"<"), pause=0.02), "timeout"),
    "endless": (Answer(chunks=repeat(b"<item/>" * 9_000)), "too large"),
    "cut short": (Answer(b"<rss>", length=5_000), "broken answer"),
    "bad chunks": (Answer(chunks=[b"zz\r\n<rss>\r\n"], headers={"Transfer-Encoding": "chunked"}), "broken answer"),
    "no gzip": (Answer(b"<rss>" * 99, headers={"Content-Encoding": "gzip"}), "broken answer"),
    "refused": (Answer(status=403), "HTTP 403"),
    "in trouble": (Answer(status=500), "HTTP 500"),
    "redirect nowhere": (Answer(status=302, headers={"Location": "gopher://courier.example/"}), "bad url"),
    "redirect inside": (Answer(status=301, headers={"Location": "http://169.254.169.254/"}), "address refused"),
    "redirect to itself": (Answer(status=301, headers={"Location": "/bad"}), "redirect loop"),
}


def test_each_misbehaviour_ends_by_name_and_the_feeds_beside_it_are_read(server: Loopback, reader: Reader) -> None:
    urls = {}
    for number, (name, (answer, _)) in enumerate(BAD.items()):
        path = f"/bad/{number}"
        headers = {key: value.replace("/bad", path) for key, value in answer.headers.items()}
        server.routes[path] = replace(answer, headers=headers)
        urls[server.url(path, f"127.0.1.{number}")] = name
    good = serve(server, 2)
    polled = reader.poll(*urls, good)
    assert len(polled.pages) == 2
    assert {urls[one.feed_url]: one.reason for one in polled.events if one.feed_url in urls} == {
        name: reason for name, (_, reason) in BAD.items()
    }
    assert all(one.seconds is not None and one.seconds < 2 for one in polled.events)
