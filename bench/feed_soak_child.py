"""What runs in the feed soak: a poll with all that follows, in a time of its own, and a look at the home."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from bench.soak_child import Said
from bench.soak_texts import QuickTagger
from flows import clock
from flows.fetch.changes import Changes
from flows.fetch.intake import Past, limits, read_feeds
from flows.fetch.poll import PollLimits
from flows.progress import watched_by
from flows.publish import publish
from flows.replay import replay
from flows.session import writing
from flows.settings import Settings
from flows.store import begin, store_each
from tests.flows.quick_clock import QuickClock
from warehouse.reader import Reader
from warehouse.source import feed_states, known_entries, known_urls
from warehouse.store import Warehouse

DEADLINE = 2.0  # seconds of real time; the pauses between requests take none


def run(home: str, feeds: str, run_id: str, at: datetime, out: Connection) -> None:
    """Do what a scheduled run does at some moment, telling each step; it leads a session of processes of its own."""
    os.setsid()
    settings = Settings.build(home, {"PARLEY_ALLOW_LOOPBACK": "1"})

    def work(warehouse: Warehouse) -> None:
        tagger = QuickTagger(1)
        past = Past(
            known_urls(warehouse, at), Changes.of(warehouse, at), feed_states(warehouse), known_entries(warehouse, at)
        )
        within = replace(quick_limits(settings), clock=QuickClock(begun=at).clock)
        read = read_feeds(Path(feeds), settings, past, within=within)
        stored = store_each(warehouse, begin(run_id, "soak", tagger), read, tagger)
        out.send(Said("acknowledged", run_id, stored.tally.versions_added))
        publish(warehouse, settings)

    _do(settings, work, run_id, out)


def read_anew(home: str, run_id: str, out: Connection) -> None:
    """Read everything anew from the raw bodies, and tell how many rows that added and how many articles it read."""
    os.setsid()
    settings = Settings.build(home, {})

    def work(warehouse: Warehouse) -> None:
        tagger = QuickTagger(1)
        tally = store_each(warehouse, begin(run_id, "replay", tagger), replay(warehouse, settings), tagger).tally
        added = (tally.articles_added, tally.versions_added, tally.codings_added, tally.rejections_added)
        out.send(Said("replayed", run_id, sum(added), str(tally.articles_seen)))
        publish(warehouse, settings)

    _do(settings, work, run_id, out)


def quick_limits(settings: Settings) -> PollLimits:
    """Return the limits of an installation with deadlines that a soak can wait for."""
    usual = limits(settings)
    return replace(usual, feed=replace(usual.feed, deadline=DEADLINE), page=replace(usual.page, deadline=DEADLINE))


def _do(settings: Settings, work: Callable[[Warehouse], None], run_id: str, out: Connection) -> None:
    try:
        with watched_by(lambda step, _done, _all: out.send(Said(step.partition(" ")[0]))):
            with writing(settings, "soak") as warehouse:
                work(warehouse)
            megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            out.send(Said("ended", run_id, megabytes))
    except Exception as error:
        out.send(Said("failed", run_id, detail=f"{type(error).__name__}: {error}"))


@dataclass(frozen=True, slots=True)
class Held:
    """What a home holds."""

    articles: dict[str, int]  # versions of each article, by the address that it was fetched from
    doubled: tuple[str, ...]  # addresses that more than one article has
    health: dict[str, tuple[str, str]]  # each feed's verdict and detail
    rejected: dict[str, set[str]]  # the reasons for which each address was rejected
    polls: dict[str, int]  # how many polls ended in each outcome
    broken: tuple[str, ...]  # checks that fail


def look(home: str) -> Held:
    """Read what is stored, and hold all of it to every check."""
    settings = Settings.build(home, {})
    with Warehouse.open(settings.warehouse, now=clock.now) as warehouse:
        broken = tuple(f"{name}: {rows[:3]}" for name, rows in warehouse.check().items())
        warehouse.publish(settings.published)
    with Reader.open(settings.published) as reader:
        articles = reader.sql(
            "SELECT any_value(a.url), count(DISTINCT a.article_id), count(v.version_id) FROM article a "
            "JOIN article_version v USING (article_id) GROUP BY a.canonical_url"
        ).rows
        health = reader.sql("SELECT feed_url, verdict, coalesce(detail, '') FROM feed_health").rows
        rejected: dict[str, set[str]] = {}
        for origin, reason in reader.sql("SELECT DISTINCT origin, reason FROM rejection").rows:
            rejected.setdefault(str(origin), set()).add(str(reason))
        polls = reader.sql("SELECT outcome, count(*) FROM feed_event GROUP BY outcome ORDER BY outcome").rows
    return Held(
        {str(url): int(str(versions)) for url, _, versions in articles},
        tuple(str(url) for url, times, _ in articles if times != 1),
        {str(url): (str(verdict), str(detail)) for url, verdict, detail in health},
        rejected,
        {str(outcome): int(str(count)) for outcome, count in polls},
        broken,
    )
