"""The main job as one flow: seeds in, published file and weekly summaries out."""

from __future__ import annotations

from prefect import flow

from extractors.stance import load_tagger
from flows.intake import read_folder
from flows.outcome import RunOutcome
from flows.publish import publish
from flows.session import writing
from flows.settings import Settings
from flows.stage import stage, this_run
from flows.store import begin, store
from flows.summaries import issue_changed
from flows.tell import outcome


@flow(name="parley-run")
def run(home: str | None = None, seeds: str | None = None, trigger: str = "manual") -> RunOutcome:
    """Load the seeds, code them, store, summarise, publish.

        seeds/*.txt + manifest.toml
          -> read_folder      Article | Rejection
          -> store            tag what is new; one transaction, checked before it commits
          -> issue_changed    weekly queries -> WeeklySummary -> page, text, JSON, pictures, feeds
          -> publish          warehouse.duckdb -> parley.duckdb, by atomic rename

    A second run on unchanged seeds appends one run event and leaves data and reports as they are. The read copy
    is made anew, since it tells of that event too.
    """
    settings = Settings.build(home)
    folder = settings.seeds_in(seeds)
    with writing(settings, "parley run") as warehouse:
        tagger = load_tagger()
        begun = begin(this_run(), trigger, tagger)
        intake = stage("reading the seeds", lambda: read_folder(folder, settings.raw))
        stored = stage("coding and storing", lambda: store(warehouse, begun, intake, tagger))
        issued = stage("writing summaries", lambda: issue_changed(warehouse, settings, begun))
        published = stage("publishing", lambda: publish(warehouse, settings))
        return outcome(warehouse, stored, issued, published)
