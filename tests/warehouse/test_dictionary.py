"""The generated pages: up to date, and nothing in the schema without a word on what it means."""

from __future__ import annotations

import pytest

from tests.warehouse.making import ROOT
from warehouse.dictionary import Column, Macro, Relation, Schema, dictionary, pages, present_schema


@pytest.mark.parametrize("name", ["data-dictionary.md", "questions.md"])
def test_the_page_in_docs_is_what_the_database_says(name: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == pages()[name], "stale: run `parley docs`"


def test_every_table_view_macro_and_column_has_a_comment() -> None:
    schema = present_schema()
    assert schema.without_comment() == ()
    assert {one.kind for one in schema.relations} == {"table", "view"}
    assert {"signals", "signal", "label", "rule", "topic"} <= {one.name for one in schema.relations}
    assert {"why", "kwic", "search", "as_of", "signals_as_of"} <= {one.name for one in schema.macros}


def test_what_nobody_described_is_named() -> None:
    bare = Relation("table", "t", "", (Column("a", "INTEGER", ""), Column("b", "INTEGER", "A | b")))
    schema = Schema((bare,), (Macro("m", ("x",), ""),))
    assert schema.without_comment() == ("t", "m", "t.a")
    assert "A \\| b" in dictionary(schema)
