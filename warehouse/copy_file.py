"""Copies one file to another and waits until it is on disk: `python copy_file.py FROM TO`.

A program of its own, on the standard library alone, so that the copying happens in another process than the writer's.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

CHUNK = 16 << 20


def _copy(source: int, copy: int) -> None:
    """Has the kernel copy, which shares the blocks where the file system can; else reads and writes."""
    size = os.fstat(source).st_size
    done = 0
    try:
        while done < size and (moved := os.copy_file_range(source, copy, CHUNK, done, done)):
            done += moved
    except (AttributeError, OSError):  # not on this system, or not between these file systems
        os.lseek(source, done, os.SEEK_SET)
        os.lseek(copy, done, os.SEEK_SET)
        while block := os.read(source, CHUNK):
            while block:
                block = block[os.write(copy, block) :]


def main(origin: Path, target: Path) -> int:
    """Copies, sets the origin's time on the copy, and syncs; on failure says why."""
    try:
        with origin.open("rb") as source, target.open("wb") as copy:
            _copy(source.fileno(), copy.fileno())
            state = os.fstat(source.fileno())
            os.utime(copy.fileno(), ns=(state.st_atime_ns, state.st_mtime_ns))
            os.fsync(copy.fileno())
    except OSError as error:
        sys.stderr.write(f"{error.strerror or error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2])))
