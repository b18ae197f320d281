"""The authored corpus: fully coded, fictional short texts by several hands, and what must hold of them.

One file a hand in `corpus/`, in the form of the gold; every row says `"fictional": true`. None of it may be shown as
news, and none of it may share its wording with the gold it is measured against.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.stance.rows import CodedArticle, article_from_row

CORPUS = Path(__file__).parent / "corpus"
GOLD = Path(__file__).parent.parent.parent / "tests" / "gold"
HELD_OUT = ("broadsheet", "medley", "mosaic", "sampler")  # on which the tiers are joined, and measured crosswise
UNSEEN = (  # written to measure
    "almond", "assay", "desknotes", "lantern", "pilgrim", "plumbline", "quarry", "sentinel", "touchstone", "yardstick",
)  # fmt: skip
HARD = ("exchange", "profile", "riskdesk", "verbatim")  # written full of what is missed most; they teach nothing yet
NOT_TAUGHT = HELD_OUT + UNSEEN + HARD
IN_A_ROW = 6  # words shared in a row that make a leak
LEAST_WORDS = 5  # of a sentence whose skeleton is compared
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NAME_OR_NUMBER = re.compile(r"\b[A-Z][\w'’-]*\b|\d[\d.,]*")
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Text:
    """One coded text of a hand."""

    hand: str
    conflict: str
    article: CodedArticle


def hands() -> tuple[str, ...]:
    """Name the hands in order."""
    return tuple(sorted(path.stem for path in CORPUS.glob("*.jsonl")))


def taught(held_out: Collection[str] = NOT_TAUGHT) -> tuple[str, ...]:
    """Name the hands that teach."""
    return tuple(hand for hand in hands() if hand not in held_out)


def read_hand(hand: str) -> tuple[Text, ...]:
    """Read one hand's texts.

    Raises:
        ValueError: where a row is not marked as fictional or as this hand's.
    """
    lines = (CORPUS / f"{hand}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_text(hand, json.loads(line)) for line in lines)


def _text(hand: str, row: dict[str, object]) -> Text:
    if row.get("fictional") is not True or row.get("hand") != hand:
        raise ValueError(f"{hand}.jsonl: {row.get('id')}: not marked as fictional and of this hand")
    return Text(hand, str(row["conflict"]), article_from_row(row))


def read_gold() -> tuple[CodedArticle, ...]:
    """Read the gold, which the network is not trained on."""
    lines = (line for path in sorted(GOLD.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(article_from_row(json.loads(line)) for line in lines)


def leaks(texts: Iterable[str], gold: Iterable[str]) -> frozenset[str]:
    """Give the runs of six words that texts and gold share, leaving out those that hold a name or a number."""
    return frozenset(run for text in texts for run in _runs(text)) & frozenset(
        run for text in gold for run in _runs(text)
    )


def _runs(text: str) -> Iterator[str]:
    words = [(m.group().replace("’", "'"), m.start()) for m in _WORD.finditer(text)]
    for i in range(len(words) - IN_A_ROW + 1):
        run = [word for word, _ in words[i : i + IN_A_ROW]]
        if not any(word[0].isupper() or word[0].isdigit() for word in run[1:]):
            yield " ".join(run).lower()


def repeated_share(texts: Iterable[str]) -> float:
    """Give the share of sentences whose words, names and numbers masked, stand elsewhere too."""
    seen = Counter(skeleton for text in texts for skeleton in _skeletons(text))
    total = sum(seen.values())
    return sum(count for count in seen.values() if count > 1) / total if total else 0.0


def _skeletons(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        masked = re.sub(r"(?:# ?)+", "# ", _NAME_OR_NUMBER.sub("#", sentence)).strip()
        if len(masked.split()) >= LEAST_WORDS:
            yield masked
