"""Holds the texts that a run stored to their hashes, as the check of that name does, with OpenSSL.

DuckDB's own SHA-256 takes three times as long. The check stays in checks.sql for whoever reads the file, and for the
checks over everything.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import duckdb
import pyarrow as pa

from warehouse import sql

CHECK = "text is what was hashed"
AT_A_TIME = 2_048  # more at once makes DuckDB copy the texts while it gathers them


def mistold(connection: duckdb.DuckDBPyConnection, run_id: str) -> tuple[str, ...]:
    """The versions of a run whose stored text is not what was hashed; a second thread hashes what this one reads."""
    stored = connection.execute(sql.statements("load.sql")["stored_texts"], {"run_id": run_id})
    with ThreadPoolExecutor(1, "hashes") as beside:
        return tuple(chain.from_iterable(beside.map(_wrong, stored.to_arrow_reader(AT_A_TIME))))


def _wrong(rows: pa.RecordBatch) -> list[str]:
    texts = rows["text"].cast(pa.binary()).to_pylist()
    told = zip(rows["version_id"].to_pylist(), texts, rows["text_sha256"].to_pylist(), strict=True)
    return [version for version, text, hashed in told if hashlib.sha256(text).hexdigest() != hashed]
