"""How an answer comes out: the options for its form, its file and its limits."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from flows.cli.tables import FORMS, render

if TYPE_CHECKING:
    from warehouse.reader import Reader

Returned = TypeVar("Returned")
TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class Output:
    """The form of an answer and where it goes."""

    form: str
    out: Path | None  # None: stdout
    every_column: bool


def output_options(command: Callable[..., Returned]) -> Callable[..., Returned]:
    """Add the options for an answer's form and file; the command gets them as one `output`."""

    @click.option("--format", "form", type=click.Choice([*FORMS, "parquet"]), default="table", show_default=True)
    @click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
    @click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the rows to this file.")
    @click.option("--all-columns", is_flag=True, help="Leave out no column of a wide table.")
    @functools.wraps(command)
    def with_output(
        *given: object, form: str, as_json: bool, out: Path | None, all_columns: bool, **others: object
    ) -> Returned:
        if form == "parquet" and out is None:
            raise click.UsageError("--format parquet needs --out FILE")
        return command(*given, output=Output("json" if as_json else form, out, all_columns), **others)

    return with_output


def limit_options(command: Callable[..., Returned]) -> Callable[..., Returned]:
    """Add the options that stop a query which runs away."""
    timeout = click.option(
        "--timeout", type=click.FloatRange(min=0), default=TIMEOUT, show_default=True,
        help="Seconds after which the query is stopped; 0: never.",
    )  # fmt: skip
    memory = click.option("--memory", type=Memory(), help="Most memory the query may use, such as 2GB.")
    return timeout(memory(command))


class Memory(click.ParamType[str]):
    """An amount of memory such as 2GB or 500MB."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the number and the unit."""
        if not re.fullmatch(r"[1-9]\d*(\.\d+)?\s?[MGT]i?B", str(value), re.IGNORECASE):
            self.fail(f"{value!r} is no amount of memory; write it as 2GB or 500MB", param, ctx)
        return str(value)


def write(reader: Reader, text: str, output: Output, timeout: float) -> None:
    """Run one reading statement and write its rows in the form and to the place asked for."""
    if output.form == "parquet" and output.out:
        count = reader.save_parquet(text, output.out, timeout or None)
        click.echo(f"{count:,} rows in {output.out}", err=True)
        return
    answer = reader.answer(text, timeout or None)
    if output.out is None:
        render(answer, output.form, every_column=output.every_column)
        return
    partial = output.out.with_name(f".{output.out.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            render(answer, output.form, file, every_column=output.every_column)
        partial.replace(output.out)
    finally:
        partial.unlink(missing_ok=True)
