"""The examples of what the tagger gets wrong are what it does get wrong; one that it has learnt leaves the summary."""

from __future__ import annotations

import pytest

from extractors.records import Document
from extractors.stance import load_tagger
from reports.method import KNOWN_FAILURES
from reports.records.quality import KnownFailure

# How the tagger reads each, and what a reader would code: type, actor, speaker.
READ = {
    "irony is taken at its word": {("willing", "RUS", "author")},
    "what one side relays of the other is taken for its own": {("demand", "RUS", "RUS")},
    "a stance in words never seen before is missed": set[tuple[str, str, str]](),
    "a type is mistaken for a near one": {
        ("demand", "RUS", "RUS"),
        ("concession", "RUS", "author"),
    },
    "a stance carried over from the sentence before is missed": {("reject", "UKR", "author")},
}
RIGHT = {
    "irony is taken at its word": {("doubt", "author", "author")},
    "what one side relays of the other is taken for its own": {("demand", "USA", "RUS")},
    "a stance in words never seen before is missed": {("reject", "UKR", "author")},
    "a type is mistaken for a near one": {("concession", "RUS", "author")},
    "a stance carried over from the sentence before is missed": {
        ("reject", "UKR", "author"),
        ("reject", "RUS", "author"),
    },
}


@pytest.mark.parametrize("failure", KNOWN_FAILURES, ids=lambda failure: failure.what.replace(" ", "-"))
def test_the_tagger_still_fails_as_told(failure: KnownFailure) -> None:
    text = f"A report\n\n{failure.example}"
    found = {(one.signal_type, one.actor, one.speaker) for one in load_tagger().tag(Document(text, None, None)).signals}
    assert found == READ[failure.what] != RIGHT[failure.what], f"read otherwise now, or rightly: {failure.example}"


def test_each_has_its_answer() -> None:
    assert set(RIGHT) == set(READ) == {one.what for one in KNOWN_FAILURES}
