"""`parley extract`: web pages in, what was read from them out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from flows.cli.console import progress_shown
from flows.cli.failures import DONE, SOME_REJECTED
from flows.cli.jsonl import Lines
from flows.progress import report

if TYPE_CHECKING:
    from extractors.page import Reading
    from extractors.page.rows import PageRow
    from extractors.records import Rejection
    from flows.fetch.extract_pool import PageTask


@click.command(
    "extract",
    epilog="""\b
Examples:
  parley extract page.html
  parley extract *.html.gz > readings.jsonl
  parley extract --jsonl pages.jsonl | jq -r .title

\b
Each line of --jsonl: {"id": …, "path": …, "url": … or left out, "crawled_at": "2024-05-24T06:00:00Z" or left out}. A
path counts from the list's own folder, else from here; files may be packed (.gz). Each output line: {"id", "title",
"authors", "published_at", "date_basis", "text", "language", "site", "flags", "rejection"}, in the order of the input;
`published_at` is an instant with its zone, or a day where no more is known. A page that holds no article has its
reason in `rejection` and a sentence in `detail`, and is no failure; a line that cannot be used is named on stderr,
the rest goes on, and the exit code is 1.
""",
)
@click.argument("files", metavar="[FILE]…", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--jsonl", "source", type=click.File("r", encoding="utf-8", errors="replace"), help="List of pages, or -."
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that read pages.")
def command(files: tuple[Path, ...], source: TextIO | None, workers: int) -> int:
    """Read web pages from files, one JSON object a page, in order."""
    from extractors.page.rows import PageRow, page_from_row, reading_to_row

    if bool(files) == bool(source):
        raise click.UsageError("give either FILEs or --jsonl FILE")
    lines = Lines(source) if source else None
    rows: Iterable[PageRow] = (PageRow(str(file), str(file), None, None) for file in files)
    if lines:
        rows = (row for _, _, row in lines.read(page_from_row))
    folder = Path(source.name).parent if source and source is not sys.stdin else Path()
    # On a terminal the answers themselves show how far it is.
    with progress_shown("reading pages") if not sys.stdout.isatty() else nullcontext():
        for number, (row, read) in enumerate(_read(rows, folder, workers), 1):
            click.echo(json.dumps(reading_to_row(row.id, read), ensure_ascii=False))
            report("reading pages", number, len(files))
    if lines:
        lines.tell_rejected("read")
    return SOME_REJECTED if lines and lines.rejected else DONE


def _read(rows: Iterable[PageRow], folder: Path, workers: int) -> Iterator[tuple[PageRow, Reading | Rejection]]:
    """Read each page in the pool; a file that cannot be opened keeps its place among them."""
    from flows.fetch.extract_pool import ExtractPool

    rows, told = tee(rows)
    with ExtractPool(workers) as pool:
        yield from zip(told, pool.read(_task(row, folder) for row in rows), strict=True)


def _task(row: PageRow, folder: Path) -> PageTask | Rejection:
    from extractors.records import FetchedPage, Rejection
    from flows.clock import now
    from flows.fetch.extract_pool import PageTask
    from flows.fetch.page_file import read_page_file

    read = read_page_file(folder / row.path, row.path)
    if isinstance(read, Rejection) and read.reason == "missing-file":
        read = read_page_file(Path(row.path), row.path)
    if isinstance(read, Rejection):
        return read
    address = row.url or row.path
    return PageTask(FetchedPage(address, address, 200, "", read.body, row.crawled_at or now()))
