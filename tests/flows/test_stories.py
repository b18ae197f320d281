"""Near-copies in a warehouse: one story, counted once, whoever comes later; who was first is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from extractors.records import Article, Ownership
from flows.intake import Intake
from flows.publish import publish
from flows.session import writing
from flows.settings import Settings
from flows.store import begin, store_each
from tests.flows.older import PhraseTagger, article, rows
from tests.reporting import report

DAY = date(2026, 5, 12)
SAID = "\n\nThe Kremlin said that Russia is ready for talks."
OUTLETS = ("The Fictional Courier", "The Fictional Gazette", "Radio Nowhere", "The Fictional Herald")


class Newer(PhraseTagger):
    """The same tagger under other rules."""

    ruleset = "phrases-2"


def copy(topic: str, outlet: int, days: int = 0, text: str = "") -> Article:
    """What one outlet made of a report on a topic."""
    name = OUTLETS[outlet]
    text = text or report(topic, 18) + SAID
    made = article(f"{name.upper()} - {text}\n\nEdited by {name}.", DAY + timedelta(days))
    owner: Ownership = "state" if outlet % 2 else "private"
    return replace(made, article_id=f"file:{topic}-{outlet}", outlet=name, title=topic, ownership=owner)


def take_in(home: Path, run_id: str, *parts: Sequence[Article], tagger: PhraseTagger | None = None) -> None:
    """Store articles as one run, each part in a transaction of its own."""
    settings, tagger = Settings.build(home, {}), tagger or PhraseTagger()
    with writing(settings, "a test") as warehouse:
        if run_id == "two":  # as if the texts of this topic had been stored before there were signatures
            old = "SELECT version_id FROM article_version WHERE title = 'old'"
            warehouse._connection.execute(f"DELETE FROM story_signature WHERE version_id IN ({old})")
        run = replace(begin(run_id, "test", tagger), started_at=datetime(2026, 7, 1, tzinfo=UTC))
        store_each(warehouse, run, (Intake(tuple(part), ()) for part in parts), tagger)
        assert warehouse.check() == {}
        publish(warehouse, settings)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home to which the copies of several reports came in four runs."""
    home = tmp_path_factory.mktemp("stories")
    corrected = report("corrected", 18).replace("nobody", "hardly anybody") + SAID + "\n\nThis was corrected."
    take_in(
        home, "one",
        [copy("talks", 0, 1), copy("talks", 1), copy("ceasefire", 3, 2), copy("later", 0, 2), copy("one day", 2)],
        [copy("talks", 2, 3), copy("corrected", 0), copy("corrected", 1), copy("old", 0)],
    )  # fmt: skip
    take_in(
        home, "two",
        [copy("later", 1, 1), copy("later", 2, 30), copy("one day", 0)],
        [copy("corrected", 0, text=corrected), copy("old", 1, 1)],
    )  # fmt: skip
    take_in(home, "three", [copy("one day", 1)])
    take_in(home, "four", [copy("one day", number) for number in (0, 1, 2)], tagger=Newer())
    return home


def test_near_copies_are_one_story_counted_once_whose_first_outlet_is_named(home: Path) -> None:
    echo = (
        "SELECT first_mover, copies, outlets, days FROM echo WHERE title IN ('talks', 'ceasefire') ORDER BY copies DESC"
    )
    assert rows(home, echo) == [("The Fictional Gazette", 3, 3, 3), ("The Fictional Herald", 1, 1, 0)]
    leads = "SELECT outlet, counted FROM signals WHERE title = 'talks' ORDER BY outlet"
    assert rows(home, leads) == [(OUTLETS[2], False), (OUTLETS[0], False), (OUTLETS[1], True)]
    assert rows(home, "SELECT sum(stories) FROM weekly_stance") == [(7,)], "talks, ceasefire, later twice, one day …"


def test_who_copied_does_not_confirm(tmp_path: Path) -> None:
    take_in(tmp_path, "alone", [copy("talks", 0, 1), copy("talks", 1), copy("ceasefire", 3, 2)])
    assert rows(tmp_path, "SELECT articles, stories, outlets, ownerships, verdict FROM corroboration") == [
        (3, 2, 3, 2, "across outlets")
    ]


def test_a_copy_that_comes_in_another_run_joins_the_story_and_an_earlier_one_leads_it(home: Path) -> None:
    found = rows(home, "SELECT story_id, outlet, is_lead FROM articles WHERE title = 'later' ORDER BY published_first")
    assert [row[1:] for row in found] == [(OUTLETS[1], True), (OUTLETS[0], False), (OUTLETS[2], True)]
    ((before,),) = rows(
        home,
        "SELECT m.story_id FROM story_member AS m JOIN article_version AS v USING (version_id) "
        "WHERE v.title = 'later' AND m.run_id = 'one'",
    )
    assert found[0][0] == found[1][0] == before != found[2][0], "thirty days on, it is another story"


def test_of_one_days_copies_the_one_that_came_first_leads_also_after_it_is_coded_anew(home: Path) -> None:
    assert rows(home, "SELECT first_mover, copies FROM echo WHERE title = 'one day'") == [(OUTLETS[2], 3)]
    assert rows(home, "SELECT DISTINCT ruleset FROM articles WHERE title = 'one day'") == [("phrases-2",)]
    assert rows(home, "SELECT count(*) FROM story_member WHERE run_id = 'four'") == [(0,)]


def test_a_corrected_text_is_a_new_version_that_stays_in_its_story(home: Path) -> None:
    assert rows(home, "SELECT copies, first_mover FROM echo WHERE title = 'corrected'") == [(2, OUTLETS[0])]
    versions = "SELECT count(*), count(DISTINCT article_id) FROM article_version WHERE title = 'corrected'"
    assert rows(home, versions) == [(3, 2)]


def test_texts_stored_before_there_were_signatures_are_signed_when_a_copy_comes(home: Path) -> None:
    assert rows(home, "SELECT copies, first_mover FROM echo WHERE title = 'old'") == [(2, OUTLETS[0])]
    signed = "SELECT count(*), count(DISTINCT version_id) FROM story_signature"
    assert rows(home, signed) == rows(home, "SELECT count(*), count(*) FROM article_version")
