"""Officials whom no table lists: who introduces them, they speak for, in whole articles."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.records import Document
from extractors.stance.actors import ActorIndex
from extractors.stance.actors_people import with_newcomers
from extractors.stance.cast import cast
from extractors.stance.offices import Offices
from extractors.stance.reading import Known
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


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Fighting went on in Sudan between the army and the RSF. Foreign Minister Arvo Testling spoke.", "SDN"),
        ("Ethiopia’s war with the TPLF went on. Government spokesman Arvo Testling spoke.", "ETH"),
        ("Israel bombed Gaza again. Hamas was silent. The group’s spokesman, Arvo Testling, spoke.", "HAMAS"),
        ("Colombia’s army fought the ELN. Rebel commander Arvo Testling made the government an offer.", "ELN"),
        ("Colombia’s army fought the ELN. Arvo Testling, a spokesman for the rebels, spoke.", "ELN"),
        ("Colombia’s army fought the ELN. The rebels’ chief negotiator, Arvo Testling, spoke.", "ELN"),
        ("Colombia’s army fought the ELN. After talks with the rebels Defence Minister Arvo Testling spoke.", "COL"),
        ("Myanmar’s army fought the Arakan Army. Arvo Testling, the army chief, met the rebels.", "MMR"),
        ("Colombia’s army fought the ELN. In Norway, Foreign Minister Arvo Testling spoke.", None),
        ("Colombia’s army fought the ELN. A peace envoy, Arvo Testling, spoke.", None),
        ("Colombia’s army fought the ELN. Former defence minister Arvo Testling spoke.", None),
        ("Azerbaijan and Armenia fought again. Prime Minister Arvo Testling spoke.", None),
    ],
)  # fmt: skip
def test_where_a_state_fights_its_rebels_an_office_tells_the_side(text: str, party: str | None) -> None:
    index = ActorIndex.load()
    known, named = Known.of(index), index.find(text, SPRING)
    found = with_newcomers(text, named, cast(named, known.kinds, known.states))
    assert next((mention.party for mention in found if mention.person == "arvo-testling"), None) == party


def test_an_expert_speaks_for_nobody_even_by_his_surname() -> None:
    text = "Political analyst Ann Oakfield of the Russian Institute spoke. Oakfield, a former envoy of Russia, left."
    mentions = with_newcomers(text, ActorIndex.load().find(text, SPRING))
    assert {m.person for m in mentions} == {None}


def test_who_holds_no_office_on_the_day_speaks_for_whom_he_usually_does() -> None:
    nobody = Offices((), {})
    assert nobody.spoken_for("arvo-testling", "RUS", SPRING) == "RUS"
    assert nobody.spoken_for(None, "RUS", SPRING) == "RUS"
    assert nobody.holder("RUS", "president", SPRING, ()) is None
