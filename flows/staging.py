"""Codings that wait to be committed: kept on disk as they are made, so that a killed retag goes on where it was.

One line a coding: the version's id, a tab, the coding as JSON. A line that was cut short by a kill is dropped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from extractors.records import Coding, Quote, Sentence, Signal
from flows.settings import Settings


class Staging:
    """The file of one ruleset's codings, open for adding and for looking up by version."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def of(cls, settings: Settings, ruleset: str) -> Self:
        """Give the file of a ruleset in a home."""
        return cls(settings.home / "retag" / f"{ruleset}.jsonl")

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("a+b")
        self._places = self._whole_lines()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __contains__(self, version: str) -> bool:
        return version in self._places

    def add(self, codings: Iterable[tuple[str, Coding]]) -> None:
        """Keep some codings, by version."""
        self._file.seek(0, os.SEEK_END)
        place = self._file.tell()
        for version, coding in codings:
            line = f"{version}\t{json.dumps(asdict(coding), ensure_ascii=True)}\n".encode()
            self._file.write(line)
            self._places[version] = place
            place += len(line)
        self._file.flush()

    def get(self, version: str) -> Coding:
        """Give back the coding of a version."""
        self._file.seek(self._places[version])
        _, _, row = self._file.readline().partition(b"\t")
        return _coding(json.loads(row))

    def discard(self) -> None:
        """Remove the file: its codings are committed."""
        self._places.clear()
        self.path.unlink()

    def _whole_lines(self) -> dict[str, int]:
        """Find where each version's line begins, and cut off a last one that has no end."""
        places, place = {}, 0
        self._file.seek(0)
        for line in self._file:
            if not line.endswith(b"\n"):
                break
            places[line.partition(b"\t")[0].decode()] = place
            place += len(line)
        self._file.truncate(place)
        return places


def _coding(row: dict[str, Any]) -> Coding:
    return Coding(
        row["ruleset"],
        tuple(_signal(one) for one in row["signals"]),
        tuple(Sentence(**one) for one in row["sentences"]),
        tuple(Quote(**one) for one in row["quotes"]),
    )


def _signal(row: dict[str, Any]) -> Signal:
    spans = tuple((str(name), int(start), int(end)) for name, start, end in row["condition_spans"])
    return Signal(**(row | {"conditions": tuple(row["conditions"]), "condition_spans": spans}))
