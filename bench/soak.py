"""Kills loads and retags at random moments, over and over, and looks each time whether anything was lost or doubled.

    make soak                                     120 rounds, and as root 100 more with a full disk
    python -m bench.soak --rounds 30 --full 0 --seed 7 --seconds 480

A round adds some articles and starts a process that loads, summarises and publishes them, or that codes everything
anew in small batches and publishes. It is killed with SIGKILL (in some rounds the program that copies the published
file instead), or finds the disk full, or both; then a fresh process looks at what is left.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import random
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench.soak_child import Found, Said, load, look, retag
from bench.soak_disk import filled, small_disk
from bench.soak_texts import add_articles, begin_folder
from flows.cli.failures import UNUSABLE

PATIENCE = 120.0  # seconds until a process that says nothing is a failure
COPY_PROGRAM = b"copy_file.py"
AT_RANDOM, COPY, NOT = "any moment", "the copy program", "not at all"
WORK: dict[str, Callable[..., None]] = {"load": load, "retag": retag}
# What a round aims at: an event that the process tells, followed at once or a little later by the kill.
AIMS = {
    "load": (AT_RANDOM, AT_RANDOM, "storing", "storing", "acknowledged", "summaries", "publishing", "published", COPY),
    "retag": (AT_RANDOM, AT_RANDOM, "coding anew", "storing", "acknowledged", "acknowledged", "publishing", COPY),
}
LEFT = (1 << 10, 16 << 20)  # bytes that are left on a full disk, at least and at most


@dataclass(slots=True)
class Child:
    """A process that was started here, with what it has said so far."""

    process: multiprocessing.process.BaseProcess
    lines: Connection
    said: list[Said] = field(default_factory=list)

    def hear(self, seconds: float) -> Said | None:
        """Give the next line; None: it said nothing for so long, or it has ended."""
        try:
            if not self.lines.poll(seconds):
                return None
            self.said.append(self.lines.recv())
        except EOFError:
            return None
        return self.said[-1]

    def hear_until(self, event: str) -> bool:
        """Hear lines until an event; False: it ended before."""
        while line := self.hear(PATIENCE):
            if line.event == event:
                return True
        return False

    def kill(self) -> bool:
        """Send SIGKILL and hear what had been said until then; False: it had ended by itself."""
        assert self.process.pid
        self.process.kill()
        return self.end() == -signal.SIGKILL

    def end(self) -> int | None:
        while self.hear(PATIENCE):
            pass
        self.process.join(PATIENCE)
        self.lines.close()
        return self.process.exitcode

    @property
    def last(self) -> str:
        return self.said[-1].event if self.said else "starting"


@dataclass(slots=True)
class Result:
    """What all rounds together have shown."""

    rounds: int = 0
    full: int = 0  # of them, with a full disk
    refused: int = 0  # of those, runs that ended by saying that there is no space
    retags: int = 0  # told as done
    articles: int = 0
    seconds: float = 0.0
    kills: Counter[str] = field(default_factory=Counter)  # by the last step that the process told
    unkilled: int = 0
    acknowledged: dict[str, int] = field(default_factory=dict)  # signals by run
    published: set[str] = field(default_factory=set)  # runs that told the end of their publishing
    copies_looked_at: int = 0
    lost: int = 0
    doubled: int = 0
    violations: list[str] = field(default_factory=list)

    def table(self) -> str:
        rows: list[tuple[str, object]] = [
            ("rounds", self.rounds),
            ("  with a full disk", self.full),
            ("  of them, refused for want of space", self.refused),
            ("kills", self.kills.total()),
            *((f"  after “{step}”", count) for step, count in sorted(self.kills.items(), key=lambda kill: -kill[1])),
            ("rounds that ended before the kill", self.unkilled),
            ("authored articles", self.articles),
            ("retags completed", self.retags),
            ("runs acknowledged", len(self.acknowledged)),
            ("signals acknowledged", sum(self.acknowledged.values())),
            ("acknowledged runs lost", self.lost),
            ("ids doubled", self.doubled),
            ("read copies opened and checked", self.copies_looked_at),
            ("violations of any kind", len(self.violations)),
            ("seconds", f"{self.seconds:.0f}"),
        ]
        return "\n".join(f"{name:36} {value!s:>7}" for name, value in rows)


class Soak:
    """A home, a growing folder of articles, and the processes that load them and code them anew."""

    def __init__(self, place: Path, seed: int, disk: Path | None = None) -> None:
        self.disk = disk  # of its own, and so may be filled; None: there is none
        self.home, self.folder = (disk or place) / "home", place / "articles"
        self.result = Result()
        self._random = random.Random(seed)
        self._usual = [2.0]  # seconds that unkilled rounds took
        self._rules, self._done = 1, 0  # the rules that articles are coded by, and those by which all of them are
        # Forked from a process that has loaded the libraries and has opened nothing.
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["bench.soak_warm"])
        begin_folder(self.folder)

    def run(self, rounds: int, seconds: float, full: int = 0, tell: Callable[[str], None] = print) -> Result:
        """Do so many rounds, and so many with a full disk, or as many as fit into the time.

        The first and the last are left alone and must end well.
        """
        begun = time.monotonic()
        self._round("round-0", "load", NOT)
        for number in range(1, rounds + full):
            if time.monotonic() - begun > seconds:
                break
            work = self._random.choice(("load", "retag"))
            if number < rounds:
                self._round(f"round-{number}", work, self._random.choice(AIMS[work]))
            else:
                self._round_on_a_full_disk(f"round-{number}", work)
            if number % 10 == 0:
                tell(self._progress(time.monotonic() - begun))
        self._round("last-retag", "retag", NOT)
        self._round("last-load", "load", NOT)
        self.result.seconds = time.monotonic() - begun
        return self.result

    def _progress(self, seconds: float) -> str:
        done = self.result
        return (
            f"{done.rounds} rounds, {done.kills.total()} kills, {done.refused} refusals, "
            f"{len(done.acknowledged)} runs acknowledged, {done.retags} retags, {len(done.violations)} violations, "
            f"{seconds:.0f} s"
        )

    def add_articles(self, count: int) -> None:
        add_articles(self.folder, self._random, self.result.articles, count)
        self.result.articles += count

    def start_run(self, run_id: str, work: str = "load") -> Child:
        if work == "retag" and self._done == self._rules:
            self._rules += 1
        return self._start(WORK[work], str(self.home), str(self.folder), run_id, self._rules)

    def _round(self, run_id: str, work: str, aim: str) -> None:
        self.add_articles(self._random.randint(1, 4))
        child = self.start_run(run_id, work)
        if aim == NOT:
            self._leave_alone(child)
        elif aim == COPY:
            self._kill_the_copy_program(child)
        else:
            self._kill(child, aim)
        self.note(child)
        self.result.rounds += 1
        self.look(f"{run_id} ({work}, {aim}, {child.last})")

    def _round_on_a_full_disk(self, run_id: str, work: str) -> None:
        """Leave a little space, and let a process find out; every third is killed on top."""
        assert self.disk
        self.add_articles(self._random.randint(1, 4))
        least, most = LEFT
        left = int(least * (most / least) ** self._random.random())
        with filled(self.disk, left):
            child = self.start_run(run_id, work)
            if self._random.randrange(3) == 0:
                self._kill(child, AT_RANDOM, may_be_refused=True)
            else:
                child.end()
                self._must_have_ended_well(child, may_be_refused=True)
        self.note(child)
        self.result.rounds += 1
        self.result.full += 1
        self.look(f"{run_id} ({work}, {left} bytes left, {child.last})")

    def note(self, child: Child) -> None:
        """Keep what a run has acknowledged, so that every later look asks for it."""
        for line in child.said:
            if line.event == "acknowledged":
                self.result.acknowledged[line.run_id] = line.signals
            elif line.event == "published" and line.run_id in self.result.acknowledged:
                self.result.published.add(line.run_id)
            elif line.event == "recoded":
                self._done = self._rules
                self.result.retags += 1

    def _leave_alone(self, child: Child) -> None:
        begun = time.monotonic()
        child.end()
        self._usual.append(time.monotonic() - begun)
        self._must_have_ended_well(child)

    def _must_have_ended_well(self, child: Child, *, may_be_refused: bool = False) -> None:
        self.result.unkilled += 1
        if may_be_refused and was_refused(child):
            self.result.refused += 1
        elif child.last != "ended":
            self.result.violations.append(f"a run that nobody killed ended in {child.said[-1:] or child.process}")

    def _kill(self, child: Child, aim: str, *, may_be_refused: bool = False) -> None:
        begun = time.monotonic()
        if aim == AT_RANDOM:
            delay = self._random.uniform(0.0, statistics.median(self._usual))
        else:
            child.hear_until(aim)
            begun = time.monotonic()
            delay = self._random.choice((0.0, self._random.uniform(0.0, 0.1)))
        while (left := begun + delay - time.monotonic()) > 0 and child.hear(left):
            pass
        if child.kill():
            self.result.kills[child.last] += 1
        else:
            self._must_have_ended_well(child, may_be_refused=may_be_refused)

    def _kill_the_copy_program(self, child: Child) -> None:
        """Kill the program that copies; the run itself lives on and must say that it could not publish."""
        child.hear_until("publishing")
        assert child.process.pid
        victim = None
        while victim is None and child.last != "ended" and child.process.is_alive():
            child.hear(0.0)
            victim = copy_program_of(child.process.pid)
        if victim is not None:
            os.kill(victim, signal.SIGKILL)
        child.end()
        if child.said[-1].event == "failed" and "PublishFailed" in child.said[-1].detail:
            self.result.kills["copying"] += 1
        else:
            self._must_have_ended_well(child)

    def look(self, where: str) -> None:
        """Let a fresh process look at the home, and keep what it finds amiss."""
        acknowledged, published = dict(self.result.acknowledged), frozenset(self.result.published)
        looker = self._start(look, str(self.home), acknowledged, published, self._done)
        try:
            found = looker.lines.recv() if looker.lines.poll(PATIENCE) else Found(fault="the look did not end")
        except EOFError:
            found = Found(fault="the look ended without a word")
        looker.process.join(PATIENCE)
        self.result.copies_looked_at += found.published
        self.result.lost += len(found.lost)
        self.result.doubled += len(found.doubled)
        self.result.violations += [f"after {where}: {violation}" for violation in found.violations()]

    def _start(self, work: Callable[..., None], *arguments: Any) -> Child:
        here, there = self._context.Pipe(duplex=False)
        process = self._context.Process(target=work, args=(*arguments, there), daemon=True)
        process.start()
        there.close()
        return Child(process, here)


def was_refused(child: Child) -> bool:
    """Whether a process ended by saying plainly that there is no space."""
    last = child.said[-1] if child.said else Said("starting")
    code, _, told = last.detail.partition(" ")
    return last.event == "failed" and code == str(UNUSABLE) and "space" in told.lower()


def copy_program_of(pid: int) -> int | None:
    """Return the id of the copying program that a process of ours has started, if it runs."""
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                if COPY_PROGRAM in Path(f"/proc/{child}/cmdline").read_bytes():
                    return int(child)
    except OSError:
        return None
    return None


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description="Kill runs at random and count losses.")
    parser.add_argument("--rounds", type=int, default=120)
    parser.add_argument("--full", type=int, default=100, help="rounds with a full disk; need root, to mount one")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=3600.0, help="stop after this time at the latest")
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, seed {asked.seed}")
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name,
        small_disk(Path(name) / "disk") as disk,
    ):
        if disk is None and asked.full:
            print("no full disk: only root may mount a small one")
        soak = Soak(Path(name), asked.seed, disk)
        full = asked.full if disk else 0
        result = soak.run(asked.rounds, asked.seconds, full, lambda line: print(line, flush=True))
    print("\n".join(("", result.table(), *result.violations)))
    return 1 if result.violations else 0


if __name__ == "__main__":
    sys.exit(main())
