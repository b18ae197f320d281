"""Chooses the bottom line: at most five findings, each with its evidence weighed and one quotation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from extractors.records import POSITIVE, SIGNAL_TYPES, SignalType
from reports import names, rules
from reports.claims import ClaimBook
from reports.records.claim import Claim, Statement
from reports.records.findings import Bullet, Dispute, Kind
from reports.records.lines import SignalLine
from reports.weighing import Group, is_enough, is_likely, is_rather_said, stories, sure, weigh
from reports.wording import findings as finding_words
from reports.wording.sentence import with_article

_KINDS: tuple[Kind, ...] = ("counted", "imprecise", "second-hand")
_SHORT_QUOTE = 3  # words; shorter ones say little out of context


def bottom_line(
    lines: Group, disputes: Sequence[Dispute], moves: Mapping[str, Statement], book: ClaimBook
) -> tuple[Bullet, ...]:
    """Give the findings: actors' own stances first, then hearsay, those in most stories first."""
    groups: dict[tuple[Kind, str, str], list[SignalLine]] = defaultdict(list)
    again = _said_again(lines)
    for line in lines:
        kind = _kind(line)
        if kind is not None and line.id not in again:
            groups[kind, line.actor, "" if line.voice in ("own", "narrated") else line.speaker].append(line)
    ranked = sorted(((kind, group) for (kind, *_), group in groups.items() if is_enough(group)), key=_rank)
    told = [pair for pair in ranked if _is_hearsay(pair[1]) and len(pair[1]) >= rules.MIN_SECOND_HAND]
    hearsay = told[: rules.MAX_SECOND_HAND]
    firm = [pair for pair in ranked if not _is_hearsay(pair[1])][: rules.MAX_BULLETS - len(hearsay)]
    called = _called_insincere(lines)
    return tuple(
        _bullet(
            kind,
            group,
            called.get(group[0].actor_name, frozenset()) if kind == "counted" else _answering(group, disputes),
            moves.get(group[0].actor) if kind == "counted" else None,
            book,
        )
        for kind, group in (*firm, *hearsay)
    )


def _said_again(lines: Group) -> frozenset[str]:
    """Give the ids of words that are held by others of the same article, such as a pull quote: the fullest counts."""
    by_claim: dict[tuple[str, str, str], list[SignalLine]] = defaultdict(list)
    for line in lines:
        by_claim[line.article_id, line.actor, line.signal_type].append(line)
    return frozenset(
        line.id
        for group in by_claim.values()
        for place, line in enumerate(group)
        if not line.counted
        and any(
            line.quote in other.quote and (len(other.quote) > len(line.quote) or at < place)
            for at, other in enumerate(group)
            if at != place
        )
    )


def _kind(line: SignalLine) -> Kind | None:
    """Say how a signal may enter the bottom line; opinions, analysts' readings and history do not."""
    if line.voice in ("author", "analyst") or line.timing == "background" or line.dating == "undated":
        return None
    if line.counted:
        return "counted"
    if line.is_headline or line.not_counted_because == "repeated":
        return None
    return "imprecise" if line.dating == "imprecise" else "second-hand"


def _is_hearsay(group: Group) -> bool:
    return group[0].voice not in ("own", "narrated")


def _rank(pair: tuple[Kind, Group]) -> tuple[int, int, int, str, str]:
    kind, group = pair
    first = group[0]
    return (_KINDS.index(kind), -len(stories(group)), -len(group), first.actor_name, first.speaker)


def _bullet(kind: Kind, group: Group, doubters: Iterable[str], change: Statement | None, book: ClaimBook) -> Bullet:
    name = group[0].actor_name
    deeds = [
        (same[0].signal_type, _count(book, f"{name}: {names.TYPE_NAMES[same[0].signal_type]}", same))
        for same in _by_type(group)
        if is_rather_said(same)
    ]
    unsure = _count(
        book, f"{name}: signals of which the tagger is unsure", [one for one in group if not is_likely(one)]
    )
    signals = _count(book, f"{name}: signals", group)
    independent = book.count(
        f"{name}: independent stories", len(stories(group)), "signals.stories", (line.id for line in group)
    )
    opening = finding_words.opening(kind, group[0].voice, group[0].speaker_name)
    word, reasons = weigh(group)
    return Bullet(
        kind=kind,
        actor=group[0].actor,
        actor_name=name,
        finding=finding_words.finding(opening, deeds, (signals, independent, unsure)),
        word=word,
        reasons=reasons,
        quoted=best_quote(group),
        disputed_by=tuple(sorted(map(with_article, doubters))),
        change=change,
        stories=independent,
    )


def _by_type(group: Group) -> list[Group]:
    by_type: dict[SignalType, list[SignalLine]] = defaultdict(list)
    for line in group:
        by_type[line.signal_type].append(line)
    return list(by_type.values())


def _count(book: ClaimBook, text: str, lines: Group) -> Claim:
    return book.count(text, len(lines), "signals.signals", (line.id for line in lines))


def _called_insincere(lines: Group) -> Mapping[str, frozenset[str]]:
    """Give by name of a party the others that called it insincere this week, in their own words or as told."""
    called: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        is_current = line.timing == "current" and line.voice in ("own", "narrated") and not line.is_headline
        if line.signal_type == "doubt" and is_current and line.target_name not in (None, line.actor_name):
            called[line.target_name or ""].add(line.actor_name)
    return {name: frozenset(doubters) for name, doubters in called.items()}


def _answering(group: Group, disputes: Sequence[Dispute]) -> frozenset[str]:
    """Name who called these very words insincere: what is not counted answers for no others."""
    ids = {line.id for line in group}
    return frozenset(side.name for dispute in disputes if dispute.said.signal_id in ids for side in dispute.doubted)


def best_quote(group: Group) -> SignalLine:
    """Choose the words to show: of a type that is told, in the leading direction, own before reported ones."""
    told = {same[0].signal_type for same in _by_type(group) if is_rather_said(same)}
    likely = [line for line in group if is_likely(line)] or group
    leading = max(SIGNAL_TYPES, key=lambda kind: sum(line.signal_type == kind for line in likely))
    times = Counter(line.signal_type for line in group)
    ranked = ((line.signal_type in told, *_quality(line, leading, times), -k) for k, line in enumerate(group))
    return max(zip(ranked, group, strict=True), key=lambda pair: pair[0])[1]


def _quality(line: SignalLine, leading: SignalType, times: Mapping[SignalType, int]) -> tuple[float, ...]:
    direct = line.attribution == "direct"
    return (
        not line.quote.endswith("…"),
        len(line.quote.split()) >= _SHORT_QUOTE,
        (line.signal_type in POSITIVE) == (leading in POSITIVE),
        direct and line.voice == "own",
        is_likely(line) or direct,
        times[line.signal_type],
        is_likely(line),
        direct,
        sure(line),
    )
