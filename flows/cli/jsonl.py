"""JSON lines as commands read them: one bad line is named and never the end of the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TextIO, TypeVar

import click

Record = TypeVar("Record")


class Lines:
    """The lines of a file, each made a record; bad ones are named on stderr and counted."""

    def __init__(self, source: TextIO) -> None:
        self._source = source
        self.used = self.rejected = 0

    def read(self, make: Callable[[dict[str, object]], Record]) -> Iterator[tuple[int, dict[str, object], Record]]:
        """Yield the number, the object, and the record made of each good line, in order, as they come."""
        for number, line in enumerate(self._source, 1):
            if not line.strip():
                continue
            try:
                row = _object(line)
                record = make(row)
            except ValueError as error:
                self.reject(number, str(error))
                continue
            self.used += 1
            yield number, row, record

    def reject(self, number: int, why: str) -> None:
        """Name a line that cannot be used, and count it."""
        self.rejected += 1
        click.echo(f"parley: {self._source.name} line {number}: {why}", err=True)

    def tell_rejected(self, done: str) -> None:
        """Say how many lines were rejected; where none could be read as a record, what a line must be."""
        if self.rejected and not self.used:
            click.echo("parley: no line could be used; each must be one JSON object, as --help shows", err=True)
        elif self.rejected:
            lines = "line" if self.rejected == 1 else "lines"
            click.echo(f"parley: {self.rejected} {lines} rejected, the others {done}", err=True)


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
