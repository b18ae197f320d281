"""A real web server on loopback for tests: pages, feeds, and the ways in which servers misbehave.

Everything it serves is authored for the tests; outlets and persons in it are fictional.
"""

from __future__ import annotations

import gzip
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
    chunks: Sequence[bytes] = ()  # sent one by one in place of the body, with `pause` between them
    pause: float = 0.0
    length: int | None = None  # a Content-Length that need not be true
    hang: bool = False  # never answers until the server closes


class Loopback:
    """The server; `routes` may be changed while it runs, and `requests` counts what was asked for."""

    def __init__(self) -> None:
        self.routes: dict[str, Answer] = {}
        self.requests: Counter[str] = Counter()
        self.seen: list[tuple[str, Mapping[str, str]]] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
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
        body = gzip.compress(b"<p>0</p>" * (megabytes * 131072), compresslevel=9)
        self.routes[path] = Answer(body, headers={"Content-Encoding": "gzip"})
        return self.url(path)

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def answer(self, handler: _Handler) -> None:
        with self._lock:
            self.requests[handler.path] += 1
            self.seen.append((handler.path, dict(handler.headers.items())))
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            self._send(handler, self.routes.get(handler.path, Answer(b"nothing here", 404)))
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with self._lock:
                self._at_once -= 1

    def _send(self, handler: _Handler, answer: Answer) -> None:
        if answer.hang:
            self._closing.wait(60)
            return
        handler.send_response(answer.status)
        if answer.content_type is not None:
            handler.send_header("Content-Type", answer.content_type)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        if not answer.chunks:
            handler.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
        handler.send_header("Connection", "close")
        handler.end_headers()
        for chunk in answer.chunks or (answer.body,):
            handler.wfile.write(chunk)
            handler.wfile.flush()
            if answer.pause and self._closing.wait(answer.pause):
                return


class _Server(ThreadingHTTPServer):
    owner: Loopback
    daemon_threads = True
    request_queue_size = 128


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.owner.answer(self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet: the tests count requests instead."""


@contextmanager
def loopback() -> Iterator[Loopback]:
    server = Loopback()
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
