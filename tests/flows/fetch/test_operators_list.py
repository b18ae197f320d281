"""From an operator's own list to what is passed over: as `parley ingest --feeds` reads it, without a page to fetch."""

from __future__ import annotations

from email.utils import format_datetime
from pathlib import Path

import pytest

from flows.clock import now
from flows.fetch.intake import Past, read_feeds
from flows.settings import Settings
from tests.flows.loopback import loopback


def test_the_list_in_the_home_is_polled_and_other_subjects_are_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    with loopback() as web:
        url = web.feed("/rss", [(web.url("/1"), "Late goal sends Porto through in the cup", format_datetime(now()))])
        (home / "parley.toml").write_text(f'[[feed]]\nname = "Courier"\nurl = "{url}"\n[[feed]]\nname = "Nameless"\n')
        settings = Settings.build(home, {"PARLEY_ALLOW_LOOPBACK": "1", "PARLEY_HOST_DELAY": "0.001"})
        brought = list(read_feeds(None, settings, Past()))
        assert web.requests["/1"] == 0
    told = {one.reason: one for part in brought for one in part.rejections}
    assert told.keys() == {"malformed-manifest", "not-relevant"}
    assert told["not-relevant"].detail == (
        "“Late goal sends Porto through in the cup”: It speaks of goal, and none of 8 words is of war or peace."
    )
    (event,) = (event for part in brought for event in part.feed_events)
    assert (event.outcome, event.entries, event.new_entries, event.passed_over) == ("ok", 1, 0, 1)
