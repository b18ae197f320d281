"""What comes in from the network: feeds and single pages, fetched, archived, extracted."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extractors.identity import url_article_id
from extractors.records import Article, Rejection
from flows.fetch.archive import RawArchive
from flows.fetch.client import Limits, user_agent
from flows.fetch.extract_pool import ExtractPool, PageTask
from flows.fetch.feeds import load_feeds
from flows.fetch.poll import Polled, PolledPage, PollLimits, fetch_pages, poll
from flows.fetch.told import ToldOfPage, page_as_json
from flows.intake import Intake
from flows.progress import report
from flows.settings import Settings
from warehouse.records import Retrieval


def read_feeds(feeds_file: Path | None, settings: Settings, known_urls: frozenset[str]) -> Intake:
    """Poll the feeds of a file, fetch the pages that are new, and extract them."""
    feeds, rejections = load_feeds(feeds_file)
    answers = 0

    def count(url: str) -> None:
        nonlocal answers
        answers += 1
        report(f"fetching {url[:60]}", answers)

    polled = sum(poll(feeds, limits(settings), known_urls, count), Polled())
    return intake(replace(polled, rejections=rejections + polled.rejections), settings)


def read_page(url: str, settings: Settings) -> Intake:
    """Fetch and extract one page."""
    return intake(asyncio.run(fetch_pages([url], limits(settings))), settings)


def limits(settings: Settings) -> PollLimits:
    """Return how hard this installation may lean on others' servers."""
    default = PollLimits()
    return replace(
        default,
        feed=_own(default.feed, settings),
        page=_own(default.page, settings),
        delay=settings.host_delay,
    )


def intake(polled: Polled, settings: Settings) -> Intake:
    """Archive and extract what a poll brought; every page ends as article or rejection, and leaves its retrieval."""
    archive = RawArchive(settings.raw)
    hashes = [archive.put(one.page.body) for one in polled.pages]
    extracted = _extract(polled.pages)
    return Intake(
        tuple(item for item in extracted if isinstance(item, Article)),
        polled.rejections + tuple(item for item in extracted if isinstance(item, Rejection)),
        tuple(map(_retrieval, polled.pages, hashes, extracted)),
        polled.events,
    )


def _extract(pages: Sequence[PolledPage]) -> tuple[Article | Rejection, ...]:
    if not pages:
        return ()
    with ExtractPool() as pool:
        return pool.extract([PageTask(one.page, one.entry, one.source) for one in pages])


def _own(default: Limits, settings: Settings) -> Limits:
    return replace(default, allow_loopback=settings.allow_loopback, agent=user_agent(settings.contact))


def _retrieval(one: PolledPage, sha256: str, made: Article | Rejection) -> Retrieval:
    page = one.page
    return Retrieval(
        made.article_id if isinstance(made, Article) else url_article_id(page.final_url),
        page.url,
        page.final_url,
        page.status,
        page.content_type,
        page.fetched_at,
        sha256,
        len(page.body),
        told=page_as_json(ToldOfPage(one.entry, one.source)),
        rejection=made.reason if isinstance(made, Rejection) else None,
    )
