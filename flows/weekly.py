"""The weekly summary as one flow: it goes by what the warehouse holds, never by "the last week"."""

from __future__ import annotations

from dataclasses import replace

from prefect import flow, get_run_logger

from extractors.stance import load_tagger
from flows.artifacts import show
from flows.clock import now
from flows.deliver import deliver, due, messages
from flows.ingest import SCHEDULED_WAIT
from flows.intake import Intake
from flows.outcome import RunOutcome
from flows.publish import publish
from flows.session import writing
from flows.settings import Settings
from flows.stage import stage, this_run
from flows.store import begin, store
from flows.summaries import compose, issue_changed
from flows.tell import outcome


@flow(name="parley-weekly")
def weekly(home: str | None = None, trigger: str = "manual") -> RunOutcome:
    """Write the summary of every week whose content has changed since it was last written, publish, and send.

        weekly queries, as of the last commit that changed data -> WeeklySummary -> files, in all forms -> publish
        the newest week -> Prefect's artifacts; the newest that is over -> deliver, if an address is set

    A run that comes late, twice or out of order therefore writes and sends what a punctual one would have. Nothing that
    fails in showing or sending undoes what was written.
    """
    settings = Settings.build(home)
    with writing(settings, "parley weekly", SCHEDULED_WAIT if trigger == "schedule" else 0) as warehouse:
        tagger = load_tagger()
        begun = begin(this_run(), trigger, tagger)
        stored = stage("recording the run", lambda: store(warehouse, begun, Intake((), ()), tagger))
        issued = stage("writing summaries", lambda: issue_changed(warehouse, settings, begun))
        published = stage("publishing", lambda: publish(warehouse, settings))
        done = outcome(warehouse, stored, issued, published)
        newest = compose(warehouse, issued[-1].week, issued[-1].as_of) if issued else None
        weeks = due(settings, [one.week for one in issued], now().date())
        told = messages(warehouse, weeks, done.as_of, settings.reports) if done.as_of else ()
    # The home is free again: no other run waits for a slow mail server.
    if newest:
        stage("showing the newest week in Prefect", lambda: show(newest))
    sent = stage("delivering", lambda: deliver(settings, told, now())) if told else ()
    for one in sent:
        if one.reason:
            get_run_logger().warning("%s %s to %s: %s", one.week, one.state, one.target or "anybody", one.reason)
    return replace(done, deliveries=sent)
