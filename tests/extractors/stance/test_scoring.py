"""The scores of a small fixed set are those worked out by hand."""

from __future__ import annotations

import pytest

from extractors.stance.rows import CodedArticle, CodedSignal
from extractors.stance.scoring import as_json, direction, match, score


def coded(start: int, end: int, signal: str, actor: str, target: str | None = None, **more: str) -> CodedSignal:
    return CodedSignal(
        start, end, signal, actor, None, target, more.get("speaker", actor), more.get("attribution", "direct"),
        frozenset(more.get("conditions", "").split()), more.get("timing", "current"),
    )  # fmt: skip


# Two articles with four coded signals, and one of two sentences that holds none. Found: one right in all, one right but
# for the target, the timing and a condition, one of the wrong type, one too far off, and one false alarm.
GOLD = (
    CodedArticle(
        "one",
        "x" * 200,
        None,
        (
            coded(0, 20, "willing", "RUS"),
            coded(30, 60, "reject", "UKR", "RUS", conditions="territory withdrawal"),
            coded(100, 120, "offer", "TUR"),
        ),
    ),
    CodedArticle("two", "y" * 100, None, (coded(0, 40, "doubt", "USA", "RUS"),)),
    CodedArticle("three", "Nothing happened. Nobody came.", None, ()),
)
FOUND = {
    "one": (
        coded(5, 20, "willing", "RUS"),
        coded(30, 50, "reject", "UKR", None, conditions="territory", timing="background"),
        coded(119, 140, "offer", "TUR"),  # shares 1 of 20 characters
    ),
    "two": (coded(0, 40, "reject", "USA", "RUS"),),
    "three": (coded(0, 10, "talks", "RUS"),),
}


def test_the_levels_are_those_worked_out_by_hand() -> None:
    levels = score(GOLD, FOUND).levels
    assert {name: (rate.precision, rate.recall) for name, rate in levels.items()} == {
        "detection": (3 / 5, 3 / 4), "type": (2 / 5, 2 / 4), "event": (2 / 5, 2 / 4), "full": (1 / 5, 1 / 4),
    }  # fmt: skip
    assert levels["event"].f1 == pytest.approx(2 * 2 / (5 + 4))


def test_the_other_figures_are_those_worked_out_by_hand() -> None:
    figures = as_json(score(GOLD, FOUND))
    assert figures["on_matched_events"] == {"attribution": 1.0, "timing": 0.5, "person": 1.0}
    assert figures["conditions_f1"] == pytest.approx(2 * 1 / (1 + 2))
    # RUS +, TUR + and USA − are right; UKR − is not, as its only signal found is background.
    assert figures["direction_accuracy"] == 3 / 4
    assert figures["false_per_1000_sentences"] == 1000 * 1 / 2
    assert figures["counts"] == {"articles": 3, "gold": 4, "predicted": 5}
    assert figures["per_type_f1"] == {
        "doubt": 0.0, "offer": 0.0, "reject": round(2 / 3, 3), "talks": 0.0, "willing": 1.0,
    }  # fmt: skip


def test_an_article_without_an_answer_counts_as_empty() -> None:
    scores = score(GOLD, {})
    assert (scores.found, scores.gold, scores.levels["event"].f1) == (0, 4, 0.0)


def test_one_signal_found_matches_one_coded() -> None:
    twice = (coded(0, 10, "willing", "RUS"), coded(5, 10, "willing", "RUS"))
    pairs = match(twice, (coded(0, 10, "willing", "RUS"),), lambda _gold, _found: True)
    assert len(pairs) == 1


def test_direction_leaves_out_opinions_and_what_is_over() -> None:
    signals = (
        coded(0, 1, "willing", "RUS"), coded(1, 2, "reject", "RUS"), coded(2, 3, "offer", "UKR"),
        coded(3, 4, "reject", "UKR", timing="background"), coded(4, 5, "doubt", "analyst"),
    )  # fmt: skip
    assert direction(signals) == {"RUS": 0, "UKR": 1}
