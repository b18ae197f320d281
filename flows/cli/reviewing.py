"""Asking an analyst about signals, one by one, on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flows.labels import Desk, SheetRow
    from warehouse.labels import Told

KEYS = {"r": "right", "w": "wrong", "c": "corrected", "n": "note", "s": "skip", "q": "quit"}
QUESTION = "[r]ight  [w]rong  [c]orrect  [n]ote  [s]kip  [q]uit"


def ask(signals: Sequence[Told], desk: Desk) -> list[SheetRow]:
    """Show each signal in its context and return what the analyst said; breaking off keeps what was said."""
    rows: list[SheetRow] = []
    try:
        for number, one in enumerate(signals, 1):
            click.echo(shown(one, f"{number}/{len(signals)}", mark=lambda words: click.style(words, reverse=True)))
            row = _verdict_on(one, number, desk)
            if row is None:
                break
            if row.cell("verdict"):
                rows.append(row)
    except click.Abort:
        click.echo()
    return rows


def shown(one: Told, place: str, mark: Callable[[str], str]) -> str:
    """Return a signal with its words in their context, and what was made of them."""
    sure = f"confidence {one.confidence:.2f}" if one.confidence is not None else "added by an analyst"
    where = " · ".join(flat(part) for part in (one.iso_week, one.outlet, one.title) if part)
    said = f", said by {one.speaker} ({one.attribution or '–'}, {one.timing})"
    person, target = f" ({one.person})" if one.person else "", f" → {one.target}" if one.target else ""
    tied = f"; {', '.join(one.conditions)}" if one.conditions else ""
    return (
        f"\n{place}  {sure}  {where}\n"
        f"… {flat(one.words_before)} {mark(flat(one.evidence))} {flat(one.words_after)} …\n"
        f"{one.actor}{person} {one.signal_type}{target}{said}{tied}  [{one.signal_id}, {one.rule or '–'}]"
    )


def flat(text: str) -> str:
    """Return a text on one line, without what could steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in " ".join(text.split()))


def _verdict_on(one: Told, number: int, desk: Desk) -> SheetRow | None:
    """Ask for one verdict until it makes a label; None: the analyst has had enough."""
    from flows.labels import SheetRow, Unusable, cells_of, label_of

    cells = cells_of(one)
    while True:
        key = click.prompt(QUESTION, type=click.Choice(list(KEYS)), default="s", show_choices=False, show_default=False)
        match KEYS[key]:
            case "quit":
                return None
            case "skip":
                return SheetRow(number, {})
            case "note":
                cells["note"] = click.prompt("note", default="", show_default=False)
                continue
            case verdict:
                row = SheetRow(number, cells | {"verdict": verdict} | (_corrections(cells) if key == "c" else {}))
        try:
            label_of(row, {one.signal_id: one}, {}, desk)
        except Unusable as error:
            click.echo(f"{error}")
            continue
        return row


def _corrections(cells: dict[str, str]) -> dict[str, str]:
    """Ask for each value; Enter keeps it, a dash empties it."""
    from flows.labels import GIVEN

    click.echo("Enter keeps a value, - empties it.")
    answers = {name: click.prompt(name, default=cells[name]) for name in GIVEN}
    return {name: "" if answer == "-" else answer for name, answer in answers.items()}
