"""Builds the results of the weekly queries from hand-coded articles, as the warehouse would give them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta

from extractors.records import POSITIVE, QueryResult
from reports import format as fmt
from reports import rows

AS_OF = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
RULESET = "r-test"
ROW_TYPES: Mapping[str, type] = {
    "signals": rows.SignalRow,
    "stance": rows.NetRow,
    "previous": rows.PreviousRow,
    "articles": rows.ArticleRow,
    "undated": rows.UndatedRow,
    "coverage": rows.CoverageRow,
    "rejections": rows.RejectionRow,
    "disputes": rows.DisputeRow,
    "scores": rows.ScoreRow,
    "corrections": rows.CorrectionRow,
    "reviewed": rows.ReviewedRow,
    "corroboration": rows.CorroborationRow,
    "condition_board": rows.BoardRow,
    "outlets": rows.OutletRow,
    "headline_gap": rows.GapRow,
    "copies": rows.CopyRow,
    "feeds": rows.FeedRow,
}
NAMES = {
    "RUS": "Russia", "UKR": "Ukraine", "USA": "United States", "NATO": "NATO", "WEST": "the West",
    "GBR": "United Kingdom",
}  # fmt: skip
SIDES = {"RUS": "a", "UKR": "b", "USA": "b", "WEST": "b", "NATO": "b", "GBR": "b"}


@dataclass(frozen=True)
class Coded:
    """One hand-coded signal."""

    evidence: str
    signal: str
    actor: str
    speaker: str
    target: str | None = None
    person: str | None = None
    attribution: str = "indirect"
    timing: str = "current"
    conditions: tuple[str, ...] = ()
    is_headline: bool = False
    words_before: str = ""
    label: str | None = None


@dataclass(frozen=True)
class Paper:
    """One article with its hand-coded signals."""

    id: str
    first: date | None
    last: date | None
    signals: Sequence[Coded]
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    kind: str = "news"
    basis: str | None = "printed"
    precision: str | None = "day"
    note: str | None = None
    url: str | None = None
    flags: tuple[str, ...] = ()
    ownership: str | None = None
    country: str | None = None
    story: str | None = None


@dataclass(frozen=True)
class Given:
    """What a week's results are built from, beside the articles."""

    scores: Sequence[rows.ScoreRow] = ()
    rejections: Sequence[rows.RejectionRow] = ()
    corrections: Sequence[rows.CorrectionRow] = ()
    feeds: Sequence[rows.FeedRow] = ()
    reviewed: Sequence[rows.ReviewedRow] = ()


def voice(coded: Coded) -> str:
    """Derive the voice as the contract between tagger and warehouse has it."""
    for name in ("author", "analyst"):
        if coded.actor == name:
            return name
    plain = {"anonymous": "anonymous", "analyst": "analyst", "author": "narrated", coded.actor: "own"}
    if coded.speaker in plain:
        return plain[coded.speaker]
    opposed = SIDES.get(coded.speaker) != SIDES.get(coded.actor)
    return "adversary" if coded.speaker == coded.target or opposed else "third-party"


def dating(paper: Paper) -> str:
    """Say whether an article's interval lies within one ISO week."""
    if paper.first is None or paper.last is None:
        return "undated"
    return "within" if monday(paper.first) == monday(paper.last) else "imprecise"


def monday(on: date) -> date:
    """Give the Monday of a day's week."""
    return on - timedelta(days=on.weekday())


def signal_row(paper: Paper, number: int, coded: Coded) -> rows.SignalRow:
    """Make the warehouse's row of one hand-coded signal."""
    said = voice(coded)
    return rows.SignalRow(
        signal_id=hashlib.sha256(f"{paper.id}/{number}".encode()).hexdigest()[:16],
        dating=dating(paper),
        published_first=paper.first,
        published_last=paper.last,
        date_basis=paper.basis,
        signal_type=coded.signal,
        direction=1 if coded.signal in POSITIVE else -1,
        actor=coded.actor,
        actor_name=NAMES.get(coded.actor, coded.actor),
        person=coded.person,
        person_name=coded.person.replace("-", " ").title() if coded.person else None,
        target=coded.target,
        target_name=NAMES.get(coded.target) if coded.target else None,
        speaker=coded.speaker,
        speaker_name=NAMES.get(coded.speaker, coded.speaker),
        voice=said,
        attribution=coded.attribution,
        timing=coded.timing,
        conditions=coded.conditions,
        confidence=None if coded.label == "missed" else 0.8,
        evidence=coded.evidence,
        is_headline=coded.is_headline,
        counted=dating(paper) == "within" and coded.timing == "current" and said in ("own", "narrated")
        and not coded.is_headline,
        article_id=paper.id,
        title=paper.title,
        outlet=paper.outlet,
        article_kind=paper.kind,
        ownership=paper.ownership,
        country=paper.country,
        url=paper.url,
        origin=f"{paper.id}.txt",
        story_id=story(paper),
        rule=None if coded.label == "missed" else f"{coded.signal}.hand",
        ruleset=RULESET,
        label=coded.label,
        machine_type=None if coded.label == "missed" else coded.signal,
    )  # fmt: skip


