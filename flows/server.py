"""A Prefect server on loopback, started as a child process and ended by its process group."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.prefect_env import RunningServer, answers
from flows.settings import Settings

START_WITHIN = 90.0  # seconds; the first start on a machine migrates Prefect's database
STOP_WITHIN = 15.0


class ServerFailed(OSError):
    """The Prefect server ended or did not answer in time."""


def free_port(preferred: int) -> int:
    """Return a port on loopback that is free now: the preferred one if it is."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ServerFailed("no free port on 127.0.0.1")


@contextmanager
def server(settings: Settings, preferred_port: int) -> Iterator[RunningServer]:
    """Run a Prefect server for this home until the block ends, and note in the home where it answers.

    Raises:
        ServerFailed: if it does not answer within `START_WITHIN` seconds; its log is named in the message.
    """
    port = free_port(preferred_port)
    log = settings.prefect_home / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    environment = {k: v for k, v in os.environ.items() if k != "PREFECT_API_URL"} | {"PREFECT_LOGGING_LEVEL": "WARNING"}
    with log.open("ab") as out:
        # A group of its own: Ctrl-C must reach the schedules first and the server last.
        process = subprocess.Popen(command, stdout=out, stderr=out, env=environment, start_new_session=True)  # noqa: S603
    try:
        running = RunningServer(f"http://127.0.0.1:{port}/api", process.pid)
        _wait_until_healthy(process, running.api_url, log)
        settings.server_file.write_text(json.dumps({"api_url": running.api_url, "pid": running.pid}))
        yield running
    finally:
        settings.server_file.unlink(missing_ok=True)
        _end(process)


def _wait_until_healthy(process: subprocess.Popen[bytes], api_url: str, log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN
    while not answers(api_url, timeout=1.0):
        try:
            code = process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            code = None
        if code is not None:
            raise ServerFailed(f"the Prefect server ended with exit code {code}; its log is {log}")
        if time.monotonic() > deadline:
            raise ServerFailed(f"the Prefect server did not answer within {START_WITHIN:.0f} s; its log is {log}")


def _end(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(timeout=STOP_WITHIN)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
        break
    process.wait()
