"""Hand-written TOML lists, read entry by entry: ``[[seed]]``, ``[[feed]]``.

tomllib gives no lines for what it has read, and one slip fails the whole file. So each entry's stretch of text is
parsed by itself: the others still load, and every mistake is told with its line.
"""

from __future__ import annotations

import contextlib
import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import TypeVar, cast

from extractors.records import Rejection

Text = TypeVar("Text", bound=str)

_ERROR_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")


def did_you_mean(word: object, known: Sequence[str]) -> str:
    """Give `` (did you mean "…"?)`` for a near miss, and nothing otherwise."""
    close = difflib.get_close_matches(str(word), known, n=1)
    return f' (did you mean "{close[0]}"?)' if close else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """The text from one header to the next, with its values and what was found wrong with them."""

    name: str  # of the file
    text: str
    line: int  # of the header
    values: Mapping[str, object] = field(default_factory=dict)
    rejections: list[Rejection] = field(default_factory=list)

    def fail(self, key: str | None, detail: str) -> None:
        """Note a mistake at a key, or at the entry's header."""
        self.reject(self.line_of(key) if key else self.line, detail)

    def reject(self, line: int, detail: str) -> None:
        self.rejections.append(Rejection("malformed-manifest", self.name, detail, line))

    def line_of(self, key: str) -> int:
        """Find the line on which a key is set; the header's where it is not to be found."""
        pattern = re.compile(rf"""\s*(\[+\s*([\w-]+\.)*)?["']?{re.escape(key)}["']?\s*[=.\]]""")
        lines = enumerate(self.text.split("\n"), start=self.line)
        return next((number for number, line in lines if pattern.match(line)), self.line)

    def allow(self, keys: Sequence[str]) -> None:
        """Note every key that is not one of these."""
        for key in self.values:
            if key not in keys:
                self.fail(key, f'unknown key "{key}"{did_you_mean(key, keys)}')

    def required(self, key: str) -> str:
        if key not in self.values:
            self.fail(None, f'the key "{key}" is missing')
        return self.string(key) or ""

    def string(self, key: str) -> str | None:
        value = self.values.get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        self.fail(key, f'"{key}" must be a text in quotes that is not empty, not {value!r}')
        return None

    def strings(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(value)
        self.fail(key, f'"{key}" must be a list of texts, such as ["A. Writer"], not {value!r}')
        return ()

    def flag(self, key: str, default: bool) -> bool:
        value = self.values.get(key, default)
        if isinstance(value, bool):
            return value
        self.fail(key, f'"{key}" must be true or false, not {value!r}')
        return default

    def choice(self, key: str, allowed: Sequence[Text]) -> Text | None:
        value = self.values.get(key)
        for option in allowed:
            if value == option:
                return option
        if value is not None:
            self.fail(key, f'"{key}" must be one of {", ".join(allowed)}, not {value!r}{did_you_mean(value, allowed)}')
        return None

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        if isinstance(value, str):
            with contextlib.suppress(ValueError):
                value = date.fromisoformat(value)
        if value is None:
            return None
        if isinstance(value, date) and not isinstance(value, datetime) and 1800 <= value.year < 2200:
            return value
        self.fail(key, f'"{key}" must be a date such as 2024-05-24, not {value!s}')
        return None


def read_entries(text: str, name: str, table: str, besides: Collection[str] = ()) -> Iterator[Entry]:
    """Give each ``[[table]]`` entry of a file in order; one that is no TOML comes without values.

    `besides` names what else the file may hold, for other readers.
    """
    text = text.removeprefix("\ufeff")
    header = re.compile(rf"^[ \t]*\[\[[ \t]*{table}[ \t]*\]\]", re.MULTILINE)
    starts = [match.start() for match in header.finditer(text)]
    if text[: starts[0] if starts else None].strip():
        starts.insert(0, 0)
    for start, end in pairwise([*starts, len(text)]):
        entry = _parsed(Entry(name, text[start:end], text.count("\n", 0, start) + 1), table, besides)
        if entry is not None:
            yield entry


def _parsed(entry: Entry, table: str, besides: Collection[str]) -> Entry | None:
    """Fill in an entry's values; None for a stretch of comments."""
    try:
        document = tomllib.loads(entry.text)
    except tomllib.TOMLDecodeError as error:
        found = _ERROR_LINE.search(str(error))
        offset = int(found[1]) - 1 if found else entry.text.rstrip().count("\n")
        entry.reject(entry.line + offset, f"not valid TOML: {_ERROR_LINE.sub('', str(error))}")
        return entry
    except (RecursionError, ValueError) as error:  # absurdly nested, or a number too long to convert
        entry.fail(None, f"not valid TOML: {error}")
        return entry
    stray = [key for key in document if key != table and key not in besides]
    for key in stray:
        entry.fail(key, f'"{key}" stands outside any [[{table}]] entry{did_you_mean(key, [table])}')
    if table not in document:
        return entry if stray else None
    values = cast(list[dict[str, object]], document[table])[0]
    return Entry(entry.name, entry.text, entry.line, values, entry.rejections)
