"""The prompt of `parley sql`: statements that end with a semicolon, history, completion, and a few commands."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.output import Output, write
from flows.cli.tables import FORMS, render

if TYPE_CHECKING:
    from warehouse.reader import Reader

HELP = """\
A statement ends with a semicolon and may go over several lines. Tab completes names, the arrow keys bring back earlier
statements, Ctrl-C stops a query or leaves a statement, Ctrl-D ends.

  .tables            views, macros and tables, with what each holds
  .columns NAME      the columns of one
  .ask [NUMBER]      the saved questions, or one of them: its SQL and its answer
  .format FORM       table, csv, json or markdown
  .timeout SECONDS   how long a query may take; 0: for ever
  .quit"""
KEPT = 2000  # statements of history


class Done(Exception):
    """The conversation is over."""


@dataclass
class State:
    """What can be changed from one statement to the next."""

    output: Output
    timeout: float


def converse(reader: Reader, history: Path, output: Output, timeout: float) -> None:
    """Read statements from the terminal and answer each, until its user has had enough."""
    from warehouse.errors import WarehouseError

    names = [str(word) for (word,) in reader.lookup("vocabulary", {}).rows]
    click.echo("parley: the published file, read-only. End a statement with a semicolon; .help for help.")
    with _line_editing(history, names):
        state = State(output, timeout)
        while True:
            try:
                answer_one(reader, read_statement(input), state)
            except (EOFError, Done):
                click.echo()
                return
            except KeyboardInterrupt:
                click.echo()
            except (WarehouseError, click.UsageError) as error:
                click.echo(f"parley: {error}", err=True)


def read_statement(ask: Callable[[str], str]) -> str:
    """Read lines until they make a statement or a command."""
    lines = [ask("parley> ")]
    if lines[0].startswith("."):
        return lines[0].strip()
    while not is_whole("\n".join(lines)):
        lines.append(ask("   ...> "))
    return "\n".join(lines).strip()


def is_whole(text: str) -> bool:
    """Whether a statement has its final semicolon, or there is nothing in it."""
    bare = re.sub(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*", "", text)
    return not text.strip() or (bare.rstrip().endswith(";") and "'" not in bare)


def answer_one(reader: Reader, text: str, state: State) -> None:
    """Answer one statement or command."""
    if not text:
        return
    if text.startswith("."):
        name, _, rest = text[1:].partition(" ")
        _command(reader, name, rest.strip().rstrip(";"), state)
        return
    write(reader, text, state.output, state.timeout)


def _command(reader: Reader, name: str, rest: str, state: State) -> None:
    match name:
        case "quit" | "exit":
            raise Done
        case "help":
            click.echo(HELP)
        case "tables":
            render(reader.lookup("tables", {}), "table")
        case "columns":
            render(reader.lookup("columns", {"name": rest}), "table")
        case "ask":
            _question(reader, rest, state)
        case "format" if rest in FORMS:
            state.output = replace(state.output, form=rest)
        case "timeout" if rest.replace(".", "", 1).isdigit():
            state.timeout = float(rest)
        case _:
            raise click.UsageError(f"cannot do {('.' + name + ' ' + rest).strip()!r}; .help lists what can be done")


def _question(reader: Reader, wanted: str, state: State) -> None:
    from flows.cli.ask import defaults
    from warehouse.questions import fill, find, questions

    if not wanted:
        for one in questions():
            click.echo(f"{one.number:>3}  {one.name:20} {one.title}")
        return
    question = find(wanted)
    text = fill(question, defaults(reader, question, {}))
    click.echo(f"{text};\n")
    write(reader, text, state.output, state.timeout)


@contextlib.contextmanager
def _line_editing(history: Path, names: Sequence[str]) -> Iterator[None]:
    """Edit lines with readline, where Python has it; the history is kept in a file that only its user can read."""
    try:
        import readline
    except ImportError:
        yield
        return
    readline.set_completer(Completer(names))
    readline.set_completer_delims(" \t\n,;()=<>'\"+-*/|.")
    readline.parse_and_bind("bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete")
    readline.set_history_length(KEPT)
    with contextlib.suppress(OSError):
        readline.read_history_file(history)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            history.touch(mode=0o600)
            readline.write_history_file(history)


class Completer:
    """Gives the names that begin with what was typed, in the case it was typed in."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = sorted(set(names), key=lambda name: (name.casefold(), name))
        self._found: list[str] = []

    def __call__(self, typed: str, nth: int) -> str | None:
        """Return the nth name, as readline asks for them; None: there are no more."""
        if nth == 0:
            begin = typed.casefold()
            found = [name for name in self._names if name.casefold().startswith(begin)]
            self._found = [name.upper() if typed.isupper() and name.islower() else name for name in found]
        return self._found[nth] if nth < len(self._found) else None
