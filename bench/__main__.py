"""Measures what must be fast or right, each beside its peer or its bound, in one run.

    make bench                          everything
    python -m bench speed stance        some parts

Parts: `install` (a fresh clone to its first summary; installs from the package registry), `speed`, `warehouse`,
`stance`, `feeds`, `intake`, `pages` (on the pages in the folder that PARLEY_PAGES names).
"""

from __future__ import annotations

import os
import platform
import sys
from importlib import import_module
from importlib.metadata import version

PARTS = {
    "install": "bench.install", "speed": "bench.speed", "warehouse": "bench.warehouse", "reports": "bench.reports",
    "stance": "bench.stance",
    "feeds": "bench.feeds", "intake": "bench.intake", "pages": "bench.pages",
}  # fmt: skip


def main(chosen: list[str]) -> int:
    """Run the chosen parts, by default all, and return the number of bounds that were missed."""
    unknown = set(chosen) - set(PARTS)
    if unknown:
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    packages = ("parley", "prefect", "duckdb", "spacy", "trafilatura")
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(", ".join(f"{name} {version(name)}" for name in packages))
    missed = 0
    for name in chosen or PARTS:
        print(f"\n{name}")
        missed += import_module(PARTS[name]).measure()
    return missed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
