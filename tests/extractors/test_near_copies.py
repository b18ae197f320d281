"""Near-copies: what counts as one, that signatures find them, and that the order of a batch does not matter."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import combinations, permutations
from pathlib import Path

import pytest

from extractors.near_copies import (
    MIN_SHARED,
    Copy,
    Likeness,
    likeness,
    place,
    shingles,
    signatures,
)
from tests.reporting import report, report_edited

CORPUS = Path(__file__).parents[2] / "bench" / "training" / "corpus"
DAY = date(2026, 5, 12)
TEXT = report("talks", 24)


def found(one: str, other: str) -> bool:
    """Whether the signatures of two texts lead to their being compared."""
    first, second = signatures([shingles(one), shingles(other)])
    return len(set(first) & set(second)) >= MIN_SHARED


def copies(*texts: str, days: int = 0) -> list[Copy]:
    """Texts of one day, or each so many days after the one before."""
    return [
        Copy(f"v{n}", f"story:{n}", shingles(text), DAY + timedelta(days * n), DAY + timedelta(days * n))
        for n, text in enumerate(texts)
    ]


def all_with_all(fresh: list[Copy]) -> dict[str, list[str]]:
    return {a.version_id: [b.version_id for b in fresh if b is not a] for a in fresh}


@pytest.mark.parametrize(
    "other",
    [
        "MIRA, 12 May (Fictional News Agency) - " + TEXT + "\n\nEditing by the desk.",
        "Another desk's headline\n\n" + TEXT.partition("\n\n")[2],
        report_edited(TEXT, every=30),
        " ".join(TEXT.split()[: len(TEXT.split()) * 6 // 10]),
        " ".join(TEXT.split()[: len(TEXT.split()) // 5]),
        TEXT.upper().replace(",", ";"),
    ],
    ids=["agency header", "other headline", "edited", "cut to 60 %", "cut to 20 %", "case and punctuation"],
)
def test_what_outlets_do_to_an_agencys_report_leaves_a_near_copy_that_is_found(other: str) -> None:
    assert likeness(shingles(TEXT), shingles(other)).is_near_copy
    assert found(TEXT, other)


def test_another_report_of_the_same_meeting_is_none() -> None:
    other = report("ceasefire", 24)
    assert likeness(shingles(TEXT), shingles(other)).jaccard < 0.1
    assert place(copies(TEXT, other), {}, all_with_all(copies(TEXT, other)), {}) == {"v0": "story:0", "v1": "story:1"}


@pytest.mark.parametrize(("measured", "is_one"), [((0.5, 0.6), True), ((0.1, 0.8), True), ((0.49, 0.79), False)])
def test_half_of_all_or_four_fifths_of_the_shorter_is_the_bound(measured: tuple[float, float], is_one: bool) -> None:
    assert Likeness(*measured).is_near_copy is is_one


def test_a_few_words_are_no_ones_near_copy_but_an_exact_copy_is() -> None:
    short = "Ukraine rejected the offer on Monday."
    assert signatures([shingles(short), shingles("")]) == [(), ()]
    fresh = [Copy("a", "story:same", shingles(short), DAY, DAY), Copy("b", "story:same", shingles(short), None, None)]
    assert set(place(fresh, {}, {}, {"story:same": "story:older"}).values()) == {"story:older"}


def test_fifteen_days_apart_are_two_stories() -> None:
    for days, stories in ((14, 1), (15, 2)):
        fresh = copies(TEXT, "Header. " + TEXT, days=days)
        assert len(set(place(fresh, {}, all_with_all(fresh), {}).values())) == stories


def test_the_order_of_a_batch_does_not_matter_and_the_earliest_gives_the_story_its_id() -> None:
    texts = (TEXT, "MIRA (Agency) - " + TEXT, report_edited(TEXT, every=40), report("ceasefire", 24))
    fresh = copies(*texts, days=1)
    wanted = {"v0": "story:0", "v1": "story:0", "v2": "story:0", "v3": "story:3"}
    assert all(place(order, {}, all_with_all(fresh), {}) == wanted for order in permutations(fresh))


def test_copies_that_only_a_third_one_links_are_one_story_in_a_batch_of_any_order() -> None:
    fresh = copies(report_edited(TEXT, every=16), TEXT, report_edited(TEXT, every=19, word="stone"))
    assert not likeness(fresh[0].shingles, fresh[2].shingles).is_near_copy
    for order in permutations(fresh):
        assert set(place(order, {}, all_with_all(fresh), {}).values()) == {"story:0"}


def test_a_copy_that_comes_later_joins_the_stored_story_it_is_most_like() -> None:
    first, second, other = copies(report_edited(TEXT, every=16), report_edited(TEXT, every=19, word="stone"), TEXT)
    assert not likeness(first.shingles, second.shingles).is_near_copy
    stored = {"v0": (first, "story:0"), "v1": (second, "story:1")}
    assert place([other], stored, {"v2": ["v0", "v1"]}, {}) == {"v2": "story:1"}


def test_signatures_are_the_same_in_every_process() -> None:
    code = f"from extractors.near_copies import *; print(sum(signatures([shingles({TEXT!r})])[0]))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(ran.stdout) == sum(signatures([shingles(TEXT)])[0])


def test_no_two_texts_of_the_training_corpus_are_taken_for_copies() -> None:
    texts = [json.loads(line)["text"] for path in sorted(CORPUS.glob("*.jsonl")) for line in path.open()]
    sets = [shingles(text) for text in texts]
    made = [frozenset(one) for one in signatures(sets)]
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for k, signature in enumerate(made):
        for value in signature:
            holders[value].append(k)
    shared = Counter(pair for held in holders.values() for pair in combinations(held, 2))
    pairs = [pair for pair, count in shared.items() if count >= MIN_SHARED]
    assert len(pairs) < len(sets) ** 2 / 100_000  # one pair of fifty thousand need be compared at most
    assert not [pair for pair in pairs if likeness(sets[pair[0]], sets[pair[1]]).is_near_copy]
