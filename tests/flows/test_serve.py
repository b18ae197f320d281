"""A schedule that really fires: a feed on loopback becomes an article in its week's summary."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.flows.conftest import Parley
from tests.flows.loopback import Loopback

WITHIN = 120.0  # seconds for the first scheduled run to publish


ARTICLE = """<!doctype html><html lang="en"><head><title>Kremlin ready for talks | The Fictional Courier</title>
<meta property="article:published_time" content="2026-05-13T09:00:00Z"></head><body><article>
<h1>Kremlin ready for talks, spokesman says</h1>
<p>MOSCOW (fictional) - Kremlin spokesman Dmitry Peskov said on Wednesday that Russia is ready for peace talks with
Ukraine without preconditions, and that a delegation could leave for Geneva within days.</p>
<p>Ukraine rejected the proposal on the same evening. Officials in Kyiv called the offer a ploy to win time, and said
that there would be no negotiations before a full ceasefire along the whole front line was in force.</p>
<p>This text was written for a test of a news reader. None of what it tells has happened, nobody in it said any of
this, and the outlet that it names does not exist.</p></article></body></html>"""


@pytest.mark.slow
def test_an_article_from_a_feed_fetched_by_a_schedule_appears_in_its_weeks_summary(
    parley_alone: Parley, tmp_path: Path
) -> None:
    site = Loopback()
    feeds = feed_with_one_article(site, tmp_path)
    serving = parley_alone.start("serve", "--feeds", str(feeds), "--ingest-every", "5s", "--port", "4217")
    try:
        wait_for_signals(parley_alone, serving)
        server_pid = json.loads((parley_alone.home / "prefect" / "parley-server.json").read_text())["pid"]
    finally:
        serving.send_signal(signal.SIGINT)
        _, err = serving.communicate(timeout=90)
        site.close()
    assert serving.returncode == 0, err
    assert "stopped" in err
    assert not is_alive(server_pid)
    assert not (parley_alone.home / "prefect" / "parley-server.json").exists()
    assert parley_alone("sql", "SELECT DISTINCT trigger FROM run", "--json").json() == [{"trigger": "schedule"}]
    assert parley_alone("report", "--week", "2026-W20").code == 0
    summary = (parley_alone.home / "reports" / "2026-W20" / "summary.md").read_text()
    assert "The Fictional Courier" in summary
    assert "ready for peace talks" in summary


def feed_with_one_article(site: Loopback, folder: Path) -> Path:
    """Put a fictional article and its feed on the site, and list the feed."""
    link = site.page("/talks.html", ARTICLE)
    url = site.feed("/rss", [(link, "Kremlin ready for talks, spokesman says", "Wed, 13 May 2026 09:00:00 GMT")])
    feeds = folder / "feeds.toml"
    feeds.write_text(
        f'[[feed]]\nname = "Courier"\nurl = "{url}"\noutlet = "The Fictional Courier"\ncountry = "GBR"\n'
        'ownership = "private"\nlanguage = "en"\nenabled = true\n'
    )
    return feeds


def wait_for_signals(parley: Parley, serving: subprocess.Popen[str]) -> None:
    """Wait until the read copy holds a signal; Prefect offers no event to wait for across processes."""
    deadline = time.monotonic() + WITHIN
    while time.monotonic() < deadline:
        if (parley.home / "parley.duckdb").exists():
            rows = parley("sql", "SELECT count(*) AS n FROM signals", "--json").json()
            if rows != [{"n": 0}]:
                return
        with contextlib.suppress(subprocess.TimeoutExpired):
            serving.wait(timeout=0.5)
            break
    raise AssertionError("no scheduled run published a signal in time")


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
