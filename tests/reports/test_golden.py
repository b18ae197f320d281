"""Golden pages of made-up weeks: busy, full, empty, only imprecise, hostile; and of odd ones as text.

After a wanted change write them anew, and look at the difference:

    python -m tests.reports.test_golden
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from reports import as_json, atom, charts, html, index, markdown, plain
from reports.records.summary import WeeklySummary
from reports.summary import summarise
from tests.reports import papers
from tests.reports.weeks import AS_OF, results

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "reports"
WEEKS: dict[str, Callable[[], WeeklySummary]] = {
    "busy": lambda: summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.busy(), papers.given())),
    "full": lambda: summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.full(), papers.given_full())),
    "empty": lambda: summarise(papers.EMPTY, AS_OF, results(papers.EMPTY, [])),
    "imprecise": lambda: summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.vague_only())),
    "hostile": lambda: summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.hostile())),
}
# Odd weeks, kept as Markdown and plain text.
ODD: dict[str, Callable[[], WeeklySummary]] = {
    "thin": lambda: summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.thin())),
    "first-ever": lambda: summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.first_ever())),
    "single-source": lambda: summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.single_source())),
    "only-history": lambda: summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.only_history())),
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


def odd_pages(name: str) -> dict[str, str]:
    """Give the golden files of one odd week."""
    summary = ODD[name]()
    return {f"{name}.md": markdown.render(summary), f"{name}.txt": plain.render(summary)}


def large_digest() -> str:
    """Give a week of 5,000 signals as its bottom line, its notes on coverage, and a hash of all formats."""
    summary = summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.large()))
    text = markdown.render(summary)
    wanted = ("## Bottom line", "## What changed", "## Coverage and data quality")
    shown = re.sub(r"(?m)^- \[Made-up report.*\n", "", text)
    parts = [part for part in re.split(r"(?m)^(?=## )", shown) if part.startswith(wanted)]
    sizes = [f"{len(lines)} signals" for lines in summary.listed() if lines]
    hashed = hashlib.sha256((text + as_json.render(summary)).encode()).hexdigest()
    return "\n".join([*parts, *sizes, f"{len(summary.claims)} claims", hashed, ""])


def list_of_weeks() -> str:
    """Give the golden index."""
    return STYLE.sub("<style></style>", index.render([index.row(make()) for make in WEEKS.values()]))


@pytest.mark.parametrize("name", WEEKS)
def test_pages_are_as_they_were(name: str) -> None:
    for file, text in pages(name).items():
        assert text == (GOLDEN / file).read_text("utf-8"), f"{file} differs; see the module's docstring"


@pytest.mark.parametrize("name", ODD)
def test_odd_weeks_are_as_they_were(name: str) -> None:
    for file, text in odd_pages(name).items():
        assert text == (GOLDEN / file).read_text("utf-8"), f"{file} differs; see the module's docstring"


def test_a_week_of_5000_signals_is_as_it_was() -> None:
    assert large_digest() == (GOLDEN / "large.txt").read_text("utf-8")


def test_hostile_text_is_inert_in_markdown() -> None:
    text = markdown.render(WEEKS["hostile"]())
    foreign = re.sub(r"\]\(<https://news\.example/[^<>\s]*>\)", "", text)  # our own links, to the web alone
    assert not re.search(r"[<>](?!=)", foreign)
    assert not re.search(r"(?<!\\)[`*_\[\]|@](?=\w*(?:script|alert|all|U12345|bold|code))", foreign)
    assert "javascript:" not in text
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in text.replace("\n", ""))
    assert max(map(len, re.split(r"[|\n]", text))) < 1_000


def test_index_is_as_it_was() -> None:
    assert list_of_weeks() == (GOLDEN / "index.html").read_text("utf-8")


def test_index_of_nothing_says_so() -> None:
    assert "No week has signals yet" in index.render([])


def test_another_process_with_other_hashes_gives_the_same_bytes() -> None:
    program = (
        "import hashlib, tests.reports.test_golden as g\n"
        "for name in g.WEEKS:\n"
        "    for file, text in g.pages(name).items(): print(hashlib.sha256(text.encode()).hexdigest(), file)\n"
    )
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    told = subprocess.check_output(
        [sys.executable, "-c", program], cwd=ROOT, text=True, env={**os.environ, "PYTHONHASHSEED": seed}
    )
    pairs = [line.split() for line in told.splitlines()]
    assert len(pairs) == 22
    assert all(hashlib.sha256((GOLDEN / file).read_bytes()).hexdigest() == found for found, file in pairs)


def test_same_bytes_twice_in_one_process() -> None:
    first = pages("busy")
    charts.stance.cache_clear()
    assert pages("busy") == first


if __name__ == "__main__":
    for week in WEEKS:
        for file_name, page in pages(week).items():
            (GOLDEN / file_name).write_text(page, "utf-8")
    for week in ODD:
        for file_name, page in odd_pages(week).items():
            (GOLDEN / file_name).write_text(page, "utf-8")
    (GOLDEN / "large.txt").write_text(large_digest(), "utf-8")
    (GOLDEN / "index.html").write_text(list_of_weeks(), "utf-8")
