"""The writer's session: this home's lock and its warehouse, held for one whole run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flows.clock import now
from flows.settings import Settings
from warehouse.lock import RunLock
from warehouse.store import Warehouse


@contextmanager
def writing(settings: Settings, command: str, wait_seconds: float = 0) -> Iterator[Warehouse]:
    """Hold the home's lock and give its warehouse.

    Raises:
        warehouse.errors.RunLocked: if another run still has the home after `wait_seconds`.
    """
    with (
        RunLock(settings.home, command=command, now=now, wait_seconds=wait_seconds),
        Warehouse.open(settings.warehouse, now=now) as warehouse,
    ):
        yield warehouse
