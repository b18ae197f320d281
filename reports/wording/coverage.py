"""The sentences on what was read and what that is worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

from reports import format as fmt
from reports.records.claim import Claim, Statement
from reports.records.coverage import WithoutSource
from reports.wording.sentence import statement, with_article

NO_OUTLET = Statement(("The outlet of no article is known: who published what cannot be compared.",))


def coverage(articles: Claim, with_signals: Claim, imprecise: Claim, inferred: Claim, opinion: Claim) -> Statement:
    """Say what was read for the week."""
    if not articles.value:
        return statement(articles, " articles read.")
    extra: Iterable[str | Claim] = chain.from_iterable(
        (", ", number, f" {words}")
        for number, words in (
            (imprecise, "imprecisely dated"),
            (inferred, "with an inferred date"),
            (opinion, fmt.plural(int(opinion.value), "opinion piece")),
        )
        if number.value
    )
    noun = fmt.plural(int(articles.value), "article")
    return statement(articles, f" {noun} read: ", with_signals, " with signals", *extra, ".")


def thin_coverage(articles: Claim) -> Statement:
    """Warn where too little was read to speak of a trend."""
    noun = fmt.plural(int(articles.value), "article")
    return statement("Thin coverage: ", articles, f" {noun} read. Do not read a trend into this week.")


def unknown_outlets(unknown: Claim) -> Statement:
    """Say of how many articles the outlet is not known."""
    return statement("Outlet unknown: ", unknown, f" {fmt.plural(int(unknown.value), 'article')}.")


def opinion_share(share: Claim) -> Statement:
    """Say how much of what was read is opinion."""
    return statement("Share of opinion pieces: ", share, ".")


def top_outlet(name: str | None, share: Claim) -> Statement:
    """Say how much of what was read is from one outlet, at most; several can have given as much."""
    if name is None:
        return statement("No outlet gave more of the articles than ", share, ".")
    return statement(f"{fmt.title(name)} gave the largest share of the articles: ", share, ".")


def undated(number: Claim) -> Statement:
    """Say how many articles without a date came in."""
    noun, verb = fmt.plural(int(number.value), "article"), fmt.plural(int(number.value), "has", "have")
    return statement(number, f" {noun} read this week {verb} no known date and {verb} entered no week.")


def feeds(trouble: Claim) -> Statement:
    """Say how many feeds did badly."""
    noun = fmt.plural(int(trouble.value), "feed")
    return statement(trouble, f" {noun} failing or silent: what would have been told there is missing.")


def feed_trouble(verdict: str, since: datetime | None, detail: str | None) -> Statement:
    """Say what is wrong with one feed."""
    when = f" since {fmt.moment(since)}" if since else ""
    why = f": {fmt.clean(detail).rstrip('.')}" if detail else ""
    return statement(f"{verdict}{when}{why}.")


def without_source(name: str, share: Claim, actors: Sequence[WithoutSource], *, alone: bool) -> Statement:
    """Say whether the bottom line stands without the source that gave most of it."""
    if alone:
        return statement(f"Everything that counts comes from {name}: without it there is no bottom line.")
    opening = (f"{fmt.sentence(name)} gave ", share, " of the counted signals. Without it ")
    flipped = [with_article(actor.actor_name) for actor in actors if actor.flips]
    gone = [with_article(actor.actor_name) for actor in actors if actor.net_without is None]
    lost = f", and nothing is left of {fmt.listing(gone)}" if gone else ""
    if flipped:
        return statement(*opening, f"the bottom line flips for {fmt.listing(flipped)}{lost}.")
    return statement(*opening, f"no actor’s net stance changes its sign{lost}.")


def net_without(name: str, net: Claim, without: Claim | None, *, flips: bool) -> Statement:
    """Say what becomes of one actor's net stance without the top source."""
    if without is None:
        return statement(f"{name}: ", net, ", and nothing without it.")
    return statement(f"{name}: ", net, ", without it ", without, ", which flips its sign." if flips else ".")
