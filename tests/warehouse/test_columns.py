"""Columns keep what they are given, byte for byte."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from warehouse.columns import long_texts


@given(st.lists(st.text()))
def test_long_texts_are_those_that_arrow_makes(texts: list[str]) -> None:
    made = long_texts(texts)
    made.validate(full=True)
    assert made.equals(pa.array(texts, type=pa.large_string()))
