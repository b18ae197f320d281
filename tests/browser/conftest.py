"""One home made from the seeds without a scheduler, and one Chromium for all checks of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.images import browsing, missing, write_pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def chromium() -> None:
    """Skips where the browser or its driver is missing, and says how to get it."""
    lacking = missing()
    if lacking:
        pytest.skip(lacking)


@pytest.fixture(scope="session")
def reports(chromium: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of summaries of the seeds, and beside them a made-up week with much in it."""
    return write_pages(tmp_path_factory.mktemp("browser") / "home")


@pytest.fixture(scope="module")
def browser(chromium: None) -> Iterator[Browser]:
    """Chromium without a window.

    For one module only: while it runs, its driver holds the thread's event loop, which tests of flows need.
    """
    with browsing() as running:
        yield running
