"""Timing whole commands, and telling a figure beside its bound."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path


def seconds(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> float:
    """Run a command to its end and return its wall time; a failing one stops the bench with what it said."""
    begun = time.perf_counter()
    done = subprocess.run(command, env=dict(environment), cwd=folder, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed with {done.returncode}:\n{done.stderr}")
    return taken


def told(name: str, taken: Sequence[float], bound: float | None = None) -> bool:
    """Print the median, minimum and maximum of some times, and whether the median keeps a bound in seconds."""
    median = statistics.median(taken)
    line = f"  {name:52} {median:7.2f} s   ({min(taken):.2f} to {max(taken):.2f}, n={len(taken)})"
    return line_with_bound(line, median, bound, "s")


def line_with_bound(line: str, value: float, bound: float | None, unit: str) -> bool:
    """Print a line with its bound and return whether it was missed."""
    missed = bound is not None and value > bound
    print(line if bound is None else f"{line}   bound {bound:g} {unit}: {'MISSED' if missed else 'kept'}")
    return missed
