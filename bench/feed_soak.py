"""Polls two hundred feeds hour after hour, a tenth of them bad, kills runs on the way, and looks what is stored.

    make soak                                     among others, four days of 200 feeds
    python -m bench.feed_soak --hours 24 --feeds 60 --seed 7

Every run is a process that polls, extracts, codes and stores as a scheduled one does, at a simulated hour: its pauses
between two requests to a host pass at once, its deadlines are real ones of two seconds. Some are killed with SIGKILL.
At the end every article must be there once, every bad feed be named in `feed_health`, no process be left, and reading
everything anew from the raw bodies add no row.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.feed_soak_child import Held, look, read_anew, run
from bench.feed_soak_news import Newsroom
from bench.soak import AT_RANDOM, NOT, Child
from tests.flows.loopback import loopback

AIMS = (AT_RANDOM, AT_RANDOM, "coding", "storing", "storing", "acknowledged")
KILLED = 0.3  # of the runs
QUIET = (3, 9, 30)  # hours after the last article at which runs that nobody kills make up for what is left
MEMORY = 600  # megabytes
GRACE = 5.0  # seconds for the processes of a killed run to end


@dataclass(slots=True)
class FeedResult:
    """What a soak has shown."""

    hours: int = 0
    feeds: int = 0
    bad: int = 0
    runs: int = 0
    kills: Counter[str] = field(default_factory=Counter)  # by the last step that the process told
    seconds: float = 0.0
    requests: int = 0
    wanted: int = 0
    stored: int = 0
    memory: int = 0  # megabytes, at most
    run_seconds: list[float] = field(default_factory=list)
    replayed: int = -1  # rows that reading everything anew has added
    replay_read: int = -1  # articles that it has read
    polls: dict[str, int] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)

    def table(self) -> str:
        rows: list[tuple[str, object]] = [
            ("simulated hours", self.hours),
            ("feeds", self.feeds),
            ("  of them bad", self.bad),
            ("runs", self.runs),
            ("  killed", self.kills.total()),
            *((f"    after “{step}”", count) for step, count in sorted(self.kills.items(), key=lambda kill: -kill[1])),
            ("requests answered", self.requests),
            *((f"polls that ended as {outcome}", count) for outcome, count in self.polls.items()),
            ("articles published", self.wanted),
            ("articles stored", self.stored),
            ("articles read by a replay", self.replay_read),
            ("rows added by it", self.replayed),
            ("most memory of a run, MB", self.memory),
            ("seconds a run, median", f"{statistics.median(self.run_seconds or [0]):.1f}"),
            ("violations of any kind", len(self.violations)),
            ("seconds", f"{self.seconds:.0f}"),
        ]
        return "\n".join(f"{name:36} {value!s:>7}" for name, value in rows)


class FeedSoak:
    """A home, a newsroom, and the processes that poll it."""

    def __init__(self, place: Path, newsroom: Newsroom, seed: int) -> None:
        self.home, self.list = place / "home", place / "feeds.toml"
        self.newsroom, self.result = newsroom, FeedResult(feeds=newsroom.feeds, bad=len(newsroom.bad()))
        self._random = random.Random(seed)
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["bench.feed_soak_warm"])
        newsroom.write_list(self.list)

    def run(self, hours: int, killed: float) -> FeedResult:
        """Poll every simulated hour, and then until nothing is left; the first and the last runs are left alone."""
        begun = time.monotonic()
        for hour in range(hours):
            self.newsroom.publish(hour, more=True)
            kill = hour > 0 and self._random.random() < killed
            self._run(hour, self._random.choice(AIMS) if kill else NOT)
            if hour % 12 == 11:
                tell = f"{hour + 1} hours, {self.result.kills.total()} kills, {time.monotonic() - begun:.0f} s"
                print(tell, flush=True)
        for after in QUIET:
            self.newsroom.publish(hours + after, more=False)
            self._run(hours + after, NOT)
        self._judge(look(str(self.home)))
        self._replay()
        self.result.hours, self.result.seconds = hours, time.monotonic() - begun
        self.result.requests = self.newsroom.server.requests.total()
        return self.result

    def _run(self, hour: int, aim: str) -> None:
        begun = time.monotonic()
        run_id = f"hour-{hour}"
        child = self._start(run, str(self.home), str(self.list), run_id, self.newsroom.begins + timedelta(hours=hour))
        if aim == NOT:
            self._must_end_well(child)
            self.result.run_seconds.append(time.monotonic() - begun)
        else:
            self._kill(child, aim)
        self.result.runs += 1
        self._must_leave_nothing(child, run_id)

    def _kill(self, child: Child, aim: str) -> None:
        if aim == AT_RANDOM:
            until = time.monotonic() + self._random.uniform(0.0, statistics.median(self.result.run_seconds or [2.0]))
            while (left := until - time.monotonic()) > 0 and child.hear(left):
                pass
        else:
            child.hear_until(aim)
        if child.kill():
            self.result.kills[child.last] += 1

    def _must_end_well(self, child: Child) -> None:
        child.end()
        last = child.said[-1] if child.said else None
        if last is None or last.event not in ("ended", "replayed"):
            self.result.violations.append(f"a run that nobody killed ended in {last}")
        else:
            self.result.memory = max(self.result.memory, last.signals)

    def _must_leave_nothing(self, child: Child, where: str) -> None:
        """Wait a little for the processes of a run's session to end."""
        assert child.process.pid
        until = time.monotonic() + GRACE
        while (left := session_of(child.process.pid)) and time.monotonic() < until:
            time.sleep(0.05)
        if left:
            self.result.violations.append(f"{where} left processes: {left}")

    def _judge(self, held: Held) -> None:
        found, news = self.result.violations, self.newsroom
        self.result.wanted, self.result.stored, self.result.polls = len(news.wanted), len(held.articles), held.polls
        stored = {url.partition("?")[0]: versions for url, versions in held.articles.items()}
        found += [f"not stored: {url}" for url in sorted(news.wanted - stored.keys())]
        found += [f"stored, and nobody published it: {url}" for url in sorted(stored.keys() - news.wanted)]
        found += [f"{versions} versions: {url}" for url, versions in stored.items() if versions != 1]
        found += [f"stored twice: {url}" for url in held.doubled]
        found += [f"not rejected: {url} ({way})" for url, way in news.unwanted.items() if url not in held.rejected]
        found += [f"check fails: {one}" for one in held.broken]
        for url, word in news.bad().items():
            verdict, detail = held.health.get(url, ("never polled", ""))
            if verdict == "well" or word not in detail:
                found.append(f"{url} should be told of as “{word}”, and is {verdict}: {detail}")
        well = {news.feed_url(number) for number in range(news.feeds)} - news.bad().keys()
        found += [
            f"{url} is well, and told of as {held.health.get(url)}"
            for url in well
            if held.health.get(url, ("", ""))[0] != "well"
        ]
        if self.result.memory > MEMORY:
            found.append(f"a run took {self.result.memory} MB")

    def _replay(self) -> None:
        child = self._start(read_anew, str(self.home), "replay")
        self._must_end_well(child)
        for line in child.said:
            if line.event == "replayed":
                self.result.replayed, self.result.replay_read = line.signals, int(line.detail)
        if self.result.replayed or self.result.replay_read != self.result.stored:
            self.result.violations.append(
                f"reading everything anew read {self.result.replay_read} articles, {child.said}"
            )
        self._must_leave_nothing(child, "replay")

    def _start(self, work: Callable[..., None], *arguments: Any) -> Child:
        here, there = self._context.Pipe(duplex=False)
        process = self._context.Process(target=work, args=(*arguments, there))
        process.start()
        there.close()
        return Child(process, here)


def session_of(leader: int) -> list[int]:
    """Return the processes that run in the session of one that was started here."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, told = stat.read_text().rpartition(")")
        except OSError:
            continue
        state, _, _, session = told.split()[:4]
        if int(session) == leader and state != "Z":
            found.append(int(stat.parent.name))
    return found


def soak(place: Path, hours: int, feeds: int, seed: int, *, killed: float = KILLED) -> FeedResult:
    """Run one soak in an empty folder, some of whose runs are killed; its last hour is now."""
    begins = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=hours + max(QUIET) + 1)
    with loopback() as server:
        return FeedSoak(place, Newsroom(server, begins, feeds, seed), seed).run(hours, killed)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.feed_soak", description="Poll bad feeds and kill runs.")
    parser.add_argument("--hours", type=int, default=96)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, seed {asked.seed}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        result = soak(Path(name), asked.hours, asked.feeds, asked.seed)
    print("\n".join(("", result.table(), *result.violations)))
    return 1 if result.violations else 0


if __name__ == "__main__":
    sys.exit(main())
