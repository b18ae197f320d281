"""Holds the texts that a run stored to their hashes, as the check of that name does, with OpenSSL.

DuckDB's own SHA-256 takes three times as long. The check stays in checks.sql for whoever reads the file, and for the
checks over everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import duckdb
import pyarrow as pa

from warehouse import sql

CHECK = "text is what was hashed"
AT_A_TIME = 2_048  # more at once makes DuckDB copy the texts while it gathers them


def mistold(connection: duckdb.DuckDBPyConnection, run_id: str) -> Iterator[str]:
    """The versions among a run's whose stored text is not what was hashed."""
    stored = connection.execute(sql.statements("load.sql")["stored_texts"], {"run_id": run_id})
    for rows in stored.to_arrow_reader(AT_A_TIME):
        texts = rows["text"].cast(pa.binary()).to_pylist()
        for version, text, told in zip(rows["version_id"], texts, rows["text_sha256"].to_pylist(), strict=True):
            if hashlib.sha256(text).hexdigest() != told:
                yield version.as_py()
