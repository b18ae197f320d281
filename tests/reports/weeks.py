"""Builds the results of the weekly queries from hand-coded articles, as the warehouse would give them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
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
    "undated": rows.ArticleRow,
    "coverage": rows.CoverageRow,
    "rejections": rows.RejectionRow,
    "disputes": rows.DisputeRow,
    "scores": rows.ScoreRow,
    "corrections": rows.CorrectionRow,
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


@dataclass(frozen=True)
class Given:
    """What a week's results are built from, beside the articles."""

    scores: Sequence[rows.ScoreRow] = ()
    rejections: Sequence[rows.RejectionRow] = ()
    corrections: Sequence[rows.CorrectionRow] = ()
    papers: Sequence[Paper] = field(default=())


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
        confidence=0.8,
        evidence=coded.evidence,
        is_headline=coded.is_headline,
        counted=dating(paper) == "within" and coded.timing == "current" and said in ("own", "narrated")
        and not coded.is_headline,
        article_id=paper.id,
        title=paper.title,
        outlet=paper.outlet,
        article_kind=paper.kind,
        url=paper.url,
        story_id=f"story:{paper.id}",
        rule=f"{coded.signal}.hand",
        ruleset=RULESET,
    )  # fmt: skip


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
    stories = sorted({row.story_id for row in own})
    per_story = [
        sum(row.direction for row in own if row.story_id == story) / sum(row.story_id == story for row in own)
        for story in stories
    ]
    positive = sum(row.direction > 0 for row in own)
    return rows.NetRow(
        start, f"{start:%G-W%V}", actor, NAMES.get(actor, actor), positive, len(own) - positive,
        sum(per_story) / len(per_story), len(stories), disputed,
    )  # fmt: skip


def previous(papers: Sequence[Paper], start: date) -> list[rows.PreviousRow]:
    """Give last week's and the four-week mean."""
    last = {row.actor: row for row in nets(papers, start - timedelta(days=7))}
    four = [row for back in range(1, 5) for row in nets(papers, start - timedelta(days=7 * back))]
    found = []
    for actor in sorted({row.actor for row in four}):
        own = [row for row in four if row.actor == actor]
        stories, before = sum(row.stories for row in own), last.get(actor)
        mean = sum(row.net * row.stories for row in own) / stories
        found.append(
            rows.PreviousRow(actor, before.net if before else None, before.stories if before else None, mean, stories)
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
    return [
        rows.DisputeRow(
            claim.signal_id, doubt.signal_id, claim.actor, claim.actor_name, claim.signal_type, claim.evidence,
            claim.person_name, claim.outlet, claim.title, claim.published_first, doubt.actor, doubt.actor_name,
            doubt.evidence, doubt.person_name, doubt.outlet, doubt.title, doubt.published_first,
        )
        for doubt in doubts
        for claim in [row for row in current if row.actor == doubt.target and row.direction > 0][:1]
    ]  # fmt: skip


def results(week: str, papers: Sequence[Paper], given: Given | None = None) -> dict[str, QueryResult]:
    """Give the results of all weekly queries for a week."""
    given, start = given or Given(), fmt.week_start(week)
    found: dict[str, Sequence[object]] = {
        "signals": signals(touching(papers, start)),
        "stance": [row for back in range(11, -1, -1) for row in nets(papers, start - timedelta(days=7 * back))],
        "previous": previous(papers, start),
        "articles": [article_row(paper) for paper in touching(papers, start)],
        "undated": [article_row(paper) for paper in papers if paper.first is None],
        "coverage": coverage(papers, start),
        "rejections": given.rejections,
        "disputes": disputes(papers, start),
        "scores": given.scores,
        "corrections": given.corrections,
    }
    return {name: query_result(name, start, of) for name, of in found.items()}


def query_result(name: str, start: date, of: Sequence[object]) -> QueryResult:
    """Put records into the shape in which the warehouse gives them."""
    columns = tuple(field.name for field in fields(ROW_TYPES[name]))
    cells = tuple(tuple(_cell(getattr(row, column)) for column in columns) for row in of)
    params = (("week_start", start), ("as_of", AS_OF))
    return QueryResult(name, f"FROM {name} WHERE week_start = $week_start AND as_of <= $as_of", params, columns, cells)


def _cell(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
