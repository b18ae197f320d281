"""A real web server on loopback for tests: pages, feeds, and the ways in which servers misbehave.

Everything it serves is authored for the tests; outlets and persons in it are fictional.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Answer:
    """What a route gives."""

    body: bytes = b""
    status: int = 200
    content_type: str | None = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None  # who asks by it, or by `last_modified`, is told that nothing has changed
    last_modified: str | None = None
    chunks: Iterable[bytes] | None = None  # sent one by one in place of the body, with `pause` between them
    pause: float = 0.0
    chunked: bool = False  # as transfer coding, with the body's end marked
    length: int | None = None  # a Content-Length that need not be true
    hang: bool = False  # never answers until the server closes


class Loopback:
    """The server; `routes` may be changed while it runs, and `requests` counts what was asked for."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self.ticks = ticks
        self.routes: dict[str, Answer] = {}
        self.requests: Counter[str] = Counter()
        self.seen: list[tuple[str, Mapping[str, str]]] = []
        self.moments: dict[str, list[float]] = defaultdict(list)  # when each host was asked
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = _Server(("", 0), _Handler)
        self._server.owner = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self._server.server_address[1]}{path}"

    def page(self, path: str, html: str, **kwargs: object) -> str:
        self.routes[path] = Answer(html.encode(), **kwargs)  # type: ignore[arg-type]
        return self.url(path)

    def feed(self, path: str, items: Sequence[tuple[str, str, str]], title: str = "The Fictional Courier") -> str:
        """Serve an RSS feed of (link, title, RFC 822 date)."""
        self.routes[path] = Answer(rss(items, title).encode(), content_type="application/rss+xml")
        return self.url(path)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        self.routes[path] = Answer(status=status, headers={"Location": to})
        return self.url(path)

    def bomb(self, path: str, megabytes: int) -> str:
        return self.packed(path, gzip.compress(b"<p>0</p>" * (megabytes * 131072), compresslevel=9), "gzip")

    def packed(self, path: str, body: bytes, encoding: str) -> str:
        self.routes[path] = Answer(body, headers={"Content-Encoding": encoding})
        return self.url(path)

    def asked(self, path: str) -> list[Mapping[str, str]]:
        """Return the headers of each request for a path."""
        return [headers for asked, headers in self.seen if asked == path]

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def answer(self, handler: _Handler) -> None:
        with self._lock:
            self.requests[handler.path] += 1
            self.seen.append((handler.path, dict(handler.headers.items())))
            self.moments[handler.headers["Host"].partition(":")[0]].append(self.ticks())
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            path = handler.path if handler.path in self.routes else handler.path.partition("?")[0]
            self._send(handler, self.routes.get(path, Answer(b"nothing here", 404)))
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with self._lock:
                self._at_once -= 1

    def _send(self, handler: _Handler, answer: Answer) -> None:
        if answer.hang:
            self._closing.wait(60)
            return
        unchanged = answer.etag is not None and handler.headers["If-None-Match"] == answer.etag
        unchanged |= answer.last_modified is not None and handler.headers["If-Modified-Since"] == answer.last_modified
        body = b"" if unchanged else answer.body
        handler.send_response(304 if unchanged else answer.status)
        given = {"Content-Type": answer.content_type, "ETag": answer.etag, "Last-Modified": answer.last_modified}
        for name, value in (*given.items(), *answer.headers.items(), ("Connection", "close")):
            if value is not None:
                handler.send_header(name, value)
        if answer.chunked:
            handler.send_header("Transfer-Encoding", "chunked")
        elif answer.chunks is None:
            handler.send_header("Content-Length", str(len(body) if answer.length is None else answer.length))
        handler.end_headers()
        for chunk in (body,) if answer.chunks is None or unchanged else answer.chunks:
            handler.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk) if answer.chunked else chunk)
            handler.wfile.flush()
            if answer.pause and self._closing.wait(answer.pause):
                return
        if answer.chunked:
            handler.wfile.write(b"0\r\n\r\n")


class _Server(ThreadingHTTPServer):
    owner: Loopback
    daemon_threads = True
    request_queue_size = 128

    def verify_request(self, request: object, client_address: tuple[str, int]) -> bool:
        """Answer this machine alone, at any of its addresses 127.0.0.0/8: each counts as a host of its own."""
        return client_address[0].startswith("127.")


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.owner.answer(self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet: the tests count requests instead."""


@contextmanager
def loopback(ticks: Callable[[], float] = time.monotonic) -> Iterator[Loopback]:
    server = Loopback(ticks)
    try:
        yield server
    finally:
        server.close()


def rss(items: Sequence[tuple[str, str, str]], title: str = "The Fictional Courier") -> str:
    """Write an RSS 2.0 feed of (link, title, RFC 822 date)."""
    entries = "".join(
        f"<item><title>{escape(name)}</title><link>{escape(link)}</link><guid>{escape(link)}</guid>"
        f"<pubDate>{date}</pubDate></item>"
        for link, name, date in items
    )
    head = f"<title>{escape(title)}</title><link>http://courier.example/</link><description>-</description>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{entries}</channel></rss>'


def article_html(title: str, paragraphs: Sequence[str], published: str | None = None, author: str | None = None) -> str:
    """Write a news page with one headline, a byline and paragraphs."""
    meta = f'<meta property="article:published_time" content="{published}">' if published else ""
    byline = f'<meta name="author" content="{escape(author)}">' if author else ""
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(title)} | The Fictional Courier</title>{meta}{byline}'
        f"</head><body><nav><a href='/'>Home</a> <a href='/world'>World</a></nav><main><article>"
        f"<h1>{escape(title)}</h1>{body}</article></main><footer>All rights reserved by nobody.</footer></body></html>"
    )
