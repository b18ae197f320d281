"""Prefect's settings, made before it is imported: its own home, no telemetry, quiet, and the right server."""

from __future__ import annotations

import json
import os
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from flows.settings import Settings


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A Prefect server that answers."""

    api_url: str
    pid: int | None  # of the server we started; None: somebody else's


def answers(api_url: str, timeout: float = 2.0) -> bool:
    """Say whether a Prefect server is healthy at an API address."""
    if not api_url.startswith(("http://", "https://")):
        return False
    try:
        with urllib.request.urlopen(f"{api_url}/health", timeout=timeout) as reply:  # noqa: S310
            return bool(reply.status == 200)
    except (URLError, OSError, ValueError):
        return False


def running_server(server_file: Path) -> RunningServer | None:
    """Return the server that `PREFECT_API_URL` or a living `parley serve` of this home offers, if any."""
    configured = os.environ.get("PREFECT_API_URL")
    if configured:
        return RunningServer(configured, None) if answers(configured) else None
    try:
        note = json.loads(server_file.read_text())
        server = RunningServer(str(note["api_url"]), int(note["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return server if answers(server.api_url) else None


def prepare(settings: Settings, *, verbose: bool = False) -> RunningServer | None:
    """Set Prefect up for this home and return the server to be used, or None for an ephemeral one.

    What the environment already says wins. Must run before anything imports prefect.
    """
    defaults = {
        "PREFECT_HOME": str(settings.prefect_home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
        # The first start after an installation compiles all of Prefect; on a busy machine that takes over 20 s.
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_LOGGING_LEVEL": "INFO" if verbose else "CRITICAL",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        "PREFECT_CLI_COLORS": "false",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    server = running_server(settings.server_file)
    if server:
        os.environ["PREFECT_API_URL"] = server.api_url
    return server
