"""Which known pages are worth fetching again: those of which their feed says something else than it did."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from extractors.identity import canonical_url
from extractors.records import FeedEntry
from warehouse.source import PageTold, Source, pages_told

REMEMBERED = timedelta(days=30)  # what feeds said of older pages is forgotten: news is corrected within days
AT_MOST = 10  # fetches of one page in that time: a ticker says something else at each poll


@dataclass(frozen=True, slots=True)
class Changes:
    """Says of a feed's entry whether its page is to be fetched again."""

    told: Mapping[tuple[str, str], PageTold]

    @classmethod
    def of(cls, source: Source, now: datetime) -> Self:
        """Read what feeds said of the pages fetched lately."""
        return cls(pages_told(source, now - REMEMBERED))

    def __call__(self, entry: FeedEntry) -> bool:
        """Say whether this entry's page has changed, as far as its feed tells."""
        before = self.told.get((entry.feed_url, canonical_url(entry.link)))
        return before is not None and before.times < AT_MOST and before.told != fingerprint(entry)


def fingerprint(entry: FeedEntry) -> str:
    """Hash what an entry says of its page, as `pages_told.sql` does."""
    at = entry.published_at.isoformat() if entry.published_at else None
    said = [one for one in (entry.title, entry.summary, entry.content, at) if one is not None]
    return hashlib.md5("\x1f".join(said).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
