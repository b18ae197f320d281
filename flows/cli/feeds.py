"""`parley feeds`: how the feeds do, what a single one holds, and lists from other readers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractors.records import QueryResult, Rejection
from flows.cli.failures import DONE, SOME_REJECTED
from flows.cli.home import UnusableHome, home_option
from flows.cli.tables import plain, render, shown
from flows.settings import Settings

if TYPE_CHECKING:
    from flows.feed_list import ListedFeed

feeds_option = click.option(
    "--feeds", "feeds_file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A list of feeds.  [default: parley.toml here or in the home, else parley's own]",
)  # fmt: skip


@click.group(
    "feeds",
    invoke_without_command=True,
    epilog="""\b
Examples:
  parley feeds                                          a table: last good poll, entries, failures, next poll, verdict
  parley feeds --json | jq -r '.[] | select(.verdict == "silent") | .url'
  parley feeds check https://courier.example/           what a feed holds, and what a poll would make of it
  parley feeds import subscriptions.opml --write parley.toml

\b
The exit code is 1 if any feed fails or is silent, or any entry of the list is malformed.
The same in SQL: FROM feed_health.
""",
)
@click.option("--json", "as_json", is_flag=True, help="Print the feeds as JSON.")
@feeds_option
@home_option
@click.pass_context
def command(context: click.Context, as_json: bool, feeds_file: Path | None, home: Path | None) -> int | None:
    """Tell how every feed of the list does, the ones to look after first."""
    if context.invoked_subcommand:
        return None
    from flows.feed_list import listed, unlisted
    from flows.fetch.feeds import find_feeds, load_feeds

    settings = Settings.build(home)
    path = feeds_file or find_feeds(settings.home)
    sources, rejections = load_feeds(path)
    health = _health(settings)
    feeds = listed(sources, health)
    if as_json:
        rows = [{key: plain(value) for key, value in asdict(one).items()} for one in feeds]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        click.echo(f"{path or 'parley’s own list'}: {len(feeds)} feeds", err=True)
        render(_table(feeds), "table")
        _tell_unlisted(unlisted(sources, health))
    tell_rejections(rejections)
    return SOME_REJECTED if rejections or any(one.is_bad for one in feeds) else DONE


@command.command("check", short_help="Explain one feed, or the one that a page names.")
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="Print what was seen as JSON.")
def check(url: str, as_json: bool) -> int:
    """Look at one feed, or at the one that a page names, and explain it in words; nothing is stored.

    The exit code is 1 if a poll would take nothing from it.
    """
    import asyncio

    from extractors.relevance import passed_over
    from flows.cli.console import progress_shown
    from flows.cli.feed_check import as_record, explain
    from flows.fetch.inspection import inspect
    from flows.fetch.intake import limits

    with progress_shown(f"asking {url[:60]}"):
        seen = asyncio.run(inspect(url.strip(), limits(Settings.build()), passed_over))
    if as_json:
        click.echo(json.dumps(as_record(seen), ensure_ascii=False, indent=1))
    else:
        click.echo(shown("\n".join(explain(seen))))
    return DONE if seen.is_usable else SOME_REJECTED


@command.command("import", short_help="Take over the list of another reader (OPML).")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path), help="Add the feeds to this file.")
def import_(file: Path, write: Path | None) -> int:
    """Turn another reader's list (OPML) into entries of a parley.toml, on stdout or added to a file.

    Outlines that are no feed are told with their lines, and cost no other; the exit code is then 1. Feeds that the file
    already holds stay as they are. Fill in country and ownership by hand: no OPML tells them.
    """
    from flows.fetch.feeds import load_feeds
    from flows.fetch.opml import MOST_BYTES, as_toml, read_opml

    with file.open("rb") as opened:
        feeds, rejections = read_opml(opened.read(MOST_BYTES + 1), file.name)
    known = {feed.url for feed in load_feeds(write)[0]} if write and write.exists() else set()
    new = [feed for feed in feeds if feed.url not in known]
    if write is None:
        click.echo(as_toml(new), nl=False)
    elif new:
        _append(write, as_toml(new))
    place = f" in {write}" if write else ""
    there = f", {len(feeds) - len(new)} there already" if len(new) < len(feeds) else ""
    click.echo(f"{len(new)} feeds{place}{there}, {len(rejections)} outlines rejected", err=True)
    tell_rejections(rejections)
    return SOME_REJECTED if rejections else DONE


def tell_rejections(rejections: Sequence[Rejection]) -> None:
    """Say on stderr what was rejected, each with its place."""
    for one in rejections:
        place = f"{one.origin}, line {one.line}" if one.line else one.origin
        click.echo(shown(f"  {one.reason}: {place}: {one.detail}"), err=True)


def _health(settings: Settings) -> QueryResult | None:
    """Ask for the health of the feeds; None where nothing was ever published."""
    if not settings.published.exists():
        return None
    from warehouse.reader import Reader

    with Reader.open(settings.published) as reader:
        health = reader.sql("FROM feed_health")
    if "since" not in health.columns:
        raise UnusableHome(f"{settings.published} was published by an older parley: run `parley run` once.")
    return health


def _table(feeds: Sequence[ListedFeed]) -> QueryResult:
    columns = ("feed", "verdict", "last good", "entries", "failures", "next poll", "detail")
    rows = tuple(
        (one.name, one.verdict, _minute(one.last_good_at), one.entries, one.failures, _minute(one.next_poll_at),
         one.detail or "")
        for one in feeds
    )  # fmt: skip
    return QueryResult("feeds", "", (), columns, rows)


def _tell_unlisted(urls: Sequence[str]) -> None:
    if urls:
        click.echo(f"{len(urls)} more were polled before and are not in the list: parley ask feeds", err=True)


def _minute(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" if moment else ""


def _append(path: Path, text: str) -> None:
    before = path.read_text("utf-8") if path.exists() else ""
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_text(f"{before.rstrip()}\n\n{text}" if before.strip() else text, "utf-8")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
