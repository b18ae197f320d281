"""Rules and network together: what each sees, how it adds up, and that the sum means what it says."""

from __future__ import annotations

import dataclasses

import pytest

from bench.training.corpus import UNSEEN, read_hand
from extractors.records import Document, Signal, SignalType
from extractors.stance.calibration import brier, reliability
from extractors.stance.candidates import FEATURES, PROVEN, Candidate, candidates, records
from extractors.stance.combination import Weights, combined, weights
from extractors.stance.conditions import load_conditions
from extractors.stance.explanation import explained
from extractors.stance.model import LEAST, model
from extractors.stance.rows import CodedArticle, scored
from extractors.stance.scoring import score
from extractors.stance.slots import slotted
from extractors.stance.tagger import Rules, TwoTierTagger

TEXT = (
    "The war goes on. Vladimir Putin told Kyiv on Monday that he was ready for ceasefire talks. "
    "“Our neighbour would do well to pick up the telephone,” he said."
)


@pytest.fixture(scope="module")
def two() -> TwoTierTagger:
    return TwoTierTagger("ukraine")


def test_the_network_guesses_party_type_and_words(two: TwoTierTagger) -> None:
    reading, _ = two.candidates(Document(TEXT))
    guesses = list(model().guesses(reading, slotted(reading), range(len(reading.parsed))))
    assert guesses
    for guess in guesses:
        p = reading.parsed[guess.sentence]
        assert p.char_start <= guess.char_start < guess.char_end <= p.char_end
    best = max(guesses, key=lambda g: g.logit)
    assert (best.actor, best.signal_type) == ("RUS", "willing")


def test_sentences_side_by_side_are_read_as_when_alone(two: TwoTierTagger) -> None:
    """Batches differ in rounding at most: by half a logit where something is seen that may be believed."""
    reading, _ = two.candidates(Document(TEXT * 20))
    alone = dataclasses.replace(reading, parsed=reading.parsed[:3], sentences=reading.sentences[:3])
    several = [g for g in model().guesses(reading, slotted(reading), range(len(reading.parsed))) if g.sentence < 3]
    few = list(model().guesses(alone, slotted(alone), range(3)))
    close = {(g.sentence, g.actor, g.signal_type): g.logit for g in few if g.logit > -1.5}
    also = {(g.sentence, g.actor, g.signal_type): g.logit for g in several}
    assert close
    assert all(also[key] == pytest.approx(logit, abs=0.5) for key, logit in close.items())
    assert {key for key, logit in also.items() if logit > 0} == {key for key, logit in close.items() if logit > 0}


def test_what_only_one_tier_sees_is_a_candidate_too(two: TwoTierTagger) -> None:
    rules = Rules("ukraine")
    reading = rules.read(Document(TEXT))
    by_rule = rules.signals(reading)
    assert by_rule
    without_network = list(candidates(reading, slotted(reading), by_rule, {}, ()))
    without_rules = list(
        candidates(
            reading, slotted(reading), (), {}, model().guesses(reading, slotted(reading), range(len(reading.parsed)))
        )
    )
    assert all(c.guess is None and c.rules for c in without_network)
    assert all(c.guess is not None and not c.rules for c in without_rules)
    credulous = dataclasses.replace(weights(), least=0.0, least_by_rule=0.0)
    assert [s.signal_type for s in combined(reading, without_network, load_conditions("ukraine"), credulous)]


@pytest.mark.parametrize(
    ("sentence", "signal_type", "target"),
    [
        ("Russia pulled out of the peace talks on Monday.", "suspend", None),
        ("Russia broke off the peace talks with Ukraine on Monday.", "suspend", "UKR"),
        ("Russia dropped its demand for neutrality on Monday.", "concession", None),
        ("Russia dropped its demand that Ukraine be neutral.", "concession", "UKR"),
    ],
)
def test_ground_is_given_and_talks_are_broken_off_to_whom_the_sentence_names(
    two: TwoTierTagger, sentence: str, signal_type: str, target: str | None
) -> None:
    text = f"Kyiv waits\n\nUkraine and Russia had met in Istanbul to end the war. {sentence}"
    found = [s.target for s in two.tag(Document(text)).signals if (s.signal_type, s.actor) == (signal_type, "RUS")]
    assert found == [target]