def story(paper: Paper) -> str:
    """Give the story that an article tells."""
    return paper.story or f"story:{paper.id}"


def article_row(paper: Paper) -> rows.ArticleRow:
    """Make the warehouse's row of one article."""
    found = signals([paper])
    return rows.ArticleRow(
        paper.id, paper.title, paper.outlet, paper.authors, paper.kind, paper.first, paper.last,
        paper.precision if paper.first else None, paper.basis if paper.first else None, paper.note, dating(paper),
        paper.url, f"{paper.id}.txt", paper.flags, len(found), sum(row.counted for row in found),
    )  # fmt: skip


def signals(papers: Sequence[Paper]) -> list[rows.SignalRow]:
    """Give all signals of the articles."""
    return [signal_row(paper, number, coded) for paper in papers for number, coded in enumerate(paper.signals)]


def touching(papers: Sequence[Paper], start: date) -> list[Paper]:
    """Give the articles whose first touched week begins on that Monday."""
    return [paper for paper in papers if paper.first and monday(paper.first) == start]


def nets(papers: Sequence[Paper], start: date) -> list[rows.NetRow]:
    """Give every actor's net stance in the week that begins on that Monday."""
    counted = [row for row in signals(touching(papers, start)) if row.counted]
    doubted = {row.target for row in counted if row.signal_type == "doubt"}
    return [
        _net(start, actor, [row for row in counted if row.actor == actor], actor in doubted)
        for actor in sorted({row.actor for row in counted})
    ]


def _net(start: date, actor: str, own: Sequence[rows.SignalRow], disputed: bool) -> rows.NetRow:
    by_story: dict[str, list[int]] = {}
    for row in own:
        by_story.setdefault(row.story_id, []).append(row.direction)
    stories = sorted(by_story)
    per_story = [sum(by_story[story]) / len(by_story[story]) for story in stories]
    positive = sum(row.direction > 0 for row in own)
    return rows.NetRow(
        start, f"{start:%G-W%V}", actor, NAMES.get(actor, actor), positive, len(own) - positive,
        sum(per_story) / len(per_story), len(stories), disputed,
        sum(1.0 if row.confidence is None else row.confidence for row in own) / len(own),
    )  # fmt: skip


def previous(papers: Sequence[Paper], start: date) -> list[rows.PreviousRow]:
    """Give last week's and the four-week mean."""
    last = {row.actor: row for row in nets(papers, start - timedelta(days=7))}
    now = {row.actor: row.net for row in nets(papers, start)}
    four = [row for back in range(1, 5) for row in nets(papers, start - timedelta(days=7 * back))]
    found = []
    for actor in sorted({row.actor for row in four}):
        own = [row for row in four if row.actor == actor]
        stories, before = sum(row.stories for row in own), last.get(actor)
        mean = sum(row.net * row.stories for row in own) / stories
        found.append(
            rows.PreviousRow(
                actor, now.get(actor), before.net if before else None, before.stories if before else 0, mean, stories
            )
        )
    return found


def coverage(papers: Sequence[Paper], start: date) -> list[rows.CoverageRow]:
    """Give what was read in the twelve weeks that end with this one."""
    found = []
    for back in range(11, -1, -1):
        week = start - timedelta(days=7 * back)
        read = touching(papers, week)
        outlets = len({paper.outlet for paper in read if paper.outlet})
        found.append(
            rows.CoverageRow(
                week, f"{week:%G-W%V}", len(read), sum(bool(paper.signals) for paper in read),
                sum(dating(paper) == "imprecise" for paper in read), sum(paper.basis == "inferred" for paper in read),
                sum(paper.kind == "opinion" for paper in read), outlets,
            )
        )  # fmt: skip
    return found


