"""What runs in the soak's processes: one that loads or codes anew until it is killed, and one that looks at it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from bench.soak_texts import QuickTagger
from flows import recode
from flows.clock import now
from flows.intake import read_folder
from flows.progress import watched_by
from flows.publish import publish
from flows.session import writing
from flows.settings import Settings
from flows.staging import Staging
from flows.store import begin, store
from flows.summaries import issue_changed
from warehouse import connection as connections
from warehouse.checks import offending
from warehouse.lock import RunLock
from warehouse.sql import statements
from warehouse.store import Warehouse
from warehouse.stored import coded_by_other_rules

LAST_OF_PNG = b"IEND\xaeB`\x82"
IDS = {
    "article": "article_id",
    "article_version": "version_id",
    "coding": "coding_id",
    "signal": "coding_id, signal_id",
    "report": "report_id",
    "run": "run_id, event",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a loading process: a step it has come to, and with "acknowledged" how many signals it committed."""

    event: str
    run_id: str = ""
    signals: int = 0
    detail: str = ""


def load(home: str, folder: str, run_id: str, rules: int, out: Connection) -> None:
    """Do what a run does, telling each step; "acknowledged" is told only when `load()` has returned."""
    settings = Settings.build(home, {})

    def work(warehouse: Warehouse) -> None:
        tagger = QuickTagger(rules)
        begun = begin(run_id, "soak", tagger)
        out.send(Said("reading"))
        intake = read_folder(Path(folder), settings.raw)
        tally = store(warehouse, begun, intake, tagger).tally
        out.send(Said("acknowledged", run_id, tally.signals_added))
        issue_changed(warehouse, settings, begun)
        out.send(Said("summaries"))

    _do(settings, work, run_id, out)


def retag(home: str, _folder: str, run_id: str, rules: int, out: Connection) -> None:
    """Do what a retag does, in small batches, each acknowledged; "recoded" is told when all are committed."""
    settings = Settings.build(home, {})
    recode.CODED_AT_A_TIME, recode.LOADED_AT_A_TIME = 40, 20

    def work(warehouse: Warehouse) -> None:
        tagger = QuickTagger(rules)
        due = coded_by_other_rules(warehouse, tagger.ruleset)
        with Staging.of(settings, tagger.ruleset) as staging:
            _, rejections = recode.code_anew(warehouse, due, tagger, staging, examples=0)
            begun = begin(run_id, "retag", tagger)
            batches = recode.staged_batches(warehouse, due, staging)
            for tally in recode.commit(warehouse, begun, batches, rejections):
                out.send(Said("acknowledged", tally.run_id, tally.signals_added))
            staging.discard()
        out.send(Said("recoded", run_id))

    _do(settings, work, run_id, out)


def _do(settings: Settings, work: Callable[[Warehouse], None], run_id: str, out: Connection) -> None:
    try:
        with watched_by(lambda step, _done, _all: out.send(Said(step))):
            with writing(settings, "soak") as warehouse:
                work(warehouse)
                publish(warehouse, settings)
                out.send(Said("published", run_id))
            out.send(Said("ended", run_id))
    except Exception as error:
        out.send(Said("failed", run_id, detail=_described(error)))


def _described(error: BaseException) -> str:
    from flows.cli.failures import exit_code

    return f"{exit_code(error)} {type(error).__name__}: {error}"


@dataclass(frozen=True, slots=True)
class Found:
    """What a fresh process sees after a kill; every tuple is empty when all is well."""

    lost: tuple[str, ...] = ()  # acknowledged runs that are not there, or not whole
    unpublished: tuple[str, ...] = ()  # runs whose publishing was told and which the read copy lacks
    stale: tuple[str, ...] = ()  # articles whose coding in force is older than a retag that was told as done
    doubled: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()  # checks that fail, in the warehouse or the read copy
    half_written: tuple[str, ...] = ()  # reports
    published: bool = False  # there is a read copy, and it was looked at
    fault: str = ""  # the look itself failed: a lock is held, a file does not open

    def violations(self) -> tuple[str, ...]:
        named = {
            "lost": self.lost,
            "told as published, and is not": self.unpublished,
            "coded by older rules": self.stale,
            "doubled": self.doubled,
            "check fails": self.broken,
            "half-written": self.half_written,
            "cannot be looked at": (self.fault,) if self.fault else (),
        }
        return tuple(f"{what}: {one}" for what, found in named.items() for one in found)


