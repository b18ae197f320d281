"""Politeness in a time of its own: one at a time, with pauses, and longer ones where a host asks for them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import timedelta

import pytest

from flows.fetch.hosts import PATIENCE, HostAtRest, Hosts, host_name
from tests.flows.quick_clock import START, QuickClock

URL = "https://courier.example/rss"


def hosts(time: QuickClock, at_once: int = 16) -> Hosts:
    return Hosts(5.0, at_once, time.clock)


async def ask(hosts: Hosts, time: QuickClock, url: str, *, status: int = 200, rest: float = 0.0) -> float:
    """Take a turn; gives the moment at which it began."""
    async with hosts.turn(url) as turn:
        began = time.ticks()
        turn.answered(status, rest)
    return began


def run(*asked: Awaitable[float]) -> list[float]:
    async def together() -> list[float]:
        return list(await asyncio.gather(*asked))

    return asyncio.run(together())


def in_turn(time: QuickClock, *answers: tuple[int, float]) -> list[float]:
    """Ask one host time and again, which answers so; gives when each asking began."""

    async def one_by_one() -> list[float]:
        some = hosts(time)
        return [await ask(some, time, URL, status=status, rest=rest) for status, rest in answers]

    return asyncio.run(one_by_one())


def test_a_host_has_five_seconds_of_peace_between_two_requests() -> None:
    time = QuickClock()
    some = hosts(time)
    urls = [URL, "http://COURIER.example:8080/a", "https://courier.example./b"]
    assert run(*(ask(some, time, url) for url in urls)) == [0, 5, 10]


def test_hosts_do_not_wait_for_each_other() -> None:
    time = QuickClock()
    some = hosts(time)
    assert run(*(ask(some, time, f"https://{number}.example/") for number in range(20))) == [0] * 20


def test_sixteen_hosts_are_asked_at_once_and_no_more() -> None:
    async def main() -> int:
        some, let_go, most, inside = hosts(QuickClock()), asyncio.Event(), 0, 0

        async def stay(number: int) -> None:
            nonlocal most, inside
            async with some.turn(f"https://{number}.example/"):
                inside += 1
                most = max(most, inside)
                if inside == 16:
                    asyncio.get_running_loop().call_later(0.01, let_go.set)
                await let_go.wait()
                inside -= 1

        await asyncio.gather(*(stay(number) for number in range(40)))
        return most

    assert asyncio.run(main()) == 16


def test_who_waits_for_one_host_keeps_nobody_from_another() -> None:
    async def main() -> list[str]:
        time, order = QuickClock(), list[str]()
        some = hosts(time, at_once=1)

        async def stay(url: str) -> None:
            async with some.turn(url):
                order.append(url)

        await asyncio.gather(stay("https://a.example/1"), stay("https://a.example/2"), stay("https://b.example/1"))
        return order

    assert asyncio.run(main()) == ["https://a.example/1", "https://b.example/1", "https://a.example/2"]


def test_too_many_requests_are_answered_by_a_longer_pause_each_time() -> None:
    assert in_turn(QuickClock(), (429, 0), (429, 0), (200, 0), (200, 0)) == [0, 30, 90, 95]
    with pytest.raises(HostAtRest, match=r"courier\.example asked to be left alone for another 120 s"):
        in_turn(QuickClock(), (429, 0), (429, 0), (429, 0), (200, 0))


def test_what_a_host_asks_for_is_waited_for_or_left_for_another_time() -> None:
    assert in_turn(QuickClock(), (503, 80), (200, 0)) == [0, 80]
    assert in_turn(QuickClock(), (429, 7), (200, 0)) == [0, 30]
    with pytest.raises(HostAtRest):
        in_turn(QuickClock(), (429, PATIENCE + 1), (200, 0))


def test_what_a_host_asked_for_in_an_earlier_poll_is_kept() -> None:
    async def main(rest: timedelta) -> float:
        time = QuickClock()
        some = hosts(time)
        some.let_rest([(URL, START + rest), (URL, START - timedelta(days=1))])
        return await ask(some, time, URL)

    assert asyncio.run(main(timedelta(seconds=50))) == 50
    with pytest.raises(HostAtRest):
        asyncio.run(main(timedelta(hours=2)))


def test_a_site_s_own_wish_for_a_longer_pause_is_kept() -> None:
    async def main() -> list[float]:
        time = QuickClock()
        some = hosts(time)
        first = await ask(some, time, URL)
        some.slow_down(URL, 20)
        some.slow_down(URL, 3)
        return [first, *[await ask(some, time, URL) for _ in range(2)]]

    assert asyncio.run(main()) == [0, 20, 40]


def test_a_request_that_fails_is_followed_by_a_pause_too() -> None:
    async def main() -> float:
        time = QuickClock()
        some = hosts(time)
        with pytest.raises(OSError, match="made up"):
            async with some.turn(URL):
                raise OSError("made up")
        return await ask(some, time, URL)

    assert asyncio.run(main()) == 5


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "http://[x", "mailto:a@courier.example", "file:///etc/passwd"]
)
def test_what_is_no_web_address_has_no_host(url: str) -> None:
    assert host_name(url) == ""