def test_every_believed_signal_is_explained_and_no_other(two: TwoTierTagger) -> None:
    coding = two.tag(Document(TEXT))
    reading, found = two.candidates(Document(TEXT))
    told = list(explained(reading, found, weights()))
    assert {(s.actor, s.signal_type) for s in coding.signals} == {t.candidate.key[1:] for t in told if t.is_believed}
    assert any(not t.is_believed for t in told)
    for one in told:
        assert one.row["adds_up"]
        assert one.row["rules"] or one.row["network"]
        assert one.row["sentence"] in TEXT  # type: ignore[operator]


def test_a_rule_of_little_weight_yields_to_what_is_likelier_of_the_same_words() -> None:
    def candidate(signal_type: SignalType, network: float, span: tuple[int, int], actor: str = "RUS") -> Candidate:
        signal = Signal(*span, signal_type, actor, None, None, actor, "direct", (), "current", 0.5, rule, "own", False)
        features = tuple({"network": network}.get(name, 0.0) for name in FEATURES)
        return Candidate((0, actor, signal_type), features, (signal,), None)

    rule = next(rule for rule, odds in records().items() if odds >= PROVEN)
    fitted = Weights(dict.fromkeys(FEATURES, 1.0), {}, 0.5, 0.05)
    likely, weak = candidate("reject", 1.0, (0, 20)), candidate("doubt", -1.0, (5, 25))
    elsewhere, another = candidate("doubt", -1.0, (30, 50)), candidate("doubt", -1.0, (5, 25), "UKR")
    assert list(fitted.believed([likely, weak])) == [likely]
    assert list(fitted.believed([elsewhere, likely])) == [elsewhere, likely]
    assert list(fitted.believed([likely, another])) == [likely, another]
    assert list(fitted.believed([likely, candidate("doubt", 0.5, (5, 25))]))[1:] != []


def test_confidence_is_the_probability_and_lies_above_the_least(two: TwoTierTagger) -> None:
    for signal in two.tag(Document(TEXT)).signals:
        assert weights().least_by_rule <= signal.confidence <= 1
        if signal.rule.startswith("net."):
            assert signal.confidence >= weights().least > LEAST


def test_brier_and_reliability() -> None:
    pairs = [(1.0, True), (0.9, True), (0.5, False), (0.5, True), (0.1, False)]
    assert brier(pairs) == pytest.approx((0 + 0.01 + 0.25 + 0.25 + 0.01) / 5)
    assert brier([]) == 0
    bins = reliability(pairs)
    assert [b.n for b in bins] == [1, 2, 2]
    assert bins[1].right == 0.5


@pytest.fixture(scope="module")
def held_out(two: TwoTierTagger) -> tuple[tuple[CodedArticle, ...], dict[str, tuple[object, ...]]]:
    """Every third article of the hands that nothing was trained, fitted or tuned on."""
    articles = tuple(text.article for hand in UNSEEN for text in read_hand(hand)[::3])
    return articles, {a.id: two.tag(Document(a.text, None, a.published_on)).signals for a in articles}


def test_unseen_hands_are_read_above_a_floor(held_out) -> None:  # type: ignore[no-untyped-def]
    articles, found = held_out
    scores = score(articles, {name: scored(signals) for name, signals in found.items()}, intervals=False)
    assert scores.levels["detection"].f1 >= 0.70
    assert scores.levels["event"].f1 >= 0.60


def test_unseen_hands_confidence_is_calibrated(held_out) -> None:  # type: ignore[no-untyped-def]
    articles, found = held_out
    pairs = []
    for article in articles:
        for signal, one in zip(found[article.id], scored(found[article.id]), strict=True):
            right = any(
                g.signal == one.signal and g.actor == one.actor
                and min(g.end, one.end) - max(g.start, one.start) >= 0.5 * min(g.end - g.start, one.end - one.start)
                for g in article.signals
            )  # fmt: skip
            pairs.append((signal.confidence, right))
    assert len(pairs) > 100
    assert brier(pairs) < 0.24
    mean = sum(said for said, _ in pairs) / len(pairs)
    assert mean == pytest.approx(sum(right for _, right in pairs) / len(pairs), abs=0.1)
