"""Fetched pages: one page's bytes in, its article or a named rejection out.

    bytes -> decode -> statements (meta, JSON-LD, headings) -> title, date, authors
                    -> body (trafilatura, second look, foreign lines dropped) -> verdict -> Reading -> Article

trafilatura is not thread-safe, has no time-out and takes 25 s over 80,000 paragraphs: call this in a process that may
be killed (``flows/fetch/extract_pool.py``).
"""

from __future__ import annotations

from extractors.page.decoding import MAX_HTML
from extractors.page.reader import extract, read
from extractors.page.reading import PageSource, Reading

__all__ = ["MAX_HTML", "PageSource", "Reading", "extract", "read"]
