"""Whom a country's rebels mean: by the day, by the words between, by whom the article names."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from extractors.stance.actors import ActorIndex
from extractors.stance.actors_data import TOPICS, read

INDEX = ActorIndex.load("ukraine")
DATA = read("ukraine")


def named(text: str, on: date | None = None) -> list[tuple[str, str]]:
    return [(text[m.char_start : m.char_end], m.party) for m in INDEX.find(text, on)]


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Rwandan rebels left Arusha", date(1993, 3, 1), [("Rwandan rebels", "RPF")]),
        ("Rwandan rebels left Nairobi", date(2003, 3, 1), [("Rwandan rebels", "FDLR"), ("Nairobi", "KEN")]),
        ("Guatemala's left-wing guerrillas", date(1990, 1, 1), [("Guatemala's left-wing guerrillas", "URNG")]),
        ("the Salvadoran guerrilla command", date(1989, 1, 1), [("Salvadoran guerrilla", "FMLN")]),
        ("Burundi’s main Hutu rebel movement", date(2001, 1, 1), [("Burundi’s main Hutu rebel", "CNDD")]),
        ("Philippine Muslim separatists", date(1988, 1, 1), [("Philippine Muslim separatists", "MNLF")]),
        ("Philippine communist insurgents", date(1988, 1, 1), [("Philippine communist insurgents", "NDF")]),
        ("a Sri Lankan rebel leader", None, [("Sri Lankan rebel leader", "LTTE")]),
        ("Ukrainian separatists", date(2015, 1, 1), [("Ukrainian separatists", "DPR")]),
        ("Tamil guerrillas", None, [("Tamil guerrillas", "LTTE")]),
        ("Colombian rebels of the ELN", date(2003, 1, 1), [("Colombian rebels", "ELN"), ("ELN", "ELN")]),
        ("Afghan insurgents", date(2008, 1, 1), [("Afghan insurgents", "TALIBAN")]),
        ("the rebels in Sierra Leone", date(1999, 1, 1), [("rebels in Sierra Leone", "RUF")]),
        ("rebels in eastern Congo", date(1999, 1, 1), [("rebels in eastern Congo", "RCD")]),
        ("separatists in the southern Philippines", None, [("separatists in the southern Philippines", "NDF")]),
        ("Ethnic Albanian guerrillas", date(1998, 6, 1), [("Albanian guerrillas", "KLA")]),
        (
            "ethnic Albanian rebels in Macedonia",
            date(2001, 3, 1),
            [("ethnic Albanian rebels in Macedonia", "NLA-MACEDONIA")],
        ),
        ("Somali Islamists", date(2007, 1, 1), [("Somali Islamists", "ICU")]),
        ("met the rebels in Bujumbura", date(2001, 1, 1), [("Bujumbura", "BDI")]),  # where, and not whose
        ("rebels in Belgium", date(2003, 1, 1), [("Belgium", "BEL")]),
        ("The FARC met rebels in Uganda", date(1990, 1, 1), [("FARC", "FARC"), ("Uganda", "UGA")]),
        ("Angola's UNITA rebels", None, [("UNITA", "UNITA")]),
        ("Lebanon’s Hezbollah said", None, [("Hezbollah", "HEZBOLLAH")]),
        ("Colombian FARC guerrillas", None, [("FARC guerrillas", "FARC")]),
        ("Israel’s Hamas policy", None, [("Israel", "ISR"), ("Hamas", "HAMAS")]),
        ("Colombia FARC talks", None, [("Colombia", "COL"), ("FARC", "FARC")]),
        ("Colombian rebels", None, [("Colombian rebels", "FARC")]),  # the usual ones; the day would tell
        ("Rwandan rebels", None, []),  # of RPF and FDLR neither is
        ("Belgian rebels", date(2003, 1, 1), []),  # nobody's name, and not the state
        ("Rwandan coffee growers and rebels", date(1993, 3, 1), [("Rwandan", "RWA")]),
        ("Rwandan-backed rebels", date(1993, 3, 1), [("Rwandan", "RWA")]),
    ],
)
def test_a_countrys_rebels_are_the_armed_party_of_the_day(
    text: str, on: date | None, expected: list[tuple[str, str]]
) -> None:
    assert named(text, on) == expected


def test_a_leader_of_rebels_speaks_for_them_and_not_for_the_state_he_came_to_lead() -> None:
    text = "Ugandan guerrilla chief Yoweri Museveni balked. Museveni wants more."
    assert [(m.party, m.person) for m in INDEX.find(text, date(1985, 9, 1))] == [("NRA", "yoweri-museveni")] * 2
    later = INDEX.find("Museveni wants more.", date(1999, 9, 1))
    assert [(m.party, m.person) for m in later] == [("UGA", "yoweri-museveni")]


def test_of_two_entries_with_the_same_words_only_one_holds_on_a_day() -> None:
    for a, b in combinations(DATA.rebels, 2):
        if (a.state, a.words) == (b.state, b.words):
            assert (a.valid_to or date.max) < (b.valid_from or date.min), (a, b)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('{state = "FMLN", party = "SLV"}', "expected a state and an armed party"),
        ('{state = "SLV", party = "NOBODY"}', "NOBODY"),
        ('{state = "SLV", party = "FMLN", from = 1992-01-01, to = 1991-01-01}', "before it begins"),
        ('{state = "SLV", party = "FMLN", since = 1991-01-01}', "since"),
    ],
)
def test_a_mistake_in_the_table_is_told_with_its_place(entry: str, told: str, tmp_path: Path) -> None:
    general, topic = tmp_path / "general", tmp_path / "ukraine"
    general.mkdir()
    topic.mkdir()
    for path in (TOPICS / "general").glob("*.toml"):
        (general / path.name).write_bytes(path.read_bytes())
    for path in (TOPICS / "ukraine").glob("*.toml"):
        (topic / path.name).write_bytes(path.read_bytes())
    (general / "rebels.toml").write_text(f"rebels = [{entry}]\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"general/rebels\.toml") as raised:
        read("ukraine", tmp_path)
    assert told in str(raised.value)
