"""`parley tag`: JSON lines in, signals out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

import click

from flows.cli.failures import DONE, SOME_REJECTED


@click.command(
    "tag",
    epilog="""\b
Examples:
  parley tag articles.jsonl > signals.jsonl
  echo '{"id": "a", "title": "Kyiv rules out talks", "text": "…", "date": "2024-05-24"}' | parley tag

\b
Each input line: {"id": …, "text": …, "title": … or left out, "date": "YYYY-MM-DD" or null or left out}.
Each output line: {"id": …, "signals": [{"span": [start, end], "actor", "person", "signal", "target", "speaker",
"attribution", "conditions", "timing", "confidence", "rule"}]}. Offsets count characters in title + blank line +
text when a title is given, else in the text. A bad line is named on stderr, the rest goes on, and the exit code is 1.
""",
)
@click.argument("source", metavar="[FILE|-]", type=click.File("r", encoding="utf-8", errors="replace"), default="-")
@click.option("--topic", default="ukraine", show_default=True, help="The topic pack to tag with.")
def command(source: TextIO, topic: str) -> int:
    """Tag articles with negotiation signals, one JSON object a line, in order."""
    from extractors.stance.rows import document_from_row, signals_to_row

    from extractors.stance import load_tagger

    tagger = load_tagger(topic)
    bad = 0
    for number, line in _numbered(source):
        try:
            row = _object(line)
            document = document_from_row(row)
        except ValueError as error:
            bad += 1
            click.echo(f"parley: {source.name} line {number}: {error}", err=True)
            continue
        try:
            coding = tagger.tag(document)
        except Exception as error:
            bad += 1
            click.echo(
                f"parley: {source.name} line {number}: the tagger failed: {type(error).__name__}: {error}", err=True
            )
            continue
        click.echo(json.dumps(signals_to_row(str(row["id"]), coding), ensure_ascii=False))
    if bad:
        click.echo(f"parley: {bad} line{'s' if bad > 1 else ''} rejected, the others tagged", err=True)
    return SOME_REJECTED if bad else DONE


def _numbered(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def _object(line: str) -> dict[str, object]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise ValueError("not JSON that can be read: nested too deeply") from error
    if not isinstance(row, dict):
        raise ValueError(f"a JSON object is needed, not {type(row).__name__}")
    return row
