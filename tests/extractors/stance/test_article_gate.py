"""Articles are told by all their words: those on ending a war are read, other negotiations in words of war are not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bench.training.corpus import HELD_OUT, UNSEEN, read_hand
from extractors.stance.article_gate import features, is_about_ending_a_war

MOST_LOST = 0.01
NEWEST = ("almond", "quarry")
TARIFFS = (
    "Ottawa has offered Washington a truce in the tariff war. The trade minister said that Canada would lift its "
    "duties on orange juice and bourbon if the United States did the same for steel, and called the offer an olive "
    "branch. The White House rejected it within the hour. Its negotiator accused the Canadians of bad faith and "
    "threatened to walk out of the talks, while importers on both sides of the lakes appealed for a ceasefire before "
    "the season begins. Neither capital would say when the next round is to be held, and the price of lumber rose."
)
FRONT = (
    "The commander of the rebels said on Tuesday that his men were ready to stop shooting if the army withdrew its "
    "artillery from the river. The government rejected the condition and demanded that the town be handed back first. "
    "Mediators met both delegations in separate rooms until midnight, and a spokesman said that talks on a ceasefire "
    "would go on in the morning. Shells fell on the eastern quarter all the same, and eleven civilians were killed. "
    "Nobody in the market believed that the war would end before the rains."
)


def lost_and_all(hands: Iterable[str]) -> tuple[int, int]:
    texts = [text.article for hand in hands for text in read_hand(hand)]
    lost = sum(len(one.signals) for one in texts if not is_about_ending_a_war(one.text))
    return lost, sum(len(one.signals) for one in texts)


def test_few_signals_of_hands_that_teach_nothing_are_lost() -> None:
    lost, signals = lost_and_all(hand for hand in HELD_OUT + UNSEEN if hand not in NEWEST)
    assert signals > 2_000
    assert lost <= MOST_LOST * signals


@pytest.mark.xfail(strict=True, reason="kept off are an interview and a ceasefire: 21 of 327 signals (decision 11)")
def test_few_signals_of_the_newest_hands_are_lost() -> None:
    lost, signals = lost_and_all(NEWEST)
    assert lost <= MOST_LOST * signals


@pytest.mark.parametrize(("text", "is_read"), [(TARIFFS, False), (FRONT, True)])
def test_words_decide_and_not_single_ones(text: str, is_read: bool) -> None:
    assert is_about_ending_a_war(text) is is_read


def test_no_name_weighs_anything() -> None:
    other = FRONT.replace("Tuesday", "Friday").replace("Mediators", "Qataris")
    assert features(other) == features(FRONT)


def test_a_long_page_may_come_to_the_point_late() -> None:
    assert not is_about_ending_a_war(TARIFFS * 40)
    assert is_about_ending_a_war(TARIFFS * 40 + FRONT * 20)


def test_what_says_too_little_is_read() -> None:
    assert is_about_ending_a_war("The clubs agreed a truce over the striker.")
    assert is_about_ending_a_war("MOSCOW SAYS READY FOR TALKS - KYIV REJECTS TERMS - " * 20)
