"""Writing the weekly summaries: named queries in, files out, and nothing rewritten whose content is as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.records import QueryResult
from flows.forms import (
    ALWAYS,
    CONTENT,
    EACH,
    FEEDS,
    INDEX,
    PAGE,
    Form,
    Listed,
    feeds,
    listed,
    remove_old_pictures,
    render,
    together,
    write,
)  # fmt: skip
from flows.outcome import IssuedSummary, monday_of
from flows.progress import report
from flows.settings import Settings
from reports import as_json
from reports.records.summary import WeeklySummary
from reports.summary import WEEKLY_QUERIES, summarise
from warehouse.records import ReportClaim, ReportRow, RunInfo
from warehouse.source import EarlierIssue, Source, earlier_issues, last_change, weeks_with_signals

if TYPE_CHECKING:
    from warehouse.store import Warehouse


@dataclass(frozen=True, slots=True)
class Written:
    """Files that were written of one week, or, without a week, of all of them together."""

    week: str | None
    folder: Path
    files: tuple[str, ...]


def compose(source: Source, week: str, as_of: datetime) -> WeeklySummary:
    """Ask the weekly queries as of a time and make the week's summary."""
    return summarise(week, as_of, ask(source, week, as_of))


def ask(source: Source, week: str, as_of: datetime) -> dict[str, QueryResult]:
    """Return the results of the weekly queries, by name."""
    params = {"week_start": monday_of(week), "as_of": as_of}
    return {name: source.query(name, params) for name in WEEKLY_QUERIES}


def issue_changed(warehouse: Warehouse, settings: Settings, run: RunInfo) -> tuple[IssuedSummary, ...]:
    """Write the summary of each week with signals whose content has changed, and record what was written.

    Cost grows with the number of weeks that have signals, and only when data have changed since they were written.
    """
    as_of = last_change(warehouse)
    if as_of is None:
        return ()
    weeks = weeks_with_signals(warehouse, as_of)
    earlier = earlier_issues(warehouse, as_of)
    issued: list[IssuedSummary] = []
    told: dict[str, Listed] = {}
    for done, week in enumerate(weeks):
        report("writing summaries", done, len(weeks))
        folder, known = settings.reports / week, earlier.get(week)
        if known and known.as_of == as_of and is_intact(folder, known):
            issued.append(IssuedSummary(week, str(folder), as_of, rewritten=False))
            continue
        summary = current(warehouse, week, as_of, known)
        told[week] = _listed(summary)
        is_as_it_was = known is not None and summary.as_of == known.as_of and is_intact(folder, known)
        if not is_as_it_was:
            warehouse.record_reports(run.run_id, write_summary(folder, summary))
        issued.append(IssuedSummary(week, str(folder), summary.as_of, rewritten=not is_as_it_was))
    there = all((settings.reports / name).is_file() for name in (INDEX, *FEEDS))
    if any(one.rewritten for one in issued) or not there:
        every = [told.get(one.week) or _listed(compose(warehouse, one.week, one.as_of)) for one in issued]
        write(settings.reports, together(every, as_of))
    return tuple(issued)


def _listed(summary: WeeklySummary) -> Listed:
    return listed(summary, f"{summary.week}/{PAGE}")


def current(source: Source, week: str, as_of: datetime, earlier: EarlierIssue | None) -> WeeklySummary:
    """Return a week's summary: the earlier issue if it says what would be said now, else a new one.

    Two issues say the same if, under one stamp, their JSON is the same: it holds all that a summary holds.
    """
    if earlier is None or earlier.as_of == as_of:
        return compose(source, week, as_of)
    results = ask(source, week, as_of)
    stamped = summarise(week, earlier.as_of, {name: _restamped(one, earlier.as_of) for name, one in results.items()})
    if _sha256(as_json.render(stamped).encode()) == earlier.sha256.get(CONTENT):
        return stamped
    return summarise(week, as_of, results)


def write_summary(folder: Path, summary: WeeklySummary, forms: Sequence[Form] = EACH) -> list[ReportRow]:
    """Write one week's files and return what is to be recorded of them; pictures that are drawn no more go."""
    files = render(summary, forms)
    write(folder, files)
    if "png" in forms:
        remove_old_pictures(folder, files)
    return [_row(folder, summary, name, body) for name, body in files.items()]


def is_intact(folder: Path, earlier: EarlierIssue) -> bool:
    """Say whether an issue's files are all there, in all forms of today, as they were written."""
    if not earlier.sha256.keys() >= ALWAYS:
        return False
    try:
        return all(_sha256((folder / name).read_bytes()) == sha256 for name, sha256 in earlier.sha256.items())
    except OSError:
        return False


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _restamped(result: QueryResult, stamp: datetime) -> QueryResult:
    return replace(result, params=tuple((name, stamp if name == "as_of" else value) for name, value in result.params))


def _row(folder: Path, summary: WeeklySummary, name: str, body: bytes) -> ReportRow:
    claims = tuple(ReportClaim(claim.text, claim.query, claim.signal_ids) for claim in summary.claims)
    return ReportRow(
        week=summary.week,
        as_of=summary.as_of,
        ruleset=", ".join(summary.rulesets),
        format=name.rpartition(".")[2],
        sha256=_sha256(body),
        path=f"{folder.parent.name}/{folder.name}/{name}",
        claims=claims if name == CONTENT else (),
    )


def report_from(
    source: Source, weeks: Sequence[str] | None, as_of: datetime | None, folder: Path, forms: Sequence[Form] = EACH
) -> list[Written]:
    """Write summaries from the read copy and tell what was written; nothing is recorded.

    Args:
        source: the read copy.
        weeks: which weeks; None: every week with signals, whose feeds tell them all together.
        as_of: the state of the data, whose files go to a folder of their own; None: the last change of data.
        folder: where the weeks' folders are.
        forms: in which forms.
    """
    moment = as_of or last_change(source)
    if moment is None:
        return []
    earlier = {} if as_of else earlier_issues(source, moment)
    wanted = weeks if weeks is not None else weeks_with_signals(source, moment)
    each = tuple(form for form in forms if form != "atom" or weeks is not None)
    below = f"as-of-{moment:%Y%m%dT%H%M%SZ}" if as_of else ""
    written: list[Written] = []
    told: list[Listed] = []
    for done, week in enumerate(wanted):
        report("writing summaries", done, len(wanted))
        summary, place = current(source, week, moment, earlier.get(week)), folder / week / below
        rows = write_summary(place, summary, each)
        written.append(Written(week, place, tuple(Path(row.path).name for row in rows)))
        if each != tuple(forms):
            told.append(listed(summary, str(Path("..", week, below, PAGE) if as_of else Path(week, PAGE))))
    if each != tuple(forms):
        write(folder / below, feeds(told, moment))
        written.append(Written(None, folder / below, FEEDS))
    return written
