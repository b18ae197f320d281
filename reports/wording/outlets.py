"""The sentences on how outlets differ."""

from __future__ import annotations

from reports import format as fmt
from reports import names
from reports.records.claim import Claim, Statement
from reports.records.lines import SignalLine
from reports.records.outlets import Grouping
from reports.wording.sentence import statement, with_article


def group_name(kind: Grouping, key: str | None) -> str:
    """Name the outlets of one kind of owner or of one country."""
    if kind == "ownership":
        return "outlets of unknown owner" if key is None else names.OWNERSHIP_NAMES.get(key, key)
    return "outlets of unknown country" if key is None else f"outlets in {key}"


def headline_gap(name: str, verdict: str, headline: Claim, body: Claim) -> Statement:
    """Say how a title differs from its text about one actor."""
    signals = fmt.plural(int(headline.value), "signal")
    if verdict == "headline alone":
        return statement(f"{name}: ", headline, f" {signals} in the title, none in the text.")
    return statement(
        f"{name}: the title is {verdict} (", headline, f" {signals} in the title, ", body, " in the text)."
    )


def only_there(group: str, shown: SignalLine, stories: Claim) -> Statement:
    """Say what the outlets of one group alone carried."""
    target = f", towards {with_article(shown.target_name)}" if shown.target_name else ""
    return statement(
        f"Only {group}: {shown.actor_name} {names.TYPE_DEEDS[shown.signal_type]}{target} (", stories,
        " independent stories).",
    )  # fmt: skip


def copied(title: str | None, outlet: str | None, articles: Claim, outlets: Claim) -> Statement:
    """Say how often a story was printed; it counts once."""
    places = fmt.plural(int(outlets.value), "outlet")
    return statement(
        f"“{fmt.title(title)}”, first in {fmt.outlet(outlet)}: ", articles, " articles with the same story in ",
        outlets, f" known {places}; it counts once.",
    )  # fmt: skip
