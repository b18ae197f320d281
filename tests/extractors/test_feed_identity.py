"""Which entries of a feed are the same."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.feed_identity import identified, identity_basis
from extractors.records import FeedEntry

LINK = "https://courier.example/news/{}"


def entry(guid: str | None, link: str, title: str | None = "T") -> FeedEntry:
    return FeedEntry("https://courier.example/rss", guid, link, title, None, None)


def identities(*entries: FeedEntry) -> list[str]:
    return [one.identity.partition(":")[0] for one in identified(entries)]


def test_a_guid_is_enough_where_it_tells_entries_apart() -> None:
    first, second = identified([entry("1", LINK.format("a")), entry("2", LINK.format("b"))])
    assert (first.identity, second.identity) == ("guid:1", "guid:2")
    assert identity_basis([first, second]) == "guid"


def test_the_same_entry_twice_counts_once_and_the_first_stays() -> None:
    tracked = replace(entry("1", LINK.format("a?utm_source=rss")), summary="later")
    (one,) = identified([entry("1", LINK.format("a")), tracked])
    assert one.summary is None


def test_one_guid_for_all_loses_none_of_them() -> None:
    found = identified([entry("x", LINK.format(n)) for n in range(5)] + [entry("own", LINK.format(9))])
    assert [one.identity for one in found][:2] == [
        "guid+link:x https://courier.example/news/0",
        "guid+link:x https://courier.example/news/1",
    ]
    assert found[5].identity == "guid:own"
    assert identity_basis(found) == "guid+link"


def test_without_guid_it_is_the_address_without_trackers() -> None:
    found = identified(
        [entry(None, LINK.format("a?utm_source=rss")), entry(None, LINK.format("a")), entry(None, LINK.format("b"))]
    )
    assert [one.identity for one in found] == [f"url:{LINK.format(x)}" for x in "ab"]


def test_one_page_for_many_titles_is_told_apart_by_all_that_is_said() -> None:
    live = LINK.format("live")
    assert identities(entry(None, live, "One"), entry(None, live, "Two"), entry(None, live, "Two")) == ["hash"] * 2
    assert identities(entry("g", live, "One"), entry("g", live, "Two")) == ["hash"] * 2


def test_an_identity_is_the_same_at_the_next_poll() -> None:
    first = [entry("x", LINK.format("a")), entry("x", LINK.format("b")), entry(None, LINK.format("c"))]
    later = [entry("new", LINK.format("d")), *reversed(first)]
    assert {one.identity for one in identified(first)} < {one.identity for one in identified(later)}


@given(
    st.lists(
        st.builds(
            entry,
            st.sampled_from([None, "1", "2"]),
            st.sampled_from([LINK.format(x) for x in "ab"]),
            st.sampled_from(["T", "U", None]),
        )
    )
)
@settings(max_examples=100, deadline=None)
def test_no_two_different_entries_share_an_identity_and_none_is_lost(entries: list[FeedEntry]) -> None:
    found = identified(entries)
    told = {(one.guid, one.link, one.title) for one in entries}
    assert {(one.guid, one.link, one.title) for one in found} == told
    assert len({one.identity for one in found}) == len(found) == len(told)
