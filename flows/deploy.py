"""Deployments and schedules, nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

    from flows.settings import Settings

INGEST_EVERY = timedelta(hours=1)
WEEKLY_CRON = "0 6 * * 1"  # Mondays 06:00 UTC
CHECK_CRON = "30 3 * * *"  # every night, when the news is quiet


def deployments(
    settings: Settings, feeds: str | None, ingest_every: timedelta = INGEST_EVERY, weekly_cron: str = WEEKLY_CRON
) -> tuple[RunnerDeployment, ...]:
    """Return the deployments: ingest at an interval, the weekly summary and the nightly check by cron in UTC.

    A run that is due while the one before it is still going is cancelled, since flows go by what the warehouse
    holds and the next run makes up for it.
    """
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron, Interval
    from prefect.types.entrypoint import EntrypointType

    from flows.check import check
    from flows.ingest import ingest
    from flows.weekly import weekly

    one_at_a_time = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    home = str(settings.home)
    made = (
        ingest.to_deployment(
            name="hourly",
            schedule=Interval(ingest_every),
            parameters={"source": "feeds", "where": feeds, "home": home, "trigger": "schedule"},
            concurrency_limit=one_at_a_time,
            entrypoint_type=EntrypointType.MODULE_PATH,
            description="Poll the feeds, code what is new, publish.",
        ),
        weekly.to_deployment(
            name="mondays",
            schedule=Cron(weekly_cron, timezone="UTC"),
            parameters={"home": home, "trigger": "schedule"},
            concurrency_limit=one_at_a_time,
            entrypoint_type=EntrypointType.MODULE_PATH,
            description="Write the weekly summaries that have changed, publish.",
        ),
        check.to_deployment(
            name="nightly",
            schedule=Cron(CHECK_CRON, timezone="UTC"),
            parameters={"home": home, "trigger": "schedule"},
            concurrency_limit=one_at_a_time,
            entrypoint_type=EntrypointType.MODULE_PATH,
            description="Hold everything stored to every check.",
        ),
    )
    return cast("tuple[RunnerDeployment, ...]", made)  # a coroutine only inside an event loop
