"""Polling: every feed that is due, then the pages that it newly names.

    FeedSource, last FeedEvent -> Answer -> ParsedFeed -> new, relevant FeedEntry -> robots.txt -> PolledPage
                                                                                  -> FeedEvent, after its last page

A host is asked one thing at a time, with a pause between; several hosts are asked at once. Whatever fails is a
rejection with the address, and costs no other feed anything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from extractors import feed as feed_parser
from extractors.identity import sha256_bytes
from extractors.page import PageSource
from extractors.records import FeedEntry, FetchedPage, FetchFailure, Rejection
from flows.fetch import policy
from flows.fetch.answers import AT_REST, Answer
from flows.fetch.batches import Hand, batches
from flows.fetch.client import Asked, Limits, Manners, Refusal, ask, open_client
from flows.fetch.feeds import FeedSource
from flows.fetch.hosts import Clock, Hosts, host_name
from flows.fetch.picking import Picker
from flows.fetch.robots import MOST_BYTES, Rules, read_rules, robots_url
from warehouse.records import FeedEvent
from warehouse.source import EntryKey

if TYPE_CHECKING:
    import httpx2

FEED_LIMITS = Limits(deadline=20, max_bytes=10_000_000)
PAGE_LIMITS = Limits(deadline=30, max_bytes=5_000_000)
BATCH_BYTES = 8_000_000  # of pages; what is being stored, what waits and what is being gathered are in memory
EVENT_BYTES = 2_000  # so that a poll without pages comes in batches too
FOR_NOW = ("timeout", "connection failed", "broken answer", AT_REST, "robots unreadable", "HTTP 429", "HTTP 5")


@dataclass(frozen=True, slots=True)
class PollLimits:
    """How hard a poll may lean on others' servers."""

    feed: Limits = FEED_LIMITS
    page: Limits = PAGE_LIMITS
    delay: float = 5.0  # seconds between two requests to one host
    hosts_at_once: int = 16
    pages_a_feed: int = 30  # the rest waits for the next poll
    batch_bytes: int = BATCH_BYTES
    clock: Clock = field(default_factory=Clock)


@dataclass(frozen=True, slots=True)
class PolledPage:
    """A page that came back, with the entry that named it; neither entry nor outlet for one asked for by address."""

    page: FetchedPage
    entry: FeedEntry | None
    source: PageSource


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """A page that a feed names and that will not be had, with the entry that named it."""

    failure: FetchFailure
    entry: FeedEntry
    source: PageSource
    status: int | None  # None: it was not asked for
    final_url: str


