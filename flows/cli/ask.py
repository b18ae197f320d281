"""`parley ask`: the saved questions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.home import home_option
from flows.cli.output import Output, limit_options, output_options, write
from flows.cli.values import Day, Moment, Week
from flows.settings import Settings

if TYPE_CHECKING:
    from warehouse.questions import Question
    from warehouse.reader import Reader

PARTIES = ("party", "target")


@click.command(
    "ask",
    epilog="""\b
Examples:
  parley ask                                       the list of questions
  parley ask 1                                     who moved in the newest week
  parley ask who-moved --week 2022-W51             the same, of another week
  parley ask first-offer --party Russia --json
  parley ask believed-then --as-of 2024-06-01
  parley ask 5 --sql | duckdb data/parley.duckdb   its SQL, filled in, for any other tool
  parley ask 12 --format parquet --out answer.parquet

\b
The SQL that is run goes to stderr, the rows go to stdout. docs/questions.md shows every question with its SQL.
""",
)
@click.argument("which", metavar="[NUMBER|NAME]", required=False)
@click.option("--party", help="A party's id or name, such as RUS or Russia.")
@click.option("--target", help="The party addressed or spoken about.")
@click.option("--person", help="An entity id such as vladimir-putin.")
@click.option("--condition", help="One of the codebook's conditions, such as territory.")
@click.option("--word", help="A word to look for.")
@click.option("--since", type=Day(), help="First day.")
@click.option("--until", type=Day(), help="Last day.")
@click.option("--week", type=Week(), help="One ISO week.  [default: the newest with signals]")
@click.option("--as-of", type=Moment(), help="The state of the data at this time.  [default: now]")
@click.option("--sql", "sql_only", is_flag=True, help="Print the SQL, filled in, and do not run it.")
@output_options
@limit_options
@home_option
def command(
    which: str | None,
    party: str | None,
    target: str | None,
    person: str | None,
    condition: str | None,
    word: str | None,
    since: date | None,
    until: date | None,
    week: str | None,
    as_of: datetime | None,
    sql_only: bool,
    output: Output,
    timeout: float,
    memory: str | None,
    home: Path | None,
) -> None:
    """Answer a saved question from the published file; without one, list them."""
    from warehouse.errors import NoSuchQuestion
    from warehouse.questions import fill, find, script
    from warehouse.reader import Reader

    if which is None:
        _list(output)
        return
    try:
        question = find(which)
    except NoSuchQuestion as error:
        raise click.UsageError(str(error)) from error
    given = {
        "party": party, "target": target, "person": person, "condition": condition, "word": word,
        "since": since, "until": until, "week": week, "as_of": as_of,
    }  # fmt: skip
    values: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    _refuse_what_it_does_not_take(question, values)
    if sql_only and not values.keys() & set(PARTIES):
        click.echo(_headed(question, script(question, values)))
        return
    with Reader.open(Settings.build(home).published, memory) as reader:
        values = _with_ids(reader, values)
        if sql_only:
            click.echo(_headed(question, script(question, values)))
            return
        text = fill(question, values | defaults(reader, question, values))
        click.echo(_headed(question, text) + "\n", err=True)
        write(reader, text, output, timeout)


def defaults(reader: Reader, question: Question, values: Mapping[str, object]) -> dict[str, object]:
    """Ask for the values of the parameters that were given none, such as the newest week."""
    from warehouse.questions import to_ask_first

    return {name: reader.sql(query).rows[0][0] for name, query in to_ask_first(question, values).items()}


def _headed(question: Question, text: str) -> str:
    return f"-- {question.number}. {question.title} {question.answers}\n{text}"


def _refuse_what_it_does_not_take(question: Question, values: Mapping[str, object]) -> None:
    unknown = [name for name in values if name not in question.parameters]
    if unknown:
        takes = ", ".join(f"--{name.replace('_', '-')}" for name in question.parameters) or "none"
        named = ", ".join(f"--{name.replace('_', '-')}" for name in unknown)
        raise click.UsageError(f"question {question.number} ({question.name}) does not take {named}; it takes: {takes}")


def _with_ids(reader: Reader, values: Mapping[str, object]) -> dict[str, object]:
    """Put the ids of parties in place of their names."""
    return {name: _party_id(reader, str(value)) if name in PARTIES else value for name, value in values.items()}


def _party_id(reader: Reader, wanted: str) -> str:
    known = {str(key): str(name) for key, name in reader.lookup("parties", {}).rows}
    for key, name in known.items():
        if wanted.casefold() in (key.casefold(), name.casefold()):
            return key
    if wanted in ("author", "analyst"):
        return wanted
    like = [f"{key} ({name})" for key, name in known.items() if name[:1].casefold() == wanted[:1].casefold()]
    hint = f"; do you mean {', '.join(like[:8])}?" if like else "; the table actor holds them all."
    raise click.UsageError(f"there is no party {wanted!r}{hint}")


def _list(output: Output) -> None:
    from warehouse.questions import questions

    if output.form == "json":
        told = [
            {
                "number": one.number,
                "name": one.name,
                "title": one.title,
                "answers": one.answers,
                "takes": one.parameters,
            }
            for one in questions()
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    width = max(len(one.name) for one in questions())
    for one in questions():
        takes = " ".join(f"--{name.replace('_', '-')}" for name in one.parameters)
        click.echo(
            f"{one.number:>3}  {one.name:{width}}  {one.title}\n{'':>3}  {'':{width}}  {click.style(takes, dim=True)}"
        )
