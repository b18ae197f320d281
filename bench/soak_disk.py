"""A disk that may be filled: small, in memory, mounted by root alone."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = 256 << 20


@contextmanager
def small_disk(place: Path, size: int = SIZE) -> Iterator[Path | None]:
    """Mount a disk of so many bytes; None where this user may not mount."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextmanager
def filled(disk: Path, leave: int) -> Iterator[None]:
    """Fill a disk up to so many bytes for the duration of a block."""
    ballast, state = disk / "ballast", os.statvfs(disk)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, state.f_bavail * state.f_frsize - leave))
    try:
        yield
    finally:
        ballast.unlink()