@dataclass(frozen=True, slots=True)
class Polled:
    """A part of what one poll brought; the event of a feed comes with its last page or later, never before."""

    pages: tuple[PolledPage, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    events: tuple[FeedEvent, ...] = ()
    bodies: tuple[FetchedPage, ...] = ()  # of the feeds that were read
    waiting: int = 0  # feeds that are not due yet
    refused: tuple[RefusedPage, ...] = ()

    def __add__(self, other: Polled) -> Polled:
        return Polled(
            self.pages + other.pages,
            self.rejections + other.rejections,
            self.events + other.events,
            self.bodies + other.bodies,
            self.waiting + other.waiting,
            self.refused + other.refused,
        )

    @property
    def weight(self) -> int:
        """Bytes that it holds, roughly."""
        bodies = sum(len(one.page.body) for one in self.pages) + sum(len(one.body) for one in self.bodies)
        return bodies + EVENT_BYTES * (len(self.events) + len(self.rejections) + len(self.refused))


def poll(  # noqa: PLR0913  (each with its default)
    feeds: Iterable[FeedSource],
    limits: PollLimits | None = None,
    known_urls: Collection[str] = (),
    on_answer: Callable[[str], None] | None = None,
    *,
    states: Mapping[str, FeedEvent] | None = None,
    passed_over: Callable[[FeedEntry], str | None] | None = None,
    is_changed: Callable[[FeedEntry], bool] | None = None,
    known_entries: frozenset[EntryKey] = frozenset(),
    everything: bool = False,
) -> Iterator[Polled]:
    """Fetch the enabled feeds that are due and the pages not yet known, and give what came batch by batch.

    Store a batch before taking the next: then whatever ends the poll, no page is lost and none is fetched twice.

    Args:
        feeds: the list of feeds.
        limits: how hard it may lean on others' servers.
        known_urls: canonical addresses of pages that are there.
        on_answer: is told each address as its answer comes in, for a progress bar; from the polling's own thread.
        states: the newest event of each feed by its address (`warehouse.source.feed_states`).
        passed_over: says of an entry why its page is not worth fetching; None: it is.
        is_changed: says whether the page of an entry is worth fetching though it is there.
        known_entries: entries whose pages are there, whatever their address is now.
        everything: whether feeds are asked that are not due.
    """
    limits, states = limits or PollLimits(), states or {}
    now = limits.clock.now()
    enabled = [feed for feed in feeds if feed.enabled]
    due = [feed for feed in enabled if everything or policy.is_due(states.get(feed.url), now)]
    at_rest = [
        (state.requested_url or url, state.retry_after_at) for url, state in states.items() if state.retry_after_at
    ]

    async def work(hand: Hand[Polled]) -> None:
        # Names are looked up in threads that cannot be stopped: one that hangs must not keep the others waiting.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2 * limits.hosts_at_once))
        async with open_client() as client:
            picker = Picker(frozenset(known_urls), passed_over, is_changed, known_entries)
            visitor = _Visitor(limits, client, picker, on_answer)
            visitor.hosts.let_rest(at_rest)
            async with asyncio.TaskGroup() as group:
                for feed in due:
                    group.create_task(visitor.poll(feed, states.get(feed.url), hand))

    if len(due) < len(enabled):
        yield Polled(waiting=len(enabled) - len(due))
    if due:
        yield from batches(work, limits.batch_bytes)


async def fetch_pages(urls: Sequence[str], limits: PollLimits | None = None) -> Polled:
    """Fetch single pages by address, as politely as those of a feed."""
    limits = limits or PollLimits()
    async with open_client() as client:
        visitor = _Visitor(limits, client)
        answers = await asyncio.gather(*(visitor.page(url) for url in dict.fromkeys(urls)))
    found = [answer.result for answer in answers]
    return Polled(
        tuple(PolledPage(one, None, PageSource()) for one in found if isinstance(one, FetchedPage)),
        tuple(_rejection(one) for one in found if isinstance(one, FetchFailure)),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """A feed that was read: what it comes to, its entries worth fetching, and those that are not."""

    reading: policy.Reading
    worth: Sequence[FeedEntry]
    rejections: tuple[Rejection, ...]


@dataclass(slots=True)
class _Visitor:
    """Makes all requests of one poll."""

    limits: PollLimits
    client: httpx2.AsyncClient
    picker: Picker = field(default_factory=Picker)
    on_answer: Callable[[str], None] | None = None
    hosts: Hosts = field(init=False)
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)  # one feed at a time, for memory's sake
    rules: dict[str, asyncio.Task[Rules]] = field(default_factory=dict)  # by the address of the robots.txt

    def __post_init__(self) -> None:
        self.hosts = Hosts(self.limits.delay, self.limits.hosts_at_once, self.limits.clock)

    async def poll(self, feed: FeedSource, past: FeedEvent | None, hand: Hand[Polled]) -> None:
        """Ask one feed, then for its new pages; its event is handed over last, whatever happens."""
        now = self.limits.clock.now()
        decided = policy.asking(feed.url, past, now)
        try:
            await self._feed(feed, decided, hand)
        except Exception as error:  # a mistake of ours is told as this feed's failure
            failure = FetchFailure(feed.url, "internal error", f"{type(error).__name__}: {error}", now)
            event = policy.failed(decided, Answer(failure, now), failure)
            await hand.give(_told(feed, event, _rejection(failure)))

    async def _feed(self, feed: FeedSource, decided: policy.Asking, hand: Hand[Polled]) -> None:
        answer = await self._ask(decided.asked, self.limits.feed)
        page = answer.result
        if isinstance(page, FetchFailure):
            await hand.give(_told(feed, policy.failed(decided, answer, page), _rejection(page)))
            return
        if page is None or policy.is_unchanged(decided, page):
            await hand.give(_told(feed, policy.unchanged(decided, answer)))
            return
        async with self.reading:
            read = await asyncio.to_thread(self._read, page, feed)
        if isinstance(read, Rejection):
            await hand.give(_told(feed, policy.failed(decided, answer, read), read))
            return
        await hand.give(Polled(rejections=read.rejections, bodies=(page,) if read.reading.entries else ()))
        answer, page = replace(answer, result=None), None  # pages take their time, and the body its room
        reading = await self._pages(feed, read, hand)
        await hand.give(_told(feed, policy.read(decided, answer, reading)))

    async def page(self, url: str) -> Answer:
        """Fetch one page, if all sites on the way let robots read it."""
        if host_name(url):
            return await self._ask(Asked(url), self.limits.page, self._refusal)
        now = self.limits.clock.now()
        return Answer(FetchFailure(url, "bad url", "not an http or https address", now), now)

    async def _pages(self, feed: FeedSource, read: _Read, hand: Hand[Polled]) -> policy.Reading:
        """Fetch the new pages of a feed, handing each over as it comes; gives what the feed comes to in all."""
        new = self.picker.claim(read.worth)
        reading = replace(read.reading, new=len(new), deferred=max(0, len(new) - self.limits.pages_a_feed))
        for entry in new[: self.limits.pages_a_feed]:
            answer = await self.page(entry.link)
            if isinstance(answer.result, FetchedPage):
                await hand.give(Polled(pages=(PolledPage(answer.result, entry, feed.page_source),)))
            elif answer.result:
                for_now = answer.result.reason.startswith(FOR_NOW)
                until = max(filter(None, (reading.rest_until, answer.rest_until)), default=None)
                reading = replace(reading, failed=reading.failed + for_now, rest_until=until)
                refused = () if for_now else (_refused(entry, answer.result, answer, feed),)
                await hand.give(Polled(refused=refused, rejections=(_rejection(answer.result),)))
        return reading

    def _read(self, page: FetchedPage, feed: FeedSource) -> _Read | Rejection:
        """Read a feed and sift its entries; takes processor time, and so has a thread of its own."""
        size = len(page.body.strip())
        if size < policy.FEWEST_BYTES:
            return Rejection("not-a-feed", feed.url, f"The answer has {size or 'no'} bytes: it is no feed.")
        headers = {"content-type": page.content_type, "content-location": page.final_url}
        parsed = feed_parser.parse(page.body, headers, feed.url, now=page.fetched_at)
        if isinstance(parsed, Rejection):
            return parsed
        worth, passed_over = self.picker.sift(parsed.entries)
        newest, gap, span = policy.habit(entry.published_at for entry in parsed.entries)
        reading = policy.Reading(
            size=len(page.body),
            sha256=sha256_bytes(page.body),
            entries=len(parsed.entries),
            passed_over=len(passed_over),
            newest_at=newest,
            gap=gap,
            span=span,
            ttl=timedelta(seconds=parsed.ttl_s) if parsed.ttl_s else None,
            damaged=parsed.damaged,
        )
        return _Read(reading, worth, (*parsed.rejections, *passed_over))

    async def _refusal(self, url: str) -> tuple[str, str] | None:
        """Say why a site does not let robots read an address; None: it does."""
        address = robots_url(url)
        if address not in self.rules:
            self.rules[address] = asyncio.create_task(self._rules(address))
        rules = await asyncio.shield(self.rules[address])
        why = rules.refused(url)
        return ("robots unreadable" if rules.for_now else "robots", why) if why else None

    async def _rules(self, address: str) -> Rules:
        limits = replace(self.limits.page, max_bytes=MOST_BYTES, cut=True)
        answer = await self._ask(Asked(address), limits)
        assert answer.result is not None
        rules = read_rules(answer.result)
        self.hosts.slow_down(address, rules.delay(self.limits.delay))
        return rules

    async def _ask(self, asked: Asked, limits: Limits, refusal: Refusal | None = None) -> Answer:
        answer = await ask(asked, limits, self.client, Manners(self.hosts, refusal, self.limits.clock.now))
        if self.on_answer is not None:
            self.on_answer(asked.url)
        return answer


def _told(feed: FeedSource, event: FeedEvent, *rejections: Rejection) -> Polled:
    return Polled(rejections=rejections, events=(replace(event, title=feed.name),))


def _refused(entry: FeedEntry, failure: FetchFailure, answer: Answer, feed: FeedSource) -> RefusedPage:
    status = answer.status if failure.reason.startswith("HTTP ") else None
    return RefusedPage(failure, entry, feed.page_source, status, answer.final_url or entry.link)


def _rejection(failure: FetchFailure) -> Rejection:
    return Rejection("fetch-failed", failure.url, f"{failure.reason}: {failure.detail}")
