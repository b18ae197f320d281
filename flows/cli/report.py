"""`parley report`: weekly summaries from the published file, without Prefect and without a lock."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.console import progress_shown
from flows.cli.failures import DONE, SOME_REJECTED
from flows.cli.home import UnusableHome, home_option, open_home
from flows.cli.values import Moment, Week
from flows.clock import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.forms import Form
    from flows.outcome import Delivery
    from flows.settings import Settings
    from flows.summaries import Written
    from warehouse.reader import Reader

FORMS = ("html", "md", "json", "txt", "png", "atom", "all")


@click.command(
    "report",
    epilog="""\b
Examples:
  parley report --week 2022-W51
  parley report --week 2022-W51 --format txt --out mail
  parley report --all --format atom                           feeds of all weeks, in reports/
  parley report --week 2024-W21 --as-of 2024-05-27T06:00Z     what was known then
  parley report --deliver                                     sends the newest week that is over

\b
With --as-of the files go to reports/WEEK/as-of-TIME/, and are the same bytes whenever they are made.
Without it they go to reports/WEEK/, as of the last change of data.
--deliver sends by mail or to a webhook, as set by PARLEY_NOTIFY or by [deliver] urls in parley.toml, with
Apprise's addresses; what has been sent is not sent again until its content changes.
""",
)
@click.option("--week", type=Week(), help="One ISO week.")
@click.option("--all", "every", is_flag=True, help="Every week that has signals.")
@click.option("--as-of", type=Moment(), help="The state of the data at this time.  [default: the last change]")
@click.option(
    "--format",
    "forms",
    type=click.Choice(FORMS),
    multiple=True,
    help="In this form; may be given again. png: the pictures.  [default: all but atom]",
)
@click.option("--deliver", is_flag=True, help="Send the summary too, or alone if neither --week nor --all is given.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Another folder for the reports.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
@home_option
def command(
    week: str | None,
    every: bool,
    as_of: datetime | None,
    forms: tuple[str, ...],
    deliver: bool,
    out: Path | None,
    as_json: bool,
    home: Path | None,
) -> int:
    """Write weekly summaries anew from the published file, and send them."""
    from warehouse.reader import Reader

    _refuse_nonsense(week, every, as_of, deliver)
    settings = open_home(home)
    with Reader.open(settings.published) as reader, progress_shown("writing summaries"):
        written = _write(reader, week, as_of, forms, out or settings.reports) if week or every else []
        delivered = _deliver(settings, reader, week, out or settings.reports) if deliver else ()
    _tell(written, delivered, as_json=as_json)
    return SOME_REJECTED if any(one.state == "failed" for one in delivered) else DONE


def _refuse_nonsense(week: str | None, every: bool, as_of: datetime | None, deliver: bool) -> None:
    if deliver and (every or as_of):
        raise click.UsageError("--deliver sends one week as it now stands: give it --week WEEK, or nothing")
    if (week is None) != every and not (deliver and not every):
        raise click.UsageError("give --week WEEK or --all")
    if as_of and as_of > now():
        raise click.UsageError(f"--as-of {as_of:%Y-%m-%d %H:%M} UTC lies in the future")


def _write(
    reader: Reader, week: str | None, as_of: datetime | None, forms: tuple[str, ...], folder: Path
) -> list[Written]:
    from flows.forms import EACH
    from flows.summaries import report_from
    from warehouse.source import last_change, weeks_with_signals

    wanted: Sequence[Form] = (*EACH, "atom") if "all" in forms else forms or EACH  # type: ignore[assignment]
    written = report_from(reader, [week] if week else None, as_of, folder, wanted)
    moment = as_of or last_change(reader)
    if week and moment and week not in weeks_with_signals(reader, moment):
        click.echo(f"parley: no signal of {week} was known by then; its summary says so", err=True)
    return written


def _deliver(settings: Settings, reader: Reader, week: str | None, folder: Path) -> tuple[Delivery, ...]:
    from flows.deliver import deliver, due, messages
    from flows.notify import BadSettings, targets
    from warehouse.source import last_change, weeks_with_signals

    try:
        places = targets(settings)
    except BadSettings as error:
        raise UnusableHome(str(error)) from error
    if not places:
        raise click.UsageError(f"no address to send to: set PARLEY_NOTIFY, or [deliver] urls in {settings.file}")
    moment = last_change(reader)
    known = weeks_with_signals(reader, moment) if moment else ()
    wanted = (week,) if week else due(settings, known, now().date())
    if moment is None or not wanted:
        click.echo("no week that is over has signals: nothing to send", err=True)
        return ()
    return deliver(settings, messages(reader, wanted, moment, folder), now())


def _tell(written: Sequence[Written], delivered: Sequence[Delivery], *, as_json: bool) -> None:
    for sent in delivered:
        where = f" to {sent.target}" if sent.target else ""
        reason = f": {sent.reason}" if sent.reason else ""
        click.echo(f"{sent.week}  {sent.state}{where}{reason}", err=as_json or sent.state in ("failed", "unknown"))
    if as_json:
        told = [{"week": one.week, "folder": str(one.folder), "files": one.files} for one in written]
        sends = [asdict(sent) for sent in delivered]
        click.echo(json.dumps({"written": told, "delivered": sends} if delivered else told, indent=1))
        return
    for one in written:
        first, *others = one.files or ("",)
        more = f"  with {', '.join(others)}" if others else ""
        click.echo(f"{one.week or 'all weeks'}  {one.folder / first}{more}")
    if not written and not delivered:
        click.echo("no week had signals by then", err=True)
