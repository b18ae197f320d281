"""Pages that lie in files, packed or not: their bytes, never more than may be read."""

from __future__ import annotations

import gzip
import stat
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from extractors.page import MAX_HTML
from extractors.records import Rejection

_PACKED = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class PageFile:
    """One page as it lies in its file."""

    body: bytes  # unpacked
    changed_at: datetime  # UTC


def read_page_file(path: Path, name: str) -> PageFile | Rejection:
    """Read a page, unpacked where the file is packed, or name what keeps it from being read; `name` stands for it."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):  # a pipe would be waited for without end
            return Rejection("unreadable", name, "This is no regular file.")
        with path.open("rb") as plain:
            packed = plain.read(2) == _PACKED
            plain.seek(0)
            with gzip.open(plain) if packed else plain as unpacked:
                body = unpacked.read(MAX_HTML + 1)
    except FileNotFoundError:
        return Rejection("missing-file", name, "There is no such file.")
    except (OSError, zlib.error, EOFError, ValueError) as error:
        return Rejection("unreadable", name, f"{getattr(error, 'strerror', None) or error}.")
    if len(body) > MAX_HTML:
        return Rejection("too-large", name, f"More than {MAX_HTML:,} bytes of HTML, unpacked.")
    return PageFile(body, datetime.fromtimestamp(int(state.st_mtime), UTC))
