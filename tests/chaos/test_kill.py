"""Runs killed at random moments, and a disk that fills up: nothing acknowledged is lost, nothing is doubled."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.soak import Child, Soak, copy_program_of
from flows.cli.failures import UNUSABLE
from flows.intake import read_folder

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(300)]
DISK = 48 << 20


def finished(soak: Soak, run_id: str) -> Child:
    child = soak.start_run(run_id)
    child.end()
    soak.note(child)
    return child


def test_runs_killed_at_random_lose_and_double_nothing(tmp_path: Path) -> None:
    result = Soak(tmp_path, seed=7).run(rounds=25, seconds=50)
    print(result.table())
    assert result.violations == []
    assert (result.lost, result.doubled) == (0, 0)
    assert result.kills.total() > 0
    assert result.copies_looked_at > 0
    assert len(result.acknowledged) > 1


def test_the_copying_that_outlives_a_killed_run_does_not_harm_the_next_ones(tmp_path: Path) -> None:
    soak = Soak(tmp_path, seed=1)
    soak.add_articles(3)
    killed = soak.start_run("killed")
    assert killed.hear_until("publishing")
    assert killed.process.pid
    while not (copying := copy_program_of(killed.process.pid)):
        assert killed.process.is_alive()
    os.kill(copying, signal.SIGSTOP)
    try:
        assert killed.kill()
        soak.note(killed)
        soak.add_articles(3)
        assert finished(soak, "next").last == "ended"
    finally:
        os.kill(copying, signal.SIGCONT)
    soak.look("the copying has gone on")
    assert finished(soak, "last").last == "ended"
    soak.look("the last run")
    assert soak.result.violations == []
    assert set(soak.result.acknowledged) == {"killed", "next", "last"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, to be filled."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(disk)]
    mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"needs a small disk of its own; run as root: {' '.join(mount)} ({mounted.stderr.strip()})")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path, leave: int) -> Path:
    ballast = disk / "ballast"
    state = os.statvfs(disk)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, state.f_bavail * state.f_frsize - leave)
    return ballast


def test_a_full_disk_is_told_plainly_and_loses_nothing(tmp_path: Path, small_disk: Path) -> None:
    soak = Soak(tmp_path, seed=1)
    soak.home = small_disk / "home"
    soak.add_articles(3)
    assert finished(soak, "first").last == "ended"
    steps = set()
    for leave in (0, 8 << 10, 120 << 10, 1500 << 10):
        soak.add_articles(6)
        read_folder(soak.folder, soak.home / "raw")  # so that what fails is the warehouse
        ballast = fill(small_disk, leave)
        child = finished(soak, f"with {leave} bytes left")
        ballast.unlink()
        steps.add(child.said[-2].event if len(child.said) > 1 else "opening")
        if child.last != "ended":
            code, kind, *_ = child.said[-1].detail.split()
            assert int(code) == UNUSABLE, child.said[-1]
            assert kind in {"WarehouseUnwritable:", "LoadFailed:", "PublishFailed:", "OSError:"}, child.said[-1]
            assert "space" in child.said[-1].detail, child.said[-1]
        soak.look(f"{leave} bytes were left")
    assert {"opening", "storing"} <= steps
    assert finished(soak, "with space again").last == "ended"
    soak.look("there is space again")
    assert soak.result.violations == []
