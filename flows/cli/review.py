"""`parley review`: an analyst's word on what the tagger found."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractors.records import SIGNAL_TYPES
from flows.cli.failures import DONE, SOME_REJECTED
from flows.cli.home import home_option, open_home
from flows.cli.reviewing import ask, flat, shown
from flows.cli.run import tell_rejections
from flows.cli.values import Week
from flows.clock import now

if TYPE_CHECKING:
    from flows.review import ReviewOutcome
    from flows.settings import Settings
    from warehouse.labels import Told
    from warehouse.reader import Reader

SAVED = "labels-not-stored.csv"


@click.command(
    "review",
    epilog="""\b
Examples:
  parley review                          one by one on the terminal, least sure first
  parley review --type doubt --limit 50 --csv sheet.csv
  parley review --import sheet.csv       the sheet filled in: verdict is right, wrong, corrected or missed
  parley review --conflicts              where analysts disagree
  parley eval --labels                   how well the tagger does against the labels

\b
Labels are appended and never overwrite: `signals` tells the analyst's word and keeps the machine's beside it
(columns label, labelled_by, machine_type, machine_actor), and they hold after a retag. In a sheet correct the
values where they stand; a row for a missed signal needs article_id, evidence, signal_type and actor. Of two labels
on one signal the newer holds.
""",
)
@click.option("--type", "signal_type", type=click.Choice(SIGNAL_TYPES), metavar="TYPE", help="Only this signal type.")
@click.option("--actor", help="Only this party, such as RUS.")
@click.option("--week", type=Week(), help="Only this ISO week.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@click.option("--csv", "sheet", type=click.Path(dir_okay=False, path_type=Path), help="Write a sheet to be filled in.")
@click.option(
    "--import", "filled", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Take in a filled sheet."
)
@click.option("--conflicts", is_flag=True, help="List where analysts disagree.")
@click.option("--coder", help="Who judges.  [default: your login name]")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON; asks nothing.")
@home_option
def command(
    signal_type: str | None,
    actor: str | None,
    week: str | None,
    limit: int,
    sheet: Path | None,
    filled: Path | None,
    conflicts: bool,
    coder: str | None,
    as_json: bool,
    home: Path | None,
) -> int:
    """Look at the signals that the tagger is least sure of, and say what is right."""
    if sum((sheet is not None, filled is not None, conflicts)) > 1:
        raise click.UsageError("give one of --csv, --import and --conflicts")
    settings = open_home(home)
    if filled:
        return _import(settings, filled, coder, as_json=as_json)
    from warehouse.labels import least_sure
    from warehouse.reader import Reader

    with Reader.open(settings.published) as reader:
        if conflicts:
            return _tell_conflicts(reader, as_json=as_json)
        signals = least_sure(reader, limit, signal_type, actor, week)
    if sheet:
        from flows.labels import write_sheet

        sheet.write_text(write_sheet(signals), "utf-8-sig")
        click.echo(f"{sheet}  {len(signals)} signals; fill in verdict and give it back with --import")
    elif as_json:
        click.echo(json.dumps([asdict(one) for one in signals], ensure_ascii=False, indent=1))
    elif sys.stdin.isatty() and sys.stdout.isatty():
        return _ask_about(settings, signals, coder)
    else:
        for number, one in enumerate(signals, 1):
            click.echo(shown(one, f"{number}/{len(signals)}", mark=lambda words: f"[[{words}]]"))
    return DONE


def _import(settings: Settings, filled: Path, coder: str | None, *, as_json: bool) -> int:
    from flows.labels import Desk, Unusable
    from flows.review import import_sheet

    try:
        outcome = import_sheet(settings, filled, Desk.of(coder or getpass.getuser(), now()))
    except Unusable as error:
        raise click.UsageError(str(error)) from error
    _tell(outcome, as_json=as_json)
    return SOME_REJECTED if outcome.rejections else DONE


def _ask_about(settings: Settings, signals: Sequence[Told], coder: str | None) -> int:
    """Ask on the terminal and store what was said, also when the analyst breaks off."""
    from flows.labels import Desk, write_rows
    from flows.review import take_in
    from warehouse.errors import WarehouseError

    desk = Desk.of(coder or getpass.getuser(), now())
    rows = ask(signals, desk)
    if not rows:
        return DONE
    try:
        outcome = take_in(settings, rows, "the terminal", desk)
    except WarehouseError:
        kept = settings.home / f"{desk.at:%Y%m%dT%H%M%S}-{SAVED}"
        kept.write_text(write_rows(rows), "utf-8-sig")
        click.echo(f"parley: your labels are in {kept}; later: parley review --import {kept}", err=True)
        raise
    _tell(outcome, as_json=False)
    return SOME_REJECTED if outcome.rejections else DONE


def _tell(outcome: ReviewOutcome, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(outcome), ensure_ascii=False, indent=1))
        return
    tell_rejections(outcome.rejections)
    known = f", {outcome.known} said before" if outcome.known else ""
    unjudged = f", {outcome.unjudged} without a verdict" if outcome.unjudged else ""
    click.echo(f"{outcome.labels} labels stored{known}{unjudged}")


def _tell_conflicts(reader: Reader, *, as_json: bool) -> int:
    from warehouse.labels import conflicts

    found = conflicts(reader)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
        return DONE
    for one in found:
        click.echo(f"“{flat(one.evidence)}” [{one.article_id}] {one.signal_id or 'missed by the tagger'}")
        for who, verdict, claim in zip(one.coders, one.verdicts, one.claims, strict=True):
            holds = "  ← holds" if who == one.prevailing_coder else ""
            click.echo(f"  {who:12} {verdict:10} {claim or ''}{holds}")
        click.echo(f"  they differ in {', '.join(one.differ_in)}")
    click.echo(f"{len(found)} conflicts")
    return DONE
