"""Taking in articles as the flow does, without Prefect and with a tagger that takes no time."""

from __future__ import annotations

import atexit
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from flows.clock import now
from flows.fetch.changes import Changes
from flows.fetch.extract_pool import ExtractPool
from flows.fetch.intake import Past, read_feeds
from flows.intake import Intake
from flows.publish import publish
from flows.replay import replay
from flows.session import writing
from flows.settings import Settings
from flows.store import Stored, begin, store_each
from tests.flows.loopback import Loopback, article_html
from tests.flows.older import PhraseTagger
from warehouse.source import feed_states, known_entries, known_urls
from warehouse.store import Warehouse

NUMBERS = count(1)


POOL = ExtractPool(workers=1)  # for all tests of a process: starting one takes a second
atexit.register(POOL.__exit__, None, None, None)


def settings_of(home: Path) -> Settings:
    """Settings with which a loopback site may be asked without pauses."""
    return Settings.build(home, {"PARLEY_HOST_DELAY": "0.001", "PARLEY_ALLOW_LOOPBACK": "1"})


def take(home: Path, intakes: Iterable[Intake]) -> Stored:
    """Store what comes in as one run, and publish."""
    with writing(settings_of(home), "a test") as warehouse:
        return _store(warehouse, home, intakes)


def take_feeds(home: Path, feeds: Path, *, later: timedelta = timedelta()) -> Stored:
    """Poll the feeds of a file as if so much later."""
    with writing(settings_of(home), "a test") as warehouse:
        known = past(warehouse, now() + later)
        return _store(warehouse, home, read_feeds(feeds, settings_of(home), known, everything=True, pool=POOL))


def take_replay(home: Path, pool: ExtractPool = POOL) -> Stored:
    """Read everything stored anew."""
    with writing(settings_of(home), "a test") as warehouse:
        return _store(warehouse, home, replay(warehouse, settings_of(home), pool))


def past(warehouse: Warehouse, at: datetime) -> Past:
    """What a poll at a moment knows."""
    return Past(
        known_urls(warehouse, at), Changes.of(warehouse, at), feed_states(warehouse), known_entries(warehouse, at)
    )


def _store(warehouse: Warehouse, home: Path, intakes: Iterable[Intake]) -> Stored:
    tagger = PhraseTagger()
    stored = store_each(warehouse, begin(f"run-{next(NUMBERS)}", "test", tagger), intakes, tagger)
    assert warehouse.check() == {}
    publish(warehouse, settings_of(home))
    return stored


def page_of(text: str) -> str:
    """The web page of a report: its first line is the headline."""
    title, *paragraphs = text.split("\n\n")
    return article_html(title, paragraphs, published="2026-05-12T09:00:00Z")


def feeds_file(folder: Path, **urls: str) -> Path:
    """A list of feeds by the name of their outlet."""
    path = folder / "feeds.toml"
    path.write_text(
        "".join(
            f'[[feed]]\nname = "{name}"\nurl = "{url}"\noutlet = "The Fictional {name}"\ncountry = "GBR"\n'
            f'ownership = "private"\nlanguage = "en"\nenabled = true\n'
            for name, url in urls.items()
        )
    )
    return path


def site_with(site: Loopback, name: str, reports: dict[str, str]) -> str:
    """Put reports on a site, and a feed that names them; gives the feed's address."""
    from tests.reporting import http_date

    links = {path: site.page(path, page_of(text)) for path, text in reports.items()}
    items = [(links[path], text.partition("\n")[0], http_date(n)) for n, (path, text) in enumerate(reports.items())]
    return site.feed(f"/{name}.rss", items, f"The Fictional {name}")
