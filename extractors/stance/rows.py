"""The JSON-lines form of documents, codings and hand-coded articles, named as the codebook names things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from extractors.records import Coding, Document, Signal


@dataclass(frozen=True, slots=True)
class CodedSignal:
    """A signal as it is scored: what the codebook's fields say, without confidence or rule."""

    start: int
    end: int
    signal: str
    actor: str
    person: str | None
    target: str | None
    speaker: str | None
    attribution: str | None
    conditions: frozenset[str]
    timing: str


@dataclass(frozen=True, slots=True)
class CodedArticle:
    """One article of a hand-coded set."""

    id: str
    text: str
    published_on: date | None
    signals: tuple[CodedSignal, ...]


def document_from_row(row: Mapping[str, object]) -> Document:
    """Make a document of a row with `id`, `text`, and perhaps `title` and `date`.

    With a title that the text does not begin with, offsets count in title + blank line + text.

    Raises:
        ValueError: if a field is missing or of the wrong type; the message names it.
    """
    if not isinstance(row.get("id"), str | int):
        raise ValueError('"id" is missing or is no text')
    text, title = _text(row, "text"), _text(row, "title", required=False)
    whole = f"{title}\n\n{text}" if title and not (text or "").startswith(title) else text or ""
    return Document(whole, title or None, _date(row.get("date")))


def signals_to_row(article_id: str, coding: Coding) -> dict[str, object]:
    """Return a coding as a row of `id` and `signals`."""
    return {"id": article_id, "signals": [_signal_row(signal) for signal in coding.signals]}


def article_from_row(row: Mapping[str, object]) -> CodedArticle:
    """Make a hand-coded article of a row with `id`, the coded `text` whole, `signals`, and perhaps `date`.

    Raises:
        ValueError: if a field is missing or of the wrong type; the message names it.
    """
    document = document_from_row({"id": row.get("id"), "text": row.get("text"), "date": row.get("date")})
    signals = row.get("signals")
    if not isinstance(signals, list):
        raise ValueError('"signals" is missing or is no list')
    return CodedArticle(str(row["id"]), document.text, document.published_on, tuple(map(_coded, signals)))


def scored(signals: Iterable[Signal]) -> tuple[CodedSignal, ...]:
    """Return a tagger's signals as they are scored."""
    return tuple(
        CodedSignal(
            s.char_start,
            s.char_end,
            s.signal_type,
            s.actor,
            s.person,
            s.target,
            s.speaker,
            s.attribution,
            frozenset(s.conditions),
            s.timing,
        )
        for s in signals
    )


def _signal_row(signal: Signal) -> dict[str, object]:
    return {
        "span": [signal.char_start, signal.char_end],
        "actor": signal.actor,
        "person": signal.person,
        "signal": signal.signal_type,
        "target": signal.target,
        "speaker": signal.speaker,
        "attribution": signal.attribution,
        "conditions": list(signal.conditions),
        "timing": signal.timing,
        "confidence": signal.confidence,
        "rule": signal.rule,
    }


def _coded(row: object) -> CodedSignal:
    if not isinstance(row, dict):
        raise ValueError(f"a signal is a JSON object, not {type(row).__name__}")
    match row:
        case {"span": [int(start), int(end)], "signal": str(signal), "actor": str(actor)}:
            return CodedSignal(
                start=start,
                end=end,
                signal=signal,
                actor=actor,
                person=_optional(row.get("person")),
                target=_optional(row.get("target")),
                speaker=_optional(row.get("speaker")),
                attribution=_optional(row.get("attribution")),
                conditions=frozenset(map(str, row.get("conditions") or ())),
                timing=str(row.get("timing") or "current"),
            )
        case _:
            raise ValueError('a signal needs "span" [start, end], "signal" and "actor"')


def _optional(value: object) -> str | None:
    return None if value is None else str(value)


def _text(row: Mapping[str, object], key: str, *, required: bool = True) -> str | None:
    value = row.get(key)
    if value is None and not required:
        return None
    if not isinstance(value, str):
        raise ValueError(f'"{key}" is missing or is no text')
    return value


def _date(value: object) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ValueError(f'"date" is {value!r}; write it as YYYY-MM-DD, or null') from None
