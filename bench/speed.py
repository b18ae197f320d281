"""The speed of the commands: a run beside a bare Prefect flow, with and without a server, and the quick commands."""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

from bench.timing import line_with_bound, seconds, told

ROOT = Path(__file__).resolve().parents[1]
PARLEY = str(Path(sys.executable).parent / "parley")
ROUNDS = 5


def measure() -> int:
    """Print the figures and return how many bounds were missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return _quick(folder) + _beside_a_bare_flow(folder) + _with_a_server(folder)


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which parley and Prefect keep to one home."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PARLEY_"))}
    return kept | {
        "PARLEY_HOME": str(home),
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
    }


def _quick(folder: Path) -> int:
    rows = [
        json.dumps({"id": path.stem, "text": path.read_text("utf-8")})
        for path in sorted((ROOT / "seeds").glob("*.txt"))
    ]
    (folder / "seeds.jsonl").write_text("\n".join(rows))
    surroundings = environment(folder / "home")
    help_, tag = ([PARLEY, "--help"], [PARLEY, "tag", "seeds.jsonl"])
    return told("parley --help", [seconds(help_, surroundings, folder) for _ in range(ROUNDS)], 0.5) + told(
        "parley tag, the five seeds", [seconds(tag, surroundings, folder) for _ in range(ROUNDS)], 5
    )


def _beside_a_bare_flow(folder: Path) -> int:
    surroundings = environment(folder / "home")
    bare = [sys.executable, str(ROOT / "bench" / "bare_flow.py")]
    first = [seconds([PARLEY, "run"], surroundings, folder)]
    seconds(bare, surroundings, folder)
    pairs = [
        (seconds([PARLEY, "run"], surroundings, folder), seconds(bare, surroundings, folder)) for _ in range(ROUNDS)
    ]
    told("parley run, first on a new home", first)
    told("parley run, warm", [ours for ours, _ in pairs])
    told("a bare Prefect flow, warm", [theirs for _, theirs in pairs])
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    return line_with_bound(f"  {'warm run over bare flow, median of pairs':52} {ratio:7.2f}", ratio, 1.5, "times")


def _with_a_server(folder: Path) -> int:
    from flows.prefect_env import prepare
    from flows.server import server
    from flows.settings import Settings

    settings = Settings.build(folder / "served")
    settings.home.mkdir()
    prepare(settings)
    with server(settings, preferred_port=0) as running:
        surroundings = environment(settings.home) | {"PREFECT_API_URL": running.api_url}
        first = [seconds([PARLEY, "run"], surroundings, folder)]
        warm = [seconds([PARLEY, "run"], surroundings, folder) for _ in range(ROUNDS)]
    told("parley run with a running server, first on a home", first)
    return told("parley run with a running server, warm", warm, 8)
