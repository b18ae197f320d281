"""Takes the pictures of the pages that the documentation shows, from the seeds as the tagger reads them now.

python -m bench.images

Needs the `browser` extra and Chromium; writes docs/images/.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
SCREEN, PHONE = 1280, 390
TALLEST = {SCREEN: 2000, PHONE: 2400}  # of a picture, in the page's pixels
SCALE = 1.25
MARGIN = 28  # below the last thing shown
COLOURS = 256  # of a picture: those that the pages name, and the commonest of the edges between them
STYLE = Path(__file__).resolve().parents[1] / "reports" / "templates" / "style.css"
Theme = Literal["light", "dark"]
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """What one picture shows: a page from its top as far as it fits, or one part of it, at one width in one theme."""

    name: str
    page: str  # below the folder of reports
    width: int = SCREEN
    theme: Theme = "light"
    part: str = ""  # selector; nothing: from the top


DENSE = "made-up"
WEEKS = ("2022-W48", "2022-W51", "2024-W05", "2024-W07", "2024-W21")
PICTURES = (
    *(Picture(f"summary-{week}", f"{week}/summary.html") for week in WEEKS),
    *(Picture(f"summary-{week}-phone", f"{week}/summary.html", PHONE) for week in WEEKS),
    Picture("summary-2022-W51-dark", "2022-W51/summary.html", theme="dark"),
    Picture("index", "index.html"),
    Picture("matrix-made-up", f"{DENSE}/summary.html", part="#stances + .body figure"),
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


# Room around one part of a page, and nothing else in it.
ALONE = """(one, room) => {
  for (const other of one.parentElement.children) {
    if (other !== one) other.style.visibility = "hidden";
  }
  one.style.padding = room;
  one.style.margin = "-" + room;
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
    write_dense(settings.reports / DENSE)
    return settings.reports


def write_dense(folder: Path) -> None:
    """Write the page of a made-up week with much in it, which the seeds have not."""
    from reports import html
    from tests.browser import dense

    folder.mkdir()
    (folder / "summary.html").write_text(html.render(dense.summary()), "utf-8")
    for name in ("summary.md", "summary.json"):  # so that links to them lead somewhere
        (folder / name).touch()


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
    path = folder / f"{picture.name}.png"
    taken = _part(page, picture.part) if picture.part else _from_top(page, picture.width)
    page.close()
    write_small(taken, path)
    return path


def _from_top(page: Page, width: int) -> bytes:
    end = page.evaluate(LAST, TALLEST[width] - MARGIN)
    return page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": end + MARGIN})


def _part(page: Page, part: str) -> bytes:
    page.locator(part).evaluate(ALONE, f"{MARGIN}px")
    return page.locator(part).screenshot()


def write_small(png: bytes, path: Path) -> None:
    """Write a picture with few colours, as pages have few."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    named = [tuple(bytes.fromhex(colour)) for colour in re.findall(r"#([0-9a-f]{6})\b", STYLE.read_text("utf-8"))]
    common = [cast("tuple[int, ...]", colour) for _, colour in sorted(picture.getcolors(1 << 24) or [], reverse=True)]
    kept = list(dict.fromkeys([*named, *common]))[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in kept for part in colour])
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


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
