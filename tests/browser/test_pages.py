"""The seeds' pages and a dense one in a real browser: at two widths, in both themes, and printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.views import Label, View, collisions, contrast, look, printed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

WEEKS = ("2022-W48", "2022-W51", "2024-W05", "2024-W07", "2024-W21")
DENSE = "made-up/summary.html"
PAGES = (*(f"{week}/summary.html" for week in WEEKS), DENSE, "index.html")
WIDTHS = (1280, 390)
TOLERANCE = 1.0  # pixels
AA = 4.5
A4 = (595, 842)  # in points
FAULTY = """<!doctype html><body style="background: #fff">
<p style="color: #999">pale <a href="#nowhere">astray</a> <a href="javascript:alert()">runs</a></p>
<svg width="90" height="30"><text x="5" y="20">one</text><text x="15" y="22">upon it</text></svg>
<div style="width: 900px"><img src="missing.png" alt=""></div><script>throw new Error("uncaught")</script>"""


@pytest.fixture(scope="module")
def views(browser: Browser, reports: Path) -> dict[str, list[View]]:
    """Every page at every width in every theme."""
    return {name: [view for width in WIDTHS for view in look(browser, reports / name, width)] for name in PAGES}


@pytest.fixture(params=PAGES)
def seen(request: pytest.FixtureRequest, views: dict[str, list[View]]) -> list[View]:
    return views[request.param]


def test_page_never_scrolls_sideways(seen: list[View]) -> None:
    assert {str(view): view.scroll_width for view in seen if view.scroll_width > view.width} == {}


def test_no_text_is_cut_off_by_the_edge_of_the_page(seen: list[View]) -> None:
    for view in seen:
        beyond = [
            text.text
            for text in view.texts
            if not text.scrolled and any(box[0] < -TOLERANCE or box[2] > view.width + TOLERANCE for box in text.boxes)
        ]
        assert beyond == [], str(view)


def test_nothing_is_asked_of_the_network_and_nothing_complained_of(seen: list[View]) -> None:
    assert [(str(view), view.requests, view.complaints) for view in seen if view.requests or view.complaints] == []


def test_every_link_leads_somewhere(seen: list[View]) -> None:
    for view in seen:
        assert view.astray == (), str(view)
        links = [urlsplit(href) for href in view.hrefs]
        assert {link.scheme for link in links} <= {"", "http", "https"}, str(view)
        files = {link.path for link in links if not link.scheme and link.path}
        assert [path for path in files if not (view.page.parent / path).is_file()] == [], str(view)


def test_labels_of_a_chart_stand_clear_of_each_other_and_inside_it(seen: list[View]) -> None:
    for view in seen:
        for chart in view.charts:
            assert chart.labels, f"{view}: a chart without words"
            assert list(collisions(chart.labels, TOLERANCE)) == [], str(view)
            left, top, right, bottom = chart.box
            outside = [
                label.text
                for label in chart.labels
                if label.box[0] < left - TOLERANCE
                or label.box[1] < top - TOLERANCE
                or label.box[2] > right + TOLERANCE
                or label.box[3] > bottom + TOLERANCE
            ]
            assert outside == [], str(view)


def test_every_picture_is_shown_once_at_either_width(views: dict[str, list[View]]) -> None:
    shown = {name: {len(view.charts) for view in seen} for name, seen in views.items() if name != "index.html"}
    assert shown[DENSE] == {5}, "stances, conditions, ownership, country, coverage"
    assert shown["2022-W51/summary.html"] == {3}
    assert all(len(counts) == 1 for counts in shown.values())


def test_every_mark_of_a_chart_leads_to_its_evidence(views: dict[str, list[View]]) -> None:
    """Where links lead is there: that is checked for all links of the page."""
    for name, seen in views.items():
        for chart in (chart for view in seen for chart in view.charts if name != "index.html"):
            assert chart.links, name
            assert chart.untold == 0, name
            assert {link[0] for link in chart.links} == {"#"}, name


def test_text_has_enough_contrast(seen: list[View]) -> None:
    for view in seen:
        assert view.texts, str(view)
        pale = {text.text: round(contrast(text.front, text.back), 2) for text in view.texts}
        assert {text: value for text, value in pale.items() if value < AA} == {}, str(view)


def test_dark_theme_is_dark(views: dict[str, list[View]]) -> None:
    for view in views["index.html"]:
        assert (sum(view.texts[0].back) > sum(view.texts[0].front)) == (view.theme == "light"), str(view)


@pytest.mark.parametrize("name", PAGES)
def test_print_fits_its_paper_and_cuts_no_chart(
    name: str, browser: Browser, reports: Path, views: dict[str, list[View]]
) -> None:
    sheets = printed(browser, reports / name)
    assert sheets
    for sheet in sheets:
        assert sheet.size == pytest.approx(A4, abs=1.0)
        assert [box for _, box in sheet.marks if box[0] < 0 or box[2] > A4[0] or box[1] < 0 or box[3] > A4[1]] == []
    on = [chart for sheet in sheets for chart in {chart for chart, _ in sheet.marks}]
    assert len(on) == len(set(on)), "the marks of one chart stand on one page"
    assert len(on) == (0 if name == "index.html" else len(views[name][0].charts))


def test_faults_are_seen(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "faulty.html"
    page.write_text(FAULTY, "utf-8")
    for view in look(browser, page, 390):
        assert view.scroll_width > view.width
        assert view.astray == ("#nowhere",)
        assert "javascript:alert()" in view.hrefs
        assert view.requests == ((tmp_path / "missing.png").as_uri(),)
        assert len(view.complaints) == 2, "an uncaught error and a picture that is not there"
        assert list(collisions(view.charts[0].labels, TOLERANCE)) == [("one", "upon it")]
        assert [contrast(text.front, text.back) < AA for text in view.texts if text.text == "pale"] == [True]


def test_covered_labels_are_found() -> None:
    labels = (Label("one", (0, 0, 10, 10)), Label("over it", (8, 8, 20, 20)), Label("beside", (9.5, 0, 20, 8)))
    assert list(collisions(labels, TOLERANCE)) == [("one", "over it")]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
