"""Who answers in an interview: he who is introduced, whatever the layout; and what is no interview is left alone."""

from __future__ import annotations

import pytest

from extractors.records import Document
from extractors.stance.interview import answers, unmarked
from extractors.stance.speaker import inside
from extractors.stance.tagger import Rules
from extractors.text.paragraphs import paragraphs

QUESTIONS = ("Is the ceasefire over?", "What would bring you back to the table?", "And if the army comes?")
REPLIES = (
    "We did not break it. The other side let it lapse in August.",
    "We would sign a new one tomorrow, if the blockade of our villages ends.",
    "Then I shall be sorry, for we have sixty years of practice at war.",
)
ELN = "The National Liberation Army's chief negotiator received us in a borrowed house in Caracas."


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules("ukraine", teaches=True)


def interview(introduction: str, form: str = "{}") -> str:
    turns = "\n\n".join(f"{q}\n\n{form.format(a)}" for q, a in zip(QUESTIONS, REPLIES, strict=True))
    return f"A table that froze\n\n{introduction}\n\n{turns}\n\nHe finished his coffee and asked about the football."


def speakers(rules: Rules, text: str) -> set[tuple[str, str]]:
    reading = rules.read(Document(text))
    found = set()
    for reply in REPLIES:
        quote = inside(reading.quotes, text.index(reply) + 5)
        source = None if quote is None else reading.sources.get(quote.char_start)
        found.add(("", "") if source is None else (source.speaker, source.ref.party))
    return found


@pytest.mark.parametrize("form", ["{}", "“{}”", "– {}"])
def test_answers_are_the_words_of_whoever_receives_the_reporter(rules: Rules, form: str) -> None:
    assert speakers(rules, interview(ELN, form)) == {("ELN", "ELN")}


@pytest.mark.parametrize(
    ("introduction", "expected"),
    [
        ("Ukraine's first deputy foreign minister has a cold and a plane to catch.", ("UKR", "UKR")),
        ("He speaks for the Kachin Independence Army in a wooden house near Laiza.", ("KIA", "KIA")),
        ("A retired ambassador who used to sit across from Hamas talked to us on Monday.", ("analyst", "analyst")),
        ("A member of Hamas's bureau met this paper on condition of anonymity.", ("anonymous", "HAMAS")),
    ],
)
def test_who_answers_is_told_by_the_introduction(rules: Rules, introduction: str, expected: tuple[str, str]) -> None:
    assert speakers(rules, interview(introduction)) == {expected}


def test_a_label_that_is_no_name_means_who_was_introduced(rules: Rules) -> None:
    turns = "\n\n".join(f"HOST: {q}\n\nGUEST: {a}" for q, a in zip(QUESTIONS, REPLIES, strict=True))
    text = f"Night desk\n\nHOST: With me is the spokesman of the Sudanese army. Good evening.\n\n{turns}"
    assert speakers(rules, text) == {("SDN", "SDN")}
    assert speakers(rules, text.replace("With me is the spokesman of the Sudanese army. ", "")) == {
        ("analyst", "analyst")
    }


def test_the_closing_words_and_the_questions_are_nobodys_answer() -> None:
    text = interview(ELN)
    found = answers(text, paragraphs(text))
    assert [text[start:end] for start, end in found] == list(REPLIES)
    assert [text[q.char_start : q.char_end] for q in unmarked(text, found)] == list(REPLIES)


@pytest.mark.parametrize(
    "text",
    [
        "What does Moscow want?\n\nIt wants the Donbas, and says so every week.\n\nWhat does Kyiv want?\n\nIts land.",
        "Talks begin\n\nThe envoys met at noon. Will they sign?\n\nNobody knows; we shall see.",
    ],
)
def test_a_columnists_questions_make_no_interview(text: str) -> None:
    assert answers(text, paragraphs(text)) == ()
