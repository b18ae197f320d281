"""The picture: well-formed, named, in the page's colours, and repeatable."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as Xml

import pytest

from reports import charts, svg
from reports.summary import summarise
from tests.reports import papers
from tests.reports.weeks import AS_OF, Paper, results

SVG = "{http://www.w3.org/2000/svg}"


def drawn(of: list[Paper]) -> charts.Pictures:
    pictures = charts.stance(summarise(papers.WEEK, AS_OF, results(papers.WEEK, of)).picture, date(2031, 5, 12))
    assert pictures is not None
    return pictures


@pytest.fixture(scope="module")
def matrix() -> charts.Pictures:
    return drawn(papers.busy())


def test_shades_span_the_scale() -> None:
    assert [charts.shade(net) for net in (-1, -0.5, 0, 0.5, 1)] == [0, 2, 4, 6, 8]


def test_picture_is_named_for_those_who_cannot_see_it(matrix: charts.Pictures) -> None:
    root = Xml.fromstring(matrix.wide)
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == (
        "Who signalled what, week of 12 May 2031: OST +1.00 in 3 stories, called insincere; WES −1.00 in 2 stories"
    )
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("role") == "img"


def test_both_widths_have_ids_of_their_own(matrix: charts.Pictures) -> None:
    wide, narrow = (set(re.findall(r'\bid="([^"]+)"', one)) for one in (matrix.wide, matrix.narrow))
    assert wide
    assert not wide & narrow


def test_colours_are_the_pages(matrix: charts.Pictures) -> None:
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', matrix.wide))
    assert {colour for colour in colours if colour not in ("none", "transparent")} <= {
        colour for colour in colours if colour.startswith("var(--")
    }


def test_disputed_dots_have_a_dashed_ring(matrix: charts.Pictures) -> None:
    assert 'stroke-dasharray="3,2.4"' in matrix.wide
    assert 'stroke-dasharray="3,2.4"' not in drawn([papers.paper(1, date(2031, 5, 12), papers.offer())]).wide


def test_one_week_is_drawn_on_an_axis() -> None:
    single = drawn([papers.paper(1, date(2031, 5, 12), papers.offer(), papers.refusal())])
    assert not single.matrix
    assert "offers, accepts" in single.wide


def test_unread_week_is_shown_as_such() -> None:
    gap = [papers.paper(1, date(2031, 4, 21), papers.offer()), papers.paper(2, date(2031, 5, 12), papers.offer())]
    assert drawn(gap).wide.count("none read") == 2


def test_no_stance_no_picture() -> None:
    summary = summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.vague_only()))
    assert charts.stance(summary.picture, summary.week_start) is None


def test_hostile_names_stay_text() -> None:
    title = svg.finish('<svg viewBox="0 0 1 1"></svg>', "x", "<script>&")
    assert "&lt;script&gt;&amp;" in title
    with pytest.raises(ValueError, match="no SVG"):
        svg.finish("nothing", "x", "y")
