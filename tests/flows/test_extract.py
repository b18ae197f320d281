"""`parley extract` as its users meet it: files and lists, packed or not, in order, bad lines named."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from tests.flows.conftest import Parley
from tests.flows.loopback import article_html

FIELDS = {
    "id", "title", "authors", "published_at", "date_basis", "text", "language", "site", "flags", "rejection",
}  # fmt: skip
PARAGRAPHS = tuple(
    f"The made-up minister of Borduria said on day {day} that the made-up talks go on." for day in range(5)
)


def page(title: str = "Fictional talks go on") -> str:
    return article_html(title, PARAGRAPHS, "2026-11-20T10:00:00+02:00", "Otto Nobody")


def test_a_file_gives_one_row(parley_alone: Parley, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page())
    ran = parley_alone("extract", str(tmp_path / "a.html"))
    assert (ran.code, ran.err) == (0, "")
    row = ran.json()
    assert isinstance(row, dict)
    assert set(row) == FIELDS
    assert row["id"] == str(tmp_path / "a.html")
    assert (row["title"], row["authors"], row["language"]) == ("Fictional talks go on", ["Otto Nobody"], "en")
    assert (row["published_at"], row["date_basis"]) == ("2026-11-20T10:00:00+02:00", "meta")
    assert row["text"] == "\n".join(PARAGRAPHS)
    assert (row["flags"], row["rejection"]) == ([], None)


def test_a_list_is_read_in_order_around_bad_lines_and_bad_pages(parley_alone: Parley, tmp_path: Path) -> None:
    folder = tmp_path / "list"
    folder.mkdir()
    (folder / "b.html.gz").write_bytes(gzip.compress(page("Packed talks go on").encode()))
    (folder / "empty.html").write_text("")
    (tmp_path / "here.html").write_text(page("Talks from here go on"))
    rows = [
        {"id": "b", "path": "b.html.gz", "url": "https://courier.example/b", "crawled_at": "2026-11-22T12:00:00Z"},
        {"id": "gone", "path": "gone.html"},
        {"id": "empty", "path": "empty.html"},
        {"id": "early", "path": "b.html.gz", "crawled_at": "2026-11-01"},
        {"id": 7, "path": "here.html"},
    ]
    bad = ["{", "[]", '{"path": "b.html.gz"}', '{"id": "x"}', '{"id": "x", "path": "a", "crawled_at": "soon"}']
    (folder / "pages.jsonl").write_text("\n".join([*map(json.dumps, rows[:2]), *bad, *map(json.dumps, rows[2:])]))
    ran = parley_alone("extract", "--jsonl", str(folder / "pages.jsonl"))
    assert ran.code == 1
    assert [f"line {number}:" in ran.err for number in range(1, 11)] == [3 <= number <= 7 for number in range(1, 11)]
    made = {row["id"]: row for row in map(json.loads, ran.out.splitlines())}
    assert list(made) == ["b", "gone", "empty", "early", "7"]
    assert [row["rejection"] for row in made.values()] == [None, "missing-file", "empty", None, None]
    assert made["gone"]["detail"]
    assert (made["b"]["title"], made["b"]["site"]) == ("Packed talks go on", "courier.example")
    assert not str(made["early"]["published_at"]).startswith("2026-11-20")  # that is after it was crawled
    assert made["7"]["title"] == "Talks from here go on"


def test_rejected_pages_alone_are_no_failure(parley_alone: Parley, tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(page().encode())[:-20])
    ran = parley_alone("extract", "--jsonl", "-", stdin=json.dumps({"id": "a", "path": "a.gz"}))
    assert ran.code == 0
    assert json.loads(ran.out)["rejection"] == "unreadable"


def test_no_name_stops_the_others(parley_alone: Parley, tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text(page())
    paths = ["x" * 5_000, "a\ud800", "/dev/zero", str(tmp_path), str(tmp_path / "good.html")]
    rows = [json.dumps({"id": number, "path": path}) for number, path in enumerate(paths)]
    ran = parley_alone("extract", "--jsonl", "-", stdin="\n".join(rows))
    assert ran.code == 1
    assert "line 2:" in ran.err
    made = [(row["id"], row["rejection"]) for row in map(json.loads, ran.out.splitlines())]
    assert made == [("0", "unreadable"), ("2", "unreadable"), ("3", "unreadable"), ("4", None)]


def test_it_wants_files_or_a_list(parley_alone: Parley) -> None:
    assert parley_alone("extract").code == 2
    assert parley_alone("extract", "a.html", "--jsonl", "-").code == 2
