"""The data dictionary and the page of saved questions, written from the database's own comments and the SQL files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse import connection as connections
from warehouse import migrations, sql
from warehouse.questions import Question, questions, script

BEGIN_WITH = ("signals", "articles", "weekly_stance")
DICTIONARY = """\
# Data dictionary

Written by `parley docs` from the comments in the database; do not edit. Any DuckDB client shows the same:
`FROM duckdb_views()`, `FROM duckdb_columns()`, `FROM duckdb_functions()`, each with its column `comment`.

Ask the **views**. Each `NAME_as_of(ts)` is the view NAME as it was at a moment. The tables below them are append-only
and hold what was ever known; a join of them that forgets what is in force counts things twice.

Times (`*_at`) are UTC, dates (`*_on`, `published_*`) are days, offsets (`char_*`) count code points from 0, and
`text[char_start + 1 : char_end]` is the evidence, always.
"""
QUESTIONS = """\
# The saved questions

Written by `parley docs` from `warehouse/questions/`; do not edit. `parley ask` lists them, `parley ask 1` answers one,
its options put other values in, and `parley ask 1 --sql` prints the SQL filled in. Everything here runs as it stands in
any DuckDB client that has opened `parley.duckdb`: `duckdb data/parley.duckdb`, then paste.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table or view."""

    name: str
    data_type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view."""

    kind: str
    name: str
    meaning: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro and what it is called with."""

    name: str
    parameters: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class Schema:
    """All that a warehouse holds, with its comments."""

    relations: tuple[Relation, ...]
    macros: tuple[Macro, ...]

    def without_comment(self) -> tuple[str, ...]:
        """Name everything that nobody has described."""
        described = [(one.name, one.meaning) for one in self.relations]
        described += [(one.name, one.meaning) for one in self.macros]
        described += [(f"{one.name}.{column.name}", column.meaning) for one in self.relations for column in one.columns]
        return tuple(name for name, meaning in described if not meaning)


def present_schema() -> Schema:
    """Return the schema that this program gives a new warehouse."""
    statements = sql.statements("dictionary.sql")
    path, now = Path(":memory:"), datetime.now(UTC)
    connection = connections.open_for_writing(path)
    try:
        migrations.migrate(connection, path, lambda: now, migrations.known_migrations())
        migrations.refresh_views(connection, lambda: now)
        columns = defaultdict(list)
        for table, *column in connection.execute(statements["columns"]).fetchall():
            columns[table].append(Column(*column))
        relations = connection.execute(statements["relations"]).fetchall()
        macros = connection.execute(statements["macros"]).fetchall()
    finally:
        connection.close()
    return Schema(
        tuple(Relation(kind, name, meaning, tuple(columns[name])) for kind, name, meaning in relations),
        tuple(Macro(name, tuple(parameters), meaning) for name, parameters, meaning in macros),
    )


def pages() -> dict[str, str]:
    """Return the generated pages by file name."""
    return {"data-dictionary.md": dictionary(present_schema()), "questions.md": question_page(questions())}


def dictionary(schema: Schema) -> str:
    """Write the data dictionary."""
    views = sorted((one for one in schema.relations if one.kind == "view"), key=_place)
    tables = [one for one in schema.relations if one.kind == "table"]
    return "\n".join((
        DICTIONARY, "## Views\n", _contents(views), *map(_relation, views),
        "## Macros\n", _macros(schema.macros),
        "## Tables\n", _contents(tables), *map(_relation, tables),
    )).rstrip() + "\n"  # fmt: skip


def question_page(asked: Iterable[Question]) -> str:
    """Write the page of saved questions, each with SQL that runs as it stands."""
    return "\n".join((QUESTIONS, *map(_question, asked))).rstrip() + "\n"


def _question(one: Question) -> str:
    options = ", ".join(f"`--{name.replace('_', '-')}`" for name in one.parameters)
    takes = f" Takes {options}." if options else ""
    return f"## {one.number}. {one.title}\n\n`{one.name}`: {one.answers}{takes}\n\n```sql\n{script(one, {})};\n```\n"


def _place(relation: Relation) -> tuple[int, str]:
    begin = BEGIN_WITH.index(relation.name) if relation.name in BEGIN_WITH else len(BEGIN_WITH)
    return begin, relation.name


def _contents(relations: Iterable[Relation]) -> str:
    rows = "".join(f"| [`{one.name}`](#{one.name}) | {_cell(one.meaning)} |\n" for one in relations)
    return f"| | |\n|---|---|\n{rows}"


def _relation(one: Relation) -> str:
    rows = "".join(f"| `{c.name}` | {c.data_type} | {_cell(c.meaning)} |\n" for c in one.columns)
    return f"### {one.name}\n\n{one.meaning}\n\n| column | type | meaning |\n|---|---|---|\n{rows}"


def _macros(macros: Iterable[Macro]) -> str:
    rows = "".join(f"| `{one.name}({', '.join(one.parameters)})` | {_cell(one.meaning)} |\n" for one in macros)
    return f"| macro | meaning |\n|---|---|\n{rows}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
