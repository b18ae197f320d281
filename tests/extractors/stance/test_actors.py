"""Who is meant by which words, on which day; texts are the seeds' or made up."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.stance.actors import ActorIndex
from extractors.stance.actors_people import with_newcomers

INDEX = ActorIndex.load("ukraine")
SEEDS = Path(__file__).parents[3] / "seeds"
IN_2022, IN_2025 = date(2022, 6, 1), date(2025, 6, 1)


def named(text: str, on: date | None = None) -> list[tuple[str, str, str | None]]:
    return [(text[m.char_start : m.char_end], m.party, m.person) for m in INDEX.find(text, on)]


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Putin’s offer", None, [("Putin", "RUS", "vladimir-putin")]),
        ("Vlodomyer Zelensky", None, [("Vlodomyer Zelensky", "UKR", "volodymyr-zelensky")]),
        ("Zelenskyy and Zelenskiy", None,
         [("Zelenskyy", "UKR", "volodymyr-zelensky"), ("Zelenskiy", "UKR", "volodymyr-zelensky")]),
        ("Dimitri Peskov", None, [("Dimitri Peskov", "RUS", "dmitry-peskov")]),
        ("Sergei Lavrov, Sergey Lavrov", None,
         [("Sergei Lavrov", "RUS", "sergey-lavrov"), ("Sergey Lavrov", "RUS", "sergey-lavrov")]),
        ("Erdoğan’s guests and Erdogan", None,
         [("Erdoğan", "TUR", "recep-tayyip-erdogan"), ("Erdogan", "TUR", "recep-tayyip-erdogan")]),
        ("VLADIMIR Putin AND ZELENSKY", None,
         [("VLADIMIR Putin", "RUS", "vladimir-putin"), ("ZELENSKY", "UKR", "volodymyr-zelensky")]),
        ("the US president", IN_2022, [("US president", "USA", "joe-biden")]),
        ("The U.S. President", IN_2025, [("U.S. President", "USA", "donald-trump")]),
        ("an American president", date(2019, 1, 1), [("American president", "USA", "donald-trump")]),
        ("the US president", None, [("US president", "USA", None)]),
        ("the former US president", IN_2022, [("US president", "USA", None)]),
        ("the president of the United States", IN_2022, [("president of the United States", "USA", "joe-biden")]),
        ("Ukraine’s president", date(2018, 1, 1), [("Ukraine’s president", "UKR", "petro-poroshenko")]),
        ("the Ukrainian Foreign Minister", date(2024, 5, 24), [("Ukrainian Foreign Minister", "UKR", "dmytro-kuleba")]),
        ("the Ukrainian Foreign Minister", IN_2025, [("Ukrainian Foreign Minister", "UKR", "andrii-sybiha")]),
        ("the Russian leader", IN_2025, [("Russian leader", "RUS", "vladimir-putin")]),
        ("the French leader", IN_2025, [("French leader", "FRA", "emmanuel-macron")]),
        ("the German leader", IN_2022, [("German leader", "DEU", "olaf-scholz")]),
        ("a Kremlin spokesman", IN_2025, [("Kremlin spokesman", "RUS", "dmitry-peskov")]),
        ("the Pope", IN_2022, [("the Pope", "VAT", "pope-francis")]),
        ("the Pope", IN_2025, [("the Pope", "VAT", "pope-leo-xiv")]),
        ("NATO chief", date(2024, 9, 30), [("NATO chief", "NATO", "jens-stoltenberg")]),
        ("Russian president Vladimir Putin", None, [("Russian president Vladimir Putin", "RUS", "vladimir-putin")]),
        ("a Zambian president", IN_2025, [("Zambian president", "ZMB", "hakainde-hichilema")]),
        ("a Tuvaluan president", IN_2025, [("Tuvaluan president", "TUV", None)]),
        ("Russian deputy foreign minister", IN_2025, [("Russian deputy foreign minister", "RUS", None)]),
        ("the National Security Council", None, [("National Security Council", "USA", None)]),
        ("Iran’s National Security Council", None, [("Iran", "IRN", None)]),
        ("the Philippine Congress", None, [("Philippine", "PHL", None)]),
        ("He left Iran. Congress voted.", None, [("Iran", "IRN", None), ("Congress", "USA", None)]),
        ("The White House, Downing Street, the Elysée", None,
         [("White House", "USA", None), ("Downing Street", "GBR", None), ("Elysée", "FRA", None)]),
        ("North and South Korea", None, [("North", "PRK", None), ("South Korea", "KOR", None)]),
        ("North or South, East and West Germany", None, [("West Germany", "DEU", None)]),  # East Germany is in no table
        ("Northern Ireland", None, [("Northern Ireland", "", None)]),
        ("Kiev and Kyiv", None, [("Kiev", "UKR", None), ("Kyiv", "UKR", None)]),
        ("M23, the RSF and Hamas", None, [("M23", "M23", None), ("RSF", "RSF", None), ("Hamas", "HAMAS", None)]),
        ("They told us", None, []),
        ("pro-Russian voices and a Moscow-based analyst", None, []),
        ("Michael Jordan; Jordan said no", None, [("Jordan", "JOR", None)]),
        ("Chad Oakfield plays drums", None, []),
        ("Chad welcomes the truce", None, [("Chad", "TCD", None)]),
        ("the Washington Post", None, [("Washington Post", "", None)]),
        ("Kremlin.ru", None, []),
    ],
)  # fmt: skip
def test_words_mean_a_party_and_a_person(
    text: str, on: date | None, expected: list[tuple[str, str, str | None]]
) -> None:
    assert named(text, on) == expected


def test_an_undated_title_is_held_by_whom_the_text_names() -> None:
    assert named("Biden spoke. The US president left.")[1] == ("US president", "USA", "joe-biden")
    assert named("Biden met Trump. The US president left.")[2] == ("US president", "USA", None)


@pytest.mark.parametrize(
    ("name", "on", "party"),
    [
        ("Nelson Mandela", date(1992, 5, 1), "ANC"),
        ("Nelson Mandela", date(1996, 5, 1), "ZAF"),
        ("Yoweri Museveni", date(1985, 9, 1), "NRA"),
        ("Yoweri Museveni", date(1999, 9, 1), "UGA"),
        ("Mark Rutte", date(2022, 9, 1), "NLD"),
        ("Mark Rutte", date(2025, 9, 1), "NATO"),
        ("Mark Rutte", None, "NATO"),
    ],
)
def test_a_person_speaks_for_the_party_whose_office_he_holds_on_the_day(name: str, on: date | None, party: str) -> None:
    assert [m.party for m in INDEX.find(name, on)] == [party]


def test_a_common_surname_and_a_first_name_need_the_full_name() -> None:
    assert named("Johnson said no.") == []
    assert [person for *_, person in named("Boris Johnson came. Johnson left.")] == ["boris-johnson", "boris-johnson"]
    assert named("Vlad said no.") == []
    assert named("Vlad said no to Putin.")[0] == ("Vlad", "RUS", "vladimir-putin")


def test_both_sides_are_the_belligerents_only_where_the_text_names_them() -> None:
    assert [m.members for m in INDEX.find("Russia met Ukraine. Both sides left.", None)][-1] == ("RUS", "UKR")
    assert [m.members for m in INDEX.find("Thailand met Cambodia. Both sides left.", None)][-1] == ()


@pytest.mark.parametrize(
    ("text", "party", "state"),
    [
        ("The Tamil Tigers agreed.", "LTTE", "LKA"),
        ("The Karen National Union agreed.", "KNU", "MMR"),
        ("Sinn Fein agreed.", "SINN-FEIN", "GBR"),
        ("The Rapid Support Forces agreed.", "RSF", "SDN"),
        ("Turkish Cypriots agreed.", "TRNC", "CYP"),
        ("Al Qaeda agreed.", "AL-QAEDA", None),
    ],
)
def test_an_armed_party_is_known_with_the_state_it_fights(text: str, party: str, state: str | None) -> None:
    (mention,) = INDEX.find(text, None)
    assert (mention.party, mention.kind, INDEX.parties[party].state) == (party, "armed", state)


def test_the_west_and_groups_have_kinds_of_their_own() -> None:
    kinds = {m.party: m.kind for m in INDEX.find("The West, Reuters, NATO, Hamas, Ukraine and Putin", None)}
    assert kinds == {"WEST": "group", "": "outlet", "NATO": "org", "HAMAS": "armed", "UKR": "state", "RUS": "leader"}


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_every_mention_of_the_seeds_is_in_order_and_of_a_known_party(number: str) -> None:
    text = next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")
    mentions = INDEX.find(text, date(2024, 1, 1))
    assert {"RUS", "UKR"} <= {m.party for m in mentions}
    for left, right in pairwise(mentions):
        assert left.char_end <= right.char_start
    assert all(m.party in INDEX.parties for m in mentions if m.party)
    assert all(m.person in INDEX.persons for m in mentions if m.person)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia’s deputy farm minister, Arvo Testling, left.", [("Arvo Testling", "RUS")]),
        ("Ukraine’s chief negotiator Ann Oakfield spoke. Oakfield left.",
         [("Ann Oakfield", "UKR"), ("Oakfield", "UKR")]),
        ("Ann Oakfield, who advises Ukraine’s president, spoke.", [("Ann Oakfield", "UKR")]),
        ("Political analyst Ann Oakfield spoke of Russia.", []),
        ("says our senior fellow Ann Oakfield of the Russian Institute.", []),
        ("Ann Oakfield, deputy director of the Centre for Tests at Russia’s School of Trials, spoke.", []),
        ("Former CIA chief General Ann Oakfield of the United States spoke.", []),
        ("Mr Ann Oakfield of Sudan spoke.", []),
        ("Israel’s ambassador to the UN, Ann Oakfield, spoke.", [("Ann Oakfield", "ISR")]),
        ("The UN’s special envoy for Yemen, Ann Oakfield, spoke.", [("Ann Oakfield", "UN")]),
        ("Ann Oakfield, spokeswoman for the Houthis, spoke.", [("Ann Oakfield", "HOUTHI")]),
        ("Foreign Minister Ann Oakfield of Sudan spoke.", [("Ann Oakfield", "SDN")]),
        ("Spokeswoman Ann Oakfield of the Russian foreign ministry spoke.", [("Ann Oakfield", "RUS")]),
        ("Ann Oakfield of the ELN’s command spoke.", [("Ann Oakfield", "ELN")]),
        ("Ann Oakfield of Ukraine’s negotiating team spoke.", [("Ann Oakfield", "UKR")]),
        ("Ann Oakfield of the Sudanese foreign ministry spoke.", [("Ann Oakfield", "SDN")]),
        ("Ann Oakfield of Sudan spoke.", []),
        ("Ann Oakfield lives in Kyiv.", []),
        ("Outlet correspondent Ann Oakfield, who covers Ukraine’s president, wrote.", []),
    ],
)  # fmt: skip
def test_unlisted_persons_are_known_by_their_introduction(text: str, expected: list[tuple[str, str]]) -> None:
    people = [m for m in with_newcomers(text, INDEX.find(text, None)) if m.person in ("ann-oakfield", "arvo-testling")]
    assert [(text[m.char_start : m.char_end], m.party) for m in people] == expected


@given(st.text(alphabet=st.one_of(st.sampled_from("PutinKievUS.’'- \nthepresidofЖж"), st.characters()), max_size=200))
def test_no_text_breaks_the_search(text: str) -> None:
    for mention in with_newcomers(text, INDEX.find(text, None)):
        assert 0 <= mention.char_start < mention.char_end <= len(text)


def test_a_megabyte_is_searched() -> None:
    text = "Putin told the US president and Ann Oakfield, a Hamas envoy, that " * 16_000
    mentions = INDEX.find(text, IN_2025)
    assert len(mentions) == 48_000
    assert len(with_newcomers(text, mentions)) == 64_000
