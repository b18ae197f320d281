"""How a flow shows its steps to Prefect, with the logic itself free of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from flows.progress import report

if TYPE_CHECKING:
    from prefect import Task

Result = TypeVar("Result")


def stage(name: str, work: Callable[[], Result]) -> Result:
    """Do one step of a flow as a Prefect task of that name.

    The task takes no parameters, since Prefect would walk through every record in search of futures.
    """
    from prefect import task
    from prefect.cache_policies import NO_CACHE

    report(name)
    step: Task[[], Result] = task(name=name, cache_policy=NO_CACHE)(work)
    return step()


def this_run() -> str:
    """Return the id of the Prefect flow run under way; parley's own run carries the same."""
    from prefect.runtime import flow_run

    return str(flow_run.get_id())
