"""Near-copies in a warehouse: one story, counted once, whoever comes later; who was first is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from extractors.records import Article
from flows.intake import Intake
from flows.publish import publish
from flows.session import writing
from flows.settings import Settings
from flows.store import begin, store, store_each
from tests.flows.older import PhraseTagger, article, rows
from tests.reporting import report

DAY = date(2026, 5, 12)
SAID = "\n\nThe Kremlin said that Russia is ready for talks."
REPORT = report("talks", 18) + SAID
OUTLETS = ("The Fictional Courier", "The Fictional Gazette", "Radio Nowhere", "The Fictional Herald")


def copy(number: int, text: str = REPORT, days: int = 0, **changes: object) -> Article:
    """What one outlet made of a report."""
    outlet = OUTLETS[number]
    made = article(f"{outlet.upper()} - {text}\n\nEdited by {outlet}.", DAY + timedelta(days))
    owner = "state" if number % 2 else "private"
    return replace(made, article_id=f"file:{number}", outlet=outlet, ownership=owner, **changes)  # type: ignore[arg-type]


def take_in(home: Path, run_id: str, *parts: Sequence[Article], tagger: PhraseTagger | None = None) -> None:
    """Store articles as one run, each part in a transaction of its own."""
    settings, tagger = Settings.build(home, {}), tagger or PhraseTagger()
    with writing(settings, "a test") as warehouse:
        run = replace(begin(run_id, "test", tagger), started_at=datetime(2026, 6, 1, tzinfo=UTC))
        store_each(warehouse, run, (Intake(tuple(part), ()) for part in parts), tagger)
        assert warehouse.check() == {}
        publish(warehouse, settings)


def test_near_copies_are_one_story_counted_once_whose_first_outlet_is_named(tmp_path: Path) -> None:
    other = copy(3, report("ceasefire", 18) + SAID, days=2)
    take_in(tmp_path, "one", [copy(0, days=1), copy(1), other], [copy(2, days=3)])
    assert rows(tmp_path, "SELECT first_mover, copies, outlets, days FROM echo ORDER BY copies DESC") == [
        ("The Fictional Gazette", 3, 3, 3),
        ("The Fictional Herald", 1, 1, 0),
    ]
    assert rows(tmp_path, "SELECT articles, stories, verdict FROM corroboration") == [(4, 2, "across outlets")]
    assert rows(tmp_path, "SELECT sum(stories), sum(positive) FROM weekly_stance") == [(2, 2)]
    assert rows(tmp_path, "SELECT outlet FROM articles WHERE is_lead ORDER BY 1") == [
        ("The Fictional Gazette",),
        ("The Fictional Herald",),
    ]


def test_a_copy_that_comes_in_another_run_joins_the_story_and_an_earlier_one_leads_it(tmp_path: Path) -> None:
    take_in(tmp_path, "one", [copy(0, days=2)])
    ((before,),) = rows(tmp_path, "SELECT DISTINCT story_id FROM articles")
    take_in(tmp_path, "two", [copy(1, days=1)])
    take_in(tmp_path, "three", [copy(2, days=30)])
    found = rows(tmp_path, "SELECT story_id, outlet, is_lead FROM articles ORDER BY published_first")
    assert [row[1:] for row in found] == [(OUTLETS[1], True), (OUTLETS[0], False), (OUTLETS[2], True)]
    assert found[0][0] == found[1][0] == before != found[2][0]


def test_of_one_days_copies_the_one_that_came_first_leads_also_after_it_is_coded_anew(tmp_path: Path) -> None:
    class Newer(PhraseTagger):
        ruleset = "phrases-2"

    for number in (2, 0, 1):
        take_in(tmp_path, f"run-{number}", [copy(number)])
    first = rows(tmp_path, "SELECT first_mover, copies, story_id FROM echo")
    assert first[0][:2] == (OUTLETS[2], 3)
    take_in(tmp_path, "retag", [copy(0), copy(1), copy(2)], tagger=Newer())
    assert rows(tmp_path, "SELECT first_mover, copies, story_id FROM echo") == first
    assert rows(tmp_path, "SELECT count(*) FROM story_member") == [(3,)]


def test_a_corrected_text_is_a_new_version_that_stays_in_its_story(tmp_path: Path) -> None:
    take_in(tmp_path, "one", [copy(0), copy(1)])
    corrected = copy(0, REPORT.replace("nobody", "hardly anybody") + "\n\nThis report was corrected.")
    take_in(tmp_path, "two", [corrected])
    assert rows(tmp_path, "SELECT copies, first_mover FROM echo") == [(2, OUTLETS[0])]
    assert rows(tmp_path, "SELECT count(*), count(DISTINCT article_id) FROM article_version") == [(3, 2)]


def test_texts_stored_before_there_were_signatures_are_signed_when_a_copy_comes(tmp_path: Path) -> None:
    take_in(tmp_path, "one", [copy(0)])
    settings, tagger = Settings.build(tmp_path, {}), PhraseTagger()
    with writing(settings, "a test") as warehouse:
        warehouse._connection.execute("DELETE FROM story_signature")
        store(warehouse, begin("two", "test", tagger), Intake((copy(1, days=1),), ()), tagger)
        publish(warehouse, settings)
    assert rows(tmp_path, "SELECT copies, first_mover FROM echo") == [(2, OUTLETS[0])]
    assert rows(tmp_path, "SELECT count(*), count(DISTINCT version_id) FROM story_signature") == [(2, 2)]
