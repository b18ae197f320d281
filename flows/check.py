"""Holding everything that is stored to every check, as one flow."""

from __future__ import annotations

from prefect import flow

from flows.ingest import SCHEDULED_WAIT
from flows.session import writing
from flows.settings import Settings
from flows.stage import stage
from warehouse.errors import ChecksFailed
from warehouse.store import Warehouse


@flow(name="parley-check")
def check(home: str | None = None, trigger: str = "manual") -> None:
    """Run every check over every row; a row that breaks one fails the flow and is named.

    Each load has run the same checks on its own rows before it was committed. This finds what happened to the file
    since, and what a check that is new says of old rows. Nothing is changed, and the read copy stays as it is.
    """
    settings = Settings.build(home)
    with writing(settings, "parley check", SCHEDULED_WAIT if trigger == "schedule" else 0) as warehouse:
        stage("checking everything", lambda: hold(warehouse))


def hold(warehouse: Warehouse) -> None:
    """Run every check over everything.

    Raises:
        warehouse.errors.ChecksFailed: if any finds a row.
    """
    failures = warehouse.check()
    if failures:
        raise ChecksFailed(failures)
