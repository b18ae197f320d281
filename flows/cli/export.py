"""`parley export`: data out of the published file, for other tools and other people."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.console import progress_shown
from flows.cli.home import home_option
from flows.cli.values import Moment, Week
from flows.clock import now
from flows.settings import Settings

if TYPE_CHECKING:
    from flows.export_forms import Form


@click.command(
    "export",
    epilog="""\b
Examples:
  parley export signals --out shared/
  parley export signals weekly_stance --format csv --out shared/
  parley export --week 2022-W51 --format jsonl --out week/       all that the week's summary rests on
  parley export signals --week 2022-W51 --as-of 2026-01-05T06:00Z --out then/
  parley export --sql "FROM disputes WHERE actor = 'RUS'" --format csv --out disputes/

\b
DIR/manifest.json tells of each file its rows, columns, SQL and SHA-256, the state of the data, and the rulesets.
Texts are cut to 40 words, so that what is shared are quotations; --full leaves them whole, for your own use. In
CSV, a cell that a spreadsheet would take for a formula is preceded by an apostrophe.
""",
)
@click.argument("views", metavar="[VIEW]...", nargs=-1)
@click.option("--week", type=Week(), help="One ISO week; without a VIEW, the data of its summary.")
@click.option("--sql", "statement", help="One reading statement instead.")
@click.option("--as-of", type=Moment(), help="The state of the data at this time.  [default: as published]")
@click.option("--format", "form", type=click.Choice(["parquet", "csv", "jsonl"]), default="parquet", show_default=True)
@click.option("--out", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where to.")
@click.option("--full", is_flag=True, help="Leave texts whole.")
@click.option("--json", "as_json", is_flag=True, help="Print the manifest.")
@home_option
def command(
    views: tuple[str, ...],
    week: str | None,
    statement: str | None,
    as_of: datetime | None,
    form: Form,
    folder: Path,
    full: bool,
    as_json: bool,
    home: Path | None,
) -> None:
    """Write views or a query to Parquet, CSV or JSON lines, with a manifest."""
    if not (views or week or statement):
        raise click.UsageError("say what: a VIEW, --week or --sql")
    if statement and (views or week or as_of):
        raise click.UsageError("--sql stands alone; ask as_of(…) and iso_week in the statement itself")
    if as_of and as_of > now():
        raise click.UsageError(f"--as-of {as_of:%Y-%m-%d %H:%M} UTC lies in the future")
    with progress_shown("opening the published file"):
        from flows.export import MANIFEST, Wanted, export
        from warehouse.reader import Reader

        with Reader.open(Settings.build(home).published) as reader:
            manifest = export(reader, Wanted(views, week, statement, as_of), form, folder, full=full)
    if as_json:
        click.echo(json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        return
    for one in manifest.files:
        cut = f", {one.shortened:,} texts cut to 40 words" if one.shortened else ""
        click.echo(f"{folder / one.file}  {one.rows:,} rows{cut}")
    click.echo(f"{folder / MANIFEST}  as of {manifest.as_of}")
