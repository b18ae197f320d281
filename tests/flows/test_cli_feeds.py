"""`parley feeds`: the table, a single feed on a real server, and lists from other readers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli.feeds import command
from flows.fetch.feeds import read_feeds
from tests.flows.conftest import Parley
from tests.flows.loopback import Answer, Loopback, loopback, rss
from tests.warehouse.making import Clock, run
from warehouse.records import FeedEvent, Load
from warehouse.store import Warehouse

NOW = datetime.now(UTC)
LIST = """[[feed]]
name = "Courier"
url = "https://courier.example/rss"

[[feed]]
name = "Herald"
url = "https://herald.example/rss"

[[feed]]
name = "Gazette"
url = "https://gazette.example/rss"
enabled = false
"""


@pytest.fixture(scope="module")
def web() -> Iterator[Loopback]:
    with loopback() as server:
        yield server


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARLEY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PARLEY_ALLOW_LOOPBACK", "1")
    monkeypatch.setenv("PARLEY_HOST_DELAY", "0.001")
    return tmp_path


def feeds(*arguments: str) -> Result:
    result = CliRunner().invoke(command, arguments, standalone_mode=False)
    assert result.exception is None, result.exception
    return result


def published(here: Path, *events: FeedEvent) -> None:
    home = here / "home"
    home.mkdir()
    with Warehouse.open(home / "warehouse.duckdb", now=Clock()) as warehouse:
        warehouse.load(Load(run("run-1"), feed_events=events))
        warehouse.publish(home / "parley.duckdb")


def test_an_empty_home_shows_the_list(parley_alone: Parley) -> None:
    ran = parley_alone("feeds")
    assert ran.code == 0, ran.err
    assert ran.out.count("not polled yet") == 18
    assert "Kremlin, news" in ran.out
    assert "parley’s own list: 20 feeds" in ran.err


def test_each_feed_of_the_list_stands_beside_its_health(here: Path) -> None:
    (here / "parley.toml").write_text(LIST)
    good = FeedEvent("https://courier.example/rss", "Courier", NOW, "ok", entries=3, new_entries=2,
                     newest_entry_at=NOW, next_poll_at=NOW + timedelta(hours=1))  # fmt: skip
    bad = [FeedEvent("https://herald.example/rss", "Herald", NOW - timedelta(hours=n), "failed", detail="HTTP 403: no")
           for n in range(3)]  # fmt: skip
    published(here, good, *bad, FeedEvent("https://gone.example/rss", "Gone", NOW, "ok"))
    result = feeds()
    lines = [line.split("  ")[0] for line in result.stdout.splitlines()]
    assert lines == ["feed", "Herald", "Courier", "Gazette"]
    assert "HTTP 403: no" in result.stdout
    assert "1 more were polled before" in result.stderr
    assert result.return_value == 1
    told = {one["name"]: one for one in json.loads(feeds("--json").stdout)}
    assert [told[name]["verdict"] for name in ("Courier", "Herald", "Gazette")] == ["well", "failing", "off"]
    assert (told["Courier"]["entries"], told["Herald"]["failures"]) == (2, 3)


def test_a_copy_of_an_older_version_is_named(here: Path) -> None:
    published(here)
    file = here / "home" / "parley.duckdb"
    file.chmod(0o644)
    code = (
        "import duckdb, sys; duckdb.connect(sys.argv[1]).execute('CREATE OR REPLACE VIEW feed_health AS SELECT 1 AS a')"
    )
    subprocess.run([sys.executable, "-c", code, str(file)], check=True)
    result = CliRunner().invoke(command)
    assert result.exit_code == 3
    assert "published by an older parley: run `parley run` once" in result.stderr


def test_a_mistake_in_the_list_is_told_with_its_line(here: Path) -> None:
    (here / "own.toml").write_text(LIST + 'ownershp = "state"\n')
    result = feeds("--feeds", "own.toml")
    assert result.return_value == 1
    assert 'own.toml, line 13: unknown key "ownershp" (did you mean "ownership"?)' in result.stderr


def served(web: Loopback, path: str, *titles: str, age: timedelta = timedelta(hours=1)) -> str:
    items = [
        (web.url(f"/{path}/{n}"), title, format_datetime(NOW - age - n * timedelta(hours=2)))
        for n, title in enumerate(titles)
    ]
    body = rss(items).replace("<channel>", "<channel><ttl>30</ttl>").encode()
    web.routes[f"/{path}.xml"] = Answer(body, content_type="application/rss+xml", headers={"ETag": '"1"'})
    return web.url(f"/{path}.xml")


TITLES = ("Kyiv ready for talks in Vienna", "Late goal sends Porto through in the cup", "Truce holds for a third day")


def test_a_good_feed_is_explained(here: Path, web: Loopback) -> None:
    url = served(web, "good", *TITLES)
    result = feeds("check", url)
    assert result.return_value == 0
    assert [line.strip() for line in result.stdout.splitlines() if "answer" not in line] == [
        url,
        "format       RSS 2.0, “The Fictional Courier”",
        "keep         it asks not to be asked again for 30 minutes",
        "entries      3, told apart by guid",
        f"dates        3 of 3; the newest {NOW - timedelta(hours=1):%Y-%m-%d %H:%M} UTC, one every 2 hours as a rule",
        "fetched      2 of 3 would be",
        "✓ Kyiv ready for talks in Vienna",
        "✓ Truce holds for a third day",
        "passed over  1, for they touch on no war and no peace",
        "· Late goal sends Porto through in the cup: It speaks of goal, and none of 8 words is of war or peace.",
        "robots       127.0.0.1 lets the pages be fetched",
        "verdict      fit to be polled",
    ]
    assert "can be asked for changes only (etag)" in result.stdout


def test_a_page_leads_to_its_feed(here: Path, web: Loopback) -> None:
    url = served(web, "named", *TITLES)
    link = '<link rel="alternate" type="application/rss+xml" title="{}" href="{}">'
    page = web.page(
        "/front", f"<html><head>{link.format('All', url)}{link.format('Other', '/other.xml')}</head><body>{'x' * 200}"
    )
    told = json.loads(feeds("check", page, "--json").stdout)
    assert (told["asked"], told["url"], told["usable"], told["identity"]) == (page, url, True, "guid")
    assert told["named_by_page"] == [url, web.url("/other.xml")]
    assert [one["passed_over"] is None for one in told["entries"]] == [True, False, True]


def test_pages_that_robots_may_not_read_are_told(here: Path, web: Loopback) -> None:
    web.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /shut/\n", content_type="text/plain")
    result = feeds("check", served(web, "shut", *TITLES))
    assert "2 may not be fetched: The site's robots.txt does not allow this page" in result.stdout


def test_a_silent_feed_and_an_empty_one_are_told(here: Path, web: Loopback) -> None:
    silent = feeds("check", served(web, "silent", *TITLES, age=timedelta(days=9)))
    assert "silent: nothing new for 9 days; usually every 2 hours" in silent.stdout
    empty = feeds("check", served(web, "empty"))
    assert "empty: a feed without entries" in empty.stdout
    assert (silent.return_value, empty.return_value) == (1, 1)


BOMB = (
    b'<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>'
)


@pytest.mark.parametrize(
    ("answer", "problem", "remedy"),
    [
        (Answer(b"no", 403), "HTTP 403", "refuses robots"),
        (Answer(b"no", 410), "HTTP 410", "take it off the list"),
        (Answer(b"no", 503), "HTTP 503", "try again later"),
        (Answer(b"hello world"), "not-a-feed", "named RSS or Atom"),
        (Answer(b"<html><body>" + b"x" * 200), "not-a-feed", "named RSS or Atom"),
        (Answer(BOMB, content_type="application/rss+xml"), "unsafe-xml", "leave it off"),
    ],
)
def test_what_is_no_feed_comes_with_a_remedy(
    here: Path, web: Loopback, answer: Answer, problem: str, remedy: str
) -> None:
    web.routes["/bad"] = answer
    told = json.loads((result := feeds("check", web.url("/bad"), "--json")).stdout)
    assert (told["problem"], told["usable"], result.return_value) == (problem, False, 1)
    assert remedy in told["remedy"]
    assert f"problem      {problem}" in feeds("check", web.url("/bad")).stdout


def test_without_a_network_the_remedy_is_named(here: Path) -> None:
    result = feeds("check", "http://127.0.0.1:1/rss")
    assert "connection failed" in result.stdout
    assert "Is this machine online" in result.stdout
    assert feeds("check", "courier").return_value == 1


OPML = (
    '<opml><body><outline text="Courier" xmlUrl="https://courier.example/rss"/><outline text="Nothing"/></body></opml>'
)


def test_a_list_from_another_reader_is_added_to_a_file_once(here: Path) -> None:
    (here / "subscriptions.opml").write_text(OPML)
    (here / "parley.toml").write_text("# mine\n[deliver]\nurls = []\n")
    result = feeds("import", "subscriptions.opml", "--write", "parley.toml")
    assert result.return_value == 1
    assert "1 feeds in parley.toml, 1 outlines rejected" in result.stderr
    assert 'subscriptions.opml, line 1: the outline "Nothing" has no xmlUrl' in result.stderr
    written = (here / "parley.toml").read_text()
    assert written.startswith("# mine\n[deliver]")
    assert [feed.name for feed in read_feeds(written, "parley.toml")[0]] == ["Courier"]
    again = feeds("import", "subscriptions.opml", "--write", "parley.toml")
    assert "0 feeds in parley.toml, 1 there already" in again.stderr
    assert (here / "parley.toml").read_text() == written


def test_a_list_goes_to_stdout_and_an_attack_is_refused(here: Path) -> None:
    (here / "good.opml").write_text(OPML.replace('<outline text="Nothing"/>', ""))
    good = feeds("import", "good.opml")
    assert (good.return_value, good.stdout.splitlines()[0]) == (0, "[[feed]]")
    (here / "bad.opml").write_text('<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + OPML)
    bad = feeds("import", "bad.opml", "--write", "parley.toml")
    assert "unsafe-xml: bad.opml: It declares entities" in bad.stderr
    assert not (here / "parley.toml").exists()
