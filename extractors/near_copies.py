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
    """Return the story of each fresh text, by version; earlier days first, whatever the order of the batch.

    A text goes to the story of its exact copies, else to that of the text most like it, else it begins its own. A story
    once given stays: of two stories that a later text links, that text joins the one it is more like.

    Args:
        fresh: the texts to be placed, no version twice.
        stored: the candidates among the stored texts, with their stories, by version.
        candidates: by fresh version, the versions (stored or fresh) that its signature shares enough hashes with.
        exact: the stories of stored texts by the story that each would tell alone.
    """
    by_version = {one.version_id: one for one in fresh}
    exact, placed = dict(exact), {version: story for version, (_, story) in stored.items()}
    found: dict[str, str] = {}
    for one in sorted(fresh, key=_order):
        story = exact.get(one.own_story)
        if story is None:
            others = [
                (by_version[other] if other in by_version else stored[other][0], placed[other])
                for other in candidates.get(one.version_id, ())
                if other in placed
            ]
            story = _nearest(one, others) or one.own_story
        exact.setdefault(one.own_story, story)
        found[one.version_id] = placed[one.version_id] = story
    return found


def _nearest(one: Copy, others: Iterable[tuple[Copy, str]]) -> str | None:
    """Return the story of the text most like this one, if any is a near-copy."""
    alike = [
        (measured.jaccard, measured.containment, -_order(other)[0].toordinal(), story)
        for other, story in others
        if near_in_time(one, other)
        for measured in [likeness(one.shingles, other.shingles)]
        if measured.is_near_copy
    ]
    return max(alike)[-1] if alike else None


def _order(one: Copy) -> tuple[date, str]:
    return (one.first_on or date.max, one.version_id)
