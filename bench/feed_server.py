"""A loopback server with many feeds, in a process of its own, so that it does not share the poll's processor time."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from multiprocessing.connection import Connection

from tests.flows.loopback import Answer, Loopback, rss

HOSTS = 100  # 127.0.2.0 to 127.0.2.99, each counted as a host of its own
ENTRIES = 20


def feed_url(port: int, number: int) -> str:
    """Return the address of one of the feeds."""
    return f"http://127.0.2.{number % HOSTS}:{port}/{number}"


def links(port: int, number: int) -> list[str]:
    """Return the addresses that one feed's entries lead to; nothing is there."""
    return [f"{feed_url(port, number)}/{entry}" for entry in range(ENTRIES)]


def unchanged_feeds(count: int) -> AbstractContextManager[int]:
    """Serve so many feeds, every other one with an ETag, and give the port."""
    return served(partial(_serve, count))


@contextmanager
def served(serve: Callable[[Connection], None]) -> Iterator[int]:
    """Let a process of its own serve; it is given a connection, sends the port, and ends when it is told anything."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        here.send(None)
        process.join(10)


def _serve(count: int, out: Connection) -> None:
    server = Loopback()
    port = int(server.url().rstrip("/").rpartition(":")[2])
    now = datetime.now(UTC)
    for number in range(count):
        dates = [format_datetime(now - timedelta(minutes=30 * (entry + 1))) for entry in range(ENTRIES)]
        items = [(link, "Authored entry", date) for link, date in zip(links(port, number), dates, strict=True)]
        etag = f'"{number}"' if number % 2 else None
        server.routes[f"/{number}"] = Answer(rss(items).encode(), content_type="application/rss+xml", etag=etag)
    out.send(port)
    out.recv()
    server.close()
