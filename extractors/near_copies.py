"""Near-copies of one report: 5-word shingles, MinHash signatures to find candidates, exact shingles to be sure.

Outlets print one agency's report under their own headline, shortened, or with a paragraph of their own. Two texts are
near-copies when half of their shingles are the same, or four fifths of the shorter one's stand in the longer. A
signature is a sketch that finds nearly every such pair without comparing all with all; whether it is one, the shingles
decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

SHINGLE = 5  # words
HASHES = 128  # of a signature
SEED = 5
MIN_SHARED = 3  # hashes that two signatures share before their texts are compared
MIN_JACCARD, MIN_CONTAINMENT = 0.5, 0.8
MIN_SHINGLES = 20  # a shorter text is a copy of its exact copies alone: its few words may stand anywhere
WINDOW = timedelta(days=14)
_WORD = re.compile(r"[^\W_]+")

Signature = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of two texts is the same."""

    jaccard: float  # shared shingles among all
    containment: float  # shared shingles among those of the shorter

    @property
    def is_near_copy(self) -> bool:
        """Whether the two tell one story."""
        return self.jaccard >= MIN_JACCARD or self.containment >= MIN_CONTAINMENT


@dataclass(frozen=True, slots=True)
class Copy:
    """A text that is to be placed in a story, or that is in one."""

    version_id: str
    own_story: str  # the story that it tells if nothing else tells it: that of its exact copies
    shingles: frozenset[str]
    first_on: date | None  # None: undated, and so near to nothing
    last_on: date | None


def shingles(text: str) -> frozenset[str]:
    """Return every run of five words, without case and punctuation; of fewer words the one run that there is."""
    words = _WORD.findall(text.casefold())
    return frozenset(" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)) if words)


def method() -> str:
    """Name how signatures are made; those made otherwise cannot be compared."""
    from rensa import RMinHash  # noqa: PLC0415

    return f"rensa-{RMinHash.ALGORITHM_VERSION}/{SHINGLE}/{HASHES}/{SEED}"


def signatures(sets: Iterable[frozenset[str]]) -> list[Signature]:
    """Return the signature of each set of shingles; empty for one that is too small to be placed by it."""
    from rensa import RMinHash  # noqa: PLC0415

    listed = [list(one) if len(one) >= MIN_SHINGLES else [] for one in sets]
    made = RMinHash.digests_from_token_sets(listed, HASHES, SEED)
    return [tuple(digest) if words else () for words, digest in zip(listed, made, strict=True)]


def likeness(one: frozenset[str], other: frozenset[str]) -> Likeness:
    """Compare two sets of shingles."""
    shorter = min(len(one), len(other))
    if not shorter:
        return Likeness(0.0, 0.0)
    shared = len(one & other)
    return Likeness(shared / (len(one) + len(other) - shared), shared / shorter)


def near_in_time(one: Copy, other: Copy) -> bool:
    """Whether the days on which two texts can have appeared lie within the window."""
    if one.first_on is None or one.last_on is None or other.first_on is None or other.last_on is None:
        return False
    return one.first_on - other.last_on <= WINDOW and other.first_on - one.last_on <= WINDOW


def place(
    fresh: Sequence[Copy],
    stored: Mapping[str, tuple[Copy, str]],
    candidates: Mapping[str, Iterable[str]],
    exact: Mapping[str, str],
) -> dict[str, str]:
    """Return the story of each fresh text, by version, whatever the order of the batch.

    Fresh texts that are copies of one another, or are linked by copies, go together: to the story of a stored exact
    copy of any of them, else to that of the stored text most like one of them, else they begin the story of the
    earliest. A story once given stays: of two stored stories that a later text links, it joins the one more like it.

    Args:
        fresh: the texts to be placed, no version twice.
        stored: the candidates among the stored texts, with their stories, by version.
        candidates: by fresh version, the versions (stored or fresh) that its signature shares enough hashes with.
        exact: the stories of stored texts by the story that each would tell alone.
    """
    found: dict[str, str] = {}
    for group in _linked(fresh, candidates):
        known = next((exact[one.own_story] for one in group if one.own_story in exact), None)
        story = known or _nearest(group, stored, candidates) or group[0].own_story
        found |= {one.version_id: story for one in group}
    return found


def _linked(fresh: Sequence[Copy], candidates: Mapping[str, Iterable[str]]) -> list[list[Copy]]:
    """Put the texts together that are copies of one another, directly or by others; in each group by their days."""
    groups = {one.version_id: [one] for one in fresh}
    by_version = {one.version_id: one for one in fresh}
    first_of: dict[str, Copy] = {}
    for one in fresh:
        links = [first_of.setdefault(one.own_story, one)]
        links += [
            by_version[other]
            for other in candidates.get(one.version_id, ())
            if one.version_id < other and other in by_version and _are_copies(one, by_version[other])
        ]
        for other in links:
            ours, theirs = groups[one.version_id], groups[other.version_id]
            if ours is not theirs:
                ours += theirs
                groups |= {each.version_id: ours for each in theirs}
    distinct = {id(group): group for group in groups.values()}
    return [sorted(group, key=_order) for group in distinct.values()]


def _are_copies(one: Copy, other: Copy) -> bool:
    return near_in_time(one, other) and likeness(one.shingles, other.shingles).is_near_copy


def _nearest(
    group: Sequence[Copy], stored: Mapping[str, tuple[Copy, str]], candidates: Mapping[str, Iterable[str]]
) -> str | None:
    """Return the story of the stored text most like any of a group, if there is a near-copy."""
    alike = [
        (measured.jaccard, measured.containment, story)
        for one in group
        for other in candidates.get(one.version_id, ())
        if other in stored
        for text, story in [stored[other]]
        if near_in_time(one, text)
        for measured in [likeness(one.shingles, text.shingles)]
        if measured.is_near_copy
    ]
    return max(alike)[-1] if alike else None


def _order(one: Copy) -> tuple[date, str]:
    return (one.first_on or date.max, one.version_id)
