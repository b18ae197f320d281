"""Politeness: one request at a time to a host, with a pause between, and a longer one where the host asks for it.

Every hop of every retrieval takes a turn here, so that a redirect to another host is as polite as a first request.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from flows import clock

TOO_MANY = 429
REFUSED = 30.0  # seconds of peace for a host after a 429, doubled with each further one in a row
PATIENCE = 100.0  # seconds that a poll waits for one host; what would wait longer is left for a later poll


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is and how it passes; a soak has one of its own, which is quicker."""

    now: Callable[[], datetime] = clock.now
    ticks: Callable[[], float] = time.monotonic  # seconds, for pauses: it is never put back
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class HostAtRest(Exception):
    """A host has asked to be left alone for longer than a poll waits."""


@dataclass(slots=True)
class Host:
    """One host: who is talking to it, and from when on it may be asked again."""

    delay: float  # seconds between two requests
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0  # in ticks
    refusals: int = 0  # in a row


@dataclass(slots=True)
class Turn:
    """One request to one host; what came of it decides how long the host has its peace."""

    host: Host
    rest: float = 0.0

    def answered(self, status: int | None, rest: float) -> None:
        """Note an answer: its status, and for how many seconds it asks to be left alone."""
        self.host.refusals = self.host.refusals + 1 if status == TOO_MANY else 0
        refused = REFUSED * 2 ** (self.host.refusals - 1) if status == TOO_MANY else 0.0
        self.rest = max(rest, refused)


class Hosts:
    """All hosts of one poll."""

    def __init__(self, delay: float, at_once: int, time_: Clock) -> None:
        self._delay = delay
        self._clock = time_
        self._slots = asyncio.Semaphore(at_once)
        self._hosts: dict[str, Host] = {}

    def of(self, url: str) -> Host:
        """Return the host of an address."""
        return self._hosts.setdefault(host_name(url), Host(self._delay))

    def let_rest(self, resting: Iterable[tuple[str, datetime]]) -> None:
        """Leave hosts alone until the moments that they asked for in an earlier poll."""
        now, ticks = self._clock.now(), self._clock.ticks()
        for url, until in resting:
            host = self.of(url)
            host.free_at = max(host.free_at, ticks + (until - now).total_seconds())

    def slow_down(self, url: str, delay: float) -> None:
        """Give a host a longer pause, if it is longer, from the last request on."""
        host = self.of(url)
        more = max(0.0, delay - host.delay)
        host.delay += more
        host.free_at += more

    @contextlib.asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[Turn]:
        """Wait for a turn with the host; raises `HostAtRest` where that would take too long."""
        host = self.of(url)
        async with host.lock:
            wait = host.free_at - self._clock.ticks()
            if wait > PATIENCE:
                raise HostAtRest(f"{host_name(url)} asked to be left alone for another {wait:.0f} s")
            if wait > 0:
                await self._clock.sleep(wait)
            turn = Turn(host)
            async with self._slots:
                try:
                    yield turn
                finally:
                    host.free_at = self._clock.ticks() + max(host.delay, turn.rest)


def host_name(url: str) -> str:
    """Name the host to be asked; nothing for what is no web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.hostname or "").casefold().rstrip(".") if parts.scheme in ("http", "https") else ""
