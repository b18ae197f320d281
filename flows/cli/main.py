"""The `parley` command: one module a subcommand, each loaded only when it is asked for."""

from __future__ import annotations

import importlib
import sys
from importlib.metadata import version
from typing import ClassVar

import click

from flows.cli.failures import explain

EPILOG = """\b
Examples:
  parley run                                load, code, publish and summarise the seed articles
  parley sql "FROM signals LIMIT 5"         ask the published file
  parley report --week 2022-W51             write one weekly summary anew
  echo '{"id": "a", "text": "Moscow is ready for talks."}' | parley tag

\b
Exit codes:
  0  done                     4  locked by another process
  1  done, some input was     5  the query failed
     rejected or failed       70 a fault in parley itself
  2  wrong usage              130 interrupted
  3  the home or a database cannot be used
"""


class LazyCommands(click.Group):
    """A group that imports a subcommand's module when it is needed."""

    where: ClassVar[dict[str, tuple[str, str]]] = {
        "run": ("run", "Load, code, publish and summarise the seed articles."),
        "ingest": ("ingest", "Take in articles: seeds, feeds, a page, or a folder of texts."),
        "feeds": ("feeds", "Tell how the feeds do; explain one; import a list (OPML)."),
        "import": ("importer", "Take in a table of articles: JSON lines or Parquet."),
        "tag": ("tag", "Tag JSON lines with signals; needs neither Prefect nor DuckDB."),
        "extract": ("extract", "Read web pages from files: title, authors, date, text; as JSON lines."),
        "eval": ("evaluate", "Score the tagger against hand-coded text."),
        "report": ("report", "Write weekly summaries from the published file."),
        "ask": ("ask", "Answer a saved question, and show its SQL."),
        "why": ("why", "Lead from a signal back to its words, source, rule and run."),
        "search": ("search", "Find articles by their words, the best first."),
        "sql": ("sql", "Query the published file, read-only."),
        "export": ("export", "Write views or a query to Parquet, CSV or JSON lines."),
        "review": ("review", "Say which signals are right, wrong or to be corrected."),
        "retag": ("retag", "Code everything stored anew with the present rules, or undo that."),
        "serve": ("serve", "Run the schedules: ingest hourly, summaries on Mondays."),
        "docs": ("docs", "Write the data dictionary and the page of saved questions."),
        "doctor": ("doctor", "Check the installation and say how to mend it."),
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the subcommands in the order in which a newcomer meets them."""
        return list(self.where)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a subcommand's module and return its command."""
        if cmd_name not in self.where:
            return None
        command: click.Command = importlib.import_module(f"flows.cli.{self.where[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in self.where.items()])


@click.command(cls=LazyCommands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("parley"), prog_name="parley")
def parley() -> None:
    """Watch the news for signals on negotiating the end of a war.

    parley loads articles, codes who offers, who is willing and on what conditions, who refuses and who calls whom
    insincere, stores everything in DuckDB, and tells it in weekly summaries.
    """


def main() -> None:
    """Run the command line; every foreseen failure is one message and an exit code, never a traceback."""
    try:
        code = parley.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("parley: interrupted", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        sys.exit(explain(error))
    sys.exit(code if isinstance(code, int) else 0)
