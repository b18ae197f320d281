"""Delivering summaries: each at most once to each target for one content, and what failed again at the next run.

issued summaries -> due -> Message -> deliver -> Delivery, and a line in the home's deliveries.jsonl
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from filelock import FileLock

from flows.forms import PAGE
from flows.notify import BadSettings, Message, Target, send, targets
from flows.outcome import Delivery, monday_of
from flows.progress import report
from flows.settings import Settings
from flows.summaries import current
from reports import as_json, plain
from reports import format as fmt
from reports.records.summary import WeeklySummary
from warehouse.source import Source, earlier_issues

State = Literal["sending", "sent", "failed"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One line of the record: what became of one summary at one target."""

    at: str
    week: str
    sha256: str
    target: str  # its name
    key: str  # tells it from others without its address
    state: State  # sending: begun, and the process ended before the answer
    reason: str | None


def messages(source: Source, weeks: Sequence[str], as_of: datetime, reports: Path) -> tuple[Message, ...]:
    """Make the messages of some weeks as they stand; the folder of reports holds their pages."""
    earlier = earlier_issues(source, as_of)
    return tuple(message(current(source, week, as_of, earlier.get(week)), reports / week) for week in weeks)


def message(summary: WeeklySummary, folder: Path) -> Message:
    """Make a summary's message; the folder holds its page."""
    return Message(
        week=summary.week,
        sha256=hashlib.sha256(as_json.render(summary).encode()).hexdigest(),
        title=f"Negotiation signals, week {summary.week} ({fmt.week_days(summary.week_start)})",
        whole=plain.render(summary),
        brief=plain.brief(summary),
        page=folder / PAGE,
    )


def due(settings: Settings, weeks: Iterable[str], today: date) -> tuple[str, ...]:
    """Return the weeks to be sent by a run: the newest that is over, and those that some target has not got yet."""
    over = sorted(week for week in weeks if monday_of(week) + timedelta(days=7) <= today)
    try:
        places = targets(settings)
    except BadSettings:
        return tuple(over[-1:])  # `deliver` says what is wrong
    if not places or not over:
        return ()
    last = {(one.week, one.key): one.state for one in attempts(settings.deliveries)}
    keys = {place.key(_salt(settings.deliveries)) for place in places} if last else set()
    failed = {week for (week, key), state in last.items() if state == "failed" and key in keys}
    return tuple(week for week in over if week == over[-1] or week in failed)


def deliver(settings: Settings, messages: Sequence[Message], now: datetime) -> tuple[Delivery, ...]:
    """Send what has not been sent, keep a record of it in the home, and tell what became of each."""
    if not messages:
        return ()
    try:
        places = targets(settings)
    except BadSettings as error:
        return tuple(Delivery(one.week, "", "failed", str(error)) for one in messages)
    settings.home.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.deliveries.with_suffix(".lock")):
        salt = _salt(settings.deliveries)
        last = {(one.week, one.sha256, one.key): one.state for one in attempts(settings.deliveries)}
        done = []
        for told in messages:
            for place in places:
                report(f"sending {told.week} to {place.name}")
                key = place.key(salt)
                done.append(_once(settings.deliveries, told, place, key, last.get((told.week, told.sha256, key)), now))
        return tuple(done)


def _once(record: Path, told: Message, place: Target, key: str, state: State | None, now: datetime) -> Delivery:  # noqa: PLR0913, PLR0917
    if state == "sent":
        return Delivery(told.week, place.name, "sent before", None)
    if state == "sending":  # it may have arrived, and is never sent twice
        return Delivery(told.week, place.name, "unknown", "an earlier run ended while it was sent")
    begun = Attempt(now.isoformat(), told.week, told.sha256, place.name, key, "sending", None)
    _append(record, asdict(begun))
    reason = send(place, told)
    ended: Literal["sent", "failed"] = "failed" if reason else "sent"
    _append(record, asdict(begun) | {"state": ended, "reason": reason})
    return Delivery(told.week, place.name, ended, reason)


def attempts(record: Path) -> list[Attempt]:
    """Read the record, oldest first; a line that was cut short is passed over."""
    names = {field.name for field in fields(Attempt)}
    return [Attempt(**line) for line in _lines(record) if line.keys() == names]  # type: ignore[arg-type]


def _salt(record: Path) -> bytes:
    for line in _lines(record):
        if "salt" in line:
            return bytes.fromhex(line["salt"])
    salt = secrets.token_bytes(16)
    _append(record, {"salt": salt.hex()})
    return salt


def _lines(record: Path) -> list[dict[str, str]]:
    try:
        text = record.read_text("utf-8")
    except FileNotFoundError:
        return []
    found = []
    for line in text.splitlines():
        try:
            read = json.loads(line)
        except ValueError:
            continue
        if isinstance(read, dict):
            found.append(read)
    return found


def _append(record: Path, line: dict[str, str | None]) -> None:
    """Add a line, on disk before anything is sent."""
    out = os.open(record, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(out).st_size
        cut_short = size > 0 and os.pread(out, 1, size - 1) != b"\n"
        os.write(out, ("\n" * cut_short + json.dumps(line, ensure_ascii=False) + "\n").encode())
        os.fsync(out)
    finally:
        os.close(out)
