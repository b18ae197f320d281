"""Takes the pictures of the pages that the documentation shows, from the seeds as the tagger reads them now.

python -m bench.images

Needs the `browser` extra and Chromium; writes docs/images/.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
SCREEN, PHONE = 1280, 390
TALLEST = {SCREEN: 2000, PHONE: 2400}  # of a picture, in the page's pixels
SCALE = 1.25
MARGIN = 28  # below the last thing shown
COLOURS = 96  # of a picture; more are not told apart, and cost twice the room
Theme = Literal["light", "dark"]
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """What one picture shows: a page from its top as far as it fits, at one width in one theme."""

    name: str
    page: str  # below the folder of reports
    width: int = SCREEN
    theme: Theme = "light"


WEEKS = ("2022-W48", "2022-W51", "2024-W05", "2024-W07", "2024-W21")
PICTURES = (
    *(Picture(f"summary-{week}", f"{week}/summary.html") for week in WEEKS),
    *(Picture(f"summary-{week}-phone", f"{week}/summary.html", PHONE) for week in WEEKS),
    Picture("summary-2022-W51-dark", "2022-W51/summary.html", theme="dark"),
    Picture("index", "index.html"),
)


# Where a picture ends: after the last thing that fits, and what comes after it is hidden.
LAST = """(tallest) => {
  const parts = [...document.querySelectorAll(
    ".masthead, .lead, .bullets > li, .body > *, .pair, tr, .weeks > li, footer")];
  const fitting = parts.filter((one) => one.getBoundingClientRect().bottom <= tallest && one.checkVisibility());
  const last = Math.max(...fitting.map((one) => one.getBoundingClientRect().bottom));
  parts.filter((one) => one.getBoundingClientRect().bottom > last && one.getBoundingClientRect().top >= last - 1)
    .forEach((one) => { one.style.visibility = "hidden"; });
  document.querySelectorAll("section").forEach((one) => {
    if (one.getBoundingClientRect().top >= last) one.style.visibility = "hidden";
  });
  return Math.ceil(last);
}"""


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
        import PIL.Image  # noqa: F401
        import playwright.sync_api  # noqa: F401
    except ImportError as lacking:
        return f"{lacking.name} is not installed: pip install 'parley[browser]'"
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
        viewport={"width": picture.width, "height": TALLEST[picture.width]},
        device_scale_factor=SCALE,
        color_scheme=picture.theme,
    )
    page.goto((reports / picture.page).as_uri())
    end = page.evaluate(LAST, TALLEST[picture.width] - MARGIN)
    path = folder / f"{picture.name}.png"
    taken = page.screenshot(clip={"x": 0, "y": 0, "width": picture.width, "height": end + MARGIN})
    page.close()
    write_small(taken, path)
    return path


def write_small(png: bytes, path: Path) -> None:
    """Write a picture with few colours, as pages have few."""
    from PIL import Image

    few = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


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
