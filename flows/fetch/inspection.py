"""One feed looked at closely: what it answers, what it holds, and what a poll would make of it; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from extractors import feed as feed_parser
from extractors.feed import ParsedFeed
from extractors.feed_discovery import FeedLink, feeds_of_page
from extractors.records import FeedEntry, FetchedPage, FetchFailure, Rejection
from flows.fetch.answers import Answer
from flows.fetch.client import Asked, Manners, ask, open_client
from flows.fetch.hosts import Clock, Hosts, host_name
from flows.fetch.policy import FEWEST_BYTES, habit
from flows.fetch.poll import PollLimits
from flows.fetch.robots import MOST_BYTES, read_rules, robots_url


@dataclass(frozen=True, slots=True)
class EntryOutlook:
    """One entry, and what a poll would do with it."""

    entry: FeedEntry
    passed_over: str | None  # why its page would not be fetched; None: it would be
    refused: str | None = None  # what the robots.txt of its site says against it


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that was seen of one feed."""

    asked: str
    url: str  # the feed's: another than asked where a page named it
    answer: Answer
    problem: Rejection | FetchFailure | None = None
    parsed: ParsedFeed | None = None
    entries: tuple[EntryOutlook, ...] = ()
    named_by_page: tuple[FeedLink, ...] = ()
    robots: Mapping[str, str | None] = field(default_factory=dict)  # by host: why nothing is known; None: it was read

    @property
    def page(self) -> FetchedPage | None:
        """What came back, if anything did."""
        return self.answer.result if isinstance(self.answer.result, FetchedPage) else None

    @property
    def habit(self) -> tuple[datetime | None, timedelta | None, timedelta | None]:
        """The newest date, the usual gap and the span of its entries."""
        return habit(one.entry.published_at for one in self.entries)

    @property
    def is_silent(self) -> bool:
        """Whether its newest entry is older than three days and five of its usual gaps."""
        newest, gap, _ = self.habit
        return newest is not None and self.answer.at - newest > max(timedelta(days=3), 5 * (gap or timedelta()))

    @property
    def is_usable(self) -> bool:
        """Whether a poll would take anything from it."""
        return self.problem is None and bool(self.entries) and not self.is_silent


async def inspect(url: str, limits: PollLimits, passed_over: Callable[[FeedEntry], str | None]) -> Inspection:
    """Look at one feed, or at the first that a page names, as politely as a poll would."""
    hosts = Hosts(limits.delay, limits.hosts_at_once, Clock())
    async with open_client() as client:

        async def retrieve(address: str, *, of_robots: bool = False) -> Answer:
            most = replace(limits.page, max_bytes=MOST_BYTES, cut=True) if of_robots else limits.feed
            return await ask(Asked(address), most, client, Manners(hosts))

        seen = _read(url, url, await retrieve(url), passed_over)
        page = seen.page
        if seen.problem is not None and page is not None:
            links = feeds_of_page(page.body, page.final_url)
            if links:
                seen = _read(url, links[0].url, await retrieve(links[0].url), passed_over)
                seen = replace(seen, named_by_page=links)
        sites = dict.fromkeys(robots_url(one.entry.link) for one in seen.entries if one.passed_over is None)
        rules = {site: (await retrieve(site, of_robots=True)).result for site in list(sites)[:3]}
    return _with_robots(seen, rules)


def _read(asked: str, url: str, answer: Answer, passed_over: Callable[[FeedEntry], str | None]) -> Inspection:
    page = answer.result
    if not isinstance(page, FetchedPage):
        return Inspection(asked, url, answer, page)
    if len(page.body.strip()) < FEWEST_BYTES:
        few = Rejection("not-a-feed", url, f"The answer has {len(page.body.strip())} bytes; no feed is that short.")
        return Inspection(asked, url, answer, few)
    headers = {"content-type": page.content_type, "content-location": page.final_url}
    parsed = feed_parser.parse(page.body, headers, url, now=page.fetched_at)
    if isinstance(parsed, Rejection):
        return Inspection(asked, url, answer, parsed)
    entries = tuple(EntryOutlook(entry, passed_over(entry)) for entry in parsed.entries)
    return Inspection(asked, url, answer, None, parsed, entries)


def _with_robots(seen: Inspection, answers: Mapping[str, FetchedPage | FetchFailure | None]) -> Inspection:
    rules = {site: read_rules(answer) for site, answer in answers.items() if answer is not None}
    entries = tuple(
        replace(one, refused=rules[site].refused(one.entry.link))
        if one.passed_over is None and (site := robots_url(one.entry.link)) in rules
        else one
        for one in seen.entries
    )
    known = {host_name(site): one.refusal if one.for_now else None for site, one in rules.items()}
    return replace(seen, entries=entries, robots=known)
