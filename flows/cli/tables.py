"""Query results as a terminal table, CSV, JSON or Markdown."""

from __future__ import annotations

import csv
import io
import json
import math
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Protocol, TextIO

import click

FORMS = ("table", "csv", "json", "markdown")
SHOWN = 1000  # rows of a table; CSV, JSON and Markdown give all
WIDE = 12
# What a table in a pipe shows of a result with more columns than WIDE.
TELLING = frozenset((
    "iso_week", "published_first", "claim_on", "doubt_on", "committed_at", "actor", "doubter", "target", "signal_type",
    "claim_type", "condition", "conditions", "speaker", "voice", "evidence", "claim_evidence", "doubt_evidence",
    "title", "outlet", "counted", "label", "net", "stories", "signal_id", "article_id", "SQLDATE", "Actor1Code",
    "Actor2Code",
    "EventCode", "GoldsteinScale", "NumArticles", "SOURCEURL",
))  # fmt: skip
# Control characters could steer the terminal that shows them; their pictures cannot.
VISIBLE = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"} | {127: 0x2421}
VISIBLE |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


class Rows(Protocol):
    """Anything with columns and rows: a `QueryResult`, or an `Answer` whose rows come as they are taken."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        ...

    @property
    def rows(self) -> Iterable[tuple[object, ...]]:
        """The rows."""
        ...


def render(result: Rows, form: str, out: TextIO | None = None, *, every_column: bool = False) -> None:
    """Write a result as "table", "csv", "json" or "markdown", to stdout unless told otherwise."""
    if form == "table":
        _table(result, out, every_column=every_column)
    else:
        {"csv": _csv, "json": _json, "markdown": _markdown}[form](result, out or sys.stdout)


def _csv(result: Rows, out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([_exact(value) for value in row] for row in result.rows)


def _json(result: Rows, out: TextIO) -> None:
    separator = "["
    for row in result.rows:
        record = dict(zip(result.columns, map(plain, row), strict=True))
        out.write(f"{separator}\n {json.dumps(record, ensure_ascii=False, allow_nan=False)}")
        separator = ","
    out.write("[]\n" if separator == "[" else "\n]\n")


def _markdown(result: Rows, out: TextIO) -> None:
    out.write("| " + " | ".join(result.columns) + " |\n")
    out.write("|" + " --- |" * len(result.columns) + "\n")
    for row in result.rows:
        cells = (_text(value).replace("|", "\\|").replace("\n", " ") for value in row)
        out.write("| " + " | ".join(cells) + " |\n")


def _table(result: Rows, out: TextIO | None, *, every_column: bool) -> None:
    rows = list(islice(result.rows, SHOWN + 1))
    first, columns = rows[:SHOWN], result.columns
    on_terminal = out is None and sys.stdout.isatty()
    screen = shutil.get_terminal_size()
    width = screen.columns if on_terminal else 10_000
    hidden = 0
    if not on_terminal and not every_column and (places := _telling(columns)):
        hidden = len(columns) - len(places)
        columns = tuple(columns[place] for place in places)
        first = [tuple(row[place] for place in places) for row in first]
    text = _records(columns, first) if on_terminal and len(columns) * 8 > width else _grid(columns, first, width)
    if on_terminal and text.count("\n") > screen.lines - 2:
        click.echo_via_pager(text)
    else:
        (out or sys.stdout).write(text)
    click.echo(_summary(len(rows), hidden), err=True)


def _summary(rows: int, hidden: int) -> str:
    count = f"the first {SHOWN:,} rows; csv, json and markdown give all" if rows > SHOWN else _counted(rows)
    if not hidden:
        return count
    return f"{count}; {hidden} more columns with --all-columns, or in csv and json"


def _counted(rows: int) -> str:
    return f"{rows} row{'' if rows == 1 else 's'}"


def _telling(columns: Sequence[str]) -> list[int]:
    """The places of the columns that tell most; none where all of them may be shown."""
    if len(columns) <= WIDE:
        return []
    found = [place for place, name in enumerate(columns) if name in TELLING]
    return found if len(found) > 2 else []


def _grid(columns: Sequence[str], rows: Sequence[tuple[object, ...]], width: int) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    written = io.StringIO()
    colour = sys.stdout.isatty()
    console = Console(file=written, width=width, force_terminal=colour or None)
    table = Table(box=None, header_style="bold", pad_edge=False)
    for place, name in enumerate(columns):
        right = _is_numeric([row[place] for row in rows])
        table.add_column(Text(shown(name)), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(_text(value))) for value in row))
    console.print(table)
    # A pipe has no width of its own: there nothing is cut, and nothing is padded to its end.
    return written.getvalue() if colour else "\n".join(line.rstrip() for line in written.getvalue().split("\n"))


def _records(columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> str:
    """Rows one column a line, since they fit no screen side by side."""
    return "".join(_record(number, columns, row) for number, row in enumerate(rows, 1))


def _record(number: int, columns: Sequence[str], row: Sequence[object]) -> str:
    width = max(map(len, columns))
    lines: Iterator[str] = (
        f"{name:>{width}}  {shown(_text(value))}\n" for name, value in zip(columns, row, strict=True)
    )
    return f"— row {number} " + "—" * 40 + "\n" + "".join(lines)


def _is_numeric(values: Sequence[object]) -> bool:
    return any(isinstance(value, int | float | Decimal) for value in values) and not any(
        isinstance(value, bool) for value in values
    )


def shown(text: str) -> str:
    """A text that does nothing to the terminal that shows it."""
    return text.translate(VISIBLE)


def _text(value: object) -> str:
    """A value as people read it."""
    match value:
        case float():
            return f"{value:.3f}".rstrip("0").rstrip(".")
        case list() | tuple():
            return ", ".join(map(_text, value))
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case _:
            return _exact(value)


def _exact(value: object) -> str:
    """A value with nothing lost."""
    match value:
        case None:
            return ""
        case list() | tuple():
            return ", ".join(map(_exact, value))
        case datetime():
            return value.isoformat(sep=" ")
        case _:
            return str(value)


def plain(value: object) -> object:
    """A value as JSON knows it."""
    match value:
        case None | bool() | int() | str():
            return value
        case float() | Decimal():
            return float(value) if math.isfinite(value) else None
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)
