"""One retrieval against a real server: good answers, and every bad one as a named failure in time."""

from __future__ import annotations

import asyncio
import gzip
import ipaddress
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import repeat

import pytest

from extractors.records import FetchedPage, FetchFailure
from flows.fetch.addresses import is_allowed
from flows.fetch.client import Asked, Limits, ask, fetch, open_client, user_agent
from tests.flows.loopback import Answer, Loopback, loopback

LIMITS = Limits(deadline=5, max_bytes=1_000_000, allow_loopback=True)


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as running:
        yield running


def get(url: str, limits: Limits = LIMITS) -> FetchedPage | FetchFailure:
    return asyncio.run(fetch(url, limits))


def failure(url: str, limits: Limits = LIMITS) -> FetchFailure:
    result = get(url, limits)
    assert isinstance(result, FetchFailure), result
    return result


def test_a_page_comes_back_whole(server: Loopback) -> None:
    url = server.page("/a?id=1", "<p>Fictional.</p>")
    page = get(url)
    assert isinstance(page, FetchedPage)
    assert (page.url, page.final_url, page.status, page.body) == (url, url, 200, b"<p>Fictional.</p>")
    assert page.content_type == "text/html; charset=utf-8"
    assert page.fetched_at.utcoffset() is not None


def test_requests_name_the_program_and_the_host(server: Loopback) -> None:
    get(server.page("/a", "x"), Limits(agent=user_agent("https://contact.example/parley"), allow_loopback=True))
    headers = server.seen[0][1]
    assert headers["User-Agent"].startswith("parley/")
    assert headers["User-Agent"].endswith("(+https://contact.example/parley)")
    assert headers["Host"] == server.url().removeprefix("http://").rstrip("/")
    assert user_agent().endswith("(feed reader; no contact given)")
    assert user_agent("https://контакт.example/\r\nX: y").endswith("(+https://???????.example/??X: y)")


def test_a_host_name_is_kept_in_the_request_while_the_judged_address_is_dialled(server: Loopback) -> None:
    server.page("/a", "x")
    url = server.url("/a", host="localhost")
    page = get(url)
    assert isinstance(page, FetchedPage)
    assert server.seen[0][1]["Host"].startswith("localhost:")
    assert page.final_url == url


def test_redirects_are_followed_and_told(server: Loopback) -> None:
    server.page("/end", "there")
    server.redirect("/b", "end")
    page = get(server.redirect("/a", "/b", 301))
    assert isinstance(page, FetchedPage)
    assert (page.url, page.final_url) == (server.url("/a"), server.url("/end"))


@pytest.mark.parametrize("status", [204, 304, 404, 410, 429, 500, 503])
def test_any_other_status_is_named(server: Loopback, status: int) -> None:
    server.routes["/s"] = Answer(status=status)
    assert failure(server.url("/s")).reason == f"HTTP {status}"


def test_a_redirect_loop_ends(server: Loopback) -> None:
    server.redirect("/a", "/b")
    server.redirect("/b", "/a")
    assert failure(server.url("/a")).reason == "redirect loop"
    assert server.requests.total() == 2


def test_endless_redirects_end(server: Loopback) -> None:
    for number in range(20):
        server.redirect(f"/{number}", f"/{number + 1}")
    assert failure(server.url("/0")).reason == "too many redirects"
    assert server.requests.total() == 6


@pytest.mark.parametrize(
    "target", ["http://10.1.2.3/", "http://169.254.169.254/latest/", "http://[::ffff:192.168.0.1]/"]
)
def test_a_redirect_to_a_private_address_is_refused(server: Loopback, target: str) -> None:
    assert failure(server.redirect("/a", target)).reason == "address refused"


def test_loopback_is_refused_unless_allowed(server: Loopback) -> None:
    assert failure(server.page("/a", "x"), Limits(deadline=5)).reason == "address refused"
    assert failure(server.url("/a", host="localhost"), Limits(deadline=5)).reason == "address refused"
    assert server.requests.total() == 0


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/", "http://", ""])
def test_only_http_is_fetched(url: str) -> None:
    assert failure(url).reason == "bad url"


def test_a_redirect_to_a_file_is_refused(server: Loopback) -> None:
    assert failure(server.redirect("/a", "file:///etc/passwd")).reason == "bad url"


MEGABYTES = 60


def bomb(encoding: str) -> bytes:
    """Pack many megabytes of zeros into next to nothing."""
    zeros = bytes(MEGABYTES << 20)
    match encoding:
        case "gzip":
            return gzip.compress(zeros)
        case "deflate":
            return zlib.compress(zeros)
        case "br":
            packed: bytes = pytest.importorskip("brotli").compress(zeros, quality=3)
            return packed
        case _:
            return gzip.compress(gzip.compress(zeros))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "gzip, gzip"])
