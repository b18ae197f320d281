"""One polite, bounded HTTP retrieval: a page or a named failure, never an exception.

Redirects are followed by hand, so that every hop passes the address guard; the deadline covers everything from DNS
to the last byte, since a slow drip of bytes never trips a read time-out.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from extractors.records import FetchedPage, FetchFailure
from flows import clock
from flows.fetch.addresses import AddressRefusedError, resolve
from flows.fetch.answers import AT_REST, KEPT, WAITING, Answer, retry_after
from flows.fetch.hosts import HostAtRest, Hosts

if TYPE_CHECKING:
    import httpx2

PERMANENT = frozenset((301, 308))
REDIRECTS = PERMANENT | {302, 303, 307}
NOT_MODIFIED = 304
BROTLI = ("br",) if find_spec("brotli") else ()
ENCODINGS = ("gzip", "deflate", *BROTLI)  # whose decoders stop at the cap; nothing else is asked for
MOST_ADDRESSES = 3  # of one name, tried in turn until one can be reached
UNREADABLE = frozenset(("br", "zstd", "compress", "x-compress", "x-gzip", "dcb", "dcz")) - frozenset(BROTLI)


def user_agent(contact: str | None = None) -> str:
    """Name the program, its version and where its operator can be reached, or that nobody has said so."""
    try:
        release = version("parley")
    except PackageNotFoundError:
        release = "0"
    told = "".join(letter if " " <= letter <= "~" else "?" for letter in contact or "")
    return f"parley/{release} (+{told})" if told else f"parley/{release} (feed reader; no contact given)"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one retrieval may take."""

    deadline: float = 30.0  # seconds, from DNS to the last byte, redirects included
    max_bytes: int = 5_000_000  # of the decoded body
    cut: bool = False  # take the first `max_bytes` of a larger body, rather than refuse it
    max_redirects: int = 5
    allow_loopback: bool = False
    agent: str = user_agent()


@dataclass(frozen=True, slots=True)
class Asked:
    """One address, and under which headers each address on the way to its page is asked for changes only."""

    url: str
    conditions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


Refusal = Callable[[str], Awaitable[tuple[str, str] | None]]
"""Says of an address why it is not asked, as a reason in a word or two and a sentence; None: it may be."""


@dataclass(frozen=True, slots=True)
class Manners:
    """What is minded at every hop, beside the limits."""

    hosts: Hosts | None = None  # where a turn is taken; None: nobody else asks
    refusal: Refusal | None = None
    now: Callable[[], datetime] = clock.now


class _RefusedError(Exception):
    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


@contextlib.asynccontextmanager
async def open_client() -> AsyncIterator[httpx2.AsyncClient]:
    """Open a client without cookies, proxies from the environment or kept connections.

    Connections go to addresses, not names; kept ones would be shared between the names at one address.
    """
    import httpx2

    pool = httpx2.Limits(max_keepalive_connections=0)
    async with httpx2.AsyncClient(trust_env=False, follow_redirects=False, limits=pool, timeout=None) as client:
        yield client


async def fetch(
    url: str, limits: Limits | None = None, client: httpx2.AsyncClient | None = None
) -> FetchedPage | FetchFailure:
    """Fetch one URL within its limits, on nobody's behalf but its own: no turns are taken."""
    limits = limits or Limits()
    if client is None:
        async with open_client() as own:
            return await fetch(url, limits, own)
    answer = await ask(Asked(url), limits, client)
    assert answer.result is not None  # nobody asked for changes only
    return answer.result


async def ask(asked: Asked, limits: Limits, client: httpx2.AsyncClient, manners: Manners | None = None) -> Answer:
    """Fetch one address."""
    import httpx2

    manners = manners or Manners()
    trip = _Trip(asked, limits, client, manners)
    try:
        result = await trip.follow()
    except TimeoutError:
        reason, detail = "timeout", f"no complete answer within {limits.deadline:g} s"
    except _RefusedError as refused:
        reason, detail = refused.reason, refused.detail
    except AddressRefusedError as refused:
        reason, detail = "address refused", str(refused)
    except HostAtRest as refused:
        reason, detail = AT_REST, str(refused)
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        reason, detail = "bad url", str(error) or type(error).__name__
    except (httpx2.DecodingError, httpx2.RemoteProtocolError, httpx2.ReadError) as error:
        reason, detail = "broken answer", str(error) or type(error).__name__
    except (httpx2.HTTPError, OSError) as error:
        reason, detail = "connection failed", str(error) or type(error).__name__
    else:
        return trip.answer(result)
    return trip.answer(FetchFailure(asked.url, reason, detail, manners.now()))


