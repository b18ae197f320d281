"""Taking in articles from a source and publishing what is new, as one flow."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from prefect import flow

from extractors.stance import load_tagger
from flows.clock import now
from flows.fetch.changes import Changes
from flows.fetch.folder import read_tree
from flows.fetch.intake import Past, read_feeds, read_page
from flows.intake import Intake, read_folder
from flows.outcome import RunOutcome
from flows.publish import publish
from flows.replay import replay
from flows.session import writing
from flows.settings import Settings
from flows.stage import stage, this_run
from flows.store import begin, store_each
from flows.tell import outcome
from warehouse.source import feed_states, known_entries, known_urls
from warehouse.store import Warehouse

SourceKind = Literal["seeds", "folder", "feeds", "page", "replay"]
SCHEDULED_WAIT = 600.0  # seconds that a scheduled run waits for another run's lock


@flow(name="parley-ingest")
def ingest(
    source: SourceKind = "feeds",
    where: str | None = None,
    home: str | None = None,
    trigger: str = "manual",
    *,
    due_only: bool = False,
) -> RunOutcome:
    """Take in articles, code what is new, store, publish.

        seeds -> read_folder                               \\
        folder of texts and pages -> read_tree              \\
        feeds file -> read_feeds (poll, fetch, extract)      > Intake, batch by batch -> store_each -> publish
        page's URL -> read_page (fetch, extract)            /
        what is stored -> replay (raw bytes, extract)      /

    Each batch is one transaction; interrupted, the run leaves whole batches, and the next one makes up for the rest.

    Args:
        source: what kind of place they come from.
        where: the folder, the feeds file (None: `parley.toml`, else parley's own list), or the page's URL.
        home: where everything is kept; None: `PARLEY_HOME`, else `./data`.
        trigger: what started the run, for the record.
        due_only: leave out feeds that are not due yet; a scheduled run always does.
    """
    settings = Settings.build(home)
    with writing(settings, "parley ingest", SCHEDULED_WAIT if trigger == "schedule" else 0) as warehouse:
        tagger = load_tagger()
        begun = begin(this_run(), trigger, tagger)
        everything = not (due_only or trigger == "schedule")
        read = _read(source, where, settings, warehouse, everything=everything)
        stored = stage(f"reading {source}, coding, storing", lambda: store_each(warehouse, begun, read, tagger))
        published = stage("publishing", lambda: publish(warehouse, settings))
        return outcome(warehouse, stored, (), published)


def _read(
    source: SourceKind, where: str | None, settings: Settings, warehouse: Warehouse, *, everything: bool
) -> Iterable[Intake]:
    match source:
        case "seeds":
            return (read_folder(settings.seeds_in(where), settings.raw),)
        case "folder":
            return read_tree(Path(where or "."), settings.raw)
        case "feeds":
            past = Past(
                known_urls(warehouse, now()),
                Changes.of(warehouse, now()),
                feed_states(warehouse),
                known_entries(warehouse, now()),
            )
            return read_feeds(Path(where) if where else None, settings, past, everything=everything)
        case "page":
            return read_page(where or "", settings)
        case "replay":
            return replay(warehouse, settings)
