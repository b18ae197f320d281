"""The raw archive: bytes come back as they went in, once, and damage is noticed."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.fetch.archive import RawArchive


@given(body=st.binary(max_size=2000))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_body_comes_back(tmp_path: Path, body: bytes) -> None:
    archive = RawArchive(tmp_path)
    sha256 = archive.put(body)
    assert sha256 == hashlib.sha256(body).hexdigest()
    assert archive.get(sha256) == body


def test_a_body_is_kept_once_under_its_hash_and_its_bytes_repeat(tmp_path: Path) -> None:
    one, two = RawArchive(tmp_path / "one"), RawArchive(tmp_path / "two")
    sha256 = one.put(b"words")
    written = one.path(sha256).stat().st_mtime_ns
    assert one.put(b"words") == two.put(b"words") == sha256
    assert one.path(sha256) == tmp_path / "one" / sha256[:2] / f"{sha256}.gz"
    assert one.path(sha256).stat().st_mtime_ns == written
    assert one.path(sha256).read_bytes() == two.path(sha256).read_bytes()
    assert list(one.hashes()) == [sha256]


def test_many_writers_of_one_body_leave_one_file(tmp_path: Path) -> None:
    archive = RawArchive(tmp_path)
    with ThreadPoolExecutor(8) as threads:
        hashes = set(threads.map(archive.put, [b"same words"] * 40))
    assert len(hashes) == 1
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [f"{hashes.pop()}.gz"]


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b\x08", b"not gzip"])
def test_a_damaged_body_is_an_error_and_not_other_words(tmp_path: Path, damage: bytes) -> None:
    archive = RawArchive(tmp_path)
    sha256 = archive.put(b"words")
    archive.path(sha256).write_bytes(damage)
    with pytest.raises(OSError, match=r"."):
        archive.get(sha256)


def test_a_body_under_a_wrong_hash_is_an_error(tmp_path: Path) -> None:
    archive = RawArchive(tmp_path)
    one, other = archive.put(b"one"), archive.put(b"other")
    archive.path(one).write_bytes(archive.path(other).read_bytes())
    with pytest.raises(OSError, match="another hash"):
        archive.get(one)
