"""Giving each new text its story: that of its exact copies, else of its nearest near-copy, else its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from extractors.identity import story_id, version_id
from extractors.near_copies import WINDOW, Copy, method, place, shingles, signatures
from flows.progress import report
from warehouse import stories
from warehouse.records import CodedArticle, StorySignature
from warehouse.store import Warehouse

SIGNED_AT_A_TIME = 2_000


def with_stories(
    warehouse: Warehouse, run_id: str, coded: Sequence[CodedArticle], seen_on: Mapping[str, date]
) -> tuple[list[CodedArticle], list[StorySignature]]:
    """Return the articles with their stories, and the signatures of those that had none.

    Args:
        warehouse: where the others are.
        run_id: the run that brings the articles; signatures of older texts that are made on the way are noted as its.
        coded: the articles, each once.
        seen_on: by article id, the day on which it was fetched, which counts where it is undated.
    """
    by_version = {version_id(one.article): one for one in coded}
    told = stories.told(warehouse, tuple(by_version))
    fresh = [_copy(one, key, seen_on) for key, one in by_version.items() if key not in told]
    made = _signed(fresh)
    _sign_stored(warehouse, run_id, made)
    pairs = stories.candidates(warehouse, [one for one in made if one.hashes])
    new = {one.version_id for one in fresh}
    others = {other for found in pairs.values() for other in found} - new
    stored = stories.stored_copies(warehouse, method(), sorted(others))
    exact = stories.stories_of_exact_copies(warehouse, [one.own_story for one in fresh])
    placed = place(fresh, stored, pairs, exact)
    return [replace(one, story_id=placed.get(key)) for key, one in by_version.items()], made


def _copy(one: CodedArticle, version: str, seen_on: Mapping[str, date]) -> Copy:
    article = one.article
    seen = seen_on.get(article.article_id)
    first, last = (article.published.first, article.published.last) if article.published else (seen, seen)
    return Copy(version, story_id(article.text), shingles(article.text), first, last)


def _signed(copies: Sequence[Copy]) -> list[StorySignature]:
    """Return the signature of every text that has a day; nothing is near in time to the others."""
    made, dated = method(), [one for one in copies if one.first_on]
    return [
        StorySignature(one.version_id, one.own_story, made, one.first_on, one.last_on, hashes)
        for one, hashes in zip(dated, signatures(one.shingles for one in dated), strict=True)
        if one.first_on and one.last_on
    ]


def _sign_stored(warehouse: Warehouse, run_id: str, fresh: Sequence[StorySignature]) -> None:
    """Sign the stored texts near in time that have no signature: those of homes made before there were any."""
    if not fresh:
        return
    earliest = min(one.first_on for one in fresh) - WINDOW
    latest = max(one.last_on for one in fresh) + WINDOW
    for batch in stories.unsigned(warehouse, method(), earliest, latest, SIGNED_AT_A_TIME):
        report("looking for near-copies among older articles")
        copies = [Copy(key, story_id(text), shingles(text), first, last) for key, text, first, last in batch]
        stories.sign(warehouse, run_id, _signed(copies))
