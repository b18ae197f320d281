"""Officials whom no table lists: who introduces them, they speak for, in whole articles."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.records import Document
from extractors.stance.actors import ActorIndex
from extractors.stance.offices import Offices
from extractors.stance.tagger import load_tagger

SPRING = date(2023, 3, 3)


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        (
            "The war in Ukraine went on. Russia’s deputy defence minister Arvo Testling arrived in Ankara on Monday. "
            "Testling said he was ready for talks with Ukraine.",
            ("willing", "RUS", "UKR", "arvo-testling"),
        ),
        (
            "Ukraine and Russia fought on. Arvo Testling, Russia’s deputy farm minister, arrived on Monday. "
            "Testling refused to negotiate with Kyiv.",
            ("reject", "RUS", "UKR", "arvo-testling"),
        ),
    ],
)  # fmt: skip
def test_what_an_unlisted_official_says_and_does_is_his_partys(text: str, signal: tuple[str, ...]) -> None:
    signals = load_tagger().tag(Document(text, None, SPRING)).signals
    assert signal in {(s.signal_type, s.actor, s.target, s.person) for s in signals}


def test_an_expert_speaks_for_nobody_even_by_his_surname() -> None:
    text = "Political analyst Ann Oakfield of the Russian Institute spoke. Oakfield, a former envoy of Russia, left."
    assert not [m for m in ActorIndex.load().find(text, SPRING) if m.person == "ann-oakfield"]


def test_who_holds_no_office_on_the_day_speaks_for_whom_he_usually_does() -> None:
    nobody = Offices((), {})
    assert nobody.spoken_for("arvo-testling", "RUS", SPRING) == "RUS"
    assert nobody.spoken_for(None, "RUS", SPRING) == "RUS"
    assert nobody.holder("RUS", "president", SPRING, ()) is None
