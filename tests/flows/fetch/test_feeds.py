"""The list of feeds: the packaged one, and slips told with their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.fetch.feeds import find_feeds, load_feeds, read_feeds

MINIMAL = '[[feed]]\nname = "Courier"\nurl = "https://courier.example/rss"\n'


def test_the_packaged_list_is_whole() -> None:
    feeds, rejections = load_feeds()
    assert rejections == ()
    assert len(feeds) == 20
    assert sum(not feed.enabled for feed in feeds) == 2
    assert {feed.language for feed in feeds} == {"en"}
    assert all(feed.ownership and feed.confirmed_on and feed.confirmed_how for feed in feeds)
    assert {"RUS", "UKR", "USA", "GBR"} <= {feed.country for feed in feeds}


def test_a_minimal_feed_is_enabled_and_its_own_outlet() -> None:
    (feed,), rejections = read_feeds(MINIMAL, "f.toml")
    assert rejections == ()
    assert (feed.outlet, feed.enabled, feed.country, feed.confirmed_on) == ("Courier", True, None, None)
    assert feed.page_source.outlet == "Courier"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (MINIMAL + 'ownershp = "state"\n', 4, 'did you mean "ownership"?'),
        (MINIMAL + 'ownership = "stat"\n', 4, 'did you mean "state"?'),
        (MINIMAL + 'country = "UK"\n', 4, "three capitals"),
        (MINIMAL + 'language = "english"\n', 4, "two letters"),
        (MINIMAL + 'enabled = "no"\n', 4, "true or false"),
        (MINIMAL + "confirmed_on = 2024-02-31\n", 4, "not valid TOML"),
        ('[[feed]]\nname = "x"\nurl = "javascript:alert(1)"\n', 3, "no http or https address"),
        ('[[feed]]\nname = "x"\nurl = "http://[x"\n', 3, "no http or https address"),
        ('[[feed]]\nurl = "https://a.example/"\n', 1, 'the key "name" is missing'),
        ('[[feeds]]\nname = "x"\n', 1, 'did you mean "feed"?'),
        (MINIMAL + MINIMAL, 6, 'already that of "Courier"'),
    ],
)
def test_a_slip_is_told_with_its_line(text: str, line: int, words: str) -> None:
    _, (rejection,) = read_feeds(text, "f.toml")
    assert (rejection.reason, rejection.origin, rejection.line) == ("malformed-manifest", "f.toml", line)
    assert words in rejection.detail


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'name = "\xff"')
    reasons = [load_feeds(tmp_path / name)[1][0].reason for name in ("none.toml", "latin.toml", ".")]
    assert reasons == ["missing-file", "malformed-manifest", "unreadable"]


def test_an_operators_own_file_is_found_here_before_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, home = tmp_path / "here", tmp_path / "home"
    here.mkdir()
    home.mkdir()
    monkeypatch.chdir(here)
    assert find_feeds(home) is None
    (home / "parley.toml").write_text(MINIMAL)
    assert find_feeds(home) == home / "parley.toml"
    (here / "parley.toml").write_text("[deliver]\nurls = []\n")
    assert find_feeds(home) == home / "parley.toml"
    (here / "parley.toml").write_text("[[feeds]]\nname = 'a slip'\n")
    assert find_feeds(home) == here / "parley.toml"


def test_where_summaries_go_may_stand_in_the_same_file() -> None:
    deliver = '[deliver]\nurls = ["json://receiver.example"]\n'
    for text in (deliver + MINIMAL, MINIMAL + deliver):
        feeds, rejections = read_feeds(text, "parley.toml")
        assert (len(feeds), rejections) == (1, ())
