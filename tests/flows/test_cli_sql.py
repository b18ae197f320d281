"""`parley sql`: limits that hold, values that come out whole, and the prompt on a real terminal."""

from __future__ import annotations

import contextlib
import csv
import fcntl
import io
import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from flows.cli.shell import Completer, is_whole
from tests.flows.conftest import Parley

ENDLESS = "SELECT sum(a.range) FROM range(10000000) AS a, range(10000000) AS b"
HUGE = "SELECT list(range) FROM range(200000000)"
ODD = (
    "SELECT 1.0 / 3 AS third, repeat('long ', 5000) AS text, chr(27) || '[31m' AS steering, NULL AS nothing, "
    "[1.5, 2] AS list"
)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((ENDLESS, "--timeout", "0.2"), "stopped after 0.2 s"),
        ((HUGE, "--memory", "100MB"), "more memory"),
        ((f"{ENDLESS} UNION ALL {ENDLESS}", "--timeout", "0.2", "--json"), "--timeout"),
    ],
)
def test_a_query_that_runs_away_is_stopped_with_the_remedy(
    seeded: Parley, arguments: tuple[str, ...], said: str
) -> None:
    began = time.monotonic()
    ran = seeded("sql", *arguments)
    assert ran.code == 5
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert time.monotonic() - began < 30


def test_what_is_stopped_leaves_no_file_behind(seeded: Parley, tmp_path: Path) -> None:
    for form in ("csv", "parquet"):
        out = tmp_path / f"rows.{form}"
        assert seeded("sql", ENDLESS, "--timeout", "0.2", "--format", form, "--out", str(out)).code == 5
    assert list(tmp_path.iterdir()) == [seeded.home] or list(tmp_path.iterdir()) == []


def test_rows_come_as_they_are_made(seeded: Parley) -> None:
    process = seeded.start("sql", "FROM range(1000000000000)", "--format", "csv", "--timeout", "20")
    assert process.stdout is not None
    assert [process.stdout.readline() for _ in range(3)] == ["range\n", "0\n", "1\n"]
    process.stdout.close()
    process.terminate()
    process.wait(timeout=30)


def test_csv_and_json_give_every_value_whole_and_a_table_steers_no_terminal(seeded: Parley) -> None:
    (row,) = csv.DictReader(io.StringIO(seeded("sql", ODD, "--format", "csv").out))
    assert float(row["third"]) == 1 / 3
    assert row["text"] == "long " * 5000
    (record,) = json.loads(seeded("sql", ODD, "--json").out)
    assert record["third"] == 1 / 3
    assert record["list"] == [1.5, 2.0]
    assert record["nothing"] is None
    table = seeded("sql", ODD).out
    assert "\x1b" not in table
    assert "␛[31m" in table


def test_a_table_in_a_pipe_shows_the_telling_columns_and_says_so(seeded: Parley) -> None:
    ran = seeded("sql", "FROM signals")
    head = ran.out.splitlines()[0].split()
    assert {"iso_week", "actor", "signal_type", "evidence"} <= set(head)
    assert "coding_id" not in head
    assert "--all-columns" in ran.err
    assert "coding_id" in seeded("sql", "FROM signals", "--all-columns").out
    assert len(json.loads(seeded("sql", "FROM signals LIMIT 1", "--json").out)[0]) > 40


def _at_the_terminal() -> None:
    """Let Ctrl-C be a signal, also where the tests run behind a shell's & and have it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A parley at a terminal of its own, typed at and read from."""

    def __init__(self, parley: Parley, *arguments: str) -> None:
        self.keyboard, screen = pty.openpty()
        environment = parley.environment | {"TERM": "dumb", "INPUTRC": "/dev/null", "PAGER": "cat"}
        command = [str(Path(sys.executable).parent / "parley"), *arguments]
        self.process = subprocess.Popen(
            command,
            env=environment,
            stdin=screen,
            stdout=screen,
            stderr=screen,
            start_new_session=True,
            preexec_fn=_at_the_terminal,  # noqa: PLW1509
        )
        os.close(screen)
        self.seen = ""

    def until(self, wanted: str, within: float = 90) -> str:
        """Read until these words have come; gives all that came."""
        end = time.monotonic() + within
        while wanted not in self.seen:
            ready, _, _ = select.select([self.keyboard], [], [], max(end - time.monotonic(), 0))
            assert ready, f"no {wanted!r} in {self.seen!r}"
            self.seen += os.read(self.keyboard, 65536).decode(errors="replace")
        before, _, self.seen = self.seen.partition(wanted)
        return before

    def type(self, keys: str) -> None:
        os.write(self.keyboard, keys.encode())

    def interrupt(self) -> None:
        """Press Ctrl-C until the prompt is back: one that comes before the program listens is lost."""
        for _ in range(30):
            self.type("\x03")
            with contextlib.suppress(AssertionError):
                self.until("parley> ", within=3)
                return
        raise AssertionError(f"no prompt after Ctrl-C, but {self.seen!r}")

    def ask(self, statement: str) -> str:
        """Type a statement and give what is answered before the next prompt."""
        self.type(f"{statement}\n")
        return self.until("parley> ")


def test_the_prompt_answers_completes_remembers_and_refuses_to_write(after_a_run: Parley) -> None:
    terminal = Terminal(after_a_run, "sql", "--timeout", "0.5")
    terminal.until("parley> ")
    assert "42" in terminal.ask("SELECT 40\n+ 2 AS sum;")
    assert "does not only read" in terminal.ask("DELETE FROM signal;")
    assert "stopped after 0.5 s" in terminal.ask(f"{ENDLESS};")
    assert "weekly_stance" in terminal.ask(".tables")
    assert "One of the codebook" in terminal.ask(".columns signals")
    assert "position_changes" in terminal.ask(".ask who-moved")
    assert "cannot do" in terminal.ask(".nonsense")
    terminal.ask(".format csv")
    assert "has\r\nTrue\r\n" in terminal.ask("SELECT count(*) > 0 AS has FROM weekly_sta\t;")
    terminal.type("SELECT unfinished")
    terminal.until("unfinished")
    terminal.interrupt()
    terminal.ask(".timeout 0")
    terminal.type(f"{ENDLESS};\n")
    terminal.until("\n")
    terminal.interrupt()
    terminal.type("\x04")
    assert terminal.process.wait(timeout=30) == 0
    history = after_a_run.home / "sql_history"
    assert "SELECT 40" in history.read_text()
    assert history.stat().st_mode & 0o077 == 0


def test_a_statement_is_whole_at_its_semicolon_outside_quotes() -> None:
    assert all(map(is_whole, ("SELECT 1;", "SELECT ';';", "", "  ", "SELECT 1; -- a 'remark", 'FROM "it\'s";')))
    assert not any(map(is_whole, ("SELECT 1", "SELECT ';", "SELECT 1 -- ;", "SELECT 'it''s; ")))


def test_completion_keeps_the_case_that_was_typed() -> None:
    complete = Completer(["select", "signals", "signal_id", "Actor1Code"])
    assert [complete("sig", n) for n in range(3)] == ["signal_id", "signals", None]
    assert complete("SEL", 0) == "SELECT"
    assert complete("actor1", 0) == "Actor1Code"
    assert complete("x", 0) is None
