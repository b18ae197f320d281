"""Works out who signalled what, week by week, and what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from reports import rules
from reports.claims import ClaimBook
from reports.lines import party_name
from reports.records.claim import Statement
from reports.records.lines import SignalLine
from reports.records.stances import ActorTrack, Change, Period, StanceCell, StancePicture, StanceRow, WeekCoverage
from reports.rows import CoverageRow, NetRow, PreviousRow
from reports.wording import stances as stance_words


def picture(
    week_start: date, nets: Sequence[NetRow], read: Sequence[CoverageRow], lines: Sequence[SignalLine], book: ClaimBook
) -> StancePicture:
    """Give the weeks since anything was read, the actors' tracks over them, and this week's table."""
    weeks = tuple(
        WeekCoverage(
            row.week_start, row.iso_week, row.articles, row.with_signals, row.imprecise, row.inferred, row.opinion,
            row.outlets,
        )
        for row in read
    )  # fmt: skip
    left_out = next((index for index, week in enumerate(weeks) if week.articles), max(len(weeks) - 1, 0))
    now = [row for row in nets if row.week_start == week_start]
    table = tuple(_row(row, lines, book) for row in sorted(now, key=_order))
    unread = book.count("weeks before in which nothing was read", left_out, "coverage.unread weeks")
    return StancePicture(weeks[left_out:], unread, _tracks(week_start, nets), table)


def _order(row: NetRow) -> tuple[int, int, str]:
    return (-row.stories, -(row.positive + row.negative), row.actor)


def _tracks(week_start: date, nets: Sequence[NetRow]) -> tuple[ActorTrack, ...]:
    """Order the actors: as in this week's table, then those with most stories over all weeks."""
    by_actor: dict[str, list[NetRow]] = defaultdict(list)
    for row in nets:
        by_actor[row.actor].append(row)
    this_week = {row.actor: _order(row) for row in nets if row.week_start == week_start}

    def order(rows: Sequence[NetRow]) -> tuple[bool, tuple[int, int, str], int, str]:
        actor = rows[0].actor
        return (actor not in this_week, this_week.get(actor, (0, 0, "")), -sum(row.stories for row in rows), actor)

    ordered = sorted(by_actor.values(), key=order)
    return tuple(
        ActorTrack(rows[0].actor, party_name(rows[0].actor, rows[0].actor_name), tuple(map(_cell, rows)))
        for rows in ordered
    )


def _is_unsure(row: NetRow) -> bool:
    return row.confidence < rules.LOW_CONFIDENCE


def _cell(row: NetRow) -> StanceCell:
    return StanceCell(row.week_start, row.net, row.stories, row.positive, row.negative, row.disputed, _is_unsure(row))


def _row(row: NetRow, lines: Sequence[SignalLine], book: ClaimBook) -> StanceRow:
    name = party_name(row.actor, row.actor_name)
    own = [line for line in lines if line.actor == row.actor and line.counted]
    every = [line.id for line in own]
    towards, away = ([line.id for line in own if line.direction == sign] for sign in (1, -1))
    where = {"actor": row.actor, "week_start": row.week_start}
    return StanceRow(
        actor=row.actor,
        actor_name=name,
        positive=book.count(f"{name}: positive signals", row.positive, "stance.positive", towards, **where),
        negative=book.count(f"{name}: negative signals", row.negative, "stance.negative", away, **where),
        net=book.net(f"{name}: net stance", row.net, "stance.net", every, **where),
        stories=book.count(f"{name}: independent stories", row.stories, "stance.stories", every, **where),
        disputed=row.disputed,
        unsure=_is_unsure(row),
    )


def changes(
    table: Sequence[StanceRow], previous: Sequence[PreviousRow], book: ClaimBook
) -> tuple[tuple[Change, ...], str]:
    """Compare each actor with last week and the four-week mean, where there is enough on both sides."""
    before: Mapping[str, PreviousRow] = {row.actor: row for row in previous}
    found = tuple(
        change
        for row in table
        for change in (
            _change(row, "last week", before.get(row.actor), book),
            _change(row, "four-week mean", before.get(row.actor), book),
        )
    )
    comparable = [change for change in found if change.comparable]
    lead = stance_words.changes_lead(len(table), len(comparable), sum(change.notable for change in comparable))
    return found, lead


def _change(row: StanceRow, against: Period, before: PreviousRow | None, book: ClaimBook) -> Change:
    name, period = row.actor_name, stance_words.MEASURED[against]
    net, stories = _of_period(before, against)
    enough = min(stories, int(row.stories.value)) >= rules.MIN_STORIES_TO_COMPARE
    if not enough:
        then = book.count(f"{name}: stories, {against}", stories, f"previous.stories {period}", actor=row.actor)
        said = stance_words.too_few(name, against, row.stories, then)
        return Change(row.actor, name, against, False, False, said, None)
    then = book.net(f"{name}: net stance, {against}", net, f"previous.net {period}", actor=row.actor)
    now = before.net_now if before and before.net_now is not None else row.net.value
    moved = book.net(
        f"{name}: change against {against}", now - net, f"previous.change {period}", row.net.signal_ids,
        actor=row.actor,
    )  # fmt: skip
    notable = abs(moved.value) >= rules.NOTABLE_CHANGE
    brief = stance_words.moved_in_bullet(against, row.net, then) if notable else None
    said = stance_words.change(name, against, row.net, then, moved)
    return Change(row.actor, name, against, True, notable, said, brief)


def _of_period(row: PreviousRow | None, against: Period) -> tuple[float, int]:
    if row is None:
        return 0.0, 0
    if against == "last week":
        return row.net_last_week or 0.0, row.stories_last_week
    return row.net_4wk or 0.0, row.stories_4wk


def moves(changes: Sequence[Change]) -> Mapping[str, tuple[Statement, ...]]:
    """Give by actor how it moved, where that can be said."""
    said: dict[str, list[Statement]] = defaultdict(list)
    for change in changes:
        if change.brief:
            said[change.actor].append(change.brief)
    return {actor: tuple(sentences) for actor, sentences in said.items()}
