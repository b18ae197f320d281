"""Extraction in real worker processes: good pages pass, a slow one is killed, a dead worker is replaced."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count, islice

from extractors.page import Reading
from extractors.records import Article, FetchedPage, Rejection
from flows.fetch.extract_pool import AHEAD, ExtractPool, PageTask
from tests.flows.loopback import article_html

WORDS = "The made-up minister of Borduria said that talks would go on in the made-up capital for another week."
GOOD = article_html("Fictional talks", [WORDS] * 3)
SLOW = "<html><body><article>" + "<p>Made-up words on made-up talks.</p>" * 75_000 + "</article></body></html>"


def task(html: str, name: str = "a") -> PageTask:
    url = f"https://courier.example/{name}"
    return PageTask(FetchedPage(url, url, 200, "text/html", html.encode(), datetime(2026, 11, 22, tzinfo=UTC)))


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_pages_come_back_in_order_around_one_that_takes_too_long() -> None:
    assert len(SLOW) < 3_000_000
    with ExtractPool(workers=2, deadline=2) as pool:
        tasks = [task(GOOD, "0"), task(SLOW, "1"), task(GOOD, "2"), task("", "3"), task(GOOD, "4")]
        results = pool.extract(tasks)
        again, pids = pool.extract([task(GOOD, "5")]), pool.pids
    assert [isinstance(result, Article) for result in results] == [True, False, True, False, True]
    assert [result.reason for result in results if isinstance(result, Rejection)] == ["extractor-failed", "empty"]
    assert "not done within 2 s" in str(results[1])
    assert isinstance(again[0], Article)
    assert again[0].url == "https://courier.example/5"
    assert pids
    assert all(map(is_gone, pids))


def test_a_killed_worker_costs_one_page_at_most() -> None:
    with ExtractPool(workers=1, deadline=20) as pool:
        assert isinstance(pool.extract([task(GOOD)])[0], Article)
        (worker,) = pool.pids
        os.kill(worker, signal.SIGKILL)
        results = pool.extract([task(GOOD, "1"), task(GOOD, "2")])
    assert [type(result) for result in results] == [Rejection, Article]
    assert "process" in str(results[0])


def test_pages_are_taken_as_they_are_asked_for() -> None:
    taken: list[str] = []

    def endless() -> Iterator[PageTask | Rejection]:
        for number in count():
            taken.append(str(number))
            yield Rejection("empty", "a", "Nothing there.") if number == 1 else task(GOOD, str(number))

    with ExtractPool(workers=1) as pool:
        first = list(islice(pool.read(endless()), 3))
        assert [type(one) for one in first] == [Reading, Rejection, Reading]
        assert len(taken) <= 3 + AHEAD
        assert isinstance(pool.extract([task(GOOD)])[0], Article)


def test_no_pages_need_no_process() -> None:
    started = time.monotonic()
    with ExtractPool() as pool:
        assert pool.extract([]) == ()
    assert time.monotonic() - started < 0.1
