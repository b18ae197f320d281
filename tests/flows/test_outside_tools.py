"""Other people's tools open the published file: DuckDB's own shell, Harlequin, and the marimo example."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.conftest import ROOT, Parley

BESIDE = Path(sys.executable).parent
EXAMPLE = ROOT / "docs" / "examples" / "monday.py"
FOUND_IN = (
    f"{BESIDE}:{ROOT / '.venv' / 'tools' / 'bin'}"  # Harlequin pins another click, so it has an environment of its own
)


def tool(name: str, package: str) -> str:
    """Where a tool is; the test is skipped where it is not installed."""
    path = shutil.which(name, path=FOUND_IN) or shutil.which(name)
    if path is None:
        pytest.skip(f"{package} is not installed")
    return path


def run(*command: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done


def test_duckdbs_shell_answers_the_saved_questions_as_they_stand(seeded: Parley) -> None:
    shell = tool("duckdb", "duckdb-cli")
    page = (ROOT / "docs" / "questions.md").read_text("utf-8")
    questions = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    assert len(questions) >= 25
    published = str(seeded.home / "parley.duckdb")
    done = run(shell, "-readonly", "-bail", "-csv", published, stdin="\n".join(questions))
    assert "Error" not in done.stderr
    assert "verdict" in done.stdout
    described = run(
        shell, "-readonly", "-csv", published, "-c", "SELECT comment FROM duckdb_views() WHERE view_name = 'signals'"
    )
    assert "whose stance, whose word" in described.stdout


def test_duckdbs_shell_keeps_the_file_open_while_parley_publishes(after_a_run: Parley) -> None:
    shell = tool("duckdb", "duckdb-cli")
    published = after_a_run.home / "parley.duckdb"
    process = subprocess.Popen(
        [shell, "-readonly", "-csv", "-noheader", str(published)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("SELECT count(*) FROM articles;\n")
    process.stdin.flush()
    assert process.stdout.readline().strip() == "5"
    published.unlink()
    assert after_a_run("run").code == 0
    assert published.exists()
    rest, _ = process.communicate("SELECT count(*) FROM signals;\n", timeout=60)
    assert int(rest) > 40


def test_harlequin_opens_the_published_file(seeded: Parley) -> None:
    harlequin = tool("hsql", "harlequin")
    statement = "SELECT actor_name, count(*) AS n FROM signals GROUP BY actor_name ORDER BY n DESC, actor_name"
    done = run(harlequin, "--read-only", "--no-init", "--csv", "-c", statement, str(seeded.home / "parley.duckdb"))
    theirs = list(csv.DictReader(io.StringIO(done.stdout)))
    ours = list(csv.DictReader(io.StringIO(seeded("sql", statement, "--format", "csv").out)))
    assert theirs == ours


def test_the_notebook_runs_on_the_published_file(seeded: Parley, tmp_path: Path) -> None:
    marimo = tool("marimo", "marimo")
    notebook, page = tmp_path / "monday.py", tmp_path / "monday.html"
    shutil.copy(EXAMPLE, notebook)
    published = str(seeded.home / "parley.duckdb")
    run(marimo, "export", "html", "--no-include-code", str(notebook), "-o", str(page), "--", "--file", published)
    assert "Who moved in 2024-W21" in page.read_text("utf-8")
    assert "import parley" not in EXAMPLE.read_text("utf-8")
    assert not re.search(r"import (flows|warehouse|extractors|reports)", EXAMPLE.read_text("utf-8"))
