"""The newsroom of the feed soak: two hundred feeds on loopback that publish by the hour, a tenth of them badly.

Everything it serves is authored; its outlets do not exist.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from itertools import repeat
from pathlib import Path

from bench.soak_texts import SENTENCES
from tests.flows.loopback import Answer, Loopback, article_html, rss

ENTRIES = 20  # that a feed shows
OFTEN = (3, 24)  # hours between two articles of one feed, at least and at most
MOVES_AT, OLD_ADDRESS_ENDS_AT = 4, 40  # hours
FLAKY = range(5, 9)  # hours in which some feeds fail
TURNS_BAD_AT = 3  # hours; the worse half is bad from the beginning

# The ways in which a feed is bad, each with what `feed_health` says of it: a verdict and a word of the detail.
BAD: Mapping[str, tuple[Answer, str]] = {
    "no bytes": (Answer(b""), "no bytes"),
    "eleven bytes": (Answer(b"hello world"), "11 bytes"),
    "a web page": (Answer(b"<!doctype html><html><p>" + b"Consent, please. " * 50), "web page"),
    "no entries": (Answer(rss([]).encode(), content_type="application/rss+xml"), "no entries"),
    "entity bomb": (
        Answer(
            b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
            b'<!ENTITY c "&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><title>&c;</title></channel></rss>'
        ),
        "entities",
    ),
    "hangs": (Answer(hang=True), "timeout"),
    "slow drip": (Answer(chunks=repeat(b"<"), pause=0.02), "timeout"),
    "endless": (Answer(chunks=repeat(b"<item/>" * 9_000)), "too large"),
    "gzip bomb": (
        Answer(gzip.compress(bytes(100 << 20)), headers={"Content-Encoding": "gzip"}),
        "too large",
    ),
    "cut short": (Answer(b"<rss>", length=5_000), "broken answer"),
    "no gzip": (Answer(b"<rss>" * 99, headers={"Content-Encoding": "gzip"}), "broken answer"),
    "403": (Answer(status=403), "HTTP 403"),
    "404": (Answer(status=404), "HTTP 404"),
    "410": (Answer(status=410), "HTTP 410"),
    "429": (Answer(status=429, headers={"Retry-After": "5400"}), "HTTP 429"),
    "503": (Answer(status=503, headers={"Retry-After": "Fri, 31 Dec 2100 00:00:00 GMT"}), "HTTP 503"),
    "redirect to itself": (Answer(status=301, headers={"Location": "{path}"}), "redirect loop"),
    "redirects without end": (Answer(status=302, headers={"Location": "{path}/on"}), "too many redirects"),
    "redirect inside": (Answer(status=302, headers={"Location": "http://169.254.169.254/"}), "address refused"),
    "redirect to a file": (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "bad url"),
}
BAD_PAGES: Mapping[str, Answer] = {
    "hang": Answer(hang=True),
    "bomb": Answer(gzip.compress(b"<p>0</p>" * (20 << 17)), headers={"Content-Encoding": "gzip"}),
    "gone": Answer(status=404),
    "trouble": Answer(status=500),
    "pdf": Answer(b"%PDF-1.7 made up " * 99, content_type="application/pdf"),
    "empty": Answer(b""),
    "inside": Answer(status=302, headers={"Location": "http://10.0.0.1/"}),
}
MANNERS: tuple[Callable[[Answer, str], Answer], ...] = (
    lambda answer, tag: replace(answer, etag=f'W/"{tag}"'),
    lambda answer, tag: replace(answer, last_modified=f"made up {tag}"),
    lambda answer, _: answer,
    lambda answer, _: replace(answer, body=gzip.compress(answer.body), headers={"Content-Encoding": "gzip"}),
    lambda answer, _: replace(answer, chunks=[answer.body[:500], answer.body[500:]], chunked=True),
)


@dataclass(slots=True)
class Newsroom:
    """All feeds of the soak, and what they have published so far."""

    server: Loopback
    begins: datetime
    feeds: int
    seed: int
    items: dict[int, list[tuple[str, str, str]]] = field(default_factory=dict)  # by feed, the newest first
    wanted: set[str] = field(default_factory=set)  # articles that must be stored, once each
    unwanted: dict[str, str] = field(default_factory=dict)  # pages that must be rejected, with what is wrong with them
    passed_over: set[str] = field(default_factory=set)
    _random: random.Random = field(init=False)
    _next: dict[int, int] = field(default_factory=dict)  # the hour of each feed's next article
    _bad: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._bad = self._random.sample(list(BAD), min(len(BAD), max(1, self.feeds // 10)))
        self.server.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/\n", content_type="text/plain")

    def url(self, path: str, number: int) -> str:
        """Return an address at the host of one feed."""
        return self.server.url(path, f"127.0.{10 + number // 200}.{number % 200 + 1}")

    def feed_url(self, number: int) -> str:
        """Return the address of a feed, as in the list."""
        return self.url(f"/feed/{number}", number)

    def bad(self) -> dict[str, str]:
        """Return what `feed_health` must say of each bad feed, by its address."""
        return {self.feed_url(number): BAD[way][1] for number, way in enumerate(self._bad)}

    def write_list(self, path: Path) -> None:
        """Write the list of feeds."""
        entries = (
            f'[[feed]]\nname = "Feed {number}"\nurl = "{self.feed_url(number)}"\noutlet = "Imaginary Wire"\n'
            for number in range(self.feeds)
        )
        path.write_text("\n".join(entries), "utf-8")

    def publish(self, hour: int, *, more: bool) -> None:
        """Bring every feed to the state of an hour, with new articles or without any."""
        for number in range(self.feeds):
            while more and self._next.get(number, 0) <= hour:
                self._write(number, self._next.get(number, 0))
                self._next[number] = self._next.get(number, 0) + self._random.randint(*OFTEN)
            self._serve(number, hour)

    def _write(self, number: int, hour: int) -> None:
        """Publish one article, or one that is not to be stored."""
        items = self.items.setdefault(number, [])
        way = self._way(number)
        if way and not (number % 2 and hour < TURNS_BAD_AT):
            return
        path, title = f"/a/{number}/{len(items)}", f"Talks on a ceasefire, authored report {number}-{len(items)}"
        link = self.url(path, number)
        if number == len(self._bad):
            link, path = self._bad_page(number, len(items))
        elif number == len(self._bad) + 1 and len(items) % 2:
            title = f"Authored report {len(items)} on a football match that the home team won after extra time"
            self.passed_over.add(link)
        else:
            self._page(path, title, link, hour)
        shown = f"{link}?utm_source=feed-{number}"
        date = format_datetime(self.begins + timedelta(hours=hour, minutes=-1))
        items.insert(0, (shown, title, date))
        neighbour = number + 1
        if number % 10 == 7 and neighbour < self.feeds and not self._way(neighbour):
            self.items.setdefault(neighbour, []).insert(0, (f"{link}?utm_source=feed-{neighbour}", title, date))

    def _page(self, path: str, title: str, link: str, hour: int) -> None:
        told = [sentence for sentence, _ in self._random.choices(SENTENCES, k=self._random.randint(6, 12))]
        opening = f"This is authored text {path.replace('/', ' ')} of a soak, and its outlet does not exist."
        published = (self.begins + timedelta(hours=hour)).isoformat()
        self.server.routes[path] = Answer(article_html(title, [opening, *told], published).encode())
        self.wanted.add(link)

    def _bad_page(self, number: int, count: int) -> tuple[str, str]:
        ways = [*BAD_PAGES, "private"]
        way = ways[count % len(ways)]
        path = f"/private/{count}" if way == "private" else f"/bad/{way}/{count}"
        if way != "private":
            self.server.routes[path] = BAD_PAGES[way]
        link = self.url(path, number)
        self.unwanted[f"{link}?utm_source=feed-{number}"] = way
        return link, path

    def _way(self, number: int) -> str | None:
        return self._bad[number] if number < len(self._bad) else None

    def _serve(self, number: int, hour: int) -> None:
        path, way = f"/feed/{number}", self._way(number)
        if way and not (number % 2 and hour < TURNS_BAD_AT):
            answer = BAD[way][0]
            headers = {name: value.format(path=path) for name, value in answer.headers.items()}
            self.server.routes[path] = replace(answer, headers=headers)
            for step in range(8):
                onward = {"Location": f"{path}{'/on' * (step + 2)}"}
                self.server.routes[f"{path}{'/on' * (step + 1)}"] = Answer(status=302, headers=onward)
            return
        body = rss(self.items.get(number, [])[:ENTRIES]).encode()
        feed = Answer(body, content_type="application/rss+xml")
        good = MANNERS[number % len(MANNERS)](feed, f"{number}-{len(self.items.get(number, []))}")
        if number % 20 == 18 and hour >= MOVES_AT:
            self.server.routes[f"/moved/{number}"] = good
            good = Answer(status=301, headers={"Location": f"/moved/{number}"})
            good = good if hour < OLD_ADDRESS_ENDS_AT else Answer(status=404)
        elif number % 20 == 19 and hour in FLAKY:
            good = Answer(status=503, headers={"Retry-After": "1800"}) if number % 40 == 19 else Answer(hang=True)
        self.server.routes[path] = good
