"""How flows tell whoever watches how far they are, without knowing who that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Watcher = Callable[[str, int, int], None]
"""Called with a stage's name, steps done, and steps in all (0: unknown)."""

_watcher: ContextVar[Watcher | None] = ContextVar("parley_progress", default=None)


def report(stage: str, done: int = 0, total: int = 0) -> None:
    """Tell the watcher, if there is one, that a stage has come this far."""
    watcher = _watcher.get()
    if watcher:
        watcher(stage, done, total)


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Send progress to a watcher for the duration of a block."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)
