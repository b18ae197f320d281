"""Turn a coded article into what the network learns from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.records import SIGNAL_TYPES
from extractors.stance.pieces import Pieced, Pieces
from extractors.stance.reading import Reading
from extractors.stance.rows import CodedArticle, CodedSignal
from extractors.stance.slots import slotted

HELD = 0.5  # of a signal's span lies in the sentence that it is an example of


@dataclass(frozen=True, slots=True)
class Lesson:
    """A signal of a sentence, in the network's numbers; slot 0 is the author's."""

    slot: int
    signal_type: int
    target: int | None  # a slot; 0: nobody; None: somebody without a slot, from whom nothing is learnt
    speaker: int | None  # 0 the actor itself, 1 author, 2 unnamed, 3 analyst, from 4 on a slot; None as above
    is_background: bool
    pieces: tuple[bool, ...]  # which pieces of the sentence are evidence


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence with the signals in it."""

    pieces: Pieces
    lessons: tuple[Lesson, ...]


def examples(article: CodedArticle, reading: Reading, pieced: Pieced) -> Iterator[Example]:
    """Give the sentences of an article; signals whose actor has no slot teach nothing."""
    taught = _by_sentence(article.signals, reading)
    for k, shown in enumerate(slotted(reading)):
        pieces = pieced(shown)
        parties = ("author", *(slot.party for slot in shown.slots))
        lessons = (_lesson(signal, reading, k, pieces, parties) for signal in taught[k])
        yield Example(pieces, tuple(lesson for lesson in lessons if lesson is not None))


def _by_sentence(signals: Iterable[CodedSignal], reading: Reading) -> list[list[CodedSignal]]:
    out: list[list[CodedSignal]] = [[] for _ in reading.parsed]
    for signal in signals:
        for k, p in enumerate(reading.parsed):
            if min(p.char_end, signal.end) - max(p.char_start, signal.start) >= HELD * (signal.end - signal.start):
                out[k].append(signal)
                break
    return out


def _lesson(
    signal: CodedSignal, reading: Reading, k: int, pieces: Pieces, parties: Sequence[str]
) -> Lesson | None:  # fmt: skip
    if signal.actor not in parties:
        return None
    slot = parties.index(signal.actor)
    fixed = {signal.actor: 0, "author": 1, "anonymous": 2, "analyst": 3}
    speaker = fixed.get(signal.speaker or "")
    if speaker is None and signal.speaker in parties:
        speaker = 3 + parties.index(signal.speaker)
    target = 0 if signal.target is None else parties.index(signal.target) if signal.target in parties else None
    tokens = reading.parsed[k].tokens
    inside = tuple(
        t >= 0 and tokens[t].char_start < signal.end and signal.start < tokens[t].char_end for t in pieces.tokens
    )
    return Lesson(
        slot, SIGNAL_TYPES.index(signal.signal), target, speaker,  # type: ignore[arg-type]
        signal.timing == "background", inside,
    )  # fmt: skip
