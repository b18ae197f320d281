"""The files that a summary becomes, in each of its forms, and those that tell all summaries together."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from reports import as_json, atom, html, index, markdown, plain, png
from reports.records.summary import WeeklySummary

PAGE = "summary.html"
CONTENT = "summary.json"  # holds all that the other forms show
INDEX, FEEDS = "index.html", ("summaries.atom", "changes.atom")
Form = Literal["html", "md", "json", "txt", "png", "atom"]
EACH: tuple[Form, ...] = ("html", "md", "json", "txt", "png")  # written for every week; feeds tell all weeks together
ALWAYS = frozenset((PAGE, "summary.md", CONTENT, "summary.txt"))  # of a week's files; pictures only where there are any


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list of weeks and the feeds tell of one week; a hundredth of its summary."""

    row: index.IndexRow
    entry: atom.Entry
    moves: tuple[atom.Entry, ...]


def listed(summary: WeeklySummary, page: str) -> Listed:
    """Give what is told of a week beside others; `page` is where its own page is."""
    return Listed(index.row(summary), atom.summary_entry(summary, page), tuple(atom.change_entries(summary, page)))


def render(summary: WeeklySummary, forms: Sequence[Form] = EACH) -> dict[str, bytes]:
    """Return the files of one summary by name, in the forms asked for."""
    return {name: body for form in dict.fromkeys(forms) for name, body in _files(summary, form)}


def _files(summary: WeeklySummary, form: Form) -> Iterator[tuple[str, bytes]]:
    match form:
        case "html":
            yield PAGE, html.render(summary).encode()
        case "md":
            yield "summary.md", markdown.render(summary).encode()
        case "json":
            yield CONTENT, as_json.render(summary).encode()
        case "txt":
            yield "summary.txt", plain.render(summary).encode()
        case "png":
            yield from ((f"{name}.png", body) for name, body in png.render(summary).items())
        case "atom":
            yield from feeds([listed(summary, PAGE)], summary.as_of, summary.week).items()


def feeds(told: Sequence[Listed], as_of: datetime, week: str | None = None) -> dict[str, bytes]:
    """Return the feeds of some weeks; `week`: of that one alone."""
    moves = [move for one in told for move in one.moves]
    made = (
        atom.render("summaries", [one.entry for one in told], as_of, week),
        atom.render("changes", moves, as_of, week),
    )
    return {name: text.encode() for name, text in zip(FEEDS, made, strict=True)}


def together(told: Sequence[Listed], as_of: datetime) -> dict[str, bytes]:
    """Return the list of all weeks and the feeds of them."""
    return {INDEX: index.render([one.row for one in told]).encode(), **feeds(told, as_of)}


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files so that a reader sees each either as it was or whole."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in files.items():
        draft = folder / f".{name}.{os.getpid()}"
        draft.write_bytes(body)
        draft.replace(folder / name)


def remove_old_pictures(folder: Path, kept: Iterable[str]) -> None:
    """Remove the pictures of an earlier issue that are drawn no more."""
    names = set(kept)
    for old in folder.glob("*.png"):
        if old.name not in names:
            old.unlink()
