"""What options are given: weeks, days and moments, checked as they are read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import click

from flows.outcome import monday_of


class Week(click.ParamType[str]):
    """An ISO week such as 2022-W51."""

    name = "week"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check that there is such a week."""
        try:
            if not re.fullmatch(r"\d{4}-W\d{2}", str(value)):
                raise ValueError(value)
            monday_of(str(value))
        except ValueError:
            self.fail(f"{value!r} is no ISO week; write it as 2022-W51", param, ctx)
        return str(value)


class Day(click.ParamType[date]):
    """A day in ISO 8601."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2024-05-27", param, ctx)


class Moment(click.ParamType[datetime]):
    """A time in ISO 8601; without a zone it is UTC."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read the time."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no time; write it as 2024-05-27T06:00Z", param, ctx)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
