"""Taking in articles from the network, from a loopback site, and dates that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extractors.records import Article, DateInterval
from extractors.seed import article_from_bytes
from flows.store import with_plausible_date
from tests.flows.conftest import Parley
from tests.flows.loopback import Answer, Loopback
from tests.flows.test_serve import ARTICLE, feed_with_one_article


@pytest.fixture
def site() -> Iterator[Loopback]:
    loopback = Loopback()
    yield loopback
    loopback.close()


@pytest.fixture
def in_process(parley: Parley, monkeypatch: pytest.MonkeyPatch) -> Parley:
    """A home whose flows the test runs itself, with the settings that the command would have."""
    for name in ("PARLEY_HOST_DELAY", "PARLEY_ALLOW_LOOPBACK"):
        monkeypatch.setenv(name, parley.environment[name])
    return parley


@pytest.mark.slow
def test_a_feeds_article_is_fetched_once_and_a_page_that_fails_is_told(
    in_process: Parley, site: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.ingest import ingest

    feeds = feed_with_one_article(site, tmp_path)
    with feeds.open("a") as file:
        file.write(
            f'[[feed]]\nname = "Gone"\nurl = "{site.url("/gone")}"\noutlet = "The Fictional Gazette"\nenabled = true\n'
        )
    site.routes["/gone"] = Answer(status=404)
    monkeypatch.setenv("PARLEY_CONTACT", "mailto:desk@example.org")
    first = ingest("feeds", str(feeds), str(in_process.home))
    assert all("parley/" in seen["User-Agent"] and "desk@example.org" in seen["User-Agent"] for _, seen in site.seen)
    assert [one.reason for one in first.rejections] == ["fetch-failed"]
    assert "404" in first.rejections[0].detail
    assert site.requests["/talks.html"] == 1
    rows = in_process(
        "sql", "SELECT outlet, ownership, country, published_first::VARCHAR AS day FROM articles", "--json"
    )
    assert rows.json() == [
        {"outlet": "The Fictional Courier", "ownership": "private", "country": "GBR", "day": "2026-05-13"}
    ]
    assert not ingest("feeds", str(feeds), str(in_process.home)).changed
    assert site.requests["/talks.html"] == 1
    assert site.requests["/rss"] == 2
    assert not ingest("feeds", str(feeds), str(in_process.home), due_only=True).changed
    assert site.requests["/rss"] == 2, "not due yet"
    site.close()
    assert not ingest("replay", None, str(in_process.home)).changed


@pytest.mark.slow
def test_a_page_given_by_its_address_is_stored_with_its_bytes(parley: Parley, site: Loopback) -> None:
    ran = parley("ingest", "--url", site.page("/talks.html", ARTICLE))
    assert ran.code == 0, ran.err
    (row,) = parley(
        "sql", "SELECT a.title, r.raw_sha256 FROM retrieval AS r JOIN articles AS a USING (article_id)", "--json"
    ).json()  # type: ignore[misc]
    assert row["title"] == "Kremlin ready for talks, spokesman says"
    kept = parley.home / "raw" / row["raw_sha256"][:2] / f"{row['raw_sha256']}.gz"
    assert kept.is_file()


def test_without_permission_this_machine_itself_is_not_fetched_from(
    in_process: Parley, site: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.ingest import ingest

    monkeypatch.delenv("PARLEY_ALLOW_LOOPBACK")
    told = ingest("page", site.page("/talks.html", ARTICLE), str(in_process.home))
    assert [one.reason for one in told.rejections] == ["fetch-failed"]
    assert not site.requests


@pytest.mark.parametrize("day", [date(1795, 3, 1), date(2031, 1, 1)])
def test_an_implausible_date_is_dropped_and_flagged_and_the_article_kept(day: date) -> None:
    article = article_from_bytes(b"The Kremlin said that it is ready for talks.", "a.txt", None)
    assert isinstance(article, Article)
    dated = replace(article, published=DateInterval(day, day, "day", "feed"))
    kept = with_plausible_date(dated, date(2026, 11, 22))
    assert kept.published is None
    assert kept.flags == ("implausible-date",)
    assert with_plausible_date(article, date(2026, 11, 22)) == article
