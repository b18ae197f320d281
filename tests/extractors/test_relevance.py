"""Which entries are passed over before their page is fetched; entries authored here, and titles of coded articles."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from extractors.records import FeedEntry
from extractors.relevance import passed_over

ROOT = Path(__file__).resolve().parents[2]


def entry(title: str | None, summary: str | None = None, **others: object) -> FeedEntry:
    values: dict[str, object] = {"link": "https://courier.example/2026/11/1", "content": None, "categories": ()}
    values |= others
    return FeedEntry("https://courier.example/rss", None, title=title, published_at=None, summary=summary, **values)  # type: ignore[arg-type]


def rows(path: Path) -> list[dict[str, str | None]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def share_passed_over(entries: Iterable[FeedEntry]) -> float:
    judged = [passed_over(one) is not None for one in entries]
    return sum(judged) / len(judged)


@pytest.mark.parametrize(
    ("kind", "least", "most"), [("wanted", 0, 0.03), ("other-subject", 0.95, 1), ("other-politics", 0, 0.2)]
)
def test_entries_of_each_kind(kind: str, least: float, most: float) -> None:
    chosen = [row for row in rows(Path(__file__).parent / "entries.jsonl") if row["kind"] == kind]
    assert least <= share_passed_over(entry(row["title"], row["summary"]) for row in chosen) <= most


def test_no_seed_and_no_coded_title_is_passed_over() -> None:
    coded = rows(ROOT / "tests/gold/seeds.jsonl") + rows(ROOT / "tests/gold/dev.jsonl")
    titles = [row["title"] for row in coded if row["title"] and row["signals"]]
    assert len(titles) > 20
    assert [title for title in titles if passed_over(entry(title))] == []


def test_oblique_titles_and_leads_of_other_hands_are_nearly_all_kept() -> None:
    coded = [
        row
        for path in sorted((ROOT / "bench/training/corpus").glob("*.jsonl"))
        for row in rows(path)
        if row["signals"] and row["title"]
    ]
    leads = [entry(row["title"], (row["text"] or "").split("\n\n")[1]) for row in coded]
    assert len(leads) > 300
    assert share_passed_over(leads) < 0.02
    assert share_passed_over(entry(row["title"]) for row in coded) < 0.02


@pytest.mark.parametrize("title", [None, "", "Statement", "Late goal in Porto"])
def test_an_entry_that_says_too_little_is_fetched(title: str | None) -> None:
    assert passed_over(entry(title)) is None


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        (
            "Beide Seiten reden wieder",
            "Nach drei Wochen Pause sitzen die Unterhändler erneut am Tisch, hieß es am Montag.",
        ),
        (
            "Les deux camps se parlent",
            "Après trois semaines de pause, les négociateurs sont de nouveau réunis, selon un diplomate.",
        ),
        (
            "Переговоры возобновились",
            "После трёх недель перерыва делегации снова сели за стол, сообщил представитель в понедельник утром.",
        ),
        (
            "Сторони знову говорять",
            "Після трьох тижнів перерви делегації знову сіли за стіл, повідомив речник у понеділок вранці у Відні.",
        ),
    ],
)
def test_what_is_not_english_is_not_judged(title: str, summary: str) -> None:
    assert passed_over(entry(title, summary)) is None


SUBJECT = (
    "Late goal sends Porto through",
    "A header in stoppage time settled the second leg in front of a full house.",
)


def test_the_reason_names_the_other_subject() -> None:
    assert passed_over(entry(*SUBJECT)) == "It speaks of goal, and none of 20 words is of war or peace."
    reason = passed_over(
        entry("Old mill to be mended", "The wheel has stood still for thirty years and the roof lets in the rain.")
    )
    assert reason == "It names nobody who could negotiate, and none of 20 words is of war or peace."


@pytest.mark.parametrize(
    "told",
    [
        {"link": "https://courier.example/war-in-ukraine/late-goal"},
        {"categories": ("Sport", "Ukraine")},
        {"content": "The players wore black for those killed in Kharkiv.\n\nThe coach asked for a truce."},
    ],
)
def test_address_categories_and_full_text_are_read_as_well(told: dict[str, object]) -> None:
    assert passed_over(entry(*SUBJECT)) is not None
    assert passed_over(entry(*SUBJECT, **told)) is None


@pytest.mark.parametrize("link", ["https://[bad/", "https://courier.example/%ff%00", "x" * 5000])
def test_odd_addresses_do_no_harm(link: str) -> None:
    assert passed_over(entry(*SUBJECT, link=link))
