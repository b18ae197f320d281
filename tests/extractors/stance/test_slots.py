"""What the network reads: parties as numbered slots, and who an article's unnamed actors are."""

from __future__ import annotations

import pytest

from extractors.records import Document
from extractors.stance.reading import Reading
from extractors.stance.slots import BREAK, CAST, person_of, slotted
from extractors.stance.tagger import Rules


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules("ukraine")


def read(rules: Rules, text: str) -> Reading:
    return rules.read(Document(text))


def test_names_become_marks(rules: Rules) -> None:
    reading = read(rules, "Moscow told Kyiv on Monday that the ceasefire talks in the war were over.")
    shown = slotted(reading)[0]
    begins = shown.words.index(BREAK) + 1
    assert shown.words[begins : begins + 4] == ("[S1]", "told", "[S2]", "on")
    assert [slot.party for slot in shown.slots] == ["analyst", "RUS", "UKR"]
    assert all(shown.words[place] == "[S1]" for place in shown.slots[1].places)


def test_chief_parties_that_a_sentence_does_not_name_stand_in_front(rules: Rules) -> None:
    text = "Moscow told Kyiv that the ceasefire talks were over. Rain fell. The answer came at night: no talks at all."
    shown = slotted(read(rules, text))[-1]
    absent = shown.words[: shown.words.index(CAST)]
    assert {slot.party for slot in shown.slots if shown.words[slot.places[0]] in absent} == {"RUS", "UKR", "analyst"}
    assert set(shown.tokens[: shown.words.index(BREAK)]) == {-1}


def test_with_other_names_the_words_are_the_same(rules: Rules) -> None:
    text = "Moscow refused the truce that Kyiv had offered in the war. It said that Kyiv was bluffing about peace."
    other = text.replace("Moscow", "X").replace("Kyiv", "Moscow").replace("X", "Kyiv")
    one, two = read(rules, text), read(rules, other)
    assert [shown.words for shown in slotted(one)] == [shown.words for shown in slotted(two)]


def test_a_quotation_begins_with_its_speaker(rules: Rules) -> None:
    text = "“We are ready for a ceasefire in this war,” Putin said on Monday. “Let the talks begin at once.”"
    shown = slotted(read(rules, text))[1]
    begins = shown.words.index(BREAK) + 1
    assert shown.words[begins] == "[said]"
    assert shown.words[begins + 1] == next(shown.words[slot.places[0]] for slot in shown.slots if slot.party == "RUS")


def test_a_slot_knows_its_person(rules: Rules) -> None:
    reading = read(rules, "Vladimir Putin has offered Kyiv a ceasefire in the war.")
    assert person_of(reading, 0, "RUS") == "vladimir-putin"
    assert person_of(reading, 0, "UKR") is None


@pytest.mark.parametrize(
    ("sentence", "word", "parties"),
    [
        ("The army walked out of the ceasefire talks.", "army", {"SDN"}),
        ("The rebels walked out of the ceasefire talks.", "rebels", {"RSF"}),
        ("The two generals agreed to a ceasefire.", "generals", {"SDN", "RSF"}),
        ("The delegations agreed to a ceasefire.", "delegations", {"SDN", "RSF"}),
        ("Neither wants a ceasefire.", "neither", {"SDN", "RSF"}),
        ("An army marches at night, truce or no truce.", "army", set()),
    ],
)
def test_unnamed_actors_are_the_articles_own(rules: Rules, sentence: str, word: str, parties: set[str]) -> None:
    text = "The Rapid Support Forces and Sudan's army fight on in the war. The RSF wants talks. It rained. " + sentence
    reading = read(rules, text)
    shown = slotted(reading)[-1]
    begins = shown.words.index(BREAK)
    assert word in shown.words[begins:]
    assert {slot.party for slot in shown.slots if any(place > begins for place in slot.places)} == parties


def test_known_adversaries_need_no_word_of_war(rules: Rules) -> None:
    text = "Serbia and Kosovo agreed on a text. Belgrade will not sign it. Pristina accepted the proposal in full."
    assert read(rules, text * 3).parsed
