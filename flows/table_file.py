"""Tables of articles that somebody has, read row by row: JSON lines or Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from extractors.records import Rejection

LONGEST_LINE = 32 << 20  # bytes; an article's text may have 5 MB
ROWS_AT_A_TIME = 500


class UnusableTable(ValueError):
    """The file as a whole cannot be read, or lacks a column that it must have."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its place, and its bytes as they came."""

    line: int  # of JSON lines, from 1; of Parquet, the row, from 1
    values: Mapping[str, object]
    body: bytes
    read: float  # share of the file that is read so far


def read_table(path: Path, mapping: Mapping[str, str]) -> Iterator[Row | Rejection]:
    """Give the rows of a file in order; one that cannot be read is a rejection, and the others go on.

    Raises:
        UnusableTable: if it is no file of its kind, or lacks a column that the mapping names.
    """
    match path.suffix.lower():
        case ".jsonl" | ".ndjson" | ".json":
            yield from _lines(path)
        case ".parquet" | ".pq":
            yield from _parquet_rows(path, mapping)
        case _:
            raise UnusableTable(f"{path.name} is neither .jsonl nor .parquet")


def _lines(path: Path) -> Iterator[Row | Rejection]:
    size = max(1, path.stat().st_size)
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST_LINE):
            number += 1
            if not line.endswith(b"\n") and len(line) == LONGEST_LINE:
                yield Rejection("too-large", path.name, f"The line has more than {LONGEST_LINE:,} bytes.", number)
                while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                    pass
            elif line.strip():
                yield _line(line.rstrip(b"\r\n"), path.name, number, file.tell() / size)


def _line(line: bytes, origin: str, number: int, read: float) -> Row | Rejection:
    try:
        values = json.loads(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
    except RecursionError:
        return Rejection("malformed-row", origin, "The JSON is nested too deeply.", number)
    except UnicodeDecodeError as error:
        return Rejection("malformed-row", origin, f"Not UTF-8: {error.reason} at byte {error.start}.", number)
    except ValueError as error:
        return Rejection("malformed-row", origin, f"Not JSON: {error}.", number)
    if not isinstance(values, dict):
        return Rejection("malformed-row", origin, f"A JSON object is needed, not {type(values).__name__}.", number)
    return Row(number, values, line, read)


def _parquet_rows(path: Path, mapping: Mapping[str, str]) -> Iterator[Row | Rejection]:
    import pyarrow as pa
    from pyarrow import parquet

    from extractors.table_row import FIELDS

    try:
        with parquet.ParquetFile(path) as file:
            there = file.schema_arrow.names
            missing = sorted({mapping.get("text", "text"), *mapping.values()} - set(there))
            if missing:
                raise UnusableTable(f"{path.name} has no column {', '.join(missing)}; it has: {', '.join(there)}")
            wanted = [column for column in there if column in {mapping.get(field, field) for field in FIELDS}]
            number, total = 0, max(1, file.metadata.num_rows)
            for batch in file.iter_batches(ROWS_AT_A_TIME, columns=wanted):
                for values in batch.to_pylist():
                    number += 1
                    yield Row(number, values, _as_json(values), number / total)
    except (pa.ArrowException, UnicodeDecodeError) as error:
        raise UnusableTable(f"{path.name} cannot be read as Parquet: {str(error).partition(chr(10))[0]}") from error


def _as_json(values: Mapping[str, object]) -> bytes:
    with suppress(UnicodeEncodeError):
        return json.dumps(values, ensure_ascii=False, default=str).encode()
    return json.dumps(values, default=str).encode()
