"""Says how good the tagger is, which of its scores a reader sees at once, and which are kept for who asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractors.records import SIGNAL_TYPES
from reports import names, rules
from reports.claims import ClaimBook
from reports.records.lines import SignalLine
from reports.records.quality import Masthead, Score, TypeScore
from reports.rows import ReviewedRow, ScoreRow
from reports.wording import quality as quality_words

_BY_TYPE = {f"{kind}_{rate}": kind for kind in SIGNAL_TYPES for rate in ("precision", "recall")}


def masthead(signals: Sequence[SignalLine], added: int, reviewed: Iterable[ReviewedRow], book: ClaimBook) -> Masthead:
    """Say how many signals the tagger gave and what analysts did with them."""
    by_verdict: Mapping[str, ReviewedRow] = {row.verdict: row for row in reviewed}
    right = by_verdict["right"].n if "right" in by_verdict else 0
    changed = [row for verdict, row in by_verdict.items() if verdict != "right"]
    coded = book.count("signals that the tagger gave", len(signals) - added, "signals.by the tagger")
    confirmed = book.count("signals that analysts found right", right, "reviewed.confirmed")
    corrected = book.count(
        "signals that analysts changed, added or took away", sum(row.n for row in changed), "reviewed.corrected",
        (signal_id for row in changed for signal_id in row.signal_ids),
    )  # fmt: skip
    return Masthead(coded, confirmed, corrected, quality_words.masthead(coded, confirmed, corrected))


def scores(found: Sequence[ScoreRow], book: ClaimBook) -> tuple[Score, ...]:
    """Put each measured quality of the tagger into words; those by type stand apart."""
    return tuple(_score(row, book) for row in found if quality_words.measure_key(row.measure) not in _BY_TYPE)


def _score(row: ScoreRow, book: ClaimBook) -> Score:
    about = f"on {quality_words.set_name(row.set_name)}, {quality_words.measure_name(row.measure)}"
    where = {"set_name": row.set_name, "of": row.measure}
    rate = book.rate(about, row.value, "scores.value", **where)
    interval = None
    if row.low is not None and row.high is not None:
        low = book.rate(f"{about}, low", row.low, "scores.low", **where)
        interval = (low, book.rate(f"{about}, high", row.high, "scores.high", **where))
    n = book.count(f"{about}, n", row.n, "scores.n", **where)
    return Score(row.set_name, row.measure, rate, interval, n, quality_words.score(about, rate, interval, n))


def by_type(found: Sequence[ScoreRow], book: ClaimBook) -> tuple[TypeScore, ...]:
    """Give precision and recall of each type, on the set that tells most of new texts."""
    typed = [row for row in found if quality_words.measure_key(row.measure) in _BY_TYPE]
    if not typed:
        return ()
    chosen = min((row.set_name for row in typed), key=lambda name: (name != rules.TELLING_SET, name))
    known = {quality_words.measure_key(row.measure): _score(row, book) for row in typed if row.set_name == chosen}
    return tuple(
        TypeScore(chosen, kind, known.get(f"{kind}_precision"), known.get(f"{kind}_recall"))
        for kind in SIGNAL_TYPES
        if f"{kind}_precision" in known or f"{kind}_recall" in known
    )


def main_scores(scores: Iterable[Score]) -> list[Score]:
    """Give the scores that are shown at once, from the easiest task to the hardest."""
    rank = {measure: place for place, measure in enumerate(names.MAIN_MEASURES)}
    shown = (score for score in scores if quality_words.measure_key(score.measure) in rank)
    return sorted(
        shown,
        key=lambda score: (
            score.set_name != rules.TELLING_SET,
            score.set_name,
            rank[quality_words.measure_key(score.measure)],
        ),
    )


def other_scores(scores: Iterable[Score]) -> list[Score]:
    """Give the scores that are left for who asks, in their own order."""
    return [score for score in scores if quality_words.measure_key(score.measure) not in names.MAIN_MEASURES]
