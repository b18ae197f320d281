"""The run's own lock: one run at a time in a home, from its first read to its last rename."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from warehouse.errors import RunLocked, WarehouseUnwritable


class RunLock:
    """Holds home/run.lock while a run is under way.

    The system lets go of the lock when its process ends, however it ends. Who holds it stands in a file beside it,
    since the lock file itself is emptied by whoever tries to take it.
    """

    def __init__(self, home: Path, *, command: str, now: Callable[[], datetime], wait_seconds: float = 0) -> None:
        self._home, self._command, self._now, self._wait_seconds = home, command, now, wait_seconds
        self._holder_file = home / "run.lock.json"
        self._lock = FileLock(home / "run.lock")

    def __enter__(self) -> Self:
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=self._wait_seconds)
            holder = {"pid": os.getpid(), "command": self._command, "since": self._now().isoformat(timespec="seconds")}
            partial = self._holder_file.with_suffix(".partial")
            partial.write_text(json.dumps(holder), "utf-8")
            partial.replace(self._holder_file)
        except Timeout:
            raise RunLocked(self._home, *self._holder()) from None
        except OSError as error:
            self._lock.release()
            raise WarehouseUnwritable(self._home, error.strerror or str(error)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._holder_file.unlink(missing_ok=True)
        self._lock.release()

    def _holder(self) -> tuple[int | None, str | None, str | None]:
        try:
            holder = json.loads(self._holder_file.read_text("utf-8"))
            return int(holder["pid"]), str(holder["command"]), str(holder["since"])
        except (OSError, ValueError, KeyError, TypeError):
            return None, None, None
