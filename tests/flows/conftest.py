"""Prefect servers that last for all flow tests, and the `parley` command as a real process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """A command that ended."""

    code: int
    out: str
    err: str

    def json(self) -> object:
        return json.loads(self.out)


@dataclass(frozen=True)
class Parley:
    """The installed command, working on one home."""

    home: Path
    environment: dict[str, str]

    def start(self, *arguments: str, **options: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(Path(sys.executable).parent / "parley"), *arguments],
            env=self.environment,
            cwd=self.home.parent,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **options,  # type: ignore[arg-type]
        )

    def __call__(self, *arguments: str, stdin: str = "") -> Ran:
        process = self.start(*arguments)
        out, err = process.communicate(stdin, timeout=120)
        return Ran(process.returncode, out, err)


def _environment(home: Path, api_url: str | None) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PARLEY_"))}
    made = {"PARLEY_HOME": str(home), "PARLEY_HOST_DELAY": "0.01", "PARLEY_ALLOW_LOOPBACK": "1", "COLUMNS": "200"}
    return kept | made | ({"PREFECT_API_URL": api_url} if api_url else {})


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The API address of one real server, shared by the whole session."""
    from flows.prefect_env import prepare
    from flows.server import server
    from flows.settings import Settings

    os.environ.pop("PREFECT_API_URL", None)
    settings = Settings.build(tmp_path_factory.mktemp("server"))
    prepare(settings)
    with server(settings, preferred_port=0) as running:
        os.environ["PREFECT_API_URL"] = running.api_url
        yield running.api_url
        del os.environ["PREFECT_API_URL"]


@pytest.fixture(scope="session")
def new_parley(prefect_server: str) -> Callable[[Path], Parley]:
    """Makes the command for a home, running its flows on the session's server."""
    return lambda home: Parley(home, _environment(home, prefect_server))


@pytest.fixture
def parley(new_parley: Callable[[Path], Parley], tmp_path: Path) -> Parley:
    """The command on a home of its own."""
    return new_parley(tmp_path / "home")


@pytest.fixture
def parley_alone(tmp_path: Path) -> Parley:
    """The command on a home of its own, with no server running."""
    return Parley(tmp_path / "home", _environment(tmp_path / "home", None))


@pytest.fixture(scope="session")
def seeded(new_parley: Callable[[Path], Parley], tmp_path_factory: pytest.TempPathFactory) -> Parley:
    """A home after one `parley run`; tests may read it and must not change it."""
    parley = new_parley(tmp_path_factory.mktemp("seeded") / "home")
    ran = parley("run", "--json")
    assert ran.code == 0, ran.err
    return parley


@pytest.fixture
def after_a_run(new_parley: Callable[[Path], Parley], seeded: Parley, tmp_path: Path) -> Parley:
    """The command on a home of its own in which `parley run` has been run once."""
    shutil.copytree(seeded.home, tmp_path / "home")
    return new_parley(tmp_path / "home")
