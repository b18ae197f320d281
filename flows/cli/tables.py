"""Query results as a terminal table, CSV, JSON or Markdown."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date, datetime
from decimal import Decimal

import click

from extractors.records import QueryResult


def render(result: QueryResult, form: str) -> None:
    """Print a result to stdout as "table", "csv", "json" or "markdown"."""
    {"csv": _csv, "json": _json, "markdown": _markdown, "table": _table}[form](result)


def _csv(result: QueryResult) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([[_text(value) for value in row] for row in result.rows])


def _json(result: QueryResult) -> None:
    rows = [dict(zip(result.columns, map(_plain, row), strict=True)) for row in result.rows]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


def _markdown(result: QueryResult) -> None:
    click.echo("| " + " | ".join(result.columns) + " |")
    click.echo("|" + " --- |" * len(result.columns))
    for row in result.rows:
        click.echo("| " + " | ".join(_text(value).replace("|", "\\|").replace("\n", " ") for value in row) + " |")


def _table(result: QueryResult) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # A pipe has no width of its own: there nothing is cut.
    console = Console() if sys.stdout.isatty() else Console(width=10_000)
    narrow = sys.stdout.isatty() and len(result.columns) * 8 > console.width
    if narrow:
        _records(result)
    else:
        table = Table(box=None, header_style="bold", pad_edge=False)
        for position, name in enumerate(result.columns):
            table.add_column(Text(name), justify="right" if _is_numeric(result, position) else "left", overflow="fold")
        for row in result.rows:
            table.add_row(*(Text(_text(value)) for value in row))
        console.print(table)
    click.echo(f"{len(result.rows)} row{'' if len(result.rows) == 1 else 's'}", err=True)


def _records(result: QueryResult) -> None:
    """Print wide rows one column a line, since they fit no screen side by side."""
    width = max(map(len, result.columns))
    for number, row in enumerate(result.rows, 1):
        click.echo(f"— row {number} " + "—" * 40)
        for name, value in zip(result.columns, row, strict=True):
            click.echo(f"{name:>{width}}  {_text(value)}")


def _is_numeric(result: QueryResult, position: int) -> bool:
    return any(isinstance(row[position], int | float | Decimal) for row in result.rows) and not any(
        isinstance(row[position], bool) for row in result.rows
    )


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case float():
            return f"{value:.3f}".rstrip("0").rstrip(".")
        case list() | tuple():
            return ", ".join(_text(item) for item in value)
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case _:
            return str(value)


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list() | tuple():
            return [_plain(item) for item in value]
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case _:
            return str(value)
