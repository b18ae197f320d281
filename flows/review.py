"""Taking in what analysts say of signals: looked up, judged row by row, appended under a run, published."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from extractors.records import Rejection
from extractors.stance import load_tagger
from flows.labels import Desk, SheetRow, Unusable, label_of, read_sheet
from flows.publish import publish
from flows.session import writing
from flows.settings import Settings
from flows.store import begin
from warehouse.labels import given, texts, told
from warehouse.records import Label, Load
from warehouse.store import Warehouse

REVIEW = "review"  # what started such a run, as the table `run` tells it
PATIENCE = 60.0  # seconds that labels wait for another run to end


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """What taking in some labels did."""

    run_id: str
    labels: int  # appended
    known: int  # said before by the same analyst, in the same words, and contradicted by nobody since
    unjudged: int  # rows without a verdict
    rejections: tuple[Rejection, ...]


def import_sheet(settings: Settings, path: Path, desk: Desk) -> ReviewOutcome:
    """Take in a sheet; a bad row is a rejection with its line, and the others count.

    Raises:
        flows.labels.Unusable: if it is no such sheet.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable(f"{path.name} is not UTF-8; save it as “CSV UTF-8”") from error
    return take_in(settings, list(read_sheet(text, path.name)), path.name, desk)


def take_in(settings: Settings, rows: Sequence[SheetRow | Rejection], origin: str, desk: Desk) -> ReviewOutcome:
    """Judge the rows and append their labels, in one transaction.

    Raises:
        warehouse.errors.RunLocked: if another run still has the home after a minute.
    """
    with writing(settings, "parley review", PATIENCE) as warehouse:
        labels, rejections, unjudged = _judge(warehouse, rows, origin, desk)
        new = _unsaid(warehouse, labels)
        run = begin(uuid.uuid4().hex, REVIEW, load_tagger())
        warehouse.load(Load(run=run, labels=new, rejections=rejections, articles_seen=0))
        publish(warehouse, settings)
    return ReviewOutcome(run.run_id, len(new), len(labels) - len(new), unjudged, tuple(rejections))


def _judge(
    warehouse: Warehouse, rows: Iterable[SheetRow | Rejection], origin: str, desk: Desk
) -> tuple[list[Label], list[Rejection], int]:
    rejections = [row for row in rows if isinstance(row, Rejection)]
    sheet = [row for row in rows if isinstance(row, SheetRow)]
    signals = told(warehouse, _named(sheet, "signal_id"))
    articles = texts(warehouse, _named([row for row in sheet if row.cell("verdict") == "missed"], "article_id"))
    labels: dict[tuple[object, ...], tuple[int, Label]] = {}
    unjudged = 0
    for row in sheet:
        try:
            label = label_of(row, signals, articles, desk)
        except Unusable as error:
            rejections.append(Rejection("malformed-row", origin, f"{error}.", row.line))
            continue
        if label is None:
            unjudged += 1
            continue
        line, first = labels.setdefault(_place(label), (row.line, label))
        if first is not label and first != label:
            detail = f"{label.coder} says otherwise of the same words on line {line}."
            rejections.append(Rejection("malformed-row", origin, detail, row.line))
    return [label for _, label in labels.values()], rejections, unjudged


def _named(sheet: Iterable[SheetRow], column: str) -> list[str]:
    return sorted({name for row in sheet if (name := row.cell(column))})


def _unsaid(warehouse: Warehouse, labels: Sequence[Label]) -> list[Label]:
    """Leave out what the same analyst has said last of the same place already, and nobody has contradicted since."""
    said = {_place(label): label for label in given(warehouse, sorted({label.text_sha256 for label in labels}))}
    return [label for label in labels if _timeless(said.get(_place(label)), label.labelled_at) != label]


def _place(label: Label) -> tuple[object, ...]:
    return (label.text_sha256, label.char_start, label.char_end, label.signal_id, label.coder)


def _timeless(label: Label | None, at: datetime) -> Label | None:
    return replace(label, labelled_at=at) if label else None
