"""Takes the pictures of the pages that the documentation shows, from the seeds as the tagger reads them now.

python -m bench.images

Needs the `browser` extra and Chromium; writes docs/images/.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
WIDTH = 1280
TALLEST = 1640  # of a picture, in the page's pixels
SCALE = 1.25
MARGIN = 28  # below the last thing shown
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """What one picture shows: a page from its top to the end of an element."""

    name: str
    page: str  # below the folder of reports
    last: str  # selector of the last element shown


PICTURES = (
    Picture("summary-2022-W51", "2022-W51/summary.html", "figure"),
    Picture("index", "index.html", "main > :last-child"),
)


def write_pages(home: Path) -> Path:
    """Load the seeds into a new home without a scheduler and return the folder of its summaries."""
    from extractors.stance import load_tagger
    from flows.intake import read_folder
    from flows.session import writing
    from flows.settings import Settings
    from flows.store import begin, store
    from flows.summaries import issue_changed

    settings = Settings.build(home)
    with writing(settings, "python -m bench.images") as warehouse:
        tagger = load_tagger()
        run = begin("pictures", "manual", tagger)
        store(warehouse, run, read_folder(settings.seeds, settings.raw), tagger)
        issue_changed(warehouse, settings, run)
    return settings.reports


def missing() -> str | None:
    """Say what is needed to open pages and is not here, and how to get it; None: nothing."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed: pip install 'parley[browser]', or uv pip install playwright"
    if not _chromium():
        return "no Chromium on the path: apt-get install chromium, or your system's package of it"
    return None


@contextmanager
def browsing() -> Iterator[Browser]:
    """Give the system's Chromium without a window; Playwright never downloads one of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_chromium(), args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def take(browser: Browser, reports: Path, picture: Picture, folder: Path) -> Path:
    """Write one picture and return its path."""
    page = browser.new_page(
        viewport={"width": WIDTH, "height": TALLEST}, device_scale_factor=SCALE, color_scheme="light"
    )
    page.goto((reports / picture.page).as_uri())
    last = page.locator(picture.last).first
    last.evaluate("shown => { while (shown = shown.nextElementSibling) shown.style.visibility = 'hidden'; }")
    box = last.bounding_box()
    height = min(box["y"] + box["height"] + MARGIN, TALLEST) if box else TALLEST
    path = folder / f"{picture.name}.png"
    page.screenshot(path=path, clip={"x": 0, "y": 0, "width": WIDTH, "height": round(height)})
    page.close()
    return path


def main() -> int:
    """Take every picture and print where it is and how large."""
    lacking = missing()
    if lacking:
        print(lacking)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        reports = write_pages(Path(name))
        with browsing() as browser:
            for picture in PICTURES:
                path = take(browser, reports, picture, IMAGES)
                print(f"docs/images/{path.name}  {path.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