@dataclass(slots=True)
class _Trip:
    """The way from an address to its page, hop by hop."""

    asked: Asked
    limits: Limits
    client: httpx2.AsyncClient
    manners: Manners
    seen: list[str] = field(default_factory=list)
    moved_to: str | None = None
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    def answer(self, result: FetchedPage | FetchFailure | None) -> Answer:
        at = result.fetched_at if result else self.manners.now()
        return Answer(result, at, self.status, self.headers, self.seen[-1], self.moved_to, self.seconds)

    async def follow(self) -> FetchedPage | None:
        self.seen.append(self.asked.url)
        for_good = True
        for _ in range(self.limits.max_redirects + 1):
            if self.manners.refusal and (why := await self.manners.refusal(self.seen[-1])):
                raise _RefusedError(*why)
            answer = await self._turn(self.seen[-1])
            if not isinstance(answer, str):
                return answer
            if answer in self.seen:
                raise _RefusedError("redirect loop", f"{self.seen[-1]} leads back to {answer}")
            for_good = for_good and self.status in PERMANENT
            self.moved_to = answer if for_good else self.moved_to
            self.seen.append(answer)
        raise _RefusedError("too many redirects", f"more than {self.limits.max_redirects}, the last to {self.seen[-1]}")

    async def _turn(self, url: str) -> FetchedPage | str | None:
        if self.manners.hosts is None:
            return await self._timed(url)
        async with self.manners.hosts.turn(url) as turn:
            self.status, self.headers = None, {}
            try:
                return await self._timed(url)
            finally:
                now = self.manners.now()
                until = retry_after(self.headers, now) if self.status in WAITING else None
                turn.answered(self.status, (until - now).total_seconds() if until else 0.0)

    async def _timed(self, url: str) -> FetchedPage | str | None:
        begun = time.monotonic()
        try:
            async with asyncio.timeout(self.limits.deadline - self.seconds):
                return await self._hop(url)
        finally:
            self.seconds += time.monotonic() - begun

    async def _hop(self, url: str) -> FetchedPage | str | None:
        """Ask once; gives the page, nothing where it has not changed, or where it says to go instead."""
        import httpx2

        asked = httpx2.URL(url)
        if asked.scheme not in ("http", "https") or not asked.host:
            raise _RefusedError("bad url", f"only http and https addresses are fetched, not {url[:200]}")
        port = asked.port or (443 if asked.scheme == "https" else 80)
        host = asked.raw_host.decode("ascii")
        addresses = await resolve(host, port, allow_loopback=self.limits.allow_loopback)
        headers = {
            "Host": asked.netloc.decode("ascii"),
            "User-Agent": self.limits.agent,
            "Accept": "*/*",
            "Accept-Encoding": ", ".join(ENCODINGS),
            **self.asked.conditions.get(url, {}),
        }
        raw = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
        connect = httpx2.Timeout(None, connect=self.limits.deadline / MOST_ADDRESSES)
        unreached: Exception = OSError(f"{host} has no address")
        for address in addresses[:MOST_ADDRESSES]:
            target = asked.copy_with(host=str(address))
            self.client.cookies.clear()
            stream = self.client.stream("GET", target, headers=raw, extensions={"sni_hostname": host}, timeout=connect)
            try:
                async with stream as response:
                    return await self._read(url, asked, response)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                unreached = error
        raise unreached

    async def _read(self, url: str, asked: httpx2.URL, response: httpx2.Response) -> FetchedPage | str | None:
        self.status, self.headers = response.status_code, _kept(response)
        if self.status in REDIRECTS and "location" in response.headers:
            return str(asked.join(response.headers["location"]))
        if self.status == NOT_MODIFIED and url in self.asked.conditions:
            return None
        if self.status != 200:
            raise _RefusedError(f"HTTP {self.status}", response.reason_phrase or "the server refused")
        body = await _body(response, self.limits)
        kind = response.headers.get("content-type", "")
        return FetchedPage(self.asked.url, url, 200, kind, body, self.manners.now())


def _kept(response: httpx2.Response) -> dict[str, str]:
    """Return the headers that decide when to ask again, each as it came."""
    named = ((name.decode("latin-1").casefold(), value.decode("latin-1")) for name, value in response.headers.raw)
    return {name: value for name, value in named if name in KEPT}


async def _body(response: httpx2.Response, limits: Limits) -> bytes:
    encoding = response.headers.get("content-encoding", "")
    if any(part.strip().casefold() in UNREADABLE for part in encoding.split(",")):
        raise _RefusedError("broken answer", f"it is encoded as {encoding[:40]}, which nobody asked for")
    body = bytearray()
    async with contextlib.aclosing(response.aiter_bytes()) as chunks:
        async for chunk in chunks:
            body += chunk
            if len(body) > limits.max_bytes:
                if limits.cut:
                    return bytes(body[: limits.max_bytes])
                raise _RefusedError("too large", f"more than {limits.max_bytes:,} bytes once decoded")
    return bytes(body)
