"""A second topic is a folder of tables alone: the same code reads another war. The text is made up."""

from __future__ import annotations

from datetime import date

from extractors.stance.rows import document_from_row
from extractors.stance.tagger import Rules, load_tagger

TEXT = (
    "Hamas said on Monday that it was ready for talks on a truce in Gaza. "
    "Israel rejected the ceasefire proposal. "
    "Qatar offered to host negotiations between the two sides. "
    "Mossad chief David Barnea said that Israel would not leave the Philadelphi corridor."
)


def test_another_war_is_read_by_its_tables_alone() -> None:
    document = document_from_row({"id": "made-up", "text": TEXT, "date": "2024-05-06"})
    assert document.published_on == date(2024, 5, 6)
    rules = Rules("gaza")
    found = rules.signals(rules.read(document))
    assert [(one.signal_type, one.actor, one.person, one.target) for one in found] == [
        ("willing", "HAMAS", None, None),
        ("reject", "ISR", None, "HAMAS"),
        ("mediate", "QAT", None, None),
        ("reject", "ISR", "david-barnea", "HAMAS"),
    ]
    assert found[3].conditions == ("territory",)


def test_both_tiers_read_it() -> None:
    coding = load_tagger("gaza").tag(document_from_row({"id": "made-up", "text": TEXT, "date": "2024-05-06"}))
    assert {"HAMAS", "ISR", "QAT"} <= {signal.actor for signal in coding.signals}
