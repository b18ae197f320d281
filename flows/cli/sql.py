"""`parley sql`: ad hoc questions to the published file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.cli.home import home_option
from flows.settings import Settings


@click.command(
    "sql",
    epilog="""\b
Examples:
  parley sql "FROM signals"
  parley sql "SELECT actor, count(*) AS n FROM signals GROUP BY actor ORDER BY n DESC" --format markdown
  parley sql "SHOW TABLES"
  echo "FROM weekly_stance" | parley sql --format csv > stance.csv

\b
The published file is opened read-only; any DuckDB tool can open it too, for as long as it likes.
""",
)
@click.argument("statement", metavar="SQL", required=False)
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "markdown"]), default="table", show_default=True
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@home_option
def command(statement: str | None, form: str, as_json: bool, home: Path | None) -> None:
    """Run one reading SQL statement on the published file."""
    from flows.cli.tables import render
    from warehouse.reader import Reader

    if statement is None:
        if sys.stdin.isatty():
            raise click.UsageError('give a statement, e.g. parley sql "FROM signals"')
        statement = sys.stdin.read()
    with Reader.open(Settings.build(home).published) as reader:
        render(reader.sql(statement), "json" if as_json else form)
