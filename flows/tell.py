"""What a run says of itself at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flows.outcome import IssuedSummary, RunOutcome, WeekLine, monday_of
from flows.store import Stored
from warehouse.records import PublishTally
from warehouse.source import Source, last_change
from warehouse.store import Warehouse


def outcome(
    warehouse: Warehouse,
    stored: Stored,
    issued: Sequence[IssuedSummary],
    published: PublishTally,
) -> RunOutcome:
    """Gather what one run did."""
    return RunOutcome(
        run_id=stored.tally.run_id,
        changed=stored.tally.changed,
        articles=stored.tally.articles_seen,
        new_versions=stored.tally.versions_added,
        new_codings=stored.tally.codings_added,
        new_signals=stored.tally.signals_added,
        rejections=stored.rejections,
        summaries=tuple(issued),
        lines=tuple(line for one in issued for line in week_lines(warehouse, one)),
        as_of=last_change(warehouse),
        published_bytes=published.bytes if published.copied else None,
        waiting=stored.waiting,
    )


def week_lines(source: Source, issued: IssuedSummary) -> list[WeekLine]:
    """Return one week's actors, most signals first; the author's and analysts' own opinions are left out."""
    monday = monday_of(issued.week)
    params = {"week_start": monday, "as_of": issued.as_of}
    signals, stance = source.query("signals", params), source.query("stance", params)
    actor, name, dating, counted = (
        signals.columns.index(column) for column in ("actor", "actor_name", "dating", "counted")
    )
    start, who, net = (stance.columns.index(column) for column in ("week_start", "actor", "net"))
    nets = {row[who]: row[net] for row in stance.rows if row[start] == monday}
    counts = Counter((str(row[actor]), str(row[name])) for row in signals.rows)
    entering = Counter(str(row[actor]) for row in signals.rows if row[counted])
    imprecise = {str(row[actor]) for row in signals.rows if row[dating] == "imprecise"}
    return [
        WeekLine(issued.week, key, label, n, entering[key], _number(nets.get(key)), key in imprecise)
        for (key, label), n in counts.most_common()
        if key not in ("author", "analyst")
    ]


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
