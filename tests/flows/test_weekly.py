"""The weekly flow on a real server: the newest week in Prefect's pages, and the newest that is over delivered once."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator

import pytest

from flows.artifacts import MOST_CHARACTERS, TABLE_KEY, TEXT_KEY
from flows.outcome import RunOutcome
from tests.flows.conftest import Parley
from tests.flows.receivers import Hook, webhook


@pytest.fixture
def hook() -> Iterator[Hook]:
    with webhook() as running:
        yield running


def artifact(api_url: str, key: str) -> dict[str, str]:
    with urllib.request.urlopen(f"{api_url}/artifacts/{key}/latest", timeout=10) as reply:
        found = json.load(reply)
    assert isinstance(found, dict)
    return found


def run_weekly(parley: Parley) -> RunOutcome:
    from flows.weekly import weekly

    return weekly(home=str(parley.home))


@pytest.mark.slow
def test_the_newest_week_is_shown_in_prefect_and_sent_once(
    after_a_run: Parley, prefect_server: str, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_NOTIFY", f"json://127.0.0.1:{hook.port}")
    hook.status = 500
    first = run_weekly(after_a_run)
    assert [(one.week, one.state) for one in first.deliveries] == [("2024-W21", "failed")]
    hook.status = 200
    second = run_weekly(after_a_run)
    assert [one.state for one in second.deliveries] == ["sent"]
    assert [one["title"] for one in hook.got] == 2 * ["Negotiation signals, week 2024-W21 (20–26 May 2024)"]

    text, table = artifact(prefect_server, TEXT_KEY), artifact(prefect_server, TABLE_KEY)
    assert (text["type"], table["type"]) == ("markdown", "table")
    assert text["data"].startswith("# Negotiation signals, week 2024-W21")
    assert "## Bottom line" in text["data"]
    assert len(text["data"]) <= MOST_CHARACTERS + 100
    rows = json.loads(table["data"])
    assert {"Actor", "Net stance", "Stories"} <= rows[0].keys()
    assert "Russia" in {row["Actor"] for row in rows}
    assert "2024-W21" in table["description"]
