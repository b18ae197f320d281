"""The three forms of an export, each written batch by batch: Parquet, CSV, JSON lines."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pyarrow as pa

Form = Literal["parquet", "csv", "jsonl"]
Write = Callable[[pa.RecordBatch], None]
# A spreadsheet takes a cell that begins with one of these for a formula; an apostrophe before it makes it text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """Return a text as a cell in which a spreadsheet sees no formula."""
    text = text.replace("\0", "\ufffd")
    return f"'{text}" if text.startswith(FORMULA) else text


def meant(cell: str) -> str:
    """Return what a cell written by `neutral` says."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


@contextmanager
def _parquet(path: Path, schema: pa.Schema) -> Iterator[Write]:
    from pyarrow import parquet

    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        yield writer.write_batch


@contextmanager
def _csv(path: Path, schema: pa.Schema) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(map(neutral, schema.names))
        yield lambda batch: writer.writerows([_cell(value) for value in row] for row in _rows(batch))


@contextmanager
def _jsonl(path: Path, schema: pa.Schema) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="") as file:
        yield lambda batch: _write_lines(file, schema.names, batch)


WRITERS: dict[Form, Callable[[Path, pa.Schema], AbstractContextManager[Write]]] = {
    "parquet": _parquet,
    "csv": _csv,
    "jsonl": _jsonl,
}


def _write_lines(file: io.TextIOWrapper, names: list[str], batch: pa.RecordBatch) -> None:
    for row in _rows(batch):
        record = dict(zip(names, map(_plain, row), strict=True))
        file.write(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n")


def _rows(batch: pa.RecordBatch) -> Iterator[tuple[object, ...]]:
    columns = [column.to_pylist() for column in batch.columns]
    return zip(*columns, strict=True) if columns else iter(())


def _cell(value: object) -> object:
    match value:
        case list() | tuple():
            return neutral("; ".join(str(_plain(item)) for item in value))
        case datetime():
            return value.isoformat(sep=" ")
        case dict():
            return neutral(json.dumps(_plain(value), ensure_ascii=False))
        case _:
            plain = _plain(value)
            return neutral(plain) if isinstance(plain, str) else plain


def _plain(value: object) -> object:
    """Return a value as JSON can hold it."""
    match value:
        case list() | tuple():
            return [_plain(item) for item in value]
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case _:
            return _scalar(value)


def _scalar(value: object) -> object:
    match value:
        case float():
            return value if math.isfinite(value) else None
        case None | bool() | int() | str():
            return value
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case _:
            return value.hex() if isinstance(value, bytes) else str(value)
