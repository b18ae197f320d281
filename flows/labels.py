"""What an analyst says of a signal, as a row of a sheet: rows in, labels or named rejections out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar, cast, get_args

from extractors.entries import did_you_mean
from extractors.records import CONDITIONS, SIGNAL_TYPES, Attribution, Condition, Rejection, Timing
from extractors.stance.actors import ActorIndex
from flows.export_forms import meant, neutral
from warehouse.labels import Text, Told
from warehouse.records import Label, Verdict

GIVEN = ("signal_type", "actor", "person", "target", "speaker", "attribution", "timing", "conditions")
CONTEXT = (
    "signal_id", "article_id", "iso_week", "outlet", "title", "words_before", "evidence", "words_after", "confidence",
    "rule", "url",
)  # fmt: skip
ANALYSTS = ("verdict", "note", "coder")
COLUMNS = (*ANALYSTS, *GIVEN, *CONTEXT)
VERDICTS = cast(tuple[Verdict, ...], get_args(Verdict))
ATTRIBUTIONS = cast(tuple[Attribution, ...], get_args(Attribution))
TIMINGS = cast(tuple[Timing, ...], get_args(Timing))
SPEAKERS = ("anonymous", "analyst", "author")
ACTORS = ("analyst", "author")
Choice = TypeVar("Choice", bound=str)


class Unusable(ValueError):
    """A row that makes no label, and why."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet with its place."""

    line: int
    cells: Mapping[str, str]

    def cell(self, name: str) -> str | None:
        return self.cells.get(name, "").strip() or None


@dataclass(frozen=True, slots=True)
class Desk:
    """Who judges, when, and whom a label may name."""

    coder: str
    at: datetime
    parties: frozenset[str]

    @classmethod
    def of(cls, coder: str, at: datetime, topic: str = "ukraine") -> Desk:
        return cls(coder, at, frozenset(ActorIndex.load(topic).parties))


def write_sheet(signals: Iterable[Told]) -> str:
    """Return a sheet to be filled in: a verdict in the first column, corrections where the values stand."""
    return write_rows(SheetRow(0, cells_of(one)) for one in signals)


def cells_of(one: Told) -> dict[str, str]:
    """Return a signal's cells, those of the analyst left empty, its context on one line."""
    cells = {name: "" if name in ANALYSTS else _told(getattr(one, name)) for name in COLUMNS}
    return cells | {name: " ".join(cells[name].split()) for name in ("words_before", "words_after")}


