"""Taking in articles from a source and publishing what is new, as one flow."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from prefect import flow

from extractors.stance import load_tagger
from flows.fetch.intake import read_feeds, read_page
from flows.intake import Intake, read_folder
from flows.outcome import RunOutcome
from flows.publish import publish
from flows.session import writing
from flows.settings import Settings
from flows.stage import stage, this_run
from flows.store import begin, store
from flows.tell import outcome
from warehouse.source import known_urls

SourceKind = Literal["seeds", "folder", "feeds", "page"]
SCHEDULED_WAIT = 600.0  # seconds that a scheduled run waits for another run's lock


@flow(name="parley-ingest")
def ingest(
    source: SourceKind = "feeds", where: str | None = None, home: str | None = None, trigger: str = "manual"
) -> RunOutcome:
    """Take in articles, code what is new, store, publish.

        seeds | folder of texts -> read_folder \\
        feeds file -> read_feeds (poll, fetch)   > Article | Rejection -> store -> publish
        page's URL -> read_page (fetch)         /

    Args:
        source: what kind of place they come from.
        where: the folder, the feeds file (None: parley's own list), or the page's URL.
        home: where everything is kept; None: `PARLEY_HOME`, else `./data`.
        trigger: what started the run, for the record.
    """
    settings = Settings.build(home)
    with writing(settings, "parley ingest", SCHEDULED_WAIT if trigger == "schedule" else 0) as warehouse:
        tagger = load_tagger()
        begun = begin(this_run(), trigger, tagger)
        intake = stage(f"reading {source}", lambda: _read(source, where, settings, known_urls(warehouse)))
        stored = stage("coding and storing", lambda: store(warehouse, begun, intake, tagger))
        published = stage("publishing", lambda: publish(warehouse, settings))
        return outcome(warehouse, stored, (), published)


def _read(source: SourceKind, where: str | None, settings: Settings, known: frozenset[str]) -> Intake:
    match source:
        case "seeds":
            return read_folder(settings.seeds_in(where), settings.raw)
        case "folder":
            return read_folder(Path(where or "."), settings.raw)
        case "feeds":
            return read_feeds(Path(where) if where else None, settings, known)
        case "page":
            return read_page(where or "", settings)
