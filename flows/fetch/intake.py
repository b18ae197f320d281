"""What comes in from the network: feeds and single pages, fetched, archived, extracted, a batch at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from extractors.identity import url_article_id
from extractors.records import FeedEntry
from extractors.relevance import passed_over
from flows.fetch.archive import RawArchive
from flows.fetch.client import Limits, user_agent
from flows.fetch.extract_pool import ExtractPool
from flows.fetch.feeds import find_feeds, load_feeds
from flows.fetch.pages import PageBytes, read_batch, workers
from flows.fetch.poll import Polled, PolledPage, PollLimits, RefusedPage, fetch_pages, poll
from flows.fetch.told import ToldOfPage, page_as_json
from flows.intake import Intake
from flows.progress import report
from flows.settings import Settings
from warehouse.records import FeedEvent, Retrieval
from warehouse.source import EntryKey


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier polls have left behind."""

    known_urls: frozenset[str] = frozenset()  # canonical addresses of pages that need not be fetched
    is_changed: Callable[[FeedEntry], bool] | None = None  # whether a feed tells a known page otherwise than before
    states: dict[str, FeedEvent] = field(default_factory=dict)  # the newest poll of each feed
    known_entries: frozenset[EntryKey] = frozenset()  # whose pages are there


def read_feeds(  # noqa: PLR0913  (each with its default)
    feeds_file: Path | None,
    settings: Settings,
    past: Past,
    *,
    within: PollLimits | None = None,
    everything: bool = False,
    pool: ExtractPool | None = None,
) -> Iterator[Intake]:
    """Poll the feeds of a file that are due, or all, fetch the pages that are new or changed, and extract them.

    What a feed's poll came to is in the batch with its last page or in a later one: store each before taking the next,
    and whatever ends the run, no page is lost.
    """
    feeds, rejections = load_feeds(feeds_file or find_feeds(settings.home))
    answers = 0

    def count(url: str) -> None:
        nonlocal answers
        answers += 1
        report(f"fetching {url[:60]}", answers)

    polled = poll(
        feeds, within or limits(settings), past.known_urls, count,
        states=past.states, passed_over=passed_over, is_changed=past.is_changed,
        known_entries=past.known_entries, everything=everything,
    )  # fmt: skip
    with workers(pool) as extractors:
        for part in polled:
            read = _intake(part, settings, extractors)
            yield replace(read, rejections=rejections + read.rejections)
            rejections = ()
    if rejections:
        yield Intake((), rejections)


def read_page(url: str, settings: Settings, pool: ExtractPool | None = None) -> Iterator[Intake]:
    """Fetch and extract one page."""
    with workers(pool) as extractors:
        yield _intake(asyncio.run(fetch_pages([url], limits(settings))), settings, extractors)


def limits(settings: Settings) -> PollLimits:
    """Return how hard this installation may lean on others' servers."""
    default = PollLimits()
    return replace(
        default,
        feed=_own(default.feed, settings),
        page=_own(default.page, settings),
        delay=settings.host_delay,
    )


def _intake(polled: Polled, settings: Settings, pool: ExtractPool) -> Intake:
    archive = RawArchive(settings.raw)
    for body in polled.bodies:
        archive.put(body.body)
    pages = sorted(polled.pages, key=_appeared_at)  # of a story's copies the one that comes first leads it
    read = read_batch([PageBytes(one.page, ToldOfPage(one.entry, one.source)) for one in pages], archive, pool)
    return replace(
        read,
        rejections=polled.rejections + read.rejections,
        retrievals=read.retrievals + tuple(map(_without_bytes, polled.refused)),
        feed_events=polled.events,
        waiting=polled.waiting,
    )


def _without_bytes(one: RefusedPage) -> Retrieval:
    """Keep that a page is not to be had, so that it is left alone for some days though its feed goes on naming it."""
    return Retrieval(
        url_article_id(one.entry.link), one.failure.url, one.final_url, one.status, "", one.failure.fetched_at, None, 0,
        reader=None, told=page_as_json(ToldOfPage(one.entry, one.source)), rejection="fetch-failed",
    )  # fmt: skip


def _appeared_at(one: PolledPage) -> datetime:
    return (one.entry and one.entry.published_at) or one.page.fetched_at


def _own(default: Limits, settings: Settings) -> Limits:
    return replace(default, allow_loopback=settings.allow_loopback, agent=user_agent(settings.contact))
