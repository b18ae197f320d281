"""The raw archive: every body that was ever used, kept as it came under the hash of its bytes."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.identity import sha256_bytes


@dataclass(frozen=True, slots=True)
class RawArchive:
    """A folder of gzipped bodies, ``ab/<sha256>.gz``; a body is written once and never changed."""

    folder: Path

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256}.gz"

    def put(self, body: bytes) -> str:
        """Keep a body, durably and atomically; gives its sha256."""
        sha256 = sha256_bytes(body)
        path = self.path(sha256)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, gzip.compress(body, compresslevel=6, mtime=0))
        return sha256

    def get(self, sha256: str) -> bytes:
        """Give back a body; a damaged one is an `OSError`, as an absent one is."""
        try:
            body = gzip.decompress(self.path(sha256).read_bytes())
        except EOFError as error:
            raise OSError(f"the archived body {sha256} is cut short") from error
        if sha256_bytes(body) != sha256:
            raise OSError(f"the archived body {sha256} is damaged: its bytes have another hash")
        return body

    def hashes(self) -> Iterator[str]:
        """Give the hash of every body kept, in order."""
        return (path.stem for path in sorted(self.folder.glob("??/*.gz")))


def _write(path: Path, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
