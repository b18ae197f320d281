"""`parley ingest`: take in articles from one source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.console import progress_shown
from flows.cli.failures import DONE, SOME_REJECTED
from flows.cli.home import home_option, open_home
from flows.cli.run import failed, refuse_if_held, tell
from flows.prefect_env import prepare
from flows.settings import NO_CONTACT

if TYPE_CHECKING:
    from flows.ingest import SourceKind

OWN_LIST = ""


@click.command(
    "ingest",
    epilog="""\b
Examples:
  parley ingest --seeds
  parley ingest --feeds                       parley.toml here or in the home, else parley's own list
  parley ingest --feeds my-feeds.toml
  parley ingest --url https://example.org/2024/05/24/talks
  parley ingest --folder texts/               .txt files, dated by texts/manifest.toml where there is one, and
                                              .html pages, in folders below too, told of by manifest.jsonl
  parley ingest --replay                      after an upgrade: what the extractor now reads otherwise is stored

\b
Exactly one source a call. What is already stored is not stored again. Summaries: parley report.
""",
)
@click.option("--seeds", is_flag=True, help="The seed articles.")
@click.option(
    "--feeds",
    is_flag=False,
    flag_value=OWN_LIST,
    metavar="[FILE]",
    help="The feeds of a file, of parley.toml, or parley's own.",
)
@click.option("--url", help="One page.")
@click.option(
    "--folder",
    "--dir",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of texts and web pages.",
)
@click.option("--replay", is_flag=True, help="Everything stored, read anew from its raw bytes; no network.")
@click.option("--due", "due_only", is_flag=True, help="With --feeds: only those that are due, as the schedule does.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="Show Prefect's log.")
@home_option
def command(
    seeds: bool,
    feeds: str | None,
    url: str | None,
    folder: Path | None,
    replay: bool,
    due_only: bool,
    as_json: bool,
    verbose: bool,
    home: Path | None,
) -> int:
    """Take in articles, code what is new, and publish."""
    chosen: list[tuple[SourceKind, str | None] | None] = [
        ("seeds", None) if seeds else None,
        ("feeds", _feeds_file(feeds)) if feeds is not None else None,
        ("page", url) if url else None,
        ("folder", str(folder.absolute())) if folder else None,
        ("replay", None) if replay else None,
    ]
    sources = [one for one in chosen if one]
    if len(sources) != 1:
        raise click.UsageError("give exactly one of --seeds, --feeds, --url, --folder and --replay")
    settings = open_home(home)
    refuse_if_held(settings)
    if sources[0][0] in ("feeds", "page") and not settings.contact:
        click.echo(f"Note: {NO_CONTACT}. Set PARLEY_CONTACT to a page or address of yours.", err=True)
    prepare(settings, verbose=verbose)
    with progress_shown():
        from flows.ingest import ingest

        outcome = ingest(*sources[0], str(settings.home), due_only=due_only)
    tell(outcome, settings, as_json=as_json)
    return SOME_REJECTED if failed(outcome) else DONE


def _feeds_file(value: str) -> str | None:
    if value == OWN_LIST:
        return None
    path = Path(value)
    if not path.is_file():
        raise click.BadParameter(f"there is no file {value}", param_hint="--feeds")
    return str(path.absolute())
