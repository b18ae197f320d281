"""The sentences of the bottom line."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.records import POSITIVE, SIGNAL_TYPES, SignalType, Voice
from reports import format as fmt
from reports import names, rules
from reports.records.claim import Claim, Statement
from reports.records.findings import Kind
from reports.records.lines import ArticleLine, SignalLine
from reports.wording.sentence import statement, with_article


def lead(bullets: int, articles: Sequence[ArticleLine], signals: Sequence[SignalLine]) -> str:
    """Say in one sentence what kind of week it was; a week with counted findings speaks for itself."""
    if not articles:
        return "Nothing was read for this week, so nothing can be said about it."
    if bullets == 0:
        return _no_finding(signals)
    if any(line.counted for line in signals):
        return ""
    if all(line.dating == "imprecise" for line in articles):
        when = fmt.listing(sorted({fmt.days(line.first_on, line.last_on) for line in articles}))
        noun = f"{fmt.plural(len(articles), 'article')} read {fmt.plural(len(articles), 'is', 'are')}"
        return f"The {noun} dated only as {when}: what follows enters no trend and may belong to another week."
    return "Nothing read this week enters a trend: no party is shown in its own words or acts."


def _no_finding(signals: Sequence[SignalLine]) -> str:
    if any(line.timing == "current" and line.actor not in ("author", "analyst") for line in signals):
        return (
            "No finding: what was read holds only headlines, readings by analysts, single second-hand words or signals "
            "of which the tagger is unsure."
        )
    if any(line.timing == "background" for line in signals):
        return "Nothing new: what was read only retells history, which is shown below as such."
    return "No party’s stance on negotiations was found in what was read."


def opening(kind: Kind, voice: Voice, speaker: str) -> str:
    """Say on whose word a finding rests, where it is not the actor's own."""
    if voice in ("own", "narrated"):
        return " " if kind == "counted" else " (imprecisely dated) "
    return f", according to {with_article(speaker)}, "


def finding(opening: str, deeds: Sequence[tuple[SignalType, Claim]], numbers: tuple[Claim, Claim, Claim]) -> Statement:
    """Say what an actor signalled, in how many stories, and how much of it is unsure: it follows the actor's name."""
    signals, stories, unsure = numbers
    ordered = sorted(deeds, key=lambda deed: (-deed[1].value, SIGNAL_TYPES.index(deed[0])))
    leading = ordered[0][0] in POSITIVE
    same = [deed for deed in ordered if (deed[0] in POSITIVE) == leading]
    other = [deed for deed in ordered if (deed[0] in POSITIVE) != leading]
    alone = len(ordered) == 1 and ordered[0][1].value == signals.value
    against = (", but ", *_deeds(other, rules.MAX_OTHER_DEEDS)) if other else ()
    counted = (*_deeds(same, rules.MAX_DEEDS, alone=alone), *against)
    many, stories_noun = fmt.plural(int(signals.value), "signal"), fmt.plural(int(stories.value), "story", "stories")
    doubtful: tuple[str | Claim, ...] = (", the tagger unsure of ", unsure) if unsure.value else ()
    return statement(opening, *counted, ": ", signals, f" {many} in ", stories, f" independent {stories_noun}",
                     *doubtful, ".")  # fmt: skip


def _deeds(deeds: Sequence[tuple[SignalType, Claim]], most: int, *, alone: bool = False) -> tuple[str | Claim, ...]:
    parts: list[str | Claim] = []
    shown = deeds[:most]
    is_cut = len(deeds) > most
    for index, (signal_type, times) in enumerate(shown):
        joint = "" if index == 0 else " and " if index == len(shown) - 1 and not is_cut else ", "
        parts += [joint + names.TYPE_DEEDS[signal_type], *(() if alone else (" (", times, ")"))]
    return (*parts, " and more") if is_cut else tuple(parts)
