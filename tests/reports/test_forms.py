"""Plain text for mail and the Atom feeds: readable, valid, and safe whatever stands in the articles."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import feedparser
import pytest

from reports import atom, plain
from reports.columns import END, ISOLATE, WIDTH, columns, table, wrapped
from reports.records.claim import Statement
from reports.records.stances import Change
from reports.records.summary import WeeklySummary
from reports.summary import summarise
from tests.reports import papers
from tests.reports.weeks import AS_OF, results

WEEKS = {
    "busy": lambda: summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.busy(), papers.given())),
    "empty": lambda: summarise(papers.EMPTY, AS_OF, results(papers.EMPTY, [])),
    "imprecise": lambda: summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.vague_only())),
    "hostile": lambda: summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.hostile())),
}
NS = {"a": atom.ATOM, "h": atom.XHTML}
RTL = ("R", "AL", "AN")


@pytest.mark.parametrize("name", WEEKS)
def test_plain_text_keeps_to_its_columns_and_holds_nothing_that_steers_a_terminal(name: str) -> None:
    text = plain.render(WEEKS[name]())
    for line in text.splitlines():
        assert columns(line) <= WIDTH or re.fullmatch(r"\[\d+\] \S+", line), line
        is_isolated = line.count(ISOLATE) == line.count(END)
        assert is_isolated
        outside = re.sub(f"{ISOLATE}.*?{END}", "", line)
        assert not any(unicodedata.bidirectional(char) in RTL for char in outside), line
    assert not [char for char in text if char != "\n" and unicodedata.category(char) in ("Cc", "Cs")]


def test_plain_text_gives_each_address_once_as_a_footnote() -> None:
    text = plain.render(WEEKS["busy"]())
    _, _, notes = text.partition("ADDRESSES")
    urls = re.findall(r"^\[(\d+)\] (\S+)$", notes, re.MULTILINE)
    assert [int(number) for number, _ in urls] == [1, 2, 3]
    assert len({url for _, url in urls}) == 3
    assert set(re.findall(r"\[(\d+)\]$", text.replace(notes, ""), re.MULTILINE)) <= {"1", "2", "3"}


def test_plain_text_of_a_hostile_week_links_nowhere_but_to_the_web() -> None:
    _, _, notes = plain.render(WEEKS["hostile"]()).partition("ADDRESSES")
    assert re.findall(r"\] (\w+):", notes) == ["https"]


def test_brief_is_the_opening_of_the_whole() -> None:
    summary = WEEKS["busy"]()
    short, whole = plain.brief(summary), plain.render(summary)
    assert len(short) < len(whole) / 3
    assert re.sub(r" \[\d+\]", "", whole).split()[: len(short.split()) // 2] == short.split()[: len(short.split()) // 2]


def test_wide_and_combining_letters_are_counted_as_a_terminal_shows_them() -> None:
    assert columns("和平谈判") == 8
    assert columns("e\u0301") == 1
    assert all(columns(line) <= 20 for line in wrapped("和平" * 40 + " e\u0301" * 30, width=20).splitlines())


def test_a_table_shortens_names_and_keeps_its_numbers() -> None:
    told = table(("Actor", "Net"), [("A" * 200, "+0.40"), ("和" * 200, "−1.00")])
    assert all(columns(line) <= WIDTH for line in told.splitlines())
    assert [line.split()[-1] for line in told.splitlines()] == ["Net", "+0.40", "−1.00"]


def feed(kind: atom.Kind, *summaries: WeeklySummary) -> str:
    """Give a feed of some summaries."""
    if kind == "summaries":
        return atom.render(kind, [atom.summary_entry(one, f"{one.week}/summary.html") for one in summaries], AS_OF)
    return atom.render(kind, [e for one in summaries for e in atom.change_entries(one, f"{one.week}/x.html")], AS_OF)


def moved(summary: WeeklySummary) -> WeeklySummary:
    """Give the summary as if an actor with an awkward id had moved against both earlier periods."""
    told = Statement(("Ost<mark> & sons moved towards talks.",))
    changes = tuple(Change("O/ST é", "Ostmark", period, True, True, told) for period in ("last week", "four-week mean"))
    return replace(summary, changes=changes)


@pytest.mark.parametrize("name", WEEKS)
@pytest.mark.parametrize("kind", atom.TITLES)
def test_feeds_keep_the_rules_of_rfc_4287(name: str, kind: atom.Kind) -> None:
    text = feed(kind, moved(WEEKS[name]()))
    root = ElementTree.fromstring(text)
    assert root.tag == f"{{{atom.ATOM}}}feed"
    check_common(root)
    assert root.findtext("a:author/a:name", None, NS)  # 4.1.1: an author for all entries
    entries = root.findall("a:entry", NS)
    assert len(entries) == 1
    for entry in entries:
        check_common(entry)
        assert [link.get("rel") for link in entry.iterfind("a:link", NS)] == ["alternate"]
        (content,) = entry.findall("a:content", NS)
        assert content.get("type") == "xhtml"
        assert [child.tag for child in content] == [f"{{{atom.XHTML}}}div"]  # 4.1.3.3: a single div
        hrefs = [str(link.get("href")) for link in content.iter(f"{{{atom.XHTML}}}a")]
        assert all(href.startswith(("http://", "https://")) for href in hrefs)
        allowed = {f"{{{atom.XHTML}}}{tag}" for tag in ("div", "p", "ul", "li", "strong", "q", "a")}
        assert {part.tag for part in content.iter() if part is not content} <= allowed
    ids = [one.text for one in root.iter(f"{{{atom.ATOM}}}id")]
    assert len(set(ids)) == len(ids)
    assert max(str(one.findtext("a:updated", None, NS)) for one in (root, *entries)) == root.findtext(
        "a:updated", None, NS
    )


def check_common(element: ElementTree.Element) -> None:
    """Hold a feed or an entry to what both must have: one id, title and updated, and links that differ in kind."""
    counts = Counter(child.tag.partition("}")[2] for child in element)
    assert (counts["id"], counts["title"], counts["updated"]) == (1, 1, 1)
    key, updated = element.findtext("a:id", "", NS), element.findtext("a:updated", "", NS)
    assert re.fullmatch(r"tag:[a-z.]+,\d{4}:[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]+", key)  # RFC 4151
    assert datetime.fromisoformat(updated).tzinfo == UTC
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", updated)  # RFC 3339
    kinds = [(link.get("rel"), link.get("type")) for link in element.iterfind("a:link", NS)]
    assert len(set(kinds)) == len(kinds)


@pytest.mark.parametrize("name", WEEKS)
def test_a_feed_reader_finds_the_entries(name: str) -> None:
    summary = WEEKS[name]()
    read = feedparser.parse(io.BytesIO(feed("summaries", summary).encode()))
    assert not read.bozo
    assert read.version == "atom10"
    (entry,) = read.entries
    assert entry.link == f"{summary.week}/summary.html"
    shown = entry.content[0].value
    assert "<script" not in shown
    assert all(bullet.actor_name in shown for bullet in summary.bottom_line)


def test_a_hostile_title_stays_text() -> None:
    root = ElementTree.fromstring(feed("changes", moved(WEEKS["busy"]())))
    (title,) = (entry.findtext("a:title", "", NS) for entry in root.iterfind("a:entry", NS))
    assert "Ost<mark> & sons moved" in title


def test_another_stand_on_a_condition_is_a_change_of_position() -> None:
    summary = WEEKS["busy"]()
    assert summary.board is not None
    cell = replace(summary.board.cells[0], is_new=True, before="refused", url="https://news.example/11")
    turned = replace(summary, board=replace(summary.board, cells=(cell,)))
    root = ElementTree.fromstring(feed("changes", turned))
    (entry,) = root.iterfind("a:entry", NS)
    assert entry.findtext("a:title", None, NS) == "Week 2031-W20: OST on ceasefire first: open, before refused"
    assert entry.findtext("a:id", None, NS) == "tag:parley.example,2026:change/2031-W20/OST/ceasefire-first"
    assert [link.get("href") for link in entry.iter(f"{{{atom.XHTML}}}a")] == ["https://news.example/11"]


def test_an_entry_keeps_its_id_and_moves_its_date_when_it_is_told_anew() -> None:
    first = WEEKS["busy"]()
    later = replace(first, as_of=datetime(2027, 1, 4, 6, tzinfo=UTC), lead="Something else.")
    (one,), (other,) = ([atom.summary_entry(told, "x")] for told in (first, later))
    assert one.id == other.id == "tag:parley.example,2026:summary/2031-W20"
    assert other.updated > one.updated
    assert "<updated>2027-01-04T06:00:00Z</updated>" in feed("summaries", later)


def test_a_feed_tells_the_newest_weeks_first_in_any_order_given() -> None:
    busy, empty = WEEKS["busy"](), WEEKS["empty"]()
    assert feed("summaries", busy, empty) == feed("summaries", empty, busy)
    assert re.findall(r"summary/([\d\-W]+)</id>", feed("summaries", busy, empty)) == [empty.week, busy.week]