def disputes(papers: Sequence[Paper], start: date) -> list[rows.DisputeRow]:
    """Give each doubt about a party beside that party's best positive signal of the week."""
    current = [row for row in signals(touching(papers, start)) if row.timing == "current"]
    doubts = [row for row in current if row.signal_type == "doubt" and row.voice in ("own", "narrated")]
    before = {coded.evidence: coded.words_before for paper in papers for coded in paper.signals}
    return [
        rows.DisputeRow(
            claim.signal_id, doubt.signal_id, claim.actor, claim.actor_name, claim.signal_type, claim.evidence,
            claim.person_name, claim.outlet, claim.title, claim.published_first, claim.published_last, claim.url,
            claim.voice, claim.is_headline,
            doubt.actor, doubt.actor_name, doubt.evidence, doubt.person_name, doubt.outlet, doubt.title,
            doubt.published_first, doubt.published_last, doubt.url, doubt.voice,
            doubt.article_id,
            claim.article_id == doubt.article_id, before[doubt.evidence],
        )
        for doubt in doubts
        for claim in [row for row in current if row.actor == doubt.target and row.direction > 0][:1]
    ]  # fmt: skip


def told(papers: Sequence[Paper], start: date) -> list[rows.SignalRow]:
    """Give the week's current signals of parties in bodies of text."""
    return [
        row
        for row in signals(touching(papers, start))
        if row.timing == "current" and not row.is_headline and row.dating == "within"
        and row.actor not in ("author", "analyst")
    ]  # fmt: skip


def ids(of: Iterable[rows.SignalRow]) -> tuple[str, ...]:
    """Give the ids of signals, in order."""
    return tuple(sorted(row.signal_id for row in of))


def grouped(of: Iterable[rows.SignalRow], *by: str) -> list[list[rows.SignalRow]]:
    """Group signals by the values of some columns, in their order."""
    groups: dict[tuple[str, ...], list[rows.SignalRow]] = {}
    for row in of:
        groups.setdefault(tuple(str(getattr(row, column) or "") for column in by), []).append(row)
    return [groups[key] for key in sorted(groups)]


def corroboration(papers: Sequence[Paper], start: date) -> list[rows.CorroborationRow]:
    """Give by how many stories and outlets each claim is carried."""
    return [_carried(group) for group in grouped(told(papers, start), "actor", "signal_type", "target")]


def _carried(group: Sequence[rows.SignalRow]) -> rows.CorroborationRow:
    stories, outlets = len({row.story_id for row in group}), len({row.outlet for row in group if row.outlet})
    return rows.CorroborationRow(
        group[0].actor, group[0].signal_type, group[0].target, stories, outlets,
        "one story" if stories < 2 else "several stories" if outlets < 2 else "across outlets",
        tuple(sorted({row.ownership for row in group if row.ownership})),
        tuple(sorted({row.country for row in group if row.country})),
        len({row.article_id for row in group if not row.ownership}),
        len({row.article_id for row in group if not row.country}), ids(group),
    )  # fmt: skip


def outlets(papers: Sequence[Paper], start: date) -> list[rows.OutletRow]:
    """Give what each kind of owner and each country carried."""
    found = []
    for kind in ("ownership", "country"):
        for key in sorted(
            {getattr(paper, kind) for paper in touching(papers, start)}, key=lambda key: (key is None, key)
        ):
            articles = sum(getattr(paper, kind) == key for paper in touching(papers, start))
            mix = grouped([row for row in told(papers, start) if getattr(row, kind) == key], "signal_type")
            found += [rows.OutletRow(kind, key, articles, of[0].signal_type, len(of), ids(of)) for of in mix]
            found += [] if mix else [rows.OutletRow(kind, key, articles, None, 0, ())]
    return found


def gaps(papers: Sequence[Paper], start: date) -> list[rows.GapRow]:
    """Give the titles whose direction is not that of the text."""
    current = [row for row in signals(touching(papers, start)) if row.timing == "current"]
    found = []
    for group in grouped(current, "article_id", "actor"):
        title, body = ([row.direction for row in group if row.is_headline == wanted] for wanted in (True, False))
        if title and (not body or sum(title) * sum(body) < 0):
            kinder = "kinder than the text" if sum(title) > 0 else "harsher than the text"
            found.append(
                rows.GapRow(group[0].article_id, group[0].actor, group[0].actor_name, group[0].title, group[0].outlet,
                            group[0].url, len(title), len(body), ids(group), kinder if body else "headline alone")
            )  # fmt: skip
    return found


