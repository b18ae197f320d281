"""How readings of pages are scored: what counts as the same instant."""

from __future__ import annotations

from datetime import UTC, datetime

from bench.pages_score import instants_on, stated_in_json_ld

PAGE = """<meta content="2024-05-20T00:00:00Z"><script type='application/ld+json'>
{"@type": "NewsArticle", "datePublished" : "2024-05-24T01:30:00+03:00", "dateModified": "2024-06-01T00:00:00Z"}</script>
<script type="application/ld+json">{"datePublished": "2024-05-24"}</script>
<script>{"datePublished": "2020-01-01"}</script>
"""


def test_only_what_json_ld_says_of_the_first_publication_counts() -> None:
    assert stated_in_json_ld(PAGE) == ("2024-05-24T01:30:00+03:00", "2024-05-24")


def test_an_instant_counts_on_the_day_of_its_place_and_in_any_zone() -> None:
    stated = stated_in_json_ld(PAGE)
    assert instants_on(stated, "2024-05-24") == {datetime(2024, 5, 23, 22, 30, tzinfo=UTC)}
    assert instants_on(stated, "2024-05-23") == frozenset()
    assert instants_on(("2024-05-24T01:30:00", "soon"), "2024-05-24") == frozenset()
