"""One polite, bounded HTTP retrieval: a page or a named failure, never an exception.

Redirects are followed by hand, so that every hop passes the address guard; the deadline covers everything from DNS
to the last byte, since a slow drip of bytes never trips a read time-out.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from extractors.records import FetchedPage, FetchFailure
from flows.fetch.addresses import AddressRefusedError, resolve

if TYPE_CHECKING:
    import httpx2

_REDIRECTS = frozenset((301, 302, 303, 307, 308))


def user_agent(contact: str | None = None) -> str:
    """Name the program, its version and, where the operator gave one, a page or address to complain to."""
    try:
        release = version("parley")
    except PackageNotFoundError:
        release = "0"
    return f"parley/{release} (+{contact})" if contact else f"parley/{release}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one retrieval may take."""

    deadline: float = 30.0  # seconds, from DNS to the last byte
    max_bytes: int = 5_000_000  # of the decoded body
    max_redirects: int = 5
    allow_loopback: bool = False
    agent: str = user_agent()


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
    """Fetch one URL within its limits."""
    import httpx2

    limits = limits or Limits()
    try:
        async with asyncio.timeout(limits.deadline):
            if client is not None:
                return await _follow(url, limits, client)
            async with open_client() as own:
                return await _follow(url, limits, own)
    except TimeoutError:
        reason, detail = "timeout", f"no complete answer within {limits.deadline:g} s"
    except _RefusedError as refused:
        reason, detail = refused.reason, refused.detail
    except AddressRefusedError as refused:
        reason, detail = "address refused", str(refused)
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        reason, detail = "bad url", str(error) or type(error).__name__
    except (httpx2.DecodingError, httpx2.RemoteProtocolError, httpx2.ReadError) as error:
        reason, detail = "broken answer", str(error) or type(error).__name__
    except (httpx2.HTTPError, OSError) as error:
        reason, detail = "connection failed", str(error) or type(error).__name__
    return FetchFailure(url, reason, detail, datetime.now(UTC))


async def _follow(url: str, limits: Limits, client: httpx2.AsyncClient) -> FetchedPage:
    seen = [url]
    for _ in range(limits.max_redirects + 1):
        answer = await _hop(seen[-1], limits, client)
        if isinstance(answer, FetchedPage):
            return FetchedPage(url, answer.url, answer.status, answer.content_type, answer.body, answer.fetched_at)
        if answer in seen:
            raise _RefusedError("redirect loop", f"{seen[-1]} leads back to {answer}")
        seen.append(answer)
    raise _RefusedError("too many redirects", f"more than {limits.max_redirects}, the last to {seen[-1]}")


async def _hop(url: str, limits: Limits, client: httpx2.AsyncClient) -> FetchedPage | str:
    """Ask once; gives the page, or where it says to go instead."""
    import httpx2

    asked = httpx2.URL(url)
    if asked.scheme not in ("http", "https") or not asked.host:
        raise _RefusedError("bad url", f"only http and https addresses are fetched, not {url[:200]}")
    port = asked.port or (443 if asked.scheme == "https" else 80)
    host = asked.raw_host.decode("ascii")
    address = await resolve(host, port, allow_loopback=limits.allow_loopback)
    headers = {"Host": asked.netloc.decode("ascii"), "User-Agent": limits.agent, "Accept": "*/*"}
    extensions = {"sni_hostname": host}
    target = asked.copy_with(host=str(address))
    client.cookies.clear()
    async with client.stream("GET", target, headers=headers, extensions=extensions) as response:
        if response.status_code in _REDIRECTS and "location" in response.headers:
            return str(asked.join(response.headers["location"]))
        if response.status_code != 200:
            raise _RefusedError(f"HTTP {response.status_code}", response.reason_phrase or "the server refused")
        body = await _read(response, limits.max_bytes)
        kind = response.headers.get("content-type", "")
    return FetchedPage(url, url, 200, kind, body, datetime.now(UTC))


async def _read(response: httpx2.Response, max_bytes: int) -> bytes:
    body = bytearray()
    async with contextlib.aclosing(response.aiter_bytes()) as chunks:
        async for chunk in chunks:
            body += chunk
            if len(body) > max_bytes:
                raise _RefusedError("too large", f"more than {max_bytes:,} bytes once decoded")
    return bytes(body)
