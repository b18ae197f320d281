"""A clock that is put forward by whoever sleeps, so that hours of politeness take no time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flows.fetch.hosts import Clock

START = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass(slots=True)
class QuickClock:
    """Time that begins at a moment and passes by sleeping alone."""

    seconds: float = 0.0
    begun: datetime = START

    def ticks(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return self.begun + timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        until = self.seconds + seconds
        await asyncio.sleep(0)
        self.seconds = max(self.seconds, until)

    @property
    def clock(self) -> Clock:
        return Clock(self.now, self.ticks, self.sleep)
