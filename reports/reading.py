"""Reads the rows of the weekly queries into typed records, and refuses what does not fit."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar, Union, cast, get_args, get_origin, get_type_hints

from extractors.records import QueryResult


class BadRowError(ValueError):
    """A query gave no such column, or a value of another type than the summary needs."""


RowType = TypeVar("RowType")


def read(results: Mapping[str, QueryResult], name: str, row_type: type[RowType]) -> tuple[RowType, ...]:
    """Give the rows of one query as records, in the query's own order."""
    result = results.get(name)
    if result is None:
        raise BadRowError(f"the weekly query {name!r} was not run")
    hints = get_type_hints(row_type)
    names = [field.name for field in fields(row_type)]  # type: ignore[arg-type]
    missing = [column for column in names if column not in result.columns]
    if missing:
        raise BadRowError(f"the weekly query {name!r} gives no column {missing[0]!r}")
    at = [(result.columns.index(column), _fitting(hints[column], f"{name}.{column}")) for column in names]
    return tuple(row_type(*(fit(row[index]) for index, fit in at)) for row in result.rows)


def _fitting(hint: object, where: str) -> Callable[[object], object]:
    """Give what turns a column's values into the wanted type, or refuses them."""
    accepted = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    is_optional = types.NoneType in accepted
    (wanted,) = (one for one in accepted if one is not types.NoneType)
    as_wanted = _AS.get(get_origin(wanted) or wanted)

    def fit(value: object) -> object:
        if value is None and is_optional:
            return None
        fitted = as_wanted(value) if as_wanted else value if isinstance(value, cast(type, wanted)) else None
        if fitted is None:
            raise BadRowError(f"{where} is {value!r}, which is not {hint}")
        return fitted

    return fit


def _tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list | tuple) else () if value is None else None


def _float(value: object) -> object:
    return float(value) if isinstance(value, int | float | Decimal) else None


def _date(value: object) -> object:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _int(value: object) -> object:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


_AS: Mapping[object, Callable[[object], object]] = {tuple: _tuple, float: _float, date: _date, int: _int}
