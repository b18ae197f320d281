"""Ranked search: what is found, in which order, and when the index is made anew."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.making import Said, coded, days, load
from warehouse.errors import NothingPublished, SearchUnavailable
from warehouse.search_index import Found, IndexState, Searcher, Wanted, extension, is_due, refresh
from warehouse.store import Warehouse

NOW = datetime(2030, 1, 1, tzinfo=UTC)
ON = days(date(2021, 5, 3))


class Home:
    """A warehouse, its read copy and its index."""

    def __init__(self, folder: Path, warehouse: Warehouse) -> None:
        self.warehouse, self.published, self.index = warehouse, folder / "parley.duckdb", folder / "search.duckdb"
        self.heard: list[tuple[int, int]] = []

    def refresh(self, now: datetime = NOW) -> int:
        self.warehouse.publish(self.published)
        return refresh(self.index, self.published, now, lambda done, total: self.heard.append((done, total))).added

    def find(self, words: str, **others: object) -> list[str]:
        return [hit.article_id.removeprefix("file:") for hit in self.search(words, **others).hits]

    def search(self, words: str, **others: object) -> Found:
        with Searcher.open(self.index, self.published) as searcher:
            return searcher.search(Wanted(words, **{"limit": 10} | others))  # type: ignore[arg-type]

    def last_change(self) -> datetime | None:
        with Searcher.open(self.index, self.published) as searcher:
            return searcher.last_change()

    def state(self) -> IndexState | None:
        with Searcher.open(self.index, self.published) as searcher:
            return searcher.state


@pytest.fixture
def home(tmp_path: Path, warehouse: Warehouse) -> Home:
    articles = [
        coded(
            "long",
            [Said("Aldania talks and talks of grain and of roads and of rivers and of weather", "talks", "ALD")],
            ON,
        ),
        coded("short", [Said("Grain talks fail", "talks", "ALD")], ON),
        coded("other", [Said("A negotiator négocie les céréales", "talks", "ALD")], days(date(2022, 5, 2))),
        coded("undated", [Said("Grain, grain, grain", "talks", "ALD")], None),
    ]
    load(warehouse, "run-1", *articles)
    made = Home(tmp_path, warehouse)
    made.refresh()
    return made


def test_the_best_comes_first_whatever_the_form_of_the_word(home: Home) -> None:
    assert home.find("grain") == ["undated", "short", "long"]
    assert home.find("TALKING") == ["long", "short"]
    assert home.find("negotiation") == ["other"]
    assert home.find("negocie cereales") == ["other"]
    assert home.find("title undated")[0] == "undated"
    assert home.find("nowhere") == home.find("; -- '") == home.find("") == []
    assert home.find("grain nowhere", limit=2) == ["undated", "short"]


def test_an_articles_days_can_be_bounded(home: Home) -> None:
    assert home.find("grain", since=date(2021, 1, 1)) == ["short", "long"]
    assert home.find("grain", until=date(2021, 1, 1)) == []
    assert home.find("cereales", since=date(2022, 5, 2), until=date(2022, 5, 2)) == ["other"]


def test_the_order_is_that_of_bm25(home: Home) -> None:
    found = home.search("grain")
    assert found.stems == ("grain",)
    assert found.documents == 4
    times_and_lengths = [(3, 6), (1, 6), (1, 18)]  # undated, short and long, their titles included
    weights = [t * 2.2 / (t + 1.2 * (0.25 + 0.75 * length / 300)) for t, length in times_and_lengths]
    rarity = math.log(1 + (4 - 3 + 0.5) / (3 + 0.5))
    assert [hit.score for hit in found.hits] == pytest.approx([rarity * weight for weight in weights])


def test_a_reprint_is_found_once_and_a_superseded_text_no_more(home: Home) -> None:
    again = coded("reprint", [Said("Grain talks fail", "talks", "ALD")], days(date(2021, 5, 5)))
    load(home.warehouse, "run-2", again, coded("other", [Said("The orchard is bare", "talks", "ALD")], ON))
    assert home.refresh() == 1
    assert home.find("grain") == ["undated", "short", "long"]
    assert home.find("cereales") == []
    assert home.find("orchards") == ["other"]


def test_a_refresh_adds_what_is_missing_and_an_unfinished_one_leaves_the_old_index(home: Home) -> None:
    assert home.refresh() == 0
    load(home.warehouse, "run-2", coded("new", [Said("Grain ships sail", "talks", "ALD")], ON))
    home.warehouse.publish(home.published)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh(home.index, home.published, NOW, stop)
    assert "new" not in home.find("ships")
    assert home.refresh() == 1
    assert home.find("ships") == ["new"]
    assert [path.name for path in home.index.parent.glob(".search*")] == []
    assert home.heard == [(0, 4), (0, 1)]


def test_an_index_that_is_damaged_or_of_another_form_is_made_anew(home: Home) -> None:
    with duckdb.connect(str(home.index)) as connection:
        connection.execute("UPDATE refresh SET form = 'earlier'")
    assert home.state() is None
    assert home.refresh() == 4
    home.index.write_bytes(b"no database" * 1000)
    assert home.state() is None
    assert home.refresh() == 4
    assert home.find("negotiation") == ["other"]


def test_texts_that_lie_elsewhere_are_found_all_the_same(home: Home) -> None:
    with duckdb.connect(str(home.index)) as connection:
        connection.execute("UPDATE document SET place = place + 1")
    assert [hit.text[:5] for hit in home.search("orchard grain").hits] == ["Grain", "Grain", "Aldan"]


def test_it_is_due_once_it_is_a_day_old_and_data_have_changed(home: Home) -> None:
    known = home.state()
    assert known == IndexState(NOW, home.last_change())
    later = NOW + timedelta(days=1, seconds=1)
    assert not is_due(known, known.known_until, later)
    assert not is_due(known, later, NOW + timedelta(hours=23))
    assert is_due(known, later, later)
    assert is_due(None, None, NOW)


def test_what_is_missing_is_named_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NothingPublished), Searcher.open(tmp_path / "search.duckdb", tmp_path / "parley.duckdb"):
        pass
    assert extension().is_file()
    monkeypatch.setattr(duckdb, "__version__", "0.0.0")
    with pytest.raises(SearchUnavailable, match=r"parley\[search\].*FROM search"):
        extension()
