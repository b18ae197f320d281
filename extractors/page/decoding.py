"""The bytes of an answer as text, or the name of what they are instead."""

from __future__ import annotations

import re

from extractors.page.words import printable
from extractors.records import FetchedPage, Rejection

MAX_HTML = 3_000_000  # bytes
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MARKUP = ("", "text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain")
_OTHER_KINDS = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"RIFF", b"OggS", b"ID3")


def unfit(page: FetchedPage) -> Rejection | None:
    """Name what cannot be read as a page at all."""
    if not page.body.strip():
        return Rejection("empty", page.url, "The answer has no content.")
    if len(page.body) > MAX_HTML:
        return Rejection("too-large", page.url, f"{len(page.body):,} bytes of HTML; at most {MAX_HTML:,} are read.")
    kind = page.content_type.partition(";")[0].strip().lower()
    if kind not in _MARKUP:
        return Rejection("not-html", page.url, f"The answer is {kind[:80]}.")
    if page.body.startswith(_OTHER_KINDS):
        return Rejection("not-html", page.url, "The answer is a file of another kind, not a page.")
    if b"<" not in page.body:
        return Rejection("not-html", page.url, "The answer holds no markup.")
    return None


def decode(page: FetchedPage) -> tuple[str, bool]:
    """Decode by mark, header, markup or UTF-8, in this order; tells whether bytes had to be replaced."""
    marked = next((name for mark, name in _BYTE_ORDER_MARKS if page.body.startswith(mark)), None)
    in_markup = _CHARSET.search(page.body[:4096].decode("ascii", errors="ignore"))
    in_header = _CHARSET.search(page.content_type)
    for charset in (marked, in_header and in_header[1], in_markup and in_markup[1], "utf-8"):
        try:
            if charset:
                return printable(page.body.decode(charset)), False
        except (LookupError, UnicodeError):
            continue
    return printable(page.body.decode("utf-8", errors="replace")), True
