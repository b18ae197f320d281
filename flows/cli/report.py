"""`parley report`: weekly summaries from the published file, without Prefect and without a lock."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from flows.cli.console import progress_shown
from flows.cli.home import home_option, open_home
from flows.cli.values import Moment, Week
from flows.clock import now


@click.command(
    "report",
    epilog="""\b
Examples:
  parley report --week 2022-W51
  parley report --all
  parley report --week 2024-W21 --as-of 2024-05-27T06:00Z     what was known then

\b
With --as-of the files go to reports/WEEK/as-of-TIME/, and are the same bytes whenever they are made.
Without it they go to reports/WEEK/, as of the last change of data.
""",
)
@click.option("--week", type=Week(), help="One ISO week.")
@click.option("--all", "every", is_flag=True, help="Every week that has signals.")
@click.option("--as-of", type=Moment(), help="The state of the data at this time.  [default: the last change]")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Another folder for the reports.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
@home_option
def command(
    week: str | None, every: bool, as_of: datetime | None, out: Path | None, as_json: bool, home: Path | None
) -> None:
    """Write weekly summaries anew from the published file."""
    from flows.summaries import report_from
    from warehouse.reader import Reader
    from warehouse.source import last_change, weeks_with_signals

    if (week is None) != every:
        raise click.UsageError("give --week WEEK or --all")
    if as_of and as_of > now():
        raise click.UsageError(f"--as-of {as_of:%Y-%m-%d %H:%M} UTC lies in the future")
    settings = open_home(home)
    with Reader.open(settings.published) as reader, progress_shown("writing summaries"):
        written = report_from(reader, [week] if week else None, as_of, out or settings.reports)
        moment = as_of or last_change(reader)
        if week and moment and week not in weeks_with_signals(reader, moment):
            click.echo(f"parley: nothing was known of {week} by then; its summary says so", err=True)
    if as_json:
        click.echo(json.dumps([{"week": name, "folder": str(folder)} for name, folder in written], indent=1))
        return
    for name, folder in written:
        click.echo(f"{name}  {folder / 'summary.html'}")
    if not written:
        click.echo("no week had signals by then", err=True)
