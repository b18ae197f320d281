"""Golden pages of made-up weeks: busy, empty, only imprecise, hostile.

After a wanted change write them anew, and look at the difference:

    python -m tests.reports.test_golden
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reports import as_json, atom, charts, html, index, markdown, plain
from reports.records import WeeklySummary
from reports.summary import summarise
from tests.reports import papers
from tests.reports.weeks import AS_OF, results

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "reports"
WEEKS: dict[str, Callable[[], WeeklySummary]] = {
    "busy": lambda: summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.busy(), papers.given())),
    "empty": lambda: summarise(papers.EMPTY, AS_OF, results(papers.EMPTY, [])),
    "imprecise": lambda: summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.vague_only())),
    "hostile": lambda: summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.hostile())),
}
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)  # the same in every page, and kept in its own file


def pages(name: str) -> dict[str, str]:
    """Give the golden files of one week."""
    summary = WEEKS[name]()
    found = {
        f"{name}.html": STYLE.sub("<style></style>", html.render(summary)),
        f"{name}.md": markdown.render(summary),
        f"{name}.txt": plain.render(summary),
        f"{name}.atom": atom.render("summaries", [atom.summary_entry(summary, "summary.html")], summary.as_of),
    }
    return {**found, f"{name}.json": as_json.render(summary)} if name in ("busy", "empty") else found


def list_of_weeks() -> str:
    """Give the golden index."""
    return STYLE.sub("<style></style>", index.render([index.row(make()) for make in WEEKS.values()]))


@pytest.mark.parametrize("name", WEEKS)
def test_pages_are_as_they_were(name: str) -> None:
    for file, text in pages(name).items():
        assert text == (GOLDEN / file).read_text("utf-8"), f"{file} differs; see the module's docstring"


def test_index_is_as_it_was() -> None:
    assert list_of_weeks() == (GOLDEN / "index.html").read_text("utf-8")


def test_index_of_nothing_says_so() -> None:
    assert "No week has signals yet" in index.render([])


def test_same_bytes_in_two_processes() -> None:
    program = (
        "import hashlib, tests.reports.test_golden as g\n"
        "for name in g.WEEKS:\n"
        "    for file, text in g.pages(name).items(): print(file, hashlib.sha256(text.encode()).hexdigest())\n"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    ]  # fmt: skip
    first, second = (process.communicate()[0] for process in running)
    assert first == second
    assert len(first.splitlines()) == 18


def test_same_bytes_twice_in_one_process() -> None:
    first = pages("busy")
    charts.stance.cache_clear()
    assert pages("busy") == first


if __name__ == "__main__":
    for week in WEEKS:
        for file_name, page in pages(week).items():
            (GOLDEN / file_name).write_text(page, "utf-8")
    (GOLDEN / "index.html").write_text(list_of_weeks(), "utf-8")
