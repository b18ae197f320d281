"""Holds the texts that a run stored to their hashes, as the check of that name does, with OpenSSL.

DuckDB's own SHA-256 takes three times as long. The check stays in checks.sql for whoever reads the file, and for the
checks over everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from warehouse import sql

CHECK = "text is what was hashed"
AT_A_TIME = 2_048  # more at once makes DuckDB copy the texts while it gathers them


@contextmanager
def hashing(connection: duckdb.DuckDBPyConnection, run_id: str) -> Iterator[Callable[[], tuple[str, ...]]]:
    """Reads a run's stored texts back and hashes them in a second thread, while the connection does other work.

    What it gives waits for the hashes and returns the versions whose stored text is not what was hashed.
    """
    stored = connection.execute(sql.statements("load.sql")["stored_texts"], {"run_id": run_id})
    batches = list(stored.to_arrow_reader(AT_A_TIME))
    with ThreadPoolExecutor(1, "hashes") as beside:
        coming = beside.submit(_mistold, batches)
        yield coming.result


def _mistold(batches: Sequence[pa.RecordBatch]) -> tuple[str, ...]:
    return tuple(version for rows in batches for version in _wrong(rows))


def _wrong(rows: pa.RecordBatch) -> Iterator[str]:
    texts = rows["text"].cast(pa.binary()).to_pylist()
    for version, text, told in zip(rows["version_id"], texts, rows["text_sha256"].to_pylist(), strict=True):
        if hashlib.sha256(text).hexdigest() != told:
            yield version.as_py()
