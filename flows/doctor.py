"""The checks of `parley doctor`: each says what it found and, where something is wrong, how to mend it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from flows.settings import NO_CONTACT, Settings

State = Literal["ok", "note", "failed"]
SCARCE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    check: str
    state: State  # note: nothing is wrong, but worth knowing
    detail: str
    remedy: str | None = None


def examine(settings: Settings) -> list[Finding]:
    """Run every check, in the order in which one depends on another."""
    checks: tuple[tuple[str, Callable[[Settings], Finding]], ...] = (
        ("python", _python),
        ("packages", _packages),
        ("model", _model),
        ("tagger", _tagger),
        ("home", _home),
        ("disk", _disk),
        ("warehouse", _warehouse),
        ("published file", _published),
        ("server", _server),
        ("contact", _contact),
        ("delivery", _delivery),
    )
    return [_guarded(name, check, settings) for name, check in checks]


def _guarded(name: str, check: Callable[[Settings], Finding], settings: Settings) -> Finding:
    try:
        return check(settings)
    except Exception as error:
        return Finding(name, "failed", f"{type(error).__name__}: {error}", "make the environment anew: make clean run")


def _python(_: Settings) -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        return Finding("python", "ok", f"{found} at {sys.prefix}")
    return Finding("python", "failed", f"{found} is not supported", "use Python 3.11, 3.12 or 3.13")


def _packages(_: Settings) -> Finding:
    from packaging.requirements import Requirement

    wrong = []
    needed = [Requirement(text) for text in requires("parley") or []]
    base = [one for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    for one in base:
        try:
            found = version(one.name)
        except PackageNotFoundError:
            wrong.append(f"{one.name} is missing")
            continue
        if not one.specifier.contains(found, prereleases=True):
            wrong.append(f"{one.name} {found} is not {one.specifier}")
    if wrong:
        return Finding("packages", "failed", "; ".join(wrong), "install with the pins: make clean run")
    return Finding("packages", "ok", f"{len(base)} direct dependencies within their bounds")


def _model(_: Settings) -> Finding:
    from extractors.stance.parsing import parser

    meta = parser().meta
    return Finding("model", "ok", f"{meta['lang']}_{meta['name']} {meta['version']} loads")


def _tagger(_: Settings) -> Finding:
    from extractors.records import Document
    from extractors.stance import load_tagger

    tagger = load_tagger()
    found = tagger.tag(Document("The Kremlin said on Monday that Russia is ready for peace talks."))
    if not found.signals:
        return Finding("tagger", "failed", "finds no signal in a plain sentence", "reinstall parley: make clean run")
    return Finding("tagger", "ok", f"ruleset {tagger.ruleset}")


def _home(settings: Settings) -> Finding:
    if not settings.home.exists():
        return Finding("home", "note", f"{settings.home} is not there yet", "parley run makes it")
    if not os.access(settings.home, os.W_OK | os.X_OK):
        return Finding("home", "failed", f"{settings.home} cannot be written", "mend its permissions, or use --home")
    return Finding("home", "ok", str(settings.home))


def _disk(settings: Settings) -> Finding:
    place = next(path for path in (settings.home, *settings.home.parents) if path.exists())
    free = shutil.disk_usage(place).free
    detail = f"{free / 2**30:.1f} GiB free"
    if free < SCARCE_BYTES:
        return Finding("disk", "failed", detail, f"free some space on the disk of {settings.home}, or use --home")
    return Finding("disk", "ok", detail)


def _warehouse(settings: Settings) -> Finding:
    from flows.session import writing
    from warehouse.errors import RunLocked, WarehouseError

    if not settings.warehouse.exists():
        return Finding("warehouse", "note", "none yet", "parley run makes it")
    try:
        with writing(settings, "parley doctor") as warehouse:
            failures = warehouse.check()
    except RunLocked as error:
        return Finding("warehouse", "note", str(error), None)
    except WarehouseError as error:
        return Finding("warehouse", "failed", str(error), None)
    if failures:
        told = "; ".join(f"{name}: {len(rows)} rows" for name, rows in failures.items())
        return Finding(
            "warehouse", "failed", f"checks fail: {told}", "keep a copy and report it; parley.duckdb is whole"
        )
    return Finding("warehouse", "ok", f"{_size(settings.warehouse)}, all checks pass")


def _published(settings: Settings) -> Finding:
    from warehouse.errors import WarehouseError
    from warehouse.reader import Reader

    if not settings.published.exists():
        return Finding("published file", "note", "none yet", "parley run makes it")
    try:
        with Reader.open(settings.published) as reader:
            (row,) = reader.sql("SELECT count(*) AS n FROM signals").rows
    except WarehouseError as error:
        return Finding("published file", "failed", str(error), "parley run publishes it anew")
    return Finding("published file", "ok", f"{_size(settings.published)}, {row[0]} signals")


def _server(settings: Settings) -> Finding:
    from flows.prefect_env import running_server

    configured = os.environ.get("PREFECT_API_URL")
    found = running_server(settings.server_file)
    if found:
        return Finding("server", "ok", f"Prefect answers at {found.api_url}")
    if configured:
        remedy = "start that server, or unset PREFECT_API_URL"
        return Finding("server", "failed", f"PREFECT_API_URL is {configured} and does not answer", remedy)
    return Finding(
        "server", "note", "none runs; each run starts its own", "parley serve keeps one and runs the schedules"
    )


def _contact(settings: Settings) -> Finding:
    if settings.contact:
        return Finding("contact", "ok", f"servers are told {settings.contact}")
    return Finding("contact", "note", NO_CONTACT, "PARLEY_CONTACT=https://… or an e-mail address")


def _delivery(settings: Settings) -> Finding:
    from flows.deliver import attempts
    from flows.notify import BadSettings, is_known, settings_file, targets

    try:
        places = targets(settings)
    except BadSettings as error:
        return Finding("delivery", "failed", str(error), "mend it, or set PARLEY_NOTIFY in its place")
    if not places:
        return Finding(
            "delivery", "note", "no address set", "PARLEY_NOTIFY, or [deliver] urls in the home's parley.toml"
        )
    unknown = [place.name for place in places if not is_known(place)]
    if unknown:
        return Finding(
            "delivery", "failed", f"Apprise does not know: {', '.join(unknown)}", "see Apprise's list of addresses"
        )
    told = f"set: {', '.join(place.name for place in places)}"
    path = None if settings.notify else settings_file(settings)
    if path and path.stat().st_mode & 0o077:
        return Finding("delivery", "note", f"{told}; others can read {path}", f"chmod 600 {path}")
    last = {(one.week, one.key): one for one in attempts(settings.deliveries)}
    failed = [f"{one.week} to {one.target} ({one.reason})" for one in last.values() if one.state == "failed"]
    if failed:
        return Finding(
            "delivery", "note", f"{told}; not delivered: {', '.join(failed)}", "parley report --deliver tries again"
        )
    return Finding("delivery", "ok", told)


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 2**20:.1f} MiB"
