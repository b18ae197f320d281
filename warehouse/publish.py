"""Publishes the read copy: a checkpointed file, copied by a child process and renamed into place.

The copy is never made in the writer's process: closing a second descriptor of the file would drop DuckDB's POSIX lock.
Here the file's size and time are looked at, which opens nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from warehouse.errors import PublishFailed
from warehouse.records import PublishTally

COPY_PROGRAM = Path(__file__).with_name("copy_file.py")


def publish(warehouse: Path, published: Path) -> PublishTally:
    """Copies a checkpointed warehouse to where readers look, unless the copy there is of this very state."""
    began = time.perf_counter()
    before = warehouse.stat()
    if _same_state(before, published):
        return PublishTally(before.st_size, time.perf_counter() - began, copied=False)
    # A name of its own: the copy program of a run that was killed may still be writing to that run's.
    partial = published.with_name(f".{published.name}.{os.getpid()}.partial")
    try:
        for left in published.parent.glob(f".{published.name}.*partial"):
            left.unlink()
        _copy_in_child(warehouse, partial)
        partial.replace(published)
        _sync_directory(published.parent)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise PublishFailed(published, error.strerror or str(error)) from error
    return PublishTally(before.st_size, time.perf_counter() - began, copied=True)


def _same_state(state: os.stat_result, published: Path) -> bool:
    """Whether the read copy carries the size and time of the file; the copy program sets that time."""
    try:
        there = published.stat()
    except OSError:
        return False
    return (there.st_size, there.st_mtime_ns) == (state.st_size, state.st_mtime_ns)


def _copy_in_child(warehouse: Path, partial: Path) -> None:
    command = [sys.executable, "-I", "-S", str(COPY_PROGRAM), str(warehouse), str(partial)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 our own program
    if done.returncode:
        raise OSError(done.stderr.strip() or f"the copy ended with code {done.returncode}")


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