def test_a_bomb_stops_at_the_cap(server: Loopback, encoding: str) -> None:
    url = server.packed("/bomb", bomb(encoding), encoding)
    tracemalloc.start()
    try:
        assert failure(url).reason == "too large"
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_what_is_asked_for_is_decoded(server: Loopback, encoding: str) -> None:
    brotli = pytest.importorskip("brotli") if encoding == "br" else None
    packed = brotli.compress(b"words") if brotli else {"gzip": gzip, "deflate": zlib}[encoding].compress(b"words")
    page = get(server.packed("/z", packed, encoding))
    assert isinstance(page, FetchedPage)
    assert page.body == b"words"
    assert encoding in server.asked("/z")[0]["Accept-Encoding"]


def test_an_encoding_that_nobody_asked_for_is_named(server: Loopback) -> None:
    found = failure(server.packed("/z", b"(\xb5/\xfd made up", "zstd"))
    assert (found.reason, found.detail) == ("broken answer", "it is encoded as zstd, which nobody asked for")
    assert isinstance(get(server.packed("/odd", b"words", "utf-8")), FetchedPage)


def test_a_body_in_chunks_comes_whole(server: Loopback) -> None:
    server.routes["/chunks"] = Answer(chunks=[b"made ", b"up"], chunked=True)
    page = get(server.url("/chunks"))
    assert isinstance(page, FetchedPage)
    assert page.body == b"made up"


def test_an_endless_body_stops_at_the_cap(server: Loopback) -> None:
    server.routes["/endless"] = Answer(chunks=repeat(b"x" * 65_536), chunked=True)
    assert failure(server.url("/endless")).reason == "too large"


def test_the_beginning_of_a_large_body_is_enough_where_that_is_said(server: Loopback) -> None:
    server.routes["/endless"] = Answer(chunks=repeat(b"x" * 65_536))
    page = get(server.url("/endless"), replace(LIMITS, max_bytes=100_000, cut=True))
    assert isinstance(page, FetchedPage)
    assert page.body == b"x" * 100_000


def test_permanent_redirects_are_told_as_far_as_they_lead(server: Loopback) -> None:
    async def moved(path: str) -> str | None:
        async with open_client() as client:
            return (await ask(Asked(server.url(path)), LIMITS, client)).moved_to

    server.page("/end", "there")
    server.redirect("/b", "/end", 308)
    server.redirect("/a", "/b", 301)
    server.redirect("/detour", "/b", 302)
    server.redirect("/mixed", "/detour", 301)
    told = {path: asyncio.run(moved(path)) for path in ("/end", "/a", "/detour", "/mixed")}
    assert told == {"/end": None, "/a": server.url("/end"), "/detour": None, "/mixed": server.url("/detour")}


def test_a_body_over_the_cap_stops(server: Loopback) -> None:
    server.routes["/big"] = Answer(chunks=[b"x" * 100_000] * 50)
    assert failure(server.url("/big")).reason == "too large"


def test_a_slow_drip_ends_at_the_deadline(server: Loopback) -> None:
    server.routes["/drip"] = Answer(chunks=[b"x"] * 1000, pause=0.05)
    started = time.monotonic()
    assert failure(server.url("/drip"), Limits(deadline=0.5, allow_loopback=True)).reason == "timeout"
    assert time.monotonic() - started < 2


def test_a_server_that_never_answers_ends_at_the_deadline(server: Loopback) -> None:
    server.routes["/hang"] = Answer(hang=True)
    assert failure(server.url("/hang"), Limits(deadline=0.3, allow_loopback=True)).reason == "timeout"


def test_a_body_cut_short_is_named(server: Loopback) -> None:
    server.routes["/cut"] = Answer(b"half", length=1000)
    assert failure(server.url("/cut")).reason == "broken answer"


def test_a_body_that_is_no_gzip_is_named(server: Loopback) -> None:
    server.routes["/lie"] = Answer(b"plain words", headers={"Content-Encoding": "gzip"})
    assert failure(server.url("/lie")).reason == "broken answer"


def test_a_host_is_asked_at_its_next_address_where_the_first_cannot_be_reached(server: Loopback) -> None:
    async def lookup(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(None, None, None, "", (address, 80)) for address in ("::1", "127.0.0.1")]

    server.page("/a", "x")
    url = server.url("/a", host="localhost")

    async def main() -> FetchedPage | FetchFailure:
        asyncio.get_running_loop().getaddrinfo = lookup  # type: ignore[method-assign,assignment]
        return await fetch(url, LIMITS)

    assert isinstance(asyncio.run(main()), FetchedPage)


def test_nobody_listening_is_named() -> None:
    with loopback() as server:
        url = server.url("/a")
    assert failure(url).reason == "connection failed"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "::1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "ff0e::1", "fe80::1", "fc00::1", "64:ff9b::7f00:1", "2002:7f00:1::", "::ffff:127.0.0.1", "::",
        "255.255.255.255", "240.0.0.1", "192.88.99.1", "::7f00:1", "::ffff:0:7f00:1", "64:ff9b:1::a00:1", "fec0::1",
        "2001:0:1::1", "2001:db8::1", "3fff::1", "::ffff:169.254.169.254",
    ],
)  # fmt: skip
def test_addresses_outside_the_public_internet_are_refused(address: str) -> None:
    assert not is_allowed(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "2a00:1450::1"])
def test_public_addresses_are_allowed(address: str) -> None:
    assert is_allowed(ipaddress.ip_address(address))
