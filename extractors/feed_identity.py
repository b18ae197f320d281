"""Which entries of a feed are the same: by GUID as long as it tells them apart, and by more where it does not.

    GUID -> GUID and link -> canonical URL -> hash of all that is said

Each entry is known by the first of these that it shares with no entry of another link or title. So a feed that gives
all its entries one GUID loses none of them, and only the entries concerned are known by more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Literal, get_args

from extractors.identity import canonical_url, content_id
from extractors.records import FeedEntry

IdentityBasis = Literal["guid", "guid+link", "url", "hash"]
_BASES: tuple[IdentityBasis, ...] = get_args(IdentityBasis)


def identified(entries: Sequence[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Give each entry its identity; of those that are the same the first stays."""
    addresses = {entry.link: canonical_url(entry.link) for entry in entries}
    by: dict[IdentityBasis, Callable[[FeedEntry], str | None]] = {
        "guid": lambda entry: entry.guid,
        "guid+link": lambda entry: entry.guid and f"{entry.guid} {addresses[entry.link]}",
        "url": lambda entry: None if entry.guid else addresses[entry.link],
        "hash": lambda entry: content_id(entry.guid, entry.link, entry.title, entry.published_at, entry.summary),
    }
    found: dict[str, FeedEntry] = {}
    left: Sequence[FeedEntry] = entries
    named: dict[int, str] = {}
    for basis in _BASES:
        told = _tells_apart(left, by[basis], lambda entry: (addresses[entry.link], entry.title))
        named |= {id(entry): f"{basis}:{key}" for entry in left if (key := by[basis](entry)) in told}
        left = [entry for entry in left if id(entry) not in named]
    for entry in entries:
        found.setdefault(named[id(entry)], replace(entry, identity=named[id(entry)]))
    return tuple(found.values())


def identity_basis(entries: Iterable[FeedEntry]) -> IdentityBasis:
    """Say by what entries are told apart: the weakest that any of them needs."""
    used = {entry.identity.partition(":")[0] for entry in entries}
    return next((basis for basis in reversed(_BASES) if basis in used), "guid")


def _tells_apart(
    entries: Iterable[FeedEntry], key: Callable[[FeedEntry], str | None], what: Callable[[FeedEntry], Hashable]
) -> set[str | None]:
    """Give the keys that no two different entries share."""
    sharing: defaultdict[str, set[Hashable]] = defaultdict(set)
    for entry in entries:
        one = key(entry)
        if one is not None:
            sharing[one].add(what(entry))
    return {one for one, different in sharing.items() if len(different) == 1}
