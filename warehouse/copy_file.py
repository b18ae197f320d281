"""Copies one file to another and waits until it is on disk: `python copy_file.py FROM TO`.

A program of its own, on the standard library alone, so that the copying happens in another process than the writer's.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


def main(origin: Path, target: Path) -> int:
    """Copies, sets the origin's time on the copy, and syncs; on failure says why."""
    try:
        with origin.open("rb") as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
            copy.flush()
            state = os.fstat(source.fileno())
            os.utime(copy.fileno(), ns=(state.st_atime_ns, state.st_mtime_ns))
            os.fsync(copy.fileno())
    except OSError as error:
        sys.stderr.write(f"{error.strerror or error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2])))
