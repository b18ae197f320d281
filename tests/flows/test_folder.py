"""A folder of pages: what its manifest says of them is taken, and whatever is wrong with one file costs no other."""

from __future__ import annotations

import gzip
import json
import os
import random
import socket
from collections import Counter
from pathlib import Path

import pytest

from flows.fetch.folder import read_manifest, read_tree
from tests.flows.older import rows
from tests.flows.taking import POOL, page_of, settings_of, take
from tests.reporting import report


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder with four good pages and texts among everything that goes wrong with files."""
    folder = tmp_path / "folder"
    (folder / "2024" / "may").mkdir(parents=True)
    for n, name in enumerate(("a.html", "2024/b.HTM", "2024/may/c.html.gz")):
        body = page_of(report(f"truce talks number {n}", 12)).encode()
        (folder / name).write_bytes(gzip.compress(body) if name.endswith(".gz") else body)
    (folder / "plain.txt").write_text("The Kremlin said on Monday that Russia is ready for talks.")
    (folder / "empty.html").touch()
    (folder / "binary.html").write_bytes(random.Random(1).randbytes(20_000))
    (folder / "huge.html").write_bytes(b"<p>0</p>" * 500_000)
    (folder / "bomb.html.gz").write_bytes(gzip.compress(bytes(30_000_000)))
    (folder / "cut.html.gz").write_bytes(gzip.compress(page_of(report("x", 40)).encode())[:200])
    (folder / "not.html.gz").write_bytes(b"<html>not packed</html>")
    (folder / "menu.html").write_text("<html><body></body></html>")
    (folder / "loop").symlink_to(folder)
    (folder / "itself.html").symlink_to(folder / "itself.html")
    (folder / "nowhere.html").symlink_to(folder / "gone.html")
    os.mkfifo(folder / "pipe.html")
    (folder / "folder.html").mkdir()
    (folder / "\udcff.html").write_bytes(page_of(report("named oddly, talks", 12)).encode())
    rows_of_manifest = [
        {"path": "a.html", "url": "https://courier.example/a?utm_source=x", "outlet": "The Fictional Courier",
         "crawled_at": "2026-05-13T00:00:00Z", "country": "GBR", "ownership": "private", "language": "en"},
        {"path": "missing.html"}, {"path": "../a.html"}, {"path": "a.html"}, {"path": "b.html", "url": "javascript:0"},
        {"path": "b.html", "ownership": "pirate"}, {"path": 3}, {"nothing": 1}, [],
    ]  # fmt: skip
    (folder / "manifest.jsonl").write_text("\n".join(map(json.dumps, rows_of_manifest)) + "\n{\n")
    return folder


def test_a_hostile_folder_loses_nothing_else_and_each_bad_file_is_named(hostile: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    stored = take(home, read_tree(hostile, settings_of(home).raw, POOL))
    assert rows(home, "SELECT article_id LIKE 'url:%', outlet, url FROM articles WHERE outlet IS NOT NULL") == [
        (True, "The Fictional Courier", "https://courier.example/a")
    ]
    assert rows(home, "SELECT count(*), count(*) FILTER (article_id LIKE 'file:%') FROM articles") == [(5, 4)]
    named = Counter(one.reason for one in stored.rejections)
    manifest = [one for one in stored.rejections if one.origin == "manifest.jsonl"]
    assert [one.line for one in manifest] == [3, 4, 5, 6, 7, 8, 9, 10]
    assert {one.origin: one.reason for one in stored.rejections if one.origin != "manifest.jsonl"} == {
        "missing.html": "missing-file", "empty.html": "empty", "binary.html": "not-html", "huge.html": "too-large",
        "bomb.html.gz": "too-large", "cut.html.gz": "unreadable", "not.html.gz": "no-text", "menu.html": "no-text",
        "itself.html": "unreadable", "nowhere.html": "missing-file", "pipe.html": "unreadable",
    }  # fmt: skip
    assert named.total() == len(manifest) + 11
    again = take(home, read_tree(hostile, settings_of(home).raw, POOL))
    assert not again.tally.changed
    assert rows(home, "SELECT count(*) FROM retrieval WHERE rejection IS NULL") == [(5,)]


def test_a_folder_of_which_nobody_says_anything_and_one_that_is_not_there(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "manifest.jsonl") == ({}, [])
    (read,) = read_tree(tmp_path / "gone", tmp_path / "raw")
    assert [one.reason for one in read.rejections] == ["missing-file"]
    (tmp_path / "empty").mkdir()
    (read,) = read_tree(tmp_path / "empty", tmp_path / "raw")
    assert [one.reason for one in read.rejections] == ["not-a-text"]


def test_what_is_no_file_at_all_is_named(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(tmp_path)
        try:
            one.bind("socket.html")
        finally:
            os.chdir(here)
        _, read = read_tree(tmp_path, tmp_path / "raw")
    assert [(one.reason, one.detail) for one in read.rejections] == [("unreadable", "This is no regular file.")]
