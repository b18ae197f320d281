"""The picture: well-formed, named, in the page's colours, and repeatable."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as Xml

import pytest

from reports import board, canvas, charts, pictures, sparks, svg
from reports.summary import summarise
from tests.browser import dense
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


@pytest.fixture(scope="module")
def every() -> dict[str, charts.Pictures]:
    return dict(charts.drawn(dense.summary()))


def test_a_full_week_has_every_picture_and_each_says_itself_in_words(every: dict[str, charts.Pictures]) -> None:
    assert list(every) == ["stance", "conditions", "ownership", "country", "coverage"]
    for name, pictures_of in every.items():
        assert pictures_of.words
        for drawn_so, width in ((pictures_of.wide, "wide"), (pictures_of.narrow, "narrow")):
            root = Xml.fromstring(drawn_so)
            assert root.get("class") == f"{name}-{width}"
            assert root.findtext(f"{SVG}desc") == pictures_of.words
            assert all(link.findtext(f"{SVG}title") for link in root.findall(f".//{SVG}a"))


def test_board_tells_each_state_by_shape_letter_word_and_day(every: dict[str, charts.Pictures]) -> None:
    summary = dense.summary()
    assert summary.board is not None
    held = {actor for actor, _ in summary.board.actors[: charts.MAX_HOLDERS]}
    cells = [cell for cell in summary.board.cells if cell.actor in held]
    root = Xml.fromstring(every["conditions"].wide)
    texts = [one.text or "" for one in root.findall(f".//{SVG}text")]
    assert sum(text in {"A", "D", "O", "R"} for text in texts) == len(cells)
    assert sum(text.startswith("since ") for text in texts) == len(cells)
    assert sorted(link.get("href", "") for link in root.findall(f".//{SVG}a")) == sorted(
        f"#{cell.stories.id}" for cell in cells
    )
    shapes = {state: look[0] for state, look in board.LOOKS.items()}
    assert shapes["demanded"] != shapes["refused"] != shapes["accepted"]
    assert len({look[1] for look in board.LOOKS.values()}) == len(board.LOOKS)


def test_shares_of_few_signals_are_written_as_counts(every: dict[str, charts.Pictures]) -> None:
    texts = [one.text or "" for one in Xml.fromstring(every["ownership"].wide).findall(f".//{SVG}text")]
    assert any(re.fullmatch(r"\d+%", text) for text in texts)
    assert any(re.fullmatch(r"\d of \d", text) for text in texts)


def test_days_are_drawn_to_scale(every: dict[str, charts.Pictures]) -> None:
    days = [int(day.articles.value) for day in dense.summary().coverage.days]
    titles = [one.text or "" for one in Xml.fromstring(every["coverage"].wide).findall(f".//{SVG}title")]
    assert [int(title.split()[0]) for title in titles] == [day for day in days if day]


def test_text_is_shortened_and_broken_to_fit() -> None:
    assert canvas.fitted("Ostmark", 14, 200) == "Ostmark"
    short = canvas.fitted("Republic of the Upper Archipelago", 14, 100)
    assert short.endswith("…")
    assert canvas.text_width(short, 14) <= 100
    assert canvas.broken("Republic of the Upper Archipelago", 14, 130, 2) == ["Republic of the", "Upper Archipelago"]
    assert len(canvas.broken("one two three four five six", 14, 40, 2)) == 2


def test_small_charts_mark_the_last_week_and_leave_gaps() -> None:
    bars = sparks.bars([0, 2, None, 4], "words & more")
    assert bars.count("<rect") == 2
    assert bars.count("var(--ink)") == 1
    assert 'aria-label="words &amp; more"' in bars
    assert sparks.nets([0.5, None, -1.0], "words", {2}).count("var(--paper)") == 1
    nets = sparks.nets([0.5, None, -1.0], "words")
    assert "var(--paper)" not in nets
    assert (nets.count("<circle"), nets.count("<rect")) == (1, 1)
    assert sparks.in_words("Ostmark", [0.5, None], net=True) == "Ostmark, 2 weeks to this one: +0.50, none"
