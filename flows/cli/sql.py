"""`parley sql`: ad hoc questions to the published file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.cli.home import home_option
from flows.cli.output import Output, limit_options, output_options, write
from flows.settings import Settings


@click.command(
    "sql",
    epilog="""\b
Examples:
  parley sql                                       a prompt with history and completion (Tab)
  parley sql "FROM signals"
  parley sql "SELECT actor, count(*) AS n FROM signals GROUP BY actor ORDER BY n DESC" --format markdown
  parley sql "FROM articles" --format parquet --out articles.parquet
  parley sql "SHOW TABLES"
  echo "FROM weekly_stance" | parley sql --format csv > stance.csv

\b
The published file is opened read-only; any DuckDB tool can open it too, for as long as it likes.
A table in a pipe shows the telling columns of a wide view; CSV, JSON and Parquet give every column and value whole.
""",
)
@click.argument("statement", metavar="[SQL]", required=False)
@output_options
@limit_options
@home_option
def command(statement: str | None, output: Output, timeout: float, memory: str | None, home: Path | None) -> None:
    """Run one reading SQL statement on the published file, or ask for them one by one."""
    from warehouse.reader import Reader

    settings = Settings.build(home)
    with Reader.open(settings.published, memory) as reader:
        if statement is None and sys.stdin.isatty():
            from flows.cli.shell import converse

            converse(reader, settings.sql_history, output, timeout)
            return
        write(reader, sys.stdin.read() if statement is None else statement, output, timeout)
