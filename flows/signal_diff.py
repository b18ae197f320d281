"""What two codings of the same text tell differently."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from extractors.records import Article, Coding
from extractors.stance.rows import CodedSignal, scored
from extractors.stance.scoring import match

Kind = Literal["same", "added", "lost", "changed"]
Pair = tuple[CodedSignal | None, CodedSignal | None]
FIELDS = tuple(field.name for field in fields(CodedSignal))
# By what two overlapping signals are taken for the same one, the closest likeness first.
ALIKE: tuple[Callable[[CodedSignal, CodedSignal], bool], ...] = (
    lambda one, other: (one.signal, one.actor, one.target) == (other.signal, other.actor, other.target),
    lambda one, other: (one.actor, one.target, one.speaker) == (other.actor, other.target, other.speaker),
    lambda one, other: one.actor == other.actor,
    lambda *_: True,
)


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One signal type of one actor, before and after."""

    signal_type: str
    actor: str
    before: int
    after: int
    added: int
    lost: int
    changed: int  # told under the type and actor that they had before


@dataclass(frozen=True, slots=True)
class Example:
    """One signal that is told differently."""

    kind: Kind
    article_id: str
    words: str  # as they stand after; of a lost signal, before
    before: str | None  # "ACTOR type"
    after: str | None
    fields: tuple[str, ...]  # in which the two differ


@dataclass(frozen=True, slots=True)
class Diff:
    """What a retag changes, or would."""

    articles: int
    articles_touched: int  # of them, those of which anything is told differently
    before: int
    after: int
    same: int
    added: int
    lost: int
    changed: int
    fields: tuple[tuple[str, int], ...]  # in which changed signals differ, most frequent first
    lines: tuple[DiffLine, ...]
    examples: tuple[Example, ...]


def pair_up(before: Sequence[CodedSignal], after: Sequence[CodedSignal]) -> list[Pair]:
    """Pair the signals of two codings: equal ones first, then overlapping ones by likeness."""
    equal = Counter(before) & Counter(after)
    pairs: list[Pair] = [(one, one) for one in equal.elements()]
    left, new = _without(before, equal), _without(after, equal)
    for alike in ALIKE:
        matched = match(left, new, alike)
        left = _without(left, Counter(one for one, _ in matched))
        new = _without(new, Counter(other for _, other in matched))
        pairs += matched
    return [*pairs, *((one, None) for one in left), *((None, other) for other in new)]


class Comparison:
    """Adds up the differences of many articles."""

    def __init__(self, examples: int) -> None:
        self._wanted = examples
        self._articles = self._touched = 0
        self._kinds: Counter[Kind] = Counter()
        self._fields: Counter[str] = Counter()
        self._lines: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._examples: dict[Kind, list[Example]] = defaultdict(list)

    def add(self, article: Article, before: Coding, after: Coding) -> None:
        """Compare the two codings of one article."""
        pairs = pair_up(scored(before.signals), scored(after.signals))
        for one, other in pairs:
            self._add_pair(article, one, other)
        self._articles += 1
        self._touched += any(one != other for one, other in pairs)

    def _add_pair(self, article: Article, before: CodedSignal | None, after: CodedSignal | None) -> None:
        kind = kind_of(before, after)
        self._kinds[kind] += 1
        if before:
            self._lines[before.signal, before.actor]["before"] += 1
        if after:
            self._lines[after.signal, after.actor]["after"] += 1
        if kind == "same":
            return
        shown = before or after
        assert shown
        self._lines[shown.signal, shown.actor][kind] += 1
        differing = tuple(differences(before, after))
        self._fields.update(differing)
        if len(self._examples[kind]) < self._wanted:
            place = after or shown
            words = article.text[place.start : place.end]
            self._examples[kind].append(
                Example(kind, article.article_id, words, _named(before), _named(after), differing)
            )

    def result(self) -> Diff:
        """Return what was found so far."""
        kinds = self._kinds
        lines = [
            DiffLine(signal, actor, *(n[key] for key in ("before", "after", "added", "lost", "changed")))
            for (signal, actor), n in self._lines.items()
        ]
        return Diff(
            articles=self._articles,
            articles_touched=self._touched,
            before=kinds["same"] + kinds["changed"] + kinds["lost"],
            after=kinds["same"] + kinds["changed"] + kinds["added"],
            same=kinds["same"],
            added=kinds["added"],
            lost=kinds["lost"],
            changed=kinds["changed"],
            fields=tuple(self._fields.most_common()),
            lines=tuple(sorted(lines, key=lambda one: (-max(one.before, one.after), one.signal_type, one.actor))),
            examples=tuple(one for kind in ("added", "lost", "changed") for one in self._examples[kind]),
        )


def kind_of(before: CodedSignal | None, after: CodedSignal | None) -> Kind:
    """Name what became of a signal."""
    if before is None:
        return "added"
    if after is None:
        return "lost"
    return "same" if before == after else "changed"


def differences(before: CodedSignal | None, after: CodedSignal | None) -> Iterator[str]:
    """Name the fields in which two signals differ; the ends of the span count as one."""
    if before is None or after is None:
        return
    if (before.start, before.end) != (after.start, after.end):
        yield "span"
    for name in FIELDS:
        if name not in ("start", "end") and getattr(before, name) != getattr(after, name):
            yield name


def _without(signals: Sequence[CodedSignal], taken: Counter[CodedSignal]) -> list[CodedSignal]:
    return list((Counter(signals) - taken).elements())


def _named(signal: CodedSignal | None) -> str | None:
    return f"{signal.actor} {signal.signal}" if signal else None
