"""Writing the weekly summaries: named queries in, files out, and nothing rewritten whose content is as it was."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from extractors.records import QueryResult
from flows.outcome import IssuedSummary, monday_of
from flows.progress import report
from flows.settings import Settings
from reports import as_json, html, index, markdown
from reports.records import WeeklySummary
from reports.summary import summarise
from warehouse.records import ReportClaim, ReportRow, RunInfo
from warehouse.store import Warehouse

WEEKLY_QUERIES = (
    "signals", "stance", "previous", "articles", "undated", "coverage", "rejections", "disputes", "scores",
    "corrections",
)  # fmt: skip


class Source(Protocol):
    """Whatever answers the weekly queries: the writer's warehouse or the read copy."""

    def query(self, name: str, params: Mapping[str, object]) -> QueryResult:
        """Run one named query."""
        ...


@dataclass(frozen=True, slots=True)
class Earlier:
    """The newest issue of one week, as the warehouse remembers it."""

    as_of: datetime
    sha256: Mapping[str, str]  # by file name


def compose(source: Source, week: str, as_of: datetime, stamp: datetime | None = None) -> WeeklySummary:
    """Ask the weekly queries as of a time and make the week's summary, stamped with another time if one is given."""
    params = {"week_start": monday_of(week), "as_of": as_of}
    results = {name: source.query(name, params) for name in WEEKLY_QUERIES}
    if stamp:
        results = {name: _restamped(result, stamp) for name, result in results.items()}
    return summarise(week, stamp or as_of, results)


def render(summary: WeeklySummary) -> dict[str, bytes]:
    """Return the files of one summary by name."""
    return {
        "summary.html": html.render(summary).encode(),
        "summary.md": markdown.render(summary).encode(),
        "summary.json": as_json.render(summary).encode(),
    }


def issue_changed(warehouse: Warehouse, settings: Settings, run: RunInfo) -> tuple[IssuedSummary, ...]:
    """Write the summary of each week with signals whose content has changed, and record what was written.

    Cost grows with the number of weeks that have signals, and only when data have changed since they were written.
    """
    as_of = last_change(warehouse)
    if as_of is None:
        return ()
    weeks = weeks_with_signals(warehouse, as_of)
    earlier = earlier_issues(warehouse, as_of)
    issued = []
    for done, week in enumerate(weeks):
        report("writing summaries", done, len(weeks))
        folder, known = settings.reports / week, earlier.get(week)
        if known and (known.as_of == as_of or _says_the_same(warehouse, week, as_of, known)):
            issued.append(IssuedSummary(week, str(folder), known.as_of, restore(warehouse, folder, week, known)))
        else:
            rows = _write(warehouse, folder, week, as_of)
            warehouse.record_reports(run.run_id, rows)
            issued.append(IssuedSummary(week, str(folder), as_of, rewritten=True))
    write_index(warehouse, settings, issued)
    return tuple(issued)


def write_index(source: Source, settings: Settings, issued: Sequence[IssuedSummary]) -> None:
    """Write the list of all weeks, if any of them was written or the list is gone."""
    path = settings.reports / "index.html"
    if path.is_file() and not any(one.rewritten for one in issued):
        return
    rows = [index.row(compose(source, one.week, one.as_of)) for one in issued]
    write_files(settings.reports, {path.name: index.render(rows).encode()})


def earlier_issues(source: Source, as_of: datetime) -> dict[str, Earlier]:
    """Return the newest issue of every week."""
    found: dict[str, Earlier] = {}
    for week, stamp, name, sha256 in source.query("issued", {"as_of": as_of}).rows:
        known = found.get(str(week))
        assert isinstance(stamp, datetime)
        found[str(week)] = Earlier(stamp, {**(known.sha256 if known else {}), str(name): str(sha256)})
    return found


def _write(source: Source, folder: Path, week: str, as_of: datetime) -> list[ReportRow]:
    summary = compose(source, week, as_of)
    files = render(summary)
    write_files(folder, files)
    return [_row(folder, summary, name, body) for name, body in files.items()]


def _says_the_same(source: Source, week: str, as_of: datetime, earlier: Earlier) -> bool:
    return digests(render(compose(source, week, as_of, stamp=earlier.as_of))) == earlier.sha256


def restore(source: Source, folder: Path, week: str, earlier: Earlier) -> bool:
    """Write an issue's files again, byte for byte, if any of them is gone or was altered; say whether that was so."""
    if all(_digest_of(folder / name) == sha256 for name, sha256 in earlier.sha256.items()):
        return False
    write_files(folder, render(compose(source, week, earlier.as_of)))
    return True


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files so that a reader sees each either as it was or whole."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in files.items():
        draft = folder / f".{name}.{os.getpid()}"
        draft.write_bytes(body)
        draft.replace(folder / name)


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the sha256 of each file by name."""
    return {name: hashlib.sha256(body).hexdigest() for name, body in files.items()}


def _digest_of(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _restamped(result: QueryResult, stamp: datetime) -> QueryResult:
    return replace(result, params=tuple((name, stamp if name == "as_of" else value) for name, value in result.params))


def _row(folder: Path, summary: WeeklySummary, name: str, body: bytes) -> ReportRow:
    claims = tuple(ReportClaim(claim.text, claim.query, claim.signal_ids) for claim in summary.claims)
    return ReportRow(
        week=summary.week,
        as_of=summary.as_of,
        ruleset=", ".join(summary.rulesets),
        format=name.rpartition(".")[2],
        sha256=hashlib.sha256(body).hexdigest(),
        path=f"{folder.parent.name}/{folder.name}/{name}",
        claims=claims if name.endswith(".json") else (),
    )


def report_from(
    source: Source, weeks: Sequence[str] | None, as_of: datetime | None, folder: Path
) -> list[tuple[str, Path]]:
    """Write summaries from the read copy and return each week with its folder; nothing is recorded.

    Args:
        source: the read copy.
        weeks: which weeks; None: every week with signals.
        as_of: the state of the data, whose files go to a folder of their own; None: the last change of data.
        folder: where the weeks' folders are.
    """
    moment = as_of or last_change(source)
    if moment is None:
        return []
    earlier = {} if as_of else earlier_issues(source, moment)
    written = []
    for week in weeks if weeks is not None else weeks_with_signals(source, moment):
        known = earlier.get(week)
        stamp = known.as_of if known and _says_the_same(source, week, moment, known) else moment
        place = folder / week / f"as-of-{moment:%Y%m%dT%H%M%SZ}" if as_of else folder / week
        write_files(place, render(compose(source, week, stamp)))
        written.append((week, place))
    return written


def last_change(source: Source) -> datetime | None:
    """Return when data were last changed; None: never."""
    ((moment,),) = source.query("last_change", {}).rows
    return moment if isinstance(moment, datetime) else None


def weeks_with_signals(source: Source, as_of: datetime) -> list[str]:
    """Return the ISO weeks that have signals, in order; imprecisely dated articles count under their first week."""
    return [str(week) for (week,) in source.query("weeks", {"as_of": as_of}).rows]
