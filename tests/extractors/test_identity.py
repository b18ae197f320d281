"""Ids tell apart what differs, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from courlan import clean_url
from hypothesis import given
from hypothesis import strategies as st

from extractors import identity
from extractors.records import Article, DateInterval, Signal

ARTICLE = Article(
    "url:0123456789abcdef", "A made-up text.", "Title", "Courier", ("Ann Example",), "news",
    DateInterval(date(2022, 12, 21), date(2022, 12, 21), "day", "printed"), "http://example.org/a", "feed", "00",
)  # fmt: skip
SIGNAL = Signal(0, 5, "offer", "ALD", None, "BOR", "ALD", "direct", (), "current", 0.5, "rule", "own")


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://example.org/a?utm_source=x&id=3#top", "https://example.org/a?id=3"),
        ("HTTPS://Example.org/a?id=3", "https://example.org/a?id=3"),
        (" https://example.org/a?id=3\n", "https://example.org/a?id=3"),
    ],
)
def test_trackers_and_fragments_make_no_other_page(url: str, same: str) -> None:
    assert identity.canonical_url(url) == identity.canonical_url(same)
    assert identity.url_article_id(url) == identity.url_article_id(same)


def test_another_id_is_another_page() -> None:
    assert identity.url_article_id("https://example.org/a?id=3") != identity.url_article_id(
        "https://example.org/a?id=4"
    )


@given(st.text())
def test_any_text_has_a_canonical_form_that_is_its_own(text: str) -> None:
    once = identity.canonical_url(text)
    assert isinstance(once, str)
    assert identity.url_article_id(text) == identity.url_article_id(text)


def test_article_ids_say_what_they_rest_on() -> None:
    assert identity.seed_article_id("003") == "seed:003"
    assert identity.file_article_id(b"abc") == "file:ba7816bf8f01cfea"
    assert identity.url_article_id("https://example.org/a").startswith("url:")


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Another text."}, {"title": None}, {"title": "Other"}, {"outlet": "Herald"}, {"authors": ()},
        {"kind": "opinion"}, {"published": None}, {"flags": ("decoded-with-replacement",)}, {"country": "FRA"},
        {"ownership": "state"}, {"language": "en"}, {"article_id": "file:0"},
        {"published": DateInterval(date(2022, 12, 21), date(2022, 12, 21), "day", "inferred")},
    ],
)  # fmt: skip
def test_whatever_reports_show_makes_a_version(change: dict[str, object]) -> None:
    assert identity.version_id(replace(ARTICLE, **change)) != identity.version_id(ARTICLE)  # type: ignore[arg-type]


@pytest.mark.parametrize("change", [{"origin": "another feed"}, {"raw_sha256": "11"}, {"url": "http://example.org/b"}])
def test_where_it_came_from_makes_none(change: dict[str, object]) -> None:
    assert identity.version_id(replace(ARTICLE, **change)) == identity.version_id(ARTICLE)  # type: ignore[arg-type]


@given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
def test_fields_do_not_run_into_each_other(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert (identity.content_id(*one) == identity.content_id(*other)) == (one == other)


def test_a_signal_is_known_by_span_type_and_parties() -> None:
    same = replace(SIGNAL, confidence=0.9, rule="other", conditions=("territory",), timing="background", person="ann")
    assert identity.signal_id("v", same) == identity.signal_id("v", SIGNAL)
    for other in (replace(SIGNAL, char_end=6), replace(SIGNAL, target=None), replace(SIGNAL, signal_type="talks")):
        assert identity.signal_id("v", other) != identity.signal_id("v", SIGNAL)
    assert identity.signal_id("w", SIGNAL) != identity.signal_id("v", SIGNAL)


@pytest.mark.parametrize("reprint", ["“A made-up\ntext…”", "a MADE UP text", "A made\u00adup text"])
def test_reprints_that_differ_in_layout_tell_one_story(reprint: str) -> None:
    assert identity.story_id(reprint) == identity.story_id(ARTICLE.text)


def test_texts_without_letters_are_stories_of_their_own() -> None:
    assert identity.story_id("…") != identity.story_id("!")


def test_lone_surrogates_have_a_hash() -> None:
    assert identity.text_sha256("\ud800") != identity.text_sha256("\ufffd")


WORDS = st.text(max_size=8)
DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))
INTERVALS = st.builds(DateInterval, DAYS, DAYS, st.just("day"), st.just("feed"), st.none() | WORDS)


@given(WORDS, st.none() | WORDS, st.none() | WORDS, st.lists(WORDS, max_size=2).map(tuple), st.none() | INTERVALS)
def test_the_id_of_a_version_is_the_content_id_of_its_fields(
    text: str, title: str | None, outlet: str | None, words: tuple[str, ...], day: DateInterval | None
) -> None:
    one = replace(ARTICLE, text=text, title=title, outlet=outlet, authors=words, flags=words, published=day)
    published = (day.first, day.last, day.precision, day.basis, day.note) if day else None
    described = (title, outlet, words, one.kind, published, words, one.country, one.ownership, one.language)
    assert identity.version_id(one) == identity.content_id(one.article_id, identity.text_sha256(text), described)


@given(WORDS, WORDS, st.none() | WORDS, st.integers(0, 9_999))
def test_the_id_of_a_signal_is_the_content_id_of_its_fields(
    version: str, actor: str, target: str | None, end: int
) -> None:
    one = replace(SIGNAL, char_end=end, actor=actor, target=target)
    fields = (0, end, one.signal_type, actor, target, one.speaker)
    assert identity.signal_id(version, one) == identity.content_id(version, *fields, length=16)
    assert identity.coding_id(version, actor) == identity.content_id(version, actor)


@given(st.from_regex(identity.PLAIN_URL, fullmatch=True))
def test_cleaning_leaves_a_plain_address_as_it_is(url: str) -> None:
    assert clean_url(url) == url


@given(st.text())
def test_a_story_goes_by_letters_and_digits_alone(text: str) -> None:
    letters = "".join(letter for letter in text.casefold() if letter.isalnum())
    expected = letters.encode("utf-8", "surrogatepass") or text.encode("utf-8", "surrogatepass")
    assert identity.story_id(text) == f"story:{identity.sha256_bytes(expected)[:16]}"
