"""Taking data out: each view or query as one file, with a manifest that says what it is and proves it whole."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.export_forms import WRITERS, Form
from flows.outcome import monday_of
from flows.progress import report
from reports.format import MAX_QUOTE_CHARS, MAX_QUOTE_WORDS
from warehouse.export import Extract, batches, last_commit, of_statement, of_view, of_weekly, rulesets
from warehouse.reader import Reader

MANIFEST = "manifest.json"
# Forty words of one letter each with the spaces between them: nothing shorter can be too long.
SHORTEST_LONG = 2 * MAX_QUOTE_WORDS


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file of an export."""

    file: str
    rows: int
    bytes: int
    sha256: str
    shortened: int  # texts that were cut to forty words
    columns: tuple[Column, ...]
    sql: str
    params: dict[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export holds and where it comes from."""

    program: str
    code_version: str
    as_of: str  # the state of the data
    rulesets: tuple[str, ...]
    texts: str  # "whole", or how they are shortened
    files: tuple[ExportedFile, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exported."""

    views: Sequence[str]
    week: str | None
    statement: str | None
    as_of: datetime | None


def export(reader: Reader, wanted: Wanted, form: Form, folder: Path, *, full: bool) -> Manifest:
    """Write the files and, last, their manifest; texts are cut to forty words unless they are wanted in full."""
    moment = wanted.as_of or last_commit(reader)
    folder.mkdir(parents=True, exist_ok=True)
    extracts = list(_extracts(reader, wanted, moment))
    files = []
    for done, extract in enumerate(extracts):
        report(f"exporting {extract.name}", done, len(extracts))
        files.append(_write(reader, extract, form, folder, full=full))
    manifest = Manifest(
        program="parley",
        code_version=version("parley"),
        as_of=moment.isoformat() if moment else "never",
        rulesets=rulesets(reader, moment) if moment else (),
        texts="whole" if full else f"at most {MAX_QUOTE_WORDS} words",
        files=tuple(files),
    )
    _replace(folder / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode())
    return manifest


def shortened(text: str) -> str:
    """Cut a text to forty words; an ellipsis says that more follows. An address stays whole."""
    words = text.split()
    if len(words) <= MAX_QUOTE_WORDS and (len(text) <= MAX_QUOTE_CHARS or _is_address(words)):
        return text
    return " ".join(words[:MAX_QUOTE_WORDS])[:MAX_QUOTE_CHARS].rstrip(" ,;:") + " …"


def _is_address(words: Sequence[str]) -> bool:
    return len(words) == 1 and words[0].startswith(("http://", "https://"))


def _extracts(reader: Reader, wanted: Wanted, moment: datetime | None) -> Iterator[Extract]:
    from reports.summary import WEEKLY_QUERIES

    if wanted.statement:
        yield of_statement(reader, "query", wanted.statement)
    for view in wanted.views:
        yield of_view(reader, view, wanted.as_of, wanted.week)
    if wanted.week and not wanted.views and not wanted.statement:
        params = {"week_start": monday_of(wanted.week), "as_of": moment}
        for name in WEEKLY_QUERIES:
            yield of_weekly(name, wanted.week, params)


def _write(reader: Reader, extract: Extract, form: Form, folder: Path, *, full: bool) -> ExportedFile:
    path = folder / f"{extract.name}.{form}"
    draft = folder / f".{path.name}.{os.getpid()}.partial"
    rows = cut = 0
    try:
        with batches(reader, extract) as found, WRITERS[form](draft, found.schema) as write:
            columns = tuple(Column(field.name, str(field.type)) for field in found.schema)
            for batch in found:
                kept, here = (batch, 0) if full else _shortened(batch)
                write(kept)
                rows, cut = rows + batch.num_rows, cut + here
        size, sha256 = draft.stat().st_size, _sha256(draft)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    params = {name: str(value) for name, value in extract.params.items()}
    return ExportedFile(path.name, rows, size, sha256, cut, columns, extract.sql, params)


def _shortened(batch: pa.RecordBatch) -> tuple[pa.RecordBatch, int]:
    """Shorten every text of a batch, those in lists and structs included; count them."""
    columns, cut = [], 0
    for column in batch.columns:
        kept, here = _shortened_column(column)
        columns.append(kept)
        cut += here
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema), cut


def _shortened_column(column: pa.Array) -> tuple[pa.Array, int]:
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        longest = pc.max(pc.utf8_length(column)).as_py() or 0
        if longest < SHORTEST_LONG:
            return column, 0
    elif not pa.types.is_nested(kind):
        return column, 0
    before = column.to_pylist()
    after = [_shortened_value(value) for value in before]
    cut = sum(one != other for one, other in zip(before, after, strict=True))
    return (pa.array(after, type=kind) if cut else column), cut


def _shortened_value(value: Any) -> Any:
    match value:
        case str():
            return shortened(value) if len(value) >= SHORTEST_LONG else value
        case list():
            return [_shortened_value(item) for item in value]
        case tuple():
            return tuple(_shortened_value(item) for item in value)
        case dict():
            return {key: _shortened_value(item) for key, item in value.items()}
        case _:
            return value


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _replace(path: Path, body: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}.partial")
    draft.write_bytes(body)
    draft.replace(path)
