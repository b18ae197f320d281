"""`parley retag`: code everything stored anew with the present rules, or undo that."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.console import progress_shown
from flows.cli.failures import DONE, SOME_REJECTED
from flows.cli.home import home_option, open_home
from flows.cli.run import refuse_if_held, tell_rejections
from flows.prefect_env import prepare

if TYPE_CHECKING:
    from flows.retag import RetagOutcome
    from flows.settings import Settings
    from flows.signal_diff import Diff, Example

SHOWN_LINES = 30


@click.command(
    "retag",
    epilog="""\b
Examples:
  parley retag                    code anew, show the difference, ask, put in force
  parley retag --dry-run          only show the difference
  parley retag --yes --json       for scripts
  parley retag --undo last        put the codings from before the last retag back in force
  parley retag --undo RUN         the same of any run:  parley sql "FROM run WHERE trigger = 'retag'"

\b
Nothing is overwritten: new codings are appended, an undo appends the earlier ones again, and what was so at a time
stays askable (as_of). Interrupted, it goes on where it was. Summaries that change are written by parley run or on
Monday.
""",
)
@click.option("--undo", metavar="RUN", help="Put back what this run replaced; `last` for the last retag.")
@click.option("--dry-run", is_flag=True, help="Show the difference and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--examples", type=click.IntRange(0), default=5, show_default=True, help="Signals shown of each kind.")
@click.option("--json", "as_json", is_flag=True, help="Print the difference as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="Show Prefect's log.")
@home_option
def command(
    undo: str | None, dry_run: bool, yes: bool, examples: int, as_json: bool, verbose: bool, home: Path | None
) -> int:
    """Code all stored articles anew with the present rules."""
    if dry_run and yes:
        raise click.UsageError("--dry-run and --yes exclude each other")
    if not (dry_run or yes or sys.stdin.isatty()):
        raise click.UsageError("there is no terminal to ask on: give --yes or --dry-run")
    settings = open_home(home)
    refuse_if_held(settings)
    prepare(settings, verbose=verbose)
    outcome = _done(settings, undo, put_in_force=yes, examples=examples)
    asking = not (dry_run or yes) and outcome.diff.articles > 0
    if asking:
        _tell(outcome, as_json=as_json)
        click.confirm("Put these codings in force?", abort=True, err=True)
        outcome = _done(settings, undo, put_in_force=True, examples=examples)
        click.echo(_last_line(outcome), err=as_json)
    else:
        _tell(outcome, as_json=as_json)
    return SOME_REJECTED if outcome.rejections else DONE


def _done(settings: Settings, undo: str | None, *, put_in_force: bool, examples: int) -> RetagOutcome:
    with progress_shown():
        from flows.retag import NothingToUndo, retag, undo_retag

        try:
            if undo:
                return undo_retag(undo, str(settings.home), put_in_force, examples)
            return retag(str(settings.home), put_in_force, examples)
        except NothingToUndo as error:
            raise click.UsageError(str(error)) from error


def _tell(outcome: RetagOutcome, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(outcome), ensure_ascii=False, indent=1))
        return
    tell_rejections(outcome.rejections)
    if outcome.diff.articles:
        _tell_diff(outcome.diff)
    click.echo(_last_line(outcome))


def _last_line(outcome: RetagOutcome) -> str:
    if not outcome.diff.articles:
        return f"nothing to do: every stored article is coded by the present rules, {outcome.ruleset}"
    if not outcome.committed:
        return "nothing is changed yet"
    left = f"; {outcome.kept} that have no earlier coding stay as they are" if outcome.kept else ""
    what = f"run {outcome.undone} is undone{left}" if outcome.undone else f"in force now: {outcome.ruleset}"
    return f"{what}. To go back: parley retag --undo {outcome.run_id}"


def _tell_diff(diff: Diff) -> None:
    from rich.console import Console
    from rich.table import Table

    click.echo(
        f"{diff.articles:,} articles, {diff.articles_touched:,} told differently: "
        f"{diff.before:,} signals → {diff.after:,}; {diff.added:,} added, {diff.lost:,} lost, {diff.changed:,} changed"
    )
    if diff.fields:
        click.echo("changed in: " + ", ".join(f"{name} {count:,}" for name, count in diff.fields))
    touched = [line for line in diff.lines if line.added or line.lost or line.changed]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("signal", "actor"):
        table.add_column(name)
    for name in ("before", "after", "added", "lost", "changed"):
        table.add_column(name, justify="right")
    for line in touched[:SHOWN_LINES]:
        numbers = (line.before, line.after, line.added, line.lost, line.changed)
        table.add_row(line.signal_type, line.actor, *(f"{n:,}" if n else "·" for n in numbers))
    if touched:
        Console().print(table)
    if len(touched) > SHOWN_LINES:
        click.echo(f"… and {len(touched) - SHOWN_LINES} more lines: --json")
    for one in diff.examples:
        click.echo(_in_words(one))


def _in_words(one: Example) -> str:
    words = " ".join(one.words.split())
    told = {"added": one.after, "lost": one.before}.get(one.kind) or f"{one.before} → {one.after}"
    fields = f" ({', '.join(one.fields)})" if one.fields else ""
    return f"{one.kind:8} {told}{fields}: “{words}” [{one.article_id}]"