def write_rows(rows: Iterable[SheetRow]) -> str:
    """Return rows as a sheet, to be read again."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: neutral(value) for name, value in row.cells.items()} for row in rows)
    return out.getvalue()


def read_sheet(text: str, name: str) -> Iterator[SheetRow | Rejection]:
    """Give the rows of a sheet; one that cannot be read is a rejection, and the others go on.

    Raises:
        Unusable: if it has no column of verdicts.
    """
    text = text.removeprefix("\ufeff")
    header = text.partition("\n")[0]
    lines = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=";" if header.count(";") > header.count(",") else ","
    )
    if "verdict" not in (lines.fieldnames or ()):
        raise Unusable(f'{name} has no column "verdict"; parley review --csv makes a sheet that has it')
    while True:
        try:
            row = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            yield Rejection("malformed-row", name, f"Not CSV: {error}.", lines.line_num)
            continue
        if None in row:
            yield Rejection("malformed-row", name, "The line has more cells than the header.", lines.line_num)
        else:
            yield SheetRow(lines.line_num, {key: meant(value or "") for key, value in row.items()})


def label_of(row: SheetRow, signals: Mapping[str, Told], texts: Mapping[str, Text], desk: Desk) -> Label | None:
    """Make a label of a row; None where the analyst has not judged.

    Raises:
        Unusable: if the row contradicts itself or names what is not there; the message says what to do.
    """
    verdict = row.cell("verdict")
    desk = replace(desk, coder=row.cell("coder") or desk.coder)
    if verdict == "missed":
        return _missed(row, texts, desk)
    one = signals.get(row.cell("signal_id") or "")
    if verdict is None:
        if row.cell("note") or (one and _differing(row, one)):
            raise Unusable("something is noted or corrected, and there is no verdict")
        return None
    chosen = _choice("verdict", verdict, VERDICTS)
    if one is None:
        raise Unusable(f'there is no signal "{row.cell("signal_id") or ""}"')
    differing = _differing(row, one)
    if differing and chosen != "corrected":
        raise Unusable(f'it says "{chosen}", and differs in {", ".join(differing)}: say "corrected"')
    said_before = one.label in ("corrected", "missed")  # what is told is an analyst's word, not the tagger's
    if not differing and chosen == "corrected" and not said_before:
        raise Unusable('it says "corrected", and nothing differs: say "right"')
    label = Label(
        one.signal_id, one.article_id, one.version_id, one.text_sha256, one.char_start, one.char_end, one.evidence,
        one.machine_type, one.machine_actor, chosen, None, None, None, None, None, None, None, None,
        row.cell("note"), desk.coder, desk.at,
    )  # fmt: skip
    if chosen == "right" and said_before:
        label = replace(label, verdict="corrected")
    return _with_values(label, row, one, desk) if label.verdict == "corrected" else label


def _missed(row: SheetRow, texts: Mapping[str, Text], desk: Desk) -> Label:
    article, words = texts.get(row.cell("article_id") or ""), row.cell("evidence")
    if article is None:
        raise Unusable(f'there is no article "{row.cell("article_id") or ""}"')
    if words is None or not row.cell("signal_type") or not row.cell("actor"):
        raise Unusable("a missed signal needs its words in evidence, its signal_type and its actor")
    start = article.text.find(words)
    if start < 0:
        raise Unusable("the words in evidence do not stand in the article's text")
    if article.text.find(words, start + 1) >= 0:
        raise Unusable("the words in evidence stand in the article more than once: give more of them")
    label = Label(
        None, article.article_id, article.version_id, article.text_sha256, start, start + len(words), words,
        None, None, "missed", None, None, None, None, None, None, None, None, row.cell("note"), desk.coder, desk.at,
    )  # fmt: skip
    return _with_values(label, row, None, desk)


def _with_values(label: Label, row: SheetRow, one: Told | None, desk: Desk) -> Label:
    """Put the analyst's values into a label; a column that the sheet lacks leaves the value as it was told."""
    value = {name: row.cell(name) if name in row.cells or one is None else _told(getattr(one, name)) for name in GIVEN}
    actor = _party("actor", value["actor"], desk, ACTORS)
    if actor is None:
        raise Unusable("the actor is missing")
    return replace(
        label,
        signal_type=_choice("signal_type", value["signal_type"] or "", SIGNAL_TYPES),
        actor=actor,
        person=value["person"] or None,
        target=_party("target", value["target"], desk, ()),
        speaker=_party("speaker", value["speaker"], desk, SPEAKERS) or actor,
        attribution=_choice("attribution", value["attribution"], ATTRIBUTIONS) if value["attribution"] else None,
        timing=_choice("timing", value["timing"] or "current", TIMINGS),
        conditions=_conditions(value["conditions"]),
    )


def _differing(row: SheetRow, one: Told) -> list[str]:
    """Name the values that the sheet tells otherwise than the signal; a column that it lacks differs in nothing."""
    return [
        name
        for name in GIVEN
        if name in row.cells and _parts(row.cell(name), name) != _parts(_told(getattr(one, name)), name)
    ]


def _parts(value: str | None, name: str) -> object:
    return sorted(_listed(value)) if name == "conditions" else (value or None)


def _listed(value: str | None) -> list[str]:
    return [part.strip() for part in (value or "").replace(",", ";").split(";") if part.strip()]


def _conditions(value: str | None) -> tuple[Condition, ...]:
    return tuple(dict.fromkeys(_choice("conditions", part, CONDITIONS) for part in _listed(value)))


def _party(name: str, value: str | None, desk: Desk, others: Sequence[str]) -> str | None:
    if value and value not in desk.parties and value not in others:
        known = sorted(desk.parties | set(others))
        raise Unusable(f'the {name} "{value}" is no party that parley knows{did_you_mean(value, known)}')
    return value or None


def _choice(name: str, value: str, allowed: Sequence[Choice]) -> Choice:
    for option in allowed:
        if value == option:
            return option
    raise Unusable(f'the {name} "{value}" is none of {", ".join(allowed)}{did_you_mean(value, allowed)}')


def _told(value: object) -> str:
    match value:
        case None:
            return ""
        case tuple():
            return "; ".join(map(str, value))
        case float():
            return f"{value:.3f}"
        case _:
            return str(value)
