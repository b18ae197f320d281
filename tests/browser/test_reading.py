"""What a reader does with a page: opens a number, follows a mark, sifts the signals; and what axe-core says of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_pages import DENSE, PAGES, WIDTHS
from tests.browser.views import THEMES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")
SAMPLE = 12  # numbers opened on a page
UNNAMED = """<!doctype html><html lang="en"><title>x</title><a href="x"></a><p style="color:#aaa">pale</p>"""


@pytest.fixture
def tab(browser: Browser, reports: Path) -> Iterator[Page]:
    """The dense page on a phone."""
    with browser.new_context(viewport={"width": 390, "height": 900}) as context:
        page = context.new_page()
        page.goto((reports / DENSE).as_uri())
        yield page


def findings(page: Page) -> list[str]:
    """Say what axe-core holds against a page and calls serious or critical."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    violations = Axe().run(page).response["violations"]
    return [
        f"{found['id']}: {found['nodes'][0]['html'][:200]}" for found in violations if found["impact"] in GRAVE
    ]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_grave(name: str, browser: Browser, reports: Path) -> None:
    for width, theme in zip(WIDTHS, THEMES, strict=True):
        with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme) as context:
            page = context.new_page()
            page.goto((reports / name).as_uri())
            page.evaluate("document.querySelectorAll('details.more').forEach(one => { one.open = true; })")
            assert findings(page) == [], f"{name} at {width}, {theme}"


def test_axe_sees_what_is_grave(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text(UNNAMED, "utf-8")
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((tmp_path / "x.html").as_uri())
        assert {found.partition(":")[0] for found in findings(page)} == {"color-contrast", "link-name"}


def test_numbers_open_within_the_page(tab: Page) -> None:
    numbers = tab.locator("details.n > summary:visible")
    count = numbers.count()
    assert count > SAMPLE
    for n in range(0, count, count // SAMPLE):
        number = numbers.nth(n)
        number.click()
        card = number.locator("xpath=../div")
        box = card.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert card.locator("a[href^='#q-']").count() == 1
        assert tab.evaluate("document.documentElement.scrollWidth") == 390
        number.click()


def test_one_number_is_open_at_a_time(tab: Page) -> None:
    numbers = tab.locator("details.n > summary:visible")
    numbers.nth(0).click()
    numbers.nth(3).evaluate("one => one.click()")
    assert tab.locator("details.n[open]").count() == 1


def test_mark_leads_to_its_number_and_opens_it(browser: Browser, reports: Path) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto((reports / DENSE).as_uri())
        for chart in ("stance", "conditions", "ownership", "coverage"):
            mark = page.locator(f"svg.{chart}-wide a[href^='#c']").first
            target = mark.get_attribute("href")
            assert target
            assert not page.locator(target).is_visible()
            mark.dispatch_event("click")
            page.locator(target).wait_for(state="visible")
        past = page.locator("svg.stance-wide a[href^='#past-']").first
        past.dispatch_event("click")
        page.locator(past.get_attribute("href") or "").wait_for(state="visible")


def test_all_is_there_without_the_script(browser: Browser, reports: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((reports / DENSE).as_uri())
        assert not page.locator("#filter").is_visible()
        number = page.locator("details.n > summary").first
        number.click()
        assert number.locator("xpath=../div").is_visible()
        folded = page.locator("details.more").first
        folded.locator("> summary").click()
        assert folded.locator("li, table").first.is_visible()
        assert page.locator("tr.signal").first.is_visible()


def test_signals_are_sifted_by_words_type_and_actor(tab: Page) -> None:
    rows = tab.locator("#signals-table tr.signal")
    every = rows.count()
    tab.locator("#filter select").nth(0).select_option("offer")
    offers = tab.locator("#signals-table tr.signal:visible")
    assert 0 < offers.count() < every
    assert {row.get_attribute("data-type") for row in offers.all()} == {"offer"}
    tab.locator("#filter select").nth(1).select_option("Ostmark")
    tab.locator("#filter input").fill("OSTMARK river")
    shown = tab.locator("#signals-table tr.signal:visible")
    assert all("river" in row.inner_text() or "river" in row.locator("xpath=..").inner_text() for row in shown.all())
    assert tab.locator("#filter output").inner_text() == f"{shown.count()} of {every} signals"
    tab.locator("#filter input").fill("no such words")
    assert shown.count() == 0
    tab.locator("#filter input").fill("")
    tab.locator("#filter select").nth(0).select_option("")
    tab.locator("#filter select").nth(1).select_option("")
    assert tab.locator("#signals-table tr.signal:visible").count() == every
