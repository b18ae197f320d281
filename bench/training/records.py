"""How often each rule alone was right: what records.toml tells the combination."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.records import Signal
from extractors.stance.rows import CodedArticle, scored
from extractors.stance.scoring import LEVELS, match

Tally = Counter[tuple[str, bool]]  # by rule, and whether it was right


def tally(article: CodedArticle, by_rule: Sequence[Signal]) -> Tally:
    """Count the signals that rules alone see in a coded article."""
    made = scored(by_rule)
    kept = {id(one) for _, one in match(article.signals, made, LEVELS["event"])}
    return Counter((signal.rule, id(one) in kept) for signal, one in zip(by_rule, made, strict=True))


def written(found: Tally) -> str:
    """Give the text of records.toml."""
    lines = [f'"{rule}" = [{found[rule, True]}, {found[rule, False]}]' for rule in sorted({rule for rule, _ in found})]
    return "\n".join(("# rule = [right, wrong] on the gold and on the hands that are not held out", *lines)) + "\n"
