"""The picture: well-formed, named, in the page's colours, and repeatable."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as Xml

import pytest

from reports import charts, pictures, svg
from reports.summary import summarise
from tests.reports import papers
from tests.reports.weeks import AS_OF, Paper, results

SVG = "{http://www.w3.org/2000/svg}"


def drawn(of: list[Paper]) -> charts.Pictures:
    found = charts.stance(summarise(papers.WEEK, AS_OF, results(papers.WEEK, of)).picture, date(2031, 5, 12))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def matrix() -> charts.Pictures:
    return drawn(papers.busy())


def test_shades_span_the_scale() -> None:
    assert [pictures.shade(net) for net in (-1, -0.5, 0, 0.5, 1)] == [0, 2, 4, 6, 8]


def test_picture_is_said_for_those_who_cannot_see_it(matrix: charts.Pictures) -> None:
    root = Xml.fromstring(matrix.wide)
    words = root.find(f"{SVG}desc")
    assert words is not None
    assert words.text == (
        "Who signalled what, week of 12 May 2031: OST +1.00 in 3 stories, called insincere within 14 days; "
        "WES −1.00 in 2 stories"
    )
    assert root.get("aria-labelledby") == words.get("id")
    assert root.get("role") == "group", "a picture whose parts are links is no single image"


def test_every_dot_says_what_it_is_and_leads_to_its_evidence(matrix: charts.Pictures) -> None:
    links = Xml.fromstring(matrix.wide).findall(f".//{SVG}a")
    told = [(link.get("href"), link.findtext(f".//{SVG}title")) for link in links]
    assert ("#past-1-1", "OST +1.00 in 3 stories, week of 5 May") in told
    now = [(href, title) for href, title in told if title and title.endswith("week of 12 May")]
    assert [title.split(" in ")[0] for _, title in now] == ["OST +1.00", "WES −1.00"]
    assert all(re.fullmatch(r"#c\d+", href or "") for href, _ in now)


def test_sides_differ_in_shape_as_well_as_in_colour() -> None:
    assert [pictures.shape(net)[0] for net in (-1, -0.01, -0.001, 0, 0.4)] == [
        "square", "square", "circle", "circle", "circle",
    ]  # fmt: skip


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
    assert "offers, accepts" in single.wide


def test_unread_week_is_shown_as_such() -> None:
    gap = [papers.paper(1, date(2031, 4, 21), papers.offer()), papers.paper(2, date(2031, 5, 12), papers.offer())]
    assert drawn(gap).wide.count(">–<") == 2


def test_no_stance_no_picture() -> None:
    summary = summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.vague_only()))
    assert charts.stance(summary.picture, summary.week_start) is None


def test_hostile_names_stay_text() -> None:
    title = svg.finish('<svg viewBox="0 0 1 1"></svg>', "x", "<script>&")
    assert "&lt;script&gt;&amp;" in title
    with pytest.raises(ValueError, match="no SVG"):
        svg.finish("nothing", "x", "y")
