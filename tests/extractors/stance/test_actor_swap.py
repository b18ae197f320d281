"""No party is favoured: with the names of the two belligerents exchanged, the gold gives the same signals exchanged."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from extractors.records import Document, Signal
from extractors.stance.rows import CodedArticle
from extractors.stance.tagger import Tagger

FLOOR = 0.98
PAIRS = {
    "Russia": "Ukraine", "Russian": "Ukrainian", "Russians": "Ukrainians", "Moscow": "Kyiv",
    "Vladimir Putin": "Volodymyr Zelensky", "Putin": "Zelensky", "Sergei Lavrov": "Dmytro Kuleba",
    "Lavrov": "Kuleba", "Dmitry Peskov": "Andriy Yermak", "Peskov": "Yermak",
    "Dmitry Medvedev": "Mykhailo Podolyak", "Medvedev": "Podolyak", "Vladimir Medinsky": "David Arakhamia",
    "Medinsky": "Arakhamia", "Maria Zakharova": "Iryna Vereshchuk", "Zakharova": "Vereshchuk",
    "Alexander Fomin": "Oleksii Reznikov", "Fomin": "Reznikov", "Roman Abramovich": "Serhiy Kyslytsya",
    "Abramovich": "Kyslytsya",
    "Sergei Shoigu": "Rustem Umerov", "Shoigu": "Umerov",
    "Yuri Ushakov": "Ihor Zhovkva", "Ushakov": "Zhovkva",
}  # fmt: skip
# Other spellings of the same names, put into the one above before the exchange.
SPELLINGS = {
    "the Russian Federation": "Russia", "Russian Federation": "Russia", "Ukrainian armed forces": "Ukraine",
    "Kiev": "Kyiv", "Kremlin": "Moscow", "the Kremlin": "Moscow", "The Kremlin": "Moscow", "Zelenskyy": "Zelensky",
    "Vlodomyer Zelensky": "Volodymyr Zelensky", "Vladimir Zelensky": "Volodymyr Zelensky",
    "Volodymyr Zelenskyy": "Volodymyr Zelensky", "Zelenskiy": "Zelensky", "Vlad": "Putin",
    "VLADIMIR Putin": "Vladimir Putin", "Volodymyr Zelenskiy": "Volodymyr Zelensky", "Sergey Lavrov": "Sergei Lavrov",
    "Dimitri Peskov": "Dmitry Peskov",
}  # fmt: skip
PARTIES = {"RUS": "UKR", "UKR": "RUS"}

Tag = tuple[int, str, str, str | None, str | None, str]


def replaced(text: str, names: dict[str, str]) -> tuple[str, list[tuple[int, int]]]:
    """Put one name in another's place; also give where the new text's places stand in the old one."""
    words = sorted(names, key=len, reverse=True)
    out, shifts, last = "", [(0, 0)], 0
    for found in re.finditer(rf"\b(?:{'|'.join(words)})\b", text):
        out += text[last : found.start()] + names[found.group()]
        last = found.end()
        shifts.append((len(out), last))
    return out + text[last:], shifts


def place(at: int, shifts: list[tuple[int, int]]) -> int:
    """Give where a place of the new text stands in the old one; inside a name, where the name ends."""
    new, old = max(s for s in shifts if s[0] <= at)
    return old + at - new


def tags(signals: tuple[Signal, ...], shifts: list[tuple[int, int]] | None = None) -> Counter[Tag]:
    """Count signals by place and parties; with `shifts`, set back to the text before the exchange."""
    back = PARTIES if shifts is not None else {}
    return Counter(
        (
            place(s.char_end, shifts or [(0, 0)]), s.signal_type, back.get(s.actor, s.actor),
            back.get(s.target or "", s.target), back.get(s.speaker or "", s.speaker), s.attribution,
        )
        for s in signals
    )  # fmt: skip


@pytest.mark.slow
def test_the_golds_signals_merely_change_sides(
    tagger: Tagger, seeds: tuple[CodedArticle, ...], dev: tuple[CodedArticle, ...]
) -> None:
    """332 of 337 do. What does not, all at the edge of belief:

    d-017 "no country that has kept out" and "Russia was not in the room" (whom India turned down); seed-003
    "negotiations with Russia as long as Putin remains president", a suspension or readiness.
    """
    both = PAIRS | {v: k for k, v in PAIRS.items()}
    kept = everything = 0
    for article in (*seeds, *dev):
        text, _ = replaced(article.text, SPELLINGS)
        other, shifts = replaced(text, both)
        before = tags(tagger.tag(Document(text, None, article.published_on)).signals)
        after = tags(tagger.tag(Document(other, None, article.published_on)).signals, shifts)
        kept += (before & after).total()
        everything += (before | after).total()
    assert everything > 300
    assert kept / everything >= FLOOR
