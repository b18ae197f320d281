"""From a feed to stored versions and stories: changed texts, rejected pages, copies, a run that is cut off."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.fetch.archive import RawArchive
from tests.flows.loopback import Answer, Loopback, loopback
from tests.flows.older import rows
from tests.flows.taking import feeds_file, site_with, take_feeds, take_replay
from tests.reporting import http_date, report

REPORT = report("ceasefire talks", 12) + "\n\nThe Kremlin said that Russia is ready for talks."


@pytest.fixture
def site() -> Iterator[Loopback]:
    with loopback() as one:
        yield one


def test_what_feeds_bring_over_three_polls(site: Loopback, tmp_path: Path) -> None:
    """A copy, a page that is no article, a correction: polled, polled again, and polled eight days later."""
    copies = {
        name: site_with(
            site, name, {f"/{name}.html": f"{name} headline: ceasefire talks\n\n{name} (agency) - {REPORT}"}
        )
        for name in ("Gazette", "Herald")
    }
    empty, other = report("hostages", 3), report("border talks", 12)
    urls = {"Courier": site_with(site, "Courier", {"/a.html": REPORT, "/empty.html": empty}), **copies}
    site.routes["/empty.html"] = Answer(b"<html><body></body></html>")
    home, feeds = tmp_path / "home", feeds_file(tmp_path, **urls)

    assert [one.reason for one in take_feeds(home, feeds).rejections] == ["no-text"]
    assert rows(home, "SELECT copies, outlets, articles FROM echo, (SELECT count(*) AS articles FROM article)") == [
        (3, 3, 3)
    ]
    assert rows(home, "SELECT count(*), count(*) FILTER (counted) FROM signals") == [(3, 1)]
    ((sha256, told),) = rows(home, "SELECT raw_sha256, told FROM retrieval WHERE rejection = 'no-text'")
    assert RawArchive(home / "raw").get(str(sha256)) == b"<html><body></body></html>"
    assert "The Fictional Courier" in str(told)

    site_with(site, "Courier", {"/a.html": REPORT, "/empty.html": empty, "/b.html": other})
    site.routes["/empty.html"] = Answer(b"<html><body></body></html>")
    assert take_feeds(home, feeds, later=timedelta(days=1)).tally.versions_added == 1
    assert [site.requests[path] for path in ("/a.html", "/empty.html", "/b.html")] == [1, 1, 1]

    corrected = REPORT.replace("day by day", "day by day, corrected").replace("ready for talks", "not ready for talks")
    site_with(site, "Courier", {"/a.html": corrected, "/empty.html": empty, "/b.html": other})
    assert take_feeds(home, feeds, later=timedelta(days=8)).tally.versions_added == 2
    assert [site.requests[path] for path in ("/a.html", "/empty.html", "/b.html")] == [2, 2, 1]
    versions = (
        "SELECT article_id, contains(text, 'not ready') FROM article_version WHERE title LIKE 'The ceasefire talks%'"
    )
    found = rows(home, f"{versions} ORDER BY 2")
    assert [row[1] for row in found] == [False, True], "the old text stays"
    assert found[0][0] == found[1][0]
    assert rows(home, "SELECT contains(text, 'not ready') FROM articles WHERE title LIKE '%corrected'") == [(True,)]
    ((before,),) = rows(home, "SELECT min(committed_at)::VARCHAR FROM run WHERE signals_added > 0")
    assert rows(home, "SELECT count(*) FROM signals") == [(2,)]
    assert rows(home, f"SELECT count(*) FROM signals_as_of('{before}'::TIMESTAMPTZ)") == [(3,)]


@pytest.mark.slow
def test_a_page_that_is_not_to_be_had_is_left_alone_for_a_week(site: Loopback, tmp_path: Path) -> None:
    """Gone, forbidden by robots.txt, or inside: the feed goes on naming them, and changes at every poll."""
    home, gone, inside = tmp_path / "home", site.url("/gone.html"), site.redirect("/inside.html", "http://10.0.0.1/")
    forbidden = site.page("/private/a.html", "<p>Not for robots.</p>")
    site.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/\n", content_type="text/plain")
    feeds = feeds_file(tmp_path, Courier=site.url("/rss"))

    def poll(days: int) -> list[int]:
        items = [(link, "Ceasefire talks", http_date(1)) for link in (gone, inside, forbidden)]
        site.feed("/rss", items, f"The Fictional Courier after {days} days")
        take_feeds(home, feeds, later=timedelta(days=days))
        return [site.requests[urlsplit(one).path] for one in (gone, inside, forbidden, site.url("/robots.txt"))]

    assert poll(0) == [1, 1, 0, 1]
    assert poll(1) == [1, 1, 0, 1]
    assert poll(8) == [2, 2, 0, 2]
    assert rows(home, "SELECT DISTINCT rejection, raw_sha256, reader FROM retrieval") == [("fetch-failed", None, None)]
    assert sorted(rows(home, "SELECT DISTINCT coalesce(status, 0) FROM retrieval")) == [(0,), (404,)]
    assert take_replay(home).rejections == ()


CUT_OFF = """
import os, sys
from pathlib import Path
from tests.flows.taking import settings_of, past
from tests.flows.older import PhraseTagger
from flows.clock import now
from flows.fetch import intake, poll
from flows.session import writing
from flows.store import begin, store_each
from dataclasses import replace
home, feeds, whole = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
small = intake.limits
intake.limits = lambda settings: replace(small(settings), batch_bytes=10_000)
def parts(warehouse):
    for number, part in enumerate(intake.read_feeds(feeds, settings_of(home), past(warehouse, now()))):
        if number > whole:
            print("cut off", flush=True)
            sys.stdin.read()
        yield part
with writing(settings_of(home), "a test") as warehouse:
    store_each(warehouse, begin("cut", "test", PhraseTagger()), parts(warehouse), PhraseTagger())
"""


@pytest.mark.slow
def test_killed_between_batches_a_run_loses_nothing_stored_and_the_next_fetches_the_rest_once(
    site: Loopback, tmp_path: Path
) -> None:
    reports = {f"/{n}.html": report(f"ceasefire talks number {n}", 12) for n in range(12)}
    home, feeds = tmp_path / "home", feeds_file(tmp_path, Courier=site_with(site, "Courier", reports))
    child = subprocess.Popen(
        [sys.executable, "-c", CUT_OFF, str(home), str(feeds), "1"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert child.stdout is not None
    assert "cut off\n" in child.stdout  # reads up to that line
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    fetched = {path: n for path, n in site.requests.items() if path in reports}
    stored = take_feeds(home, feeds)
    kept = 12 - stored.tally.articles_added
    assert 0 < kept < 12
    assert rows(home, "SELECT count(*), count(DISTINCT url) FROM articles") == [(12, 12)]
    assert rows(home, "SELECT count(DISTINCT run_id) > 1 FROM run WHERE starts_with(run_id, 'cut')") == [(True,)]
    again = sum(site.requests[path] - n for path, n in fetched.items())
    assert again == len(fetched) - kept, "what was stored is not asked for again"