def copies(papers: Sequence[Paper], start: date) -> list[rows.CopyRow]:
    """Give the stories that were reprinted."""
    by_story: dict[str, list[Paper]] = {}
    for paper in touching(papers, start):
        by_story.setdefault(story(paper), []).append(paper)
    return [
        rows.CopyRow(name, of[0].title, of[0].outlet, len(of), len({one.outlet for one in of}), 0)
        for name, of in sorted(by_story.items()) if len(of) > 1
    ]  # fmt: skip


def _is_after(one: date | None, other: date | None) -> bool:
    return other is None or (one is not None and one > other)


STATES = {
    "demand": "demanded", "threat": "demanded", "appeal": "demanded", "concession": "accepted", "agreement": "accepted",
    "endorse": "accepted", "reject": "refused", "suspend": "refused", "offer": "open", "willing": "open",
    "talks": "open",
}  # fmt: skip


def board(papers: Sequence[Paper], start: date) -> list[rows.BoardRow]:
    """Give the state last heard of each actor on each condition, of several on a day the last coded."""
    found = []
    heard = [row for paper in papers if paper.first for row in signals([paper])
             if row.counted and row.signal_type in STATES and row.conditions
             and start - timedelta(days=77) <= monday(paper.first) <= start]  # fmt: skip
    by_cell: dict[tuple[str, str], list[rows.SignalRow]] = {}
    for row in heard:
        for condition in row.conditions:
            by_cell.setdefault((row.actor, condition), []).append(row)
    for (actor, condition), cell in sorted(by_cell.items()):
        days = sorted(cell, key=lambda row: row.published_first or start)
        state, last_on = STATES[days[-1].signal_type], days[-1].published_first
        others = [row for row in days if STATES[row.signal_type] != state and row.published_first != last_on]
        since = others[-1].published_first if others else None
        same = [row for row in days if STATES[row.signal_type] == state and _is_after(row.published_first, since)]
        first, last = same[0].published_first, same[-1].published_first
        assert first
        assert last
        found.append(
            rows.BoardRow(actor, same[-1].actor_name, condition, state, first, last,
                          STATES[others[-1].signal_type] if others else None, len({row.story_id for row in same}),
                          max(row.confidence or 1.0 for row in same),
                          same[-1].signal_id, same[-1].evidence, same[-1].outlet, same[-1].url, ids(same))
        )  # fmt: skip
    return found


def results(week: str, papers: Sequence[Paper], given: Given | None = None) -> dict[str, QueryResult]:
    """Give the results of all weekly queries for a week."""
    given, start = given or Given(), fmt.week_start(week)
    found: dict[str, Sequence[object]] = {
        "signals": signals(touching(papers, start)),
        "stance": [row for back in range(11, -1, -1) for row in nets(papers, start - timedelta(days=7 * back))],
        "previous": previous(papers, start),
        "articles": [article_row(paper) for paper in touching(papers, start)],
        "undated": undated(papers),
        "coverage": coverage(papers, start),
        "rejections": given.rejections,
        "disputes": disputes(papers, start),
        "scores": given.scores,
        "corrections": given.corrections,
        "reviewed": given.reviewed,
        "corroboration": corroboration(papers, start),
        "condition_board": board(papers, start),
        "outlets": outlets(papers, start),
        "headline_gap": gaps(papers, start),
        "copies": copies(papers, start),
        "feeds": given.feeds,
    }
    return {name: query_result(name, start, of) for name, of in found.items()}


def undated(papers: Sequence[Paper]) -> list[rows.UndatedRow]:
    """Give the articles without a date, each with how many there are."""
    found = [article_row(paper) for paper in papers if paper.first is None]
    plain = [field.name for field in fields(rows.ArticleRow)]
    return [rows.UndatedRow(**{name: getattr(row, name) for name in plain}, total=len(found)) for row in found]


def query_result(name: str, start: date, of: Sequence[object]) -> QueryResult:
    """Put records into the shape in which the warehouse gives them."""
    columns = tuple(field.name for field in fields(ROW_TYPES[name]))
    cells = tuple(tuple(_cell(getattr(row, column)) for column in columns) for row in of)
    params = (("week_start", start), ("as_of", AS_OF))
    return QueryResult(name, f"FROM {name} WHERE week_start = $week_start AND as_of <= $as_of", params, columns, cells)


def _cell(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
