"""What must hold of every page: it runs one script of its own, fetches nothing, and every link leads somewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reports import format as fmt
from reports import html, index, markdown
from tests.reports.test_golden import WEEKS

LOADING = {"iframe", "object", "embed", "img", "link", "base", "audio", "video"}


class Page(HTMLParser):
    """Collects what a browser would act upon."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            self.handlers += [name] if name.startswith("on") else []
            self.ids += [value or ""] if name == "id" else []
            self.links += [value or ""] if name in ("href", "src", "xlink:href", "aria-labelledby") else []

    def handle_data(self, data: str) -> None:
        self.text += data


def hashed(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@pytest.fixture(scope="module")
def page() -> dict[str, Page]:
    return {name: Page(html.render(make())) for name, make in WEEKS.items()}


@pytest.mark.parametrize("name", WEEKS)
def test_page_fetches_nothing_and_runs_only_its_own_script(name: str, page: dict[str, Page]) -> None:
    text = html.render(WEEKS[name]())
    assert not LOADING & set(page[name].tags)
    assert not page[name].handlers
    assert "@import" not in text
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert [hashed(script) for script in scripts] == re.findall(r"script-src 'sha256-([^']+)'", text)
    assert page[name].tags["script"] == len(scripts) == 1


@pytest.mark.parametrize("name", WEEKS)
def test_every_link_leads_somewhere(name: str, page: dict[str, Page]) -> None:
    known = set(page[name].ids)
    assert len(known) == len(page[name].ids), "an id stands twice"
    for link in page[name].links:
        inside = link.removeprefix("#") in known
        assert inside or link in ("summary.md", "summary.json") or link.startswith("https://news.example/"), link


def test_every_signal_stands_once_and_can_be_linked_to(page: dict[str, Page]) -> None:
    summary = WEEKS["busy"]()
    wanted = [f"sig-{line.id}" for lines in summary.listed() for line in lines]
    assert sorted(wanted) == sorted(id_ for id_ in page["busy"].ids if id_.startswith("sig-"))
    assert {line.voice for lines in summary.listed() for line in lines} == {
        "own", "narrated", "anonymous", "adversary", "analyst", "author",
    }  # fmt: skip


def test_sections_appear_only_with_something_to_say(page: dict[str, Page]) -> None:
    always = {"bottom-line", "coverage", "method"}
    assert always <= set(page["empty"].ids)
    assert not {"stances", "conditions", "disputes", "signals", "opinions"} & set(page["empty"].ids)
    assert {
        "stances",
        "changes",
        "conditions",
        "disputes",
        "background",
        "second-hand",
        "opinions",
        "imprecise",
    } <= set(page["busy"].ids)
    assert {"undated", "quality", "corrections", "queries"} <= set(page["busy"].ids)


def test_every_number_in_the_text_opens_to_its_words_and_query(page: dict[str, Page]) -> None:
    summary, text = WEEKS["busy"](), html.render(WEEKS["busy"]())
    cards = dict(re.findall(r'<div class="card" id="(c\d+)">(.*?)</div></details>', text, re.DOTALL))
    net = summary.picture.table[0].net
    assert fmt.value(net) in cards[net.id]
    assert 'href="#q-stance"' in cards[net.id]
    assert all(f'href="#sig-{id_}"' in cards[net.id] for id_ in net.signal_ids)
    lines = {line.id: line for lines in summary.listed() for line in lines}
    assert lines[net.signal_ids[0]].quote in cards[net.id]


def test_imprecise_week_claims_no_trend(page: dict[str, Page]) -> None:
    summary = WEEKS["imprecise"]()
    assert not summary.picture.table
    assert not summary.changes
    assert "stances" not in page["imprecise"].ids
    assert "enters no trend" in page["imprecise"].text
    assert summary.imprecise_signals


def test_list_of_weeks_is_newest_first() -> None:
    text = index.render([index.row(make()) for make in WEEKS.values()])
    weeks = re.findall(r'href="(\d{4}-W\d\d)/summary.html"', text)
    assert weeks == sorted(weeks, reverse=True)
    assert not (LOADING | {"script"}) & set(Page(text).tags)


@pytest.mark.parametrize("name", WEEKS)
def test_markdown_holds_no_foreign_markup(name: str) -> None:
    rendered = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(markdown.render(WEEKS[name]()))
    found = Page(rendered)
    assert not (LOADING | {"script", "b", "u", "i", "strike", "s"}) & set(found.tags)
    assert all(link.startswith("https://news.example/") for link in found.links)


@given(st.text(max_size=200))
def test_escaped_text_reads_as_it_was_in_markdown(text: str) -> None:
    rendered = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(f"- “{markdown.escape(text)}” x")
    found = Page(rendered)
    assert set(found.tags) <= {"ul", "li"}
    shown = fmt.clean(found.text)
    assert shown == fmt.clean(f"“{fmt.clean(text)}” x")
