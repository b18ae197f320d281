"""The weekly summary as one flow: it goes by what the warehouse holds, never by "the last week"."""

from __future__ import annotations

from prefect import flow

from extractors.stance import load_tagger
from flows.ingest import SCHEDULED_WAIT
from flows.intake import Intake
from flows.outcome import RunOutcome
from flows.publish import publish
from flows.session import writing
from flows.settings import Settings
from flows.stage import stage, this_run
from flows.store import begin, store
from flows.summaries import issue_changed
from flows.tell import outcome


@flow(name="parley-weekly")
def weekly(home: str | None = None, trigger: str = "manual") -> RunOutcome:
    """Write the summary of every week whose content has changed since it was last written, and publish.

        weekly queries, as of the last commit that changed data -> WeeklySummary -> HTML, Markdown, JSON -> publish

    A run that comes late, twice or out of order therefore writes what a punctual one would have written.
    """
    settings = Settings.build(home)
    with writing(settings, "parley weekly", SCHEDULED_WAIT if trigger == "schedule" else 0) as warehouse:
        tagger = load_tagger()
        begun = begin(this_run(), trigger, tagger)
        stored = stage("recording the run", lambda: store(warehouse, begun, Intake((), ()), tagger))
        issued = stage("writing summaries", lambda: issue_changed(warehouse, settings, begun))
        published = stage("publishing", lambda: publish(warehouse, settings))
        return outcome(warehouse, stored, issued, published)
