"""Which entries of a feed lead to pages worth fetching: not known, not claimed by another feed, and relevant."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from extractors.identity import canonical_url
from extractors.records import FeedEntry, Rejection
from warehouse.source import EntryKey


@dataclass(slots=True)
class Picker:
    """Picks for all feeds of one poll, so that no page is fetched twice."""

    known: frozenset[str] = frozenset()  # canonical addresses of pages that are there
    passed_over: Callable[[FeedEntry], str | None] | None = None  # says why an entry is not worth it
    is_changed: Callable[[FeedEntry], bool] | None = None  # says whether a page that is there is worth it
    known_entries: frozenset[EntryKey] = frozenset()  # those whose pages are there
    _claimed: set[str] = field(default_factory=set)  # canonical addresses that this poll fetches

    def sift(self, entries: Iterable[FeedEntry]) -> tuple[list[FeedEntry], list[Rejection]]:
        """Part the entries that are not known into those worth fetching and those passed over; claims none."""
        worth: list[FeedEntry] = []
        passed: list[Rejection] = []
        for entry in entries:
            if self._is_known(entry):
                continue
            why = self.passed_over(entry) if self.passed_over else None
            if why is None:
                worth.append(entry)
            else:
                passed.append(Rejection("not-relevant", entry.link, f"“{(entry.title or 'untitled')[:200]}”: {why}"))
        return worth, passed

    def claim(self, entries: Iterable[FeedEntry]) -> list[FeedEntry]:
        """Give the entries that nobody has claimed yet; from now on nobody else gets them."""
        claimed = []
        for entry in entries:
            address = canonical_url(entry.link)
            if address not in self._claimed:
                self._claimed.add(address)
                claimed.append(entry)
        return claimed

    def _is_known(self, entry: FeedEntry) -> bool:
        if canonical_url(entry.link) not in self.known and entry.link not in self.known:
            return _key(entry) in self.known_entries
        return self.is_changed is None or not self.is_changed(entry)


def _key(entry: FeedEntry) -> EntryKey | None:
    """Tell an entry again whose page has another address at every poll; None where its GUID proves nothing."""
    if not entry.guid or not entry.identity.startswith("guid:"):
        return None
    published = entry.published_at.isoformat() if entry.published_at else None
    return entry.feed_url, entry.guid, entry.title, published
