"""Two processes at once: a second writer is refused by name, a reader never stands in the way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.conftest import Parley

HOLD = """
import sys
from pathlib import Path
from flows.session import writing
from flows.settings import Settings
with writing(Settings.build(Path(sys.argv[1])), "a test that holds the home"):
    print("held", flush=True)
    sys.stdin.read()
"""
READ = """
import sys
import duckdb
with duckdb.connect(sys.argv[1], read_only=True) as con:
    print(con.execute("SELECT count(*) FROM run").fetchone()[0], flush=True)
    sys.stdin.read()
    print(con.execute("SELECT count(*) FROM run").fetchone()[0], flush=True)
"""


@pytest.fixture
def holder(parley: Parley) -> Iterator[subprocess.Popen[str]]:
    parley.home.mkdir()
    process = python(HOLD, parley.home)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.communicate("")


def python(program: str, argument: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, str(argument)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_a_second_writer_is_refused_with_the_holders_process_id(parley: Parley, holder: subprocess.Popen[str]) -> None:
    for arguments in (("run",), ("ingest", "--seeds")):
        refused = parley(*arguments)
        assert refused.code == 4
        assert str(holder.pid) in refused.err
        assert "a test that holds the home" in refused.err
        assert "Traceback" not in refused.err


@pytest.mark.slow
def test_a_foreign_tool_that_has_the_warehouse_open_is_named(after_a_run: Parley) -> None:
    parley = after_a_run
    program = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    process = python(program, parley.home / "warehouse.duckdb")
    assert process.stdout is not None
    process.stdout.readline()
    refused = parley("run")
    process.communicate("")
    assert refused.code == 4
    assert str(process.pid) in refused.err


@pytest.mark.slow
def test_a_reader_that_keeps_the_read_copy_open_never_blocks_a_run_and_keeps_what_it_sees(after_a_run: Parley) -> None:
    parley = after_a_run
    reader = python(READ, parley.home / "parley.duckdb")
    assert reader.stdout is not None
    seen = reader.stdout.readline().strip()
    assert parley("run").code == 0
    rows = parley("sql", "SELECT count(*) AS n FROM run", "--json").json()
    rest, _ = reader.communicate("")
    assert rest.strip() == seen == "1"
    assert rows == [{"n": 2}]
