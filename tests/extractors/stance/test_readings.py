"""What a careful reader would call no stance is none, in whatever words; what stands beside it is kept."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.records import Document
from extractors.stance.tagger import Tagger


def read(rules: Tagger, sentence: str) -> set[tuple[str, str, str | None]]:
    text = f"The war between Moscow and Kyiv went on.\n\n{sentence}"
    return {(s.signal_type, s.actor, s.target) for s in rules.tag(Document(text)).signals}


@pytest.mark.parametrize(
    "sentence",
    [
        "Moscow and Kyiv engaged in months of house-to-house fighting.",
        "Warsaw received a warning from Moscow's envoys.",
        "There is no indication that Moscow is ready to negotiate.",
        "There are few signs that Kyiv is willing to talk.",
        "“Any parties to a conflict sit down and make an agreement in the end,” Putin said.",
        "“Sooner or later, every state at war signs a peace deal,” Zelensky said.",
        "In his Friday meeting with Zelensky, Macron spoke of the missiles and promised to continue deliveries.",
        "Warsaw promised to support Kyiv for as long as the fighting lasts.",
        "Kyiv would have to drop its bid for NATO membership.",
        "Moscow would have to change course, giving up its claims to the region.",
        "Warsaw said that only pressure can force Moscow to make peace.",
        "In a fresh push of back-channel diplomacy, Moscow has been sending parcels.",
    ],
)
def test_no_stance(rules: Tagger, sentence: str) -> None:
    assert read(rules, sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Moscow and Kyiv engaged in months of secret talks.", {("talks", "RUS", "UKR"), ("talks", "UKR", "RUS")}),
        ("Ankara received on Sunday the Russian delegation.", {("talks", "TUR", "RUS")}),
        (
            "While the aid for Kyiv may have moved Putin to his remarks on peace, Polish officials are not buying it.",
            {("doubt", "POL", "RUS")},
        ),
        ("Zelensky, encouraged by his Western allies, refused the deal.", {("reject", "UKR", "RUS")}),
        ("The terms that Macron set are unacceptable to Moscow.", {("reject", "RUS", "FRA")}),
        ("Warsaw backs Ankara as a mediator.", {("endorse", "POL", "TUR")}),
        ("Moscow is by no means ready for talks with Kyiv.", {("reject", "RUS", "UKR")}),
        ("Moscow has at no time shut the door on talks with Kyiv.", {("willing", "RUS", "UKR")}),
    ],
)
def test_a_stance(rules: Tagger, sentence: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert read(rules, sentence) == expected


def test_a_spokesperson_without_a_name_speaks_for_the_party_named_before(rules: Tagger) -> None:
    text = (
        "The war went on. A spokesperson for the Polish foreign ministry answered Moscow on Monday.\n\n"
        "“We have seen no actions to indicate Moscow is interested in peace,” the spokesperson said."
    )
    found = {(s.signal_type, s.actor, s.target, s.speaker) for s in rules.tag(Document(text)).signals}
    assert ("doubt", "POL", "RUS", "POL") in found
    assert not any(s == "willing" for s, *_ in found)


def test_what_two_say_together_is_the_word_of_each(rules: Tagger) -> None:
    text = "The war went on.\n\nBoth Macron and Putin say that they are ready to negotiate."
    found = {(s.actor, s.speaker) for s in rules.tag(Document(text)).signals if s.signal_type == "willing"}
    assert found == {("FRA", "FRA"), ("RUS", "RUS")}


def times(rules: Tagger, text: str) -> list[tuple[str, str]]:
    document = Document(f"The war between Moscow and Kyiv went on.\n\n{text}", None, date(2024, 10, 20))
    return [(s.actor, s.timing) for s in rules.tag(document).signals]


def test_a_quotation_is_of_the_time_of_the_statement_that_it_goes_on_from(rules: Tagger) -> None:
    told = "Back in May, Putin said that Russia would not negotiate. “We are not ready for talks,” Putin said"
    assert times(rules, f"{told}.") == [("RUS", "background"), ("RUS", "background")]
    assert times(rules, f"{told} on Friday.") == [("RUS", "background"), ("RUS", "current")]


def test_the_date_of_a_thing_does_not_date_what_is_said_of_it(rules: Tagger) -> None:
    assert times(rules, "Moscow refused to give up the towns it captured in March.") == [("RUS", "current")]
    assert times(rules, "In March, Moscow refused to give up the towns.") == [("RUS", "background")]


def test_the_next_step_of_a_past_story_is_past(rules: Tagger) -> None:
    begun = "In April, Moscow and Kyiv held talks in Antalya."
    assert {time for _, time in times(rules, f"{begun} Kyiv then rejected the agreement.")} == {"background"}
    assert ("UKR", "current") in times(rules, f"{begun} Kyiv rejected the agreement on Friday.")
    assert ("UKR", "current") in times(rules, f"{begun} Kyiv is ready to negotiate.")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The paper quoted Middle East scholar Omar Tessel: “Warsaw has rejected the truce.”", ("POL", "analyst")),
        ("Every channel quoted Macron saying he was ready to talk to Putin.", ("FRA", "FRA")),
        ("The agency quoted Peskov as saying that Moscow was ready for talks.", ("RUS", "RUS")),
        ("Two papers, citing officials in Kyiv, said that Ukraine was open to a truce.", ("UKR", "anonymous")),
    ],
)
def test_the_word_is_of_the_one_who_is_quoted(rules: Tagger, sentence: str, expected: tuple[str, str]) -> None:
    text = f"The war between Moscow and Kyiv went on.\n\n{sentence}"
    assert [(s.actor, s.speaker) for s in rules.tag(Document(text)).signals] == [expected]


def test_a_list_of_refusals_after_a_colon_is_its_subjects(rules: Tagger) -> None:
    assert read(rules, "Moscow's line has not moved: no truce, no talks, no compromise.") == {("reject", "RUS", "UKR")}