def look(home: str, acknowledged: Mapping[str, int], published: frozenset[str], rules: int, out: Connection) -> None:
    """Take the lock, open the warehouse as the next run would and the read copy as readers do; tell what is amiss."""
    settings = Settings.build(home, {})
    try:
        with RunLock(settings.home, command="soak's look", now=now):
            with Warehouse.open(settings.warehouse, now=now) as warehouse:
                failing = tuple(f"{name} (warehouse): {rows[:3]}" for name, rows in warehouse.check().items())
            found = replace(_found(settings, acknowledged, published, failing), stale=_stale(settings.warehouse, rules))
    except Exception as error:
        found = Found(fault=_described(error))
    out.send(found)


def _found(
    settings: Settings, acknowledged: Mapping[str, int], published: frozenset[str], failing: tuple[str, ...]
) -> Found:
    counted, doubled, _ = _contents(settings.warehouse, checked=False)
    lost = tuple(
        f"{run_id}: {signals} signals were acknowledged, {counted.get(run_id, 'no run')} are there"
        for run_id, signals in acknowledged.items()
        if counted.get(run_id) != signals
    )
    half_written = tuple(half_written_in(settings.reports))
    if not settings.published.exists():
        return Found(lost, tuple(published), doubled, failing, half_written)
    copied, doubled_there, failing_there = _contents(settings.published, checked=True)
    alien = tuple(f"{run_id} is in the read copy only" for run_id in copied if run_id not in counted)
    lacking = tuple(sorted(published - copied.keys()))
    return Found(lost + alien, lacking, doubled + doubled_there, failing + failing_there, half_written, published=True)


def _stale(path: Path, rules: int) -> tuple[str, ...]:
    """Give the articles whose coding in force was made by older rules than these."""
    connection = connections.open_for_reading(path)
    try:
        rows = connection.execute(
            "SELECT article_id FROM codings_as_of('infinity'::TIMESTAMPTZ) WHERE split_part(ruleset, '-', 2)::INT < ?",
            [rules],
        ).fetchall()
    finally:
        connection.close()
    return tuple(str(row[0]) for row in rows)


def _contents(path: Path, checked: bool) -> tuple[dict[str, int], tuple[str, ...], tuple[str, ...]]:
    """Count each completed run's signals in a file, and give its doubled ids and, if asked to, its failing checks."""
    connection = connections.open_for_reading(path)
    try:
        counted = connection.execute(
            "SELECT r.run_id, count(s.signal_id) FROM run r LEFT JOIN signal s USING (run_id) "
            "WHERE r.event = 'completed' GROUP BY ALL"
        ).fetchall()
        doubled = tuple(
            f"{row} in {table} of {path.name}"
            for table, ids in IDS.items()
            for row in connection.execute(f"SELECT {ids} FROM {table} GROUP BY ALL HAVING count(*) > 1").fetchall()
        )
        names = statements("checks.sql") if checked else ()
        failing = tuple(f"{name} ({path.name})" for name in names if offending(connection, name))
    finally:
        connection.close()
    return dict(counted), doubled, failing


def half_written_in(reports: Path) -> list[str]:
    """Return the report files, by name within the folder, that do not end as such a file ends."""
    files = (path for path in sorted(reports.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return [path.relative_to(reports).as_posix() for path in files if not _is_whole(path)]


def _is_whole(path: Path) -> bool:
    if path.suffix == ".png":
        return path.read_bytes().endswith(LAST_OF_PNG)
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        return text.rstrip().endswith("</html>")
    if path.suffix == ".json":
        try:
            json.loads(text)
        except ValueError:
            return False
    return text.endswith("\n")
