"""`parley serve`: the schedules, kept firing until Ctrl-C."""

from __future__ import annotations

import os
import signal
from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.home import home_option, open_home
from flows.deploy import INGEST_EVERY, WEEKLY_CRON, deployments
from flows.prefect_env import prepare

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment


class Seconds(click.ParamType[timedelta]):
    """An interval such as 90s, 15m or 1h."""

    name = "interval"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Read the interval or say how one is written."""
        if isinstance(value, timedelta):
            return value
        text = str(value)
        unit = {"s": 1, "m": 60, "h": 3600}.get(text[-1:])
        if unit is None or not text[:-1].isdecimal() or int(text[:-1]) == 0:
            self.fail(f"{text!r} is no interval; write 90s, 15m or 1h", param, ctx)
        return timedelta(seconds=int(text[:-1]) * unit)


@click.command(
    "serve",
    epilog="""\b
Examples:
  parley serve                                  hourly ingest, summaries on Mondays 06:00 UTC
  parley serve --feeds my-feeds.toml            with your own list of feeds
  parley serve --ingest-every 15m --weekly-cron "0 6 * * *"

\b
While it runs, `parley run` and `parley ingest` on the same home use its server and start faster.
For a work pool and a worker in its place see prefect.yaml.
""",
)
@click.option(
    "--feeds", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A list of feeds.  [default: parley.toml here or in the home, else parley's own]",
)  # fmt: skip
@click.option("--ingest-every", type=Seconds(), default=INGEST_EVERY, help="How often to ingest.  [default: 1h]")
@click.option("--weekly-cron", default=WEEKLY_CRON, show_default=True, help="When to write summaries, in UTC.")
@click.option("--port", type=click.IntRange(1, 65535), default=4200, show_default=True, help="Of the server, if free.")
@home_option
def command(feeds: Path | None, ingest_every: timedelta, weekly_cron: str, port: int, home: Path | None) -> None:
    """Start a Prefect server on loopback if none runs, register the schedules and keep firing them."""
    settings = open_home(home)
    running = prepare(settings)
    # A supervisor's SIGTERM must stop everything as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with ExitStack() as stack:
        if running is None:
            from flows.server import server

            click.echo("starting a Prefect server…", err=True)
            running = stack.enter_context(server(settings, port))
        os.environ["PREFECT_API_URL"] = running.api_url
        serve_until_interrupted(
            deployments(settings, str(feeds.absolute()) if feeds else None, ingest_every, weekly_cron)
        )
    click.echo("stopped", err=True)


def serve_until_interrupted(made: tuple[RunnerDeployment, ...]) -> None:
    """Register the deployments and fire them until Ctrl-C."""
    from prefect import serve

    click.echo(f"serving {', '.join(f'{one.flow_name}/{one.name}' for one in made)} at {os.environ['PREFECT_API_URL']}")
    click.echo("Ctrl-C stops schedules and server", err=True)
    with suppress(KeyboardInterrupt):
        serve(*made, print_starting_message=False)
