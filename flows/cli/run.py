"""`parley run`: the main job."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.console import progress_shown, signed
from flows.cli.failures import DONE, SOME_REJECTED
from flows.cli.home import home_option, open_home
from flows.prefect_env import prepare

if TYPE_CHECKING:
    from extractors.records import Rejection
    from flows.outcome import RunOutcome, WeekLine
    from flows.settings import Settings

SHOWN_REJECTIONS = 20
PASSED_OVER = "not-relevant"


@click.command(
    "run",
    epilog="""\b
Examples:
  parley run                        in ./data
  parley run --home ~/parley
  parley run --json | jq .lines

\b
Running it again changes nothing unless the seeds or the tagger have changed.
""",
)
@click.option("--seeds", type=click.Path(file_okay=False, path_type=Path), help="Another folder of seeds.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="Show Prefect's log.")
@home_option
def command(seeds: Path | None, as_json: bool, verbose: bool, home: Path | None) -> int:
    """Load the seed articles, code them, publish, and write a summary for each week that has signals."""
    settings = open_home(home)
    refuse_if_held(settings)
    prepare(settings, verbose=verbose)
    with progress_shown():
        from flows.run import run

        outcome = run(home=str(settings.home), seeds=str(seeds.absolute()) if seeds else None)
    tell(outcome, settings, as_json=as_json)
    return SOME_REJECTED if outcome.rejections else DONE


def refuse_if_held(settings: Settings) -> None:
    """Fail at once if another run has the home, rather than after Prefect's start; the flow itself asks again."""
    from flows.clock import now
    from warehouse.lock import RunLock

    with RunLock(settings.home, command="parley (asking)", now=now):
        pass


def tell(outcome: RunOutcome, settings: Settings, *, as_json: bool) -> None:
    """Print what a run did: for people on stdout with rejections on stderr, or as one JSON object."""
    if as_json:
        click.echo(json.dumps(asdict(outcome), default=str, ensure_ascii=False, indent=1))
        return
    passed_over = [one for one in outcome.rejections if one.reason == PASSED_OVER]
    tell_rejections(failed(outcome))
    if passed_over:
        click.echo(f"{_count(len(passed_over), 'page')} not fetched, for what the feeds say of them is of no war")
    if outcome.waiting:
        click.echo(f"{_count(outcome.waiting, 'feed')} not due yet")
    if outcome.changed:
        click.echo(
            f"{_count(outcome.articles, 'article')} read, {_count(outcome.new_codings, 'new coding')}, "
            f"{_count(outcome.new_signals, 'new signal')}"
        )
    else:
        click.echo(f"{_count(outcome.articles, 'article')} read, nothing new: data and reports are as they were")
    if outcome.lines:
        _table(outcome.lines)
    _places(settings, outcome)


def failed(outcome: RunOutcome) -> tuple[Rejection, ...]:
    """Return what was rejected for a fault; what was passed over as of no interest is none."""
    return tuple(one for one in outcome.rejections if one.reason != PASSED_OVER)


def tell_rejections(rejections: tuple[Rejection, ...]) -> None:
    """Name each rejected input on stderr, with its place and the reason."""
    for one in rejections[:SHOWN_REJECTIONS]:
        place = f"{one.origin}, line {one.line}" if one.line else one.origin
        click.echo(f"rejected ({one.reason}): {place}: {one.detail}", err=True)
    if len(rejections) > SHOWN_REJECTIONS:
        click.echo(f'… and {len(rejections) - SHOWN_REJECTIONS} more: parley sql "FROM rejection"', err=True)


def _table(lines: tuple[WeekLine, ...]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("week")
    table.add_column("actor")
    table.add_column("signals", justify="right")
    table.add_column("counted", justify="right")
    table.add_column("net stance", justify="right")
    shown = None
    for line in lines:
        table.add_row(
            "" if line.week == shown else line.week, line.actor_name, str(line.signals), str(line.counted), _net(line)
        )
        shown = line.week
    click.echo()
    Console().print(table)
    click.echo(
        "net stance: −1 refuses … +1 offers; –: nothing counted. Counted are own words and acts told as news of\n"
        "the week, each once; not headlines, history, hearsay, opinion, or articles whose week is uncertain"
    )


def _net(line: WeekLine) -> str:
    return "– (week uncertain)" if line.imprecise and line.net is None else signed(line.net)


def _places(settings: Settings, outcome: RunOutcome) -> None:
    home = _relative(settings.home)
    rows = [("to query", f'{home / "parley.duckdb"}   (parley sql "FROM signals")')]
    if (settings.reports / "index.html").is_file():
        rows.insert(0, ("to read", f"{home / 'reports' / 'index.html'}"))
    click.echo()
    for what, where in rows:
        click.echo(f"{what:9} {where}")
    if outcome.as_of:
        click.echo(f"{'as of':9} {outcome.as_of:%Y-%m-%d %H:%M:%S} UTC, the last change of data")


def _relative(path: Path) -> Path:
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
