"""Runs killed at random moments, and a disk that fills up: nothing acknowledged is lost, nothing is doubled."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.soak import Child, Soak, copy_program_of, was_refused
from bench.soak_disk import filled, small_disk
from flows.intake import read_folder

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(300)]
DISK = 64 << 20


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
    assert result.retags > 0


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
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, to be filled."""
    with small_disk(tmp_path / "disk", DISK) as mounted:
        if mounted is None:
            pytest.skip("needs a small disk of its own, which only root may mount")
        yield mounted


def test_a_disk_full_to_some_degree_loses_and_doubles_nothing(tmp_path: Path, disk: Path) -> None:
    result = Soak(tmp_path, seed=3, disk=disk).run(rounds=4, seconds=40, full=12)
    print(result.table())
    assert result.violations == []
    assert (result.lost, result.doubled) == (0, 0)
    assert result.refused > 0


def test_a_full_disk_is_told_plainly_and_loses_nothing(tmp_path: Path, disk: Path) -> None:
    soak = Soak(tmp_path, seed=1, disk=disk)
    soak.add_articles(3)
    assert finished(soak, "first").last == "ended"
    steps = set()
    for leave in (0, 8 << 10, 120 << 10, 1500 << 10):
        soak.add_articles(6)
        read_folder(soak.folder, soak.home / "raw")  # so that what fails is the warehouse
        with filled(disk, leave):
            child = finished(soak, f"with {leave} bytes left")
        steps.add(child.said[-2].event if len(child.said) > 1 else "opening")
        assert child.last == "ended" or was_refused(child), child.said[-1]
        soak.look(f"{leave} bytes were left")
    assert {"opening", "storing"} <= steps
    assert finished(soak, "with space again").last == "ended"
    soak.look("there is space again")
    assert soak.result.violations == []
