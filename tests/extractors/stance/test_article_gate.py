"""Articles are told by all their words: those on ending a war are read, other negotiations in words of war are not."""

from __future__ import annotations

import pytest

from bench.training.corpus import HELD_OUT, UNSEEN, read_hand
from extractors.records import Document
from extractors.stance.article_gate import LEAST, LEAST_AT_WAR, features, log_odds
from extractors.stance.tagger import Rules

MOST_LOST = 0.01
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


def test_few_signals_of_hands_that_teach_nothing_are_lost() -> None:
    rules = Rules("ukraine")
    coded = [text.article for hand in HELD_OUT + UNSEEN for text in read_hand(hand)]
    lost = sum(len(one.signals) for one in coded if not rules.is_on_topic(Document(one.text, None, one.published_on)))
    signals = sum(len(one.signals) for one in coded)
    assert signals > 4_000
    assert lost <= MOST_LOST * signals


@pytest.mark.parametrize(("text", "is_read"), [(TARIFFS, False), (FRONT, True)])
def test_words_decide_and_not_single_ones(text: str, is_read: bool) -> None:
    assert (log_odds(text) >= LEAST) is is_read


def test_no_name_weighs_anything() -> None:
    other = FRONT.replace("Tuesday", "Friday").replace("Mediators", "Qataris")
    assert features(other) == features(FRONT)


def test_a_long_page_may_come_to_the_point_late() -> None:
    assert log_odds(TARIFFS * 40) < LEAST_AT_WAR
    assert log_odds(TARIFFS * 40 + FRONT * 20) >= LEAST


def test_known_adversaries_are_read_on_weaker_words() -> None:
    offered, _, rest = TARIFFS.partition(". ")
    weak = f"{offered}. {rest[rest.index('Its negotiator') :]} {FRONT}"
    named = weak.replace("Canadians", "Thais").replace("Mediators", "Cambodians")
    assert LEAST_AT_WAR <= log_odds(named) < LEAST
    rules = Rules("ukraine")
    assert rules.is_on_topic(Document(named))
    assert not rules.is_on_topic(Document(weak))


def test_what_says_too_little_is_read() -> None:
    assert log_odds("The clubs agreed a truce over the striker.") >= LEAST
    assert log_odds("MOSCOW SAYS READY FOR TALKS - KYIV REJECTS TERMS - " * 20) >= LEAST
