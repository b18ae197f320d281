"""`parley import`: articles that somebody already has, as JSON lines or Parquet."""

from __future__ import annotations

from pathlib import Path

import click

from flows.cli.console import progress_shown
from flows.cli.failures import DONE, SOME_REJECTED
from flows.cli.home import home_option, open_home
from flows.cli.run import refuse_if_held, tell
from flows.prefect_env import prepare


@click.command(
    "import",
    epilog="""\b
Examples:
  parley import articles.jsonl
  parley import corpus.parquet --map text=body,title=headline,url=link,date=published
  head -1000 corpus.jsonl > try.jsonl && parley import try.jsonl --json

\b
Fields: text (needed), title, url, date, outlet, authors, kind, country, ownership, language; each is read from the
column of its name unless --map names another. A date is a day or a moment in ISO 8601. A row that cannot be used is
named by its line and kept in the table rejection, and the others go on. What is already stored is not stored again.
""",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--map", "pairs", default="", metavar="FIELD=COLUMN,…", help="Which column each field is in.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="Show Prefect's log.")
@home_option
def command(file: Path, pairs: str, as_json: bool, verbose: bool, home: Path | None) -> int:
    """Take in a table of articles, code what is new, and publish."""
    from extractors.table_row import read_mapping
    from flows.table_file import UnusableTable, read_table

    try:
        mapping = read_mapping(pairs)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--map") from error
    try:
        next(read_table(file, mapping), None)
    except UnusableTable as error:
        raise click.UsageError(str(error)) from error
    settings = open_home(home)
    refuse_if_held(settings)
    prepare(settings, verbose=verbose)
    with progress_shown():
        from flows.importing import import_table

        try:
            outcome = import_table(str(file.absolute()), mapping, str(settings.home))
        except UnusableTable as error:
            raise click.UsageError(str(error)) from error
    tell(outcome, settings, as_json=as_json)
    return SOME_REJECTED if outcome.rejections else DONE
