"""Replay: raw bodies and retrieval rows give the same article rows again; what is read otherwise is new."""

from __future__ import annotations

import gzip
import shutil
from itertools import chain
from pathlib import Path

import pytest

from flows.fetch.archive import RawArchive
from flows.fetch.extract_pool import ExtractPool
from flows.fetch.folder import read_tree
from flows.fetch.intake import Past, read_feeds, read_page
from flows.intake import read_folder
from flows.session import writing
from tests.flows.loopback import Answer, loopback
from tests.flows.older import rows
from tests.flows.taking import POOL, feeds_file, page_of, settings_of, site_with, take, take_replay
from tests.reporting import report

VERSIONS = "SELECT * EXCLUDE (run_id) FROM article_version ORDER BY version_id"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with seeds, a folder's texts and pages, feeds' pages, one page by address, and a rejected one."""
    home = tmp_path_factory.mktemp("replay") / "home"
    folder = home.parent / "folder"
    (folder / "below").mkdir(parents=True)
    (folder / "plain.txt").write_text("The Kremlin said on Monday that Russia is ready for talks.")
    (folder / "manifest.toml").write_text(
        '[[seed]]\nid = "x"\nfile = "plain.txt"\ntitle = "Authored"\npublished_first = "2026-05-01"\n'
        'published_last = "2026-05-20"\nbasis = "inferred"\nnote = "made up"\n'
    )
    (folder / "below" / "old.html.gz").write_bytes(gzip.compress(page_of(report("exchange talks", 12)).encode()))
    (folder / "undated.htm").write_text(page_of(report("truce talks", 12)).replace("2026-05-12", "nowhere"))
    (folder / "manifest.jsonl").write_text(
        '{"path": "below/old.html.gz", "url": "https://courier.example/old?utm_source=x", "outlet": "The Fictional '
        'Courier", "crawled_at": "2026-05-13T10:00:00+02:00", "ownership": "private", "language": "en"}\n'
    )
    settings = settings_of(home)
    with loopback() as site:
        reports = {f"/{n}.html": report(f"ceasefire talks number {n}", 12) for n in range(3)}
        url = site_with(site, "Courier", reports)
        site.routes["/2.html"] = Answer(b"<html><body></body></html>")
        feeds = feeds_file(home.parent, Courier=url)
        alone = site.page("/one.html", page_of(report("border talks", 12)))
        take(
            home,
            chain(
                read_feeds(feeds, settings, Past(), pool=POOL),
                read_page(alone, settings, POOL),
                read_tree(folder, settings.raw, POOL),
                (read_folder(settings.seeds, settings.raw),),
            ),
        )
    assert rows(home, "SELECT count(*) FROM articles") == [(11,)]
    shutil.rmtree(folder)
    return home


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "home"))


def test_the_same_article_rows_come_again(home: Path) -> None:
    before = rows(home, VERSIONS)
    stored = take_replay(home)
    assert [one.reason for one in stored.rejections] == ["no-text"], "as it was when it was fetched"
    assert (stored.tally.changed, stored.tally.articles_seen) == (False, 11)
    assert rows(home, VERSIONS) == before


@pytest.mark.slow
def test_a_better_extractor_makes_new_versions_where_it_reads_otherwise_and_rescues_pages(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories = set(rows(home, STORIES))
    (home.parent / "sitecustomize.py").write_text(BETTER)
    monkeypatch.syspath_prepend(str(home.parent))
    with ExtractPool(workers=1) as pool:
        stored = take_replay(home, pool)
        again = take_replay(home, pool)
    assert (stored.tally.versions_added, stored.tally.articles_added) == (2, 1)
    assert rows(home, "SELECT count(*) FROM articles WHERE contains(text, 'Now it is read to its end.')") == [(1,)]
    assert rows(home, "SELECT count(*) - count(DISTINCT article_id) FROM article_version") == [(1,)], (
        "the old one stays"
    )
    assert set(rows(home, STORIES)) > stories
    assert not again.tally.changed, "a second replay adds nothing"


STORIES = "SELECT article_id, story_id FROM articles"
BETTER = """  # what the worker starts with: one page reads longer, and an empty one is an article after all
import sys
if "flows.fetch.extract_worker" in sys.orig_argv:
    from dataclasses import replace
    from extractors import page
    was = page.read
    def read(given, entry=None, source=None):
        if b"<body></body>" in given.body:
            said = b"The envoy said that the talks go on. " * 20
            given = replace(given, body=b"<html><body><article><p>" + said + b"</p></article></body></html>")
        found = was(given, entry, source)
        longer = b"number 1" in given.body
        return replace(found, text=found.text + "\\n\\nNow it is read to its end.") if longer else found
    page.read = read
"""


def test_a_body_that_is_gone_or_damaged_is_named_and_what_was_kept_before_replay_was_known_is_left(home: Path) -> None:
    archive = RawArchive(home / "raw")
    files = "SELECT raw_sha256 FROM retrieval WHERE status IS NULL ORDER BY raw_sha256 LIMIT 2"
    gone, damaged = [str(row[0]) for row in rows(home, files)]
    archive.path(gone).unlink()
    archive.path(damaged).write_bytes(b"damaged")
    with writing(settings_of(home), "a test") as warehouse:
        warehouse._connection.execute("UPDATE retrieval SET reader = NULL, told = NULL WHERE status IS NOT NULL")
    before = rows(home, VERSIONS)
    stored = take_replay(home)
    assert sorted(one.detail.partition(":")[0] for one in stored.rejections) == [
        "4 articles stay as they are",
        "Its stored bytes cannot be read",
        "Its stored bytes cannot be read",
    ]
    assert rows(home, VERSIONS) == before
