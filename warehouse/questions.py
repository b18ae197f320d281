"""The saved questions: SQL files with a header, filled with values so that any DuckDB client can run them.

A header names the question and its parameters, and the SQL below names them as `$party`:

    -- title: Who calls whom insincere?
    -- answers: One sentence on what the rows say.
    -- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of))
    -- param party

A parameter with a default is always filled. A line that names one without a default and without a value is left out.
`signals_as_of($as_of)` reads `signals` where no moment is given: that is what the view is. A default that is a query is
asked first and its answer put in: DuckDB can then leave unread whatever lies outside the week.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from warehouse import sql
from warehouse.errors import NoSuchQuestion

PARAMETER = re.compile(r"\$(\w+)")
HEADER = re.compile(r"^-- (title|answers|param)(?:: | )(.+)$")
AS_IT_STANDS = re.compile(r"(\w+)_as_of\(\$as_of\)")
AS_OF = "as_of"
NOW = "'infinity'::TIMESTAMPTZ"  # as it stands, where a macro asks for a moment among other things


@dataclass(frozen=True, slots=True)
class Question:
    """One saved question."""

    number: int
    name: str  # such as "who-moved"
    title: str
    answers: str  # one sentence on what the rows say
    defaults: Mapping[str, str | None]  # by parameter: an SQL expression, or None where it may be left out
    template: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that it takes, `as_of` last."""
        others = [name for name in self.defaults if name != AS_OF]
        return (*others, AS_OF) if f"${AS_OF}" in self.template else tuple(others)


def questions() -> tuple[Question, ...]:
    """Return every saved question, by number."""
    return _read(sql.files("questions"))


def find(wanted: str) -> Question:
    """Return the question of that number or name.

    Raises:
        NoSuchQuestion: if there is none.
    """
    for one in questions():
        if wanted in (str(one.number), one.name):
            return one
    raise NoSuchQuestion(wanted)


def to_ask_first(question: Question, values: Mapping[str, object]) -> dict[str, str]:
    """Return the queries that give the defaults of the parameters without a value."""
    moment = {name: literal(value) for name, value in values.items() if name == AS_OF and value is not None}
    return {
        name: _at(default, moment.get(AS_OF)).removeprefix("(").removesuffix(")")
        for name, default in question.defaults.items()
        if default and default.startswith("(SELECT ") and values.get(name) is None
    }


def fill(question: Question, values: Mapping[str, object]) -> str:
    """Return a question's SQL with values, or else its defaults, in place of its parameters."""
    return _filled(question, {name: literal(value) for name, value in values.items() if value is not None})


def script(question: Question, values: Mapping[str, object]) -> str:
    """Return SQL to paste into any DuckDB client: the defaults as variables, then the question."""
    asked = to_ask_first(question, values)
    given = {name: literal(value) for name, value in values.items() if value is not None}
    text = _filled(question, {name: f"getvariable('{name}')" for name in asked} | given)
    return "".join(f"SET VARIABLE {name} = ({query});\n" for name, query in asked.items()) + text


def literal(value: object) -> str:
    """Return a value as DuckDB writes it."""
    match value:
        case datetime():
            return f"TIMESTAMPTZ '{value.astimezone(UTC).isoformat(sep=' ')}'"
        case date():
            return f"DATE '{value.isoformat()}'"
        case bool() | int() | float():
            return str(value)
        case str():
            return "'" + value.replace("'", "''") + "'"
        case _:
            raise TypeError(f"a question takes no {type(value).__name__}")


def _filled(question: Question, given: Mapping[str, str]) -> str:
    missing = {name for name, default in question.defaults.items() if default is None} - given.keys()
    kept = [line for line in question.template.splitlines() if not missing & set(PARAMETER.findall(line))]
    known = {name: default for name, default in question.defaults.items() if default is not None} | dict(given)
    moment = known.pop(AS_OF, None)
    return _at(_put("\n".join(kept), known), moment)


def _at(text: str, moment: str | None) -> str:
    return _put(text, {AS_OF: moment}) if moment else _put(AS_IT_STANDS.sub(r"\1", text), {AS_OF: NOW})


def _put(text: str, values: Mapping[str, str]) -> str:
    return PARAMETER.sub(lambda found: values.get(found[1], found[0]), text)


@cache
def _read(paths: tuple[Path, ...]) -> tuple[Question, ...]:
    return tuple(sorted((_question(path) for path in paths), key=lambda one: one.number))


def _question(path: Path) -> Question:
    lines = path.read_text("utf-8").splitlines()
    headers = [found for line in lines if (found := HEADER.match(line))]
    told = {found[1]: found[2] for found in headers}
    number, _, name = path.stem.partition("_")
    return Question(
        number=int(number),
        name=name.replace("_", "-"),
        title=told["title"],
        answers=told["answers"],
        defaults=dict(_parameter(found[2]) for found in headers if found[1] == "param"),
        template="\n".join(line for line in lines if not HEADER.match(line)).strip(),
    )


def _parameter(header: str) -> tuple[str, str | None]:
    name, _, default = header.partition(" = ")
    return name, default or None
