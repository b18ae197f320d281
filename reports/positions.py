"""Sets up the condition board: where each actor stands on each condition, since when, and what that replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import cast

from extractors.records import CONDITIONS, Condition
from reports import format as fmt
from reports import names, rules
from reports.claims import ClaimBook
from reports.lines import party_name
from reports.records.claim import Statement
from reports.records.conditions import ConditionBoard, ConditionCell, ConditionState
from reports.rows import BoardRow
from reports.wording import conditions as condition_words

WEEKS_BACK = 11  # of the query


def board(week_start: date, found: Sequence[BoardRow], book: ClaimBook) -> ConditionBoard | None:
    """Give the board, actors with most conditions first; None where no condition was named."""
    if not found:
        return None
    cells = tuple(_cell(row, week_start, book) for row in sorted(found, key=_order))
    named: dict[str, list[BoardRow]] = defaultdict(list)
    for row in found:
        named[row.actor].append(row)
    ordered = sorted(named.values(), key=lambda rows: (-len(rows), rows[0].actor))
    return ConditionBoard(
        actors=tuple((rows[0].actor, party_name(rows[0].actor, rows[0].actor_name)) for rows in ordered),
        conditions=tuple(dict.fromkeys(cell.condition for cell in cells)),
        cells=cells,
        first_on=week_start - timedelta(weeks=WEEKS_BACK),
    )


def _order(row: BoardRow) -> tuple[int, str]:
    return (CONDITIONS.index(cast(Condition, row.condition)), row.actor)


def _cell(row: BoardRow, week_start: date, book: ClaimBook) -> ConditionCell:
    name, condition = party_name(row.actor, row.actor_name), cast(Condition, row.condition)
    state, before = cast(ConditionState, row.state), cast("ConditionState | None", row.state_before)
    stories = book.count(
        f"{name}, {names.CONDITION_NAMES[condition]}: stories", row.stories, "condition_board.stories",
        row.signal_ids, actor=row.actor, condition=row.condition,
    )  # fmt: skip
    is_new = row.since >= week_start
    is_likely = row.confidence >= rules.MIN_SURE
    return ConditionCell(
        actor=row.actor,
        condition=condition,
        state=state,
        since=row.since,
        last_on=row.last_on,
        is_new=is_new,
        before=before,
        is_likely=is_likely,
        stories=stories,
        signal_id=row.signal_id,
        quote=fmt.quote(row.evidence),
        outlet=row.outlet,
        url=row.url,
        sentence=condition_words.position(
            f"{name} on {condition_words.matter(condition)}", (state, before), row.since, stories, is_likely=is_likely
        ),
    )


def shifts(found: ConditionBoard | None) -> Mapping[str, tuple[Statement, ...]]:
    """Give by actor what it changed its position on in this very week, where stories enough say so."""
    moved: dict[str, list[Statement]] = defaultdict(list)
    for cell in found.cells if found else ():
        is_enough = cell.stories.value >= rules.MIN_STORIES_TO_COMPARE
        if cell.is_new and cell.before and is_enough and len(moved[cell.actor]) < rules.MAX_SHIFTS:
            moved[cell.actor].append(condition_words.shift(cell.condition, cell.state, cell.before))
    return {actor: tuple(said) for actor, said in moved.items() if said}
