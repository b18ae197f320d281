"""`parley search`: articles by their words, the best first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.console import progress_shown
from flows.cli.home import home_option
from flows.cli.tables import plain, shown
from flows.cli.values import Day
from flows.settings import Settings

if TYPE_CHECKING:
    from warehouse.search_index import Found, IndexState, Searcher, Wanted

AROUND = 140  # characters before and after the words in an excerpt


@click.command(
    "search",
    epilog="""\b
Examples:
  parley search "prisoner exchange"
  parley search ceasefire --since 2024-01-01 --limit 30
  parley search "grain deal" --json | jq -r '.articles[].url'
  parley search --refresh

\b
The index is a file of its own in the home, refreshed when it is older than a day and data have changed since;
--refresh does it now. Its date is told with every answer. Reprints of one story count once.
""",
)
@click.argument("words", nargs=-1)
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Most articles shown.")
@click.option("--since", type=Day(), help="First day.")
@click.option("--until", type=Day(), help="Last day.")
@click.option("--refresh", is_flag=True, help="Bring the index up to date first.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@home_option
def command(
    words: tuple[str, ...],
    limit: int,
    since: date | None,
    until: date | None,
    refresh: bool,
    as_json: bool,
    home: Path | None,
) -> None:
    """Find articles by their words, ranked by BM25."""
    from warehouse.search_index import Searcher, Wanted

    if not words and not refresh:
        raise click.UsageError('give some words, e.g. parley search "prisoner exchange"')
    settings = Settings.build(home)
    with Searcher.open(settings.search_index, settings.published) as searcher:
        if not _is_due(searcher, wanted=refresh):
            _answer(searcher, Wanted(" ".join(words), limit, since, until), as_json=as_json)
            return
    _refresh(settings)
    if words:
        with Searcher.open(settings.search_index, settings.published) as searcher:
            _answer(searcher, Wanted(" ".join(words), limit, since, until), as_json=as_json)


def _is_due(searcher: Searcher, *, wanted: bool) -> bool:
    from flows.clock import now
    from warehouse.search_index import is_due

    return wanted or is_due(searcher.state, searcher.last_change(), now())


def _refresh(settings: Settings) -> None:
    from flows.clock import now
    from flows.progress import report
    from warehouse.search_index import refresh

    with progress_shown("reading the articles"):
        done = refresh(
            settings.search_index, settings.published, now(), lambda at, of: report("indexing articles", at, of)
        )
    click.echo(f"{done.added:,} articles added to the index", err=True)


def _answer(searcher: Searcher, wanted: Wanted, *, as_json: bool) -> None:
    assert searcher.state is not None, "an index that is not there is made first"
    found, made = searcher.search(wanted), searcher.state
    is_current = made.known_until == searcher.last_change()
    if as_json:
        click.echo(json.dumps(_as_json(found, made, is_current=is_current), ensure_ascii=False, indent=1))
        return
    for rank, hit in enumerate(found.hits, 1):
        where = ", ".join(str(part) for part in (hit.published_first or "undated", hit.outlet, hit.url) if part)
        click.secho(f"{rank:>3}. {shown(hit.title or '(no title)')}", bold=True)
        click.echo(f"     {shown(where)}  [{hit.article_id}]  {hit.score:.2f}")
        click.echo(f"     {shown(excerpt(hit.text, found.stems))}")
    later = "" if is_current else "; data have changed since: --refresh"
    click.echo(
        f"{len(found.hits)} articles shown of {found.documents:,}, index of {made.made_at:%Y-%m-%d %H:%M} UTC{later}",
        err=True,
    )


def excerpt(text: str, stems: Iterable[str]) -> str:
    """Return the part of a text with most of the words looked for."""
    beginnings = [re.escape(stem.rstrip("iye") or stem) for stem in stems]
    hits = list(re.finditer(rf"\b(?:{'|'.join(beginnings)})\w*", text, re.IGNORECASE)) if beginnings else []
    if not hits:
        return " ".join(text[: 2 * AROUND].split())
    words_near = [
        (len({other[0].casefold() for other in hits if 0 <= other.start() - hit.start() < AROUND}), -hit.start())
        for hit in hits[:200]
    ]
    start = max(-max(words_near)[1] - AROUND // 2, 0)
    part = text[start : start + 2 * AROUND]
    if start:
        part = "…" + part.partition(" ")[2]
    if start + 2 * AROUND < len(text):
        part = part.rpartition(" ")[0] + "…"
    return " ".join(part.split())


def _as_json(found: Found, made: IndexState, *, is_current: bool) -> dict[str, object]:
    articles = []
    for hit in found.hits:
        told = {name: plain(value) for name, value in asdict(hit).items() if name != "text"}
        articles.append({**told, "excerpt": excerpt(hit.text, found.stems)})
    return {
        "index_of": made.made_at.isoformat(),
        "is_current": is_current,
        "documents": found.documents,
        "articles": articles,
    }
