"""Polling: every enabled feed once, then the pages that it newly names.

    FeedSource -> FetchedPage -> ParsedFeed -> new FeedEntry -> robots.txt -> FetchedPage -> PolledPage

A host is asked one thing at a time, with a pause between; several hosts are asked at once. Whatever fails is a
rejection with the address, and costs no other feed anything.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from extractors import feed as feed_parser
from extractors.identity import canonical_url
from extractors.page import PageSource
from extractors.records import FeedEntry, FetchedPage, FetchFailure, Rejection
from flows.fetch.client import Limits, fetch, open_client
from flows.fetch.feeds import FeedSource
from flows.fetch.robots import Rules, read_rules, robots_url

if TYPE_CHECKING:
    import httpx2

FEED_LIMITS = Limits(deadline=20, max_bytes=10_000_000)
PAGE_LIMITS = Limits(deadline=30, max_bytes=5_000_000)
FeedState = Literal["ok", "fetch-failed", "not-a-feed"]


@dataclass(frozen=True, slots=True)
class PollLimits:
    """How hard a poll may lean on others' servers."""

    feed: Limits = FEED_LIMITS
    page: Limits = PAGE_LIMITS
    delay: float = 5.0  # seconds between two requests to one host
    hosts_at_once: int = 16
    pages_a_feed: int = 30  # the rest waits for the next poll


@dataclass(frozen=True, slots=True)
class PolledPage:
    """A page that came back, with the entry that named it; neither entry nor outlet for one asked for by address."""

    page: FetchedPage
    entry: FeedEntry | None
    source: PageSource


@dataclass(frozen=True, slots=True)
class FeedOutcome:
    """How one feed fared in one poll."""

    feed: FeedSource
    polled_at: datetime
    state: FeedState
    detail: str
    entries: int = 0
    new: int = 0  # of them, not known before
    deferred: int = 0  # of the new, left for the next poll


@dataclass(frozen=True, slots=True)
class Polled:
    """All that one poll brought, in the order of the feeds and of their entries."""

    pages: tuple[PolledPage, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    feeds: tuple[FeedOutcome, ...] = ()

    def __add__(self, other: Polled) -> Polled:
        return Polled(self.pages + other.pages, self.rejections + other.rejections, self.feeds + other.feeds)


async def poll(
    feeds: Iterable[FeedSource],
    limits: PollLimits | None = None,
    known_urls: Collection[str] = (),
    on_answer: Callable[[str], None] | None = None,
) -> Polled:
    """Fetch the enabled feeds and the pages not yet known; `known_urls` are canonical addresses.

    `on_answer` is told each address as its answer comes in, for a progress bar.
    """
    limits = limits or PollLimits()
    async with open_client() as client:
        visitor = _Visitor(limits, client, known=set(known_urls), on_answer=on_answer)
        results = await asyncio.gather(*(visitor.poll(feed) for feed in feeds if feed.enabled))
    return sum(results, Polled())


async def fetch_pages(urls: Sequence[str], limits: PollLimits | None = None) -> Polled:
    """Fetch single pages by address, as politely as those of a feed."""
    limits = limits or PollLimits()
    async with open_client() as client:
        visitor = _Visitor(limits, client)
        results = await asyncio.gather(*(visitor.page(url, None, PageSource()) for url in dict.fromkeys(urls)))
    return sum(results, Polled())


@dataclass(slots=True)
class _Host:
    """One host: who is talking to it, since when it has had its peace, and what its sites allow."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    rules: dict[str, Rules] = field(default_factory=dict)


@dataclass(slots=True)
class _Visitor:
    """Makes all requests of one poll."""

    limits: PollLimits
    client: httpx2.AsyncClient
    known: set[str] = field(default_factory=set)
    on_answer: Callable[[str], None] | None = None
    hosts: dict[str, _Host] = field(default_factory=dict)
    slots: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self.slots = asyncio.Semaphore(self.limits.hosts_at_once)

    async def poll(self, feed: FeedSource) -> Polled:
        """Fetch one feed, then its new pages."""
        async with self._turn(feed.url) as host:
            answer = await self._ask(host, feed.url, self.limits.feed, self.limits.delay)
        if isinstance(answer, FetchFailure):
            return _failed(feed, answer.fetched_at, "fetch-failed", _rejection(answer))
        headers = {"content-type": answer.content_type, "content-location": answer.final_url}
        parsed = await asyncio.to_thread(feed_parser.parse, answer.body, headers, feed.url, now=answer.fetched_at)
        if isinstance(parsed, Rejection):
            return _failed(feed, answer.fetched_at, "not-a-feed", parsed)
        new = self._claim(parsed.entries)
        now, later = new[: self.limits.pages_a_feed], new[self.limits.pages_a_feed :]
        outcome = FeedOutcome(
            feed, answer.fetched_at, "ok", parsed.damaged or "", len(parsed.entries), len(new), len(later)
        )
        pages = [await self.page(entry.link, entry, feed.page_source) for entry in now]
        return sum(pages, Polled(rejections=parsed.rejections, feeds=(outcome,)))

    async def page(self, url: str, entry: FeedEntry | None, source: PageSource) -> Polled:
        """Fetch one page, if its site lets robots read it."""
        if not _host_name(url):
            return Polled(rejections=(Rejection("fetch-failed", url, "bad url: not an http or https address"),))
        async with self._turn(url) as host:
            rules = await self._rules(host, url)
            if not rules.allows(url):
                return Polled(rejections=(Rejection("fetch-failed", url, rules.refusal),))
            answer = await self._ask(host, url, self.limits.page, rules.delay(self.limits.delay))
        if isinstance(answer, FetchFailure):
            return Polled(rejections=(_rejection(answer),))
        return Polled(pages=(PolledPage(answer, entry, source),))

    def _claim(self, entries: Iterable[FeedEntry]) -> list[FeedEntry]:
        """Give the entries that nobody has fetched yet; they count as known from now on, in every feed."""
        new = []
        for entry in entries:
            address = canonical_url(entry.link)
            if address not in self.known and entry.link not in self.known:
                self.known.add(address)
                new.append(entry)
        return new

    @contextlib.asynccontextmanager
    async def _turn(self, url: str) -> AsyncIterator[_Host]:
        """Wait for a turn with the host; one at a time each, a limited number of hosts at once."""
        host = self.hosts.setdefault(_host_name(url), _Host())
        async with host.lock, self.slots:
            yield host

    async def _rules(self, host: _Host, url: str) -> Rules:
        address = robots_url(url)
        if address not in host.rules:
            host.rules[address] = read_rules(await self._ask(host, address, self.limits.page, self.limits.delay))
        return host.rules[address]

    async def _ask(self, host: _Host, url: str, limits: Limits, delay: float) -> FetchedPage | FetchFailure:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, host.free_at - loop.time()))
        answer = await fetch(url, limits, self.client)
        host.free_at = loop.time() + delay
        if self.on_answer is not None:
            self.on_answer(url)
        return answer


def _host_name(url: str) -> str:
    """Name the host to be asked; nothing for what is no web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.hostname or "").casefold() if parts.scheme in ("http", "https") else ""


def _rejection(failure: FetchFailure) -> Rejection:
    return Rejection("fetch-failed", failure.url, f"{failure.reason}: {failure.detail}")


def _failed(feed: FeedSource, at: datetime, state: FeedState, why: Rejection) -> Polled:
    return Polled(rejections=(why,), feeds=(FeedOutcome(feed, at.astimezone(UTC), state, why.detail),))
