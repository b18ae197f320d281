"""The pictures as PNG: whole, the same bytes each time, with nothing left that only a page could fill in."""

from __future__ import annotations

import struct
from xml.etree import ElementTree

import pytest

from reports import charts, png
from reports.records.summary import WeeklySummary
from tests.reports.test_forms import WEEKS


@pytest.fixture(scope="module")
def busy() -> WeeklySummary:
    return WEEKS["busy"]()


def test_every_picture_of_the_page_is_a_png_of_its_size(busy: WeeklySummary) -> None:
    made = png.render(busy)
    assert list(made) == list(charts.drawn(busy))
    for name, body in made.items():
        assert body[:8] == b"\x89PNG\r\n\x1a\n"
        width, height = struct.unpack(">II", body[16:24])
        page = ElementTree.fromstring(png.framed(name, str(charts.drawn(busy)[name].wide), "told"))
        wanted = [float(page.get(side, "")) * png.SCALE for side in ("width", "height")]
        assert [width, height] == pytest.approx(wanted, abs=1)


def test_the_same_bytes_when_drawn_again(busy: WeeklySummary) -> None:
    first = png.render(busy)
    png.drawn.cache_clear()
    assert png.render(busy) == first


def test_nothing_is_left_that_only_a_page_could_fill_in(busy: WeeklySummary) -> None:
    for name, pictures in charts.drawn(busy).items():
        page = png.framed(name, str(pictures.wide), "Week <1> & more")
        assert "var(" not in page
        assert f'font-family="{png.FONT}"' in page
        assert "Week &lt;1&gt; &amp; more" in page
        assert name in png.TITLES


def test_a_week_without_pictures_has_none() -> None:
    assert png.render(WEEKS["empty"]()) == {}
