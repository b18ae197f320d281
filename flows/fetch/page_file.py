"""Pages that lie in files, packed or not: their bytes, never more than may be read."""

from __future__ import annotations

import gzip
import stat
import zlib
from pathlib import Path

from extractors.page import MAX_HTML
from extractors.records import Rejection

_PACKED = b"\x1f\x8b"


def read_page_file(path: Path) -> bytes | Rejection:
    """Read a page's bytes, unpacked where the file is packed, or name what keeps them from being read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for without end
            return Rejection("unreadable", str(path), "This is no regular file.")
        with path.open("rb") as plain:
            packed = plain.read(2) == _PACKED
            plain.seek(0)
            with gzip.open(plain) if packed else plain as unpacked:
                body = unpacked.read(MAX_HTML + 1)
    except FileNotFoundError:
        return Rejection("missing-file", str(path), "There is no such file.")
    except (OSError, zlib.error, EOFError, ValueError) as error:
        return Rejection("unreadable", str(path), f"{getattr(error, 'strerror', None) or error}.")
    if len(body) > MAX_HTML:
        return Rejection("too-large", str(path), f"More than {MAX_HTML:,} bytes of HTML, unpacked.")
    return body
