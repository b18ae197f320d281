"""From a fresh clone to the first summary, the installation included."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.timing import seconds, told

ROOT = Path(__file__).resolve().parents[1]


def measure() -> int:
    """Clone what is committed, `make run` in it, print the time, and return how many bounds were missed."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PARLEY_", "VIRTUAL_ENV"))}
    with tempfile.TemporaryDirectory() as name:
        clone = Path(name) / "parley"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        taken = seconds(["make", f"PYTHON={sys._base_executable}", "run"], kept, clone)  # type: ignore[attr-defined]
        summaries = len(list(clone.glob("data/reports/*/summary.html")))
    missed = told(f"fresh clone to {summaries} summaries (make run)", [taken], 120)
    return missed + (summaries == 0)
