"""Two thousand small articles from eighty feeds on loopback through to stored signals, and where the time goes.

The articles are put together from paragraphs of the authored training texts, so that the tagger has its usual work; one
in ten is another's near-copy. Politeness is off; the server has a process of its own.
"""

from __future__ import annotations

import json
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.feed_server import feed_url, served
from bench.timing import line_with_bound
from extractors.stance import load_tagger
from flows import coding, store
from flows.fetch import archive, extract_pool
from flows.fetch.intake import Past, limits, read_feeds
from flows.publish import publish
from flows.replay import replay
from flows.session import writing
from flows.settings import Settings
from tests.flows.loopback import Answer, Loopback, article_html, rss
from tests.reporting import http_date
from warehouse import stories
from warehouse.store import Warehouse

FEEDS, ENTRIES = 80, 25
PARAGRAPHS = 5
CORPUS = Path(__file__).parent / "training" / "corpus"
STEPS: tuple[tuple[str, Any, str], ...] = (
    ("keeping the bytes, synced to disk", archive.RawArchive, "put"),
    ("extracting, by two workers", extract_pool.ExtractPool, "extract"),
    ("finding near-copies", stories, "candidates"),
    ("loading and checking", Warehouse, "load"),
    ("publishing", Warehouse, "publish"),
)


def measure() -> int:
    """Print the figures and return how many bounds were missed."""
    with tempfile.TemporaryDirectory() as name, served(_serve) as port:
        home = Path(name)
        settings = Settings.build(home / "home", {"PARLEY_ALLOW_LOOPBACK": "1", "PARLEY_HOST_DELAY": "0"})
        feeds = _feeds_file(home / "feeds.toml", port)
        tagger = load_tagger()
        spent: dict[str, float] = {}
        with ExitStack() as stack:
            for what, owner, method in STEPS:
                stack.enter_context(patch.object(owner, method, _timed(getattr(owner, method), what, spent)))
            stack.enter_context(patch.object(store, "code", _coding(coding.code, spent)))
            began, busy = time.perf_counter(), _busy()
            with writing(settings, "bench") as warehouse:
                read = read_feeds(feeds, settings, Past(), within=replace(limits(settings), delay=0))
                stored = store.store_each(warehouse, store.begin("bench", "bench", tagger), _waits(read, spent), tagger)
                publish(warehouse, settings)
                seconds = time.perf_counter() - began
        tally = stored.tally
        print(
            f"  {tally.articles_added:,} articles, {tally.signals_added:,} signals, {len(stored.rejections)} rejected"
        )
        spent["waiting for the network, less keeping and extracting"] -= sum(spent[what] for what, *_ in STEPS[:2])
        for what, share in sorted(spent.items(), key=lambda one: -one[1]):
            print(f"    {what:56} {share:6.2f} s   {share / seconds:5.0%}")
        print(f"    {'the rest':56} {seconds - sum(spent.values()):6.2f} s")
        rate = f"{tally.articles_added / seconds:.1f} a second; {_busy() - busy:.0f} s of CPU"
        print(f"  {'from feeds to stored signals':58} {seconds:6.2f} s   ({rate})")
        return (tally.articles_added != FEEDS * ENTRIES) + _replayed(settings)


def _busy() -> float:
    """Seconds of CPU of this process and of its workers that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _replayed(settings: Settings) -> int:
    began = time.perf_counter()
    with writing(settings, "bench") as warehouse:
        differing = sum(len(part.articles) for part in replay(warehouse, settings))
    print(f"  {'the same read anew from their bytes':58} {time.perf_counter() - began:6.2f} s")
    return line_with_bound(f"  {'of them, otherwise than they are stored':58} {differing:6}", differing, 0, "")


def _timed(work: Callable[..., Any], what: str, spent: dict[str, float]) -> Callable[..., Any]:
    spent[what] = 0.0

    def timed(*arguments: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return work(*arguments, **named)
        finally:
            spent[what] += time.perf_counter() - began

    return timed


def _coding(work: Callable[..., Iterator[Any]], spent: dict[str, float]) -> Callable[..., Iterator[Any]]:
    return lambda *arguments: _waits(work(*arguments), spent, "tagging")


def _waits(
    items: Iterator[Any], spent: dict[str, float], what: str = "waiting for the network, less keeping and extracting"
) -> Iterator[Any]:
    """Give the items, and note how long each let wait."""
    following = _timed(partial(next, items, None), what, {})
    spent.setdefault(what, 0.0)
    while True:
        began = time.perf_counter()
        one = following()
        spent[what] += time.perf_counter() - began
        if one is None:
            return
        yield one


def _feeds_file(path: Path, port: int) -> Path:
    path.write_text(
        "".join(
            f'[[feed]]\nname = "Feed {n}"\nurl = "{feed_url(port, n)}"\noutlet = "The Fictional Courier {n}"\n'
            f"enabled = true\n"
            for n in range(FEEDS)
        )
    )
    return path


def _serve(out: Connection) -> None:
    server = Loopback()
    port = int(server.url().rstrip("/").rpartition(":")[2])
    articles = list(_articles(FEEDS * ENTRIES))
    for feed in range(FEEDS):
        items = []
        for n in range(ENTRIES):
            title, paragraphs = articles[feed * ENTRIES + n]
            items.append((f"{feed_url(port, feed)}/{n}", title, http_date(n)))
            html = article_html(title, paragraphs, published=f"2026-05-{1 + n:02}T09:00:00Z")
            server.routes[f"/{feed}/{n}"] = Answer(html.encode())
        server.routes[f"/{feed}"] = Answer(rss(items).encode(), content_type="application/rss+xml")
    out.send(port)
    out.recv()
    server.close()


def _articles(count: int) -> Iterator[tuple[str, list[str]]]:
    """Put together articles from authored paragraphs; every tenth is the one before it under another headline."""
    rng = random.Random(5)
    texts = [json.loads(line)["text"] for path in sorted(CORPUS.glob("*.jsonl")) for line in path.open()]
    pool = sorted({paragraph for text in texts for paragraph in text.split("\n\n")[1:] if len(paragraph) > 100})
    paragraphs: list[str] = []
    for n in range(count):
        copied = n % 10 == 9
        paragraphs = paragraphs if copied else rng.sample(pool, PARAGRAPHS)
        yield f"Peace talks, report number {n}", paragraphs


if __name__ == "__main__":
    raise SystemExit(measure())
