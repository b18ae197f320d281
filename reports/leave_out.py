"""Works out what would be left of the bottom line without the source that gave most of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reports import format as fmt
from reports.claims import ClaimBook
from reports.records.coverage import LeaveOneOut, WithoutSource
from reports.records.lines import SignalLine
from reports.records.stances import StanceRow
from reports.wording import coverage as coverage_words


def leave_one_out(lines: Sequence[SignalLine], table: Sequence[StanceRow], book: ClaimBook) -> LeaveOneOut | None:
    """Leave out the top source and say whether the sign of any actor's net stance changes; None: nothing is counted.

    A source is an outlet, or one article where the outlet is not known. A story that another source printed too stays.
    """
    counted = [line for line in lines if line.counted]
    if not counted:
        return None
    by_source: dict[str, list[SignalLine]] = defaultdict(list)
    for line in counted:
        by_source[_source(line)].append(line)
    top = min(by_source, key=lambda source: (-len(by_source[source]), source))
    elsewhere = {line.story_id for line in lines if _source(line) != top}
    left = [line for line in counted if _source(line) != top or line.story_id in elsewhere]
    actors = tuple(_without(row, [line for line in left if line.actor == row.actor], book) for row in table)
    name = _name(by_source[top][0])
    share = book.rate(
        f"{name}: share of the counted signals", len(by_source[top]) / len(counted), "signals.share of counted",
        (line.id for line in by_source[top]),
    )  # fmt: skip
    return LeaveOneOut(
        source=name,
        share=share,
        flips=any(actor.flips for actor in actors),
        sentence=coverage_words.without_source(name, share, actors, alone=len(by_source) == 1),
        actors=actors,
    )


def _source(line: SignalLine) -> str:
    return f"outlet {line.outlet}" if line.outlet else f"article {line.article_id}"


def _name(line: SignalLine) -> str:
    if line.outlet:
        return fmt.title(line.outlet)
    return f"the article “{fmt.title(line.title)}”" if line.title else "an article without a title"


def _without(row: StanceRow, left: Sequence[SignalLine], book: ClaimBook) -> WithoutSource:
    without = None
    if left:
        by_story: dict[str, list[int]] = defaultdict(list)
        for line in left:
            by_story[line.story_id].append(line.direction)
        net = sum(sum(signs) / len(signs) for signs in by_story.values()) / len(by_story)
        ids = (line.id for line in left)
        without = book.net(f"{row.actor_name}: net stance without the top source", net, "signals.net", ids)
    flips = without is not None and without.value * row.net.value < 0
    sentence = coverage_words.net_without(row.actor_name, row.net, without, flips=flips)
    return WithoutSource(row.actor, row.actor_name, row.net, without, flips, sentence)
