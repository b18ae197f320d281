"""Polling a thousand feeds that have nothing new, from the warehouse's own memory of them to the stored events.

Beside it: the same requests with nothing around them, sixteen at once, which is what the machine and the server allow.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.feed_server import feed_url, links, unchanged_feeds
from bench.timing import line_with_bound
from extractors.identity import canonical_url
from extractors.relevance import passed_over
from flows import clock
from flows.fetch.client import Limits
from flows.fetch.feeds import FeedSource
from flows.fetch.poll import Polled, PollLimits, poll
from warehouse.reader import Reader
from warehouse.records import Load, RunInfo
from warehouse.source import feed_states
from warehouse.store import Warehouse

FEEDS = 1_000
LIMITS = PollLimits(feed=Limits(deadline=20, allow_loopback=True), delay=0)
DATA = ("article", "article_version", "coding", "signal", "retrieval", "rejection", "feed")


def measure() -> int:
    """Print the figures and return how many bounds were missed."""
    with tempfile.TemporaryDirectory() as name, unchanged_feeds(FEEDS) as port:
        feeds = [
            FeedSource(
                f"Feed {number}", feed_url(port, number), "The Fictional Courier", None, None, "en", True, None, None
            )
            for number in range(FEEDS)
        ]
        known = frozenset(canonical_url(link) for number in range(FEEDS) for link in links(port, number))
        with Warehouse.open(Path(name) / "warehouse.duckdb", now=clock.now) as warehouse:
            first = _poll(warehouse, "first", feeds, known)
            before = _rows(warehouse, Path(name))
            again = _poll(warehouse, "again", feeds, known)
            new = _rows(warehouse, Path(name)) - before
        bare = asyncio.run(_bare(port))
    _tell(f"{FEEDS:,} feeds of {len(links(0, 0))} known entries, read in full", first)
    _tell("the same again, half of them 304, half the same bytes", again)
    print(f"  {'the same requests with nothing around them':58} {bare:6.2f} s")
    missed = line_with_bound(
        f"  {'1,000 unchanged feeds, politeness off':58} {again.seconds:6.2f} s", again.seconds, 20, "s"
    )
    return missed + line_with_bound(f"  {'rows of data that they add':58} {new:6}", new, 0, "")


class _Timed:
    """One poll of all feeds, and where its time went."""

    def __init__(self) -> None:
        self.states = self.polling = self.processor = self.storing = 0.0
        self.outcomes: Counter[str] = Counter()

    @property
    def seconds(self) -> float:
        return self.states + self.polling + self.storing


def _poll(warehouse: Warehouse, run_id: str, feeds: list[FeedSource], known: frozenset[str]) -> _Timed:
    timed = _Timed()
    begun = time.perf_counter()
    states = feed_states(warehouse)
    timed.states = time.perf_counter() - begun
    begun, processor = time.perf_counter(), time.process_time()
    brought = sum(poll(feeds, LIMITS, known, states=states, passed_over=passed_over, everything=True), Polled())
    timed.polling, timed.processor = time.perf_counter() - begun, time.process_time() - processor
    begun = time.perf_counter()
    run = RunInfo(run_id, "bench", clock.now(), "0", "none")
    warehouse.load(Load(run, rejections=brought.rejections, feed_events=brought.events))
    timed.storing = time.perf_counter() - begun
    timed.outcomes.update(event.outcome for event in brought.events)
    return timed


def _tell(name: str, timed: _Timed) -> None:
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in sorted(timed.outcomes.items()))
    print(f"  {name:58} {timed.seconds:6.2f} s   ({outcomes})")
    print(
        f"    what the last polls said {timed.states:.2f} s, polling {timed.polling:.2f} s "
        f"(processor {timed.processor:.2f} s), storing {timed.storing:.2f} s"
    )


def _rows(warehouse: Warehouse, folder: Path) -> int:
    """Count all that is stored of the news, runs and polls left out."""
    warehouse.publish(folder / "parley.duckdb")
    counted = " + ".join(f"(SELECT count(*) FROM {table})" for table in DATA)
    with Reader.open(folder / "parley.duckdb") as reader:
        ((rows,),) = reader.sql(f"SELECT {counted}").rows
    assert isinstance(rows, int)
    return rows


async def _bare(port: int) -> float:
    """Ask every feed by hand, sixteen at once."""
    slots = asyncio.Semaphore(16)

    async def ask(number: int) -> None:
        host = feed_url(port, number).removeprefix("http://").partition(":")[0]
        async with slots:
            reader, writer = await asyncio.open_connection(host, port)
            writer.write(f'GET /{number} HTTP/1.1\r\nHost: {host}\r\nIf-None-Match: "{number}"\r\n\r\n'.encode())
            await reader.read()
            writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(ask(number) for number in range(FEEDS)))
    return time.perf_counter() - begun
