"""Writes a summary as Markdown; what comes from the articles is escaped and cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote as percent

from reports import format as fmt
from reports import method, names
from reports.as_json import plain_text
from reports.quality import main_scores
from reports.records.conditions import ConditionBoard, ConditionCell
from reports.records.findings import Bullet, Dispute, DisputeSide
from reports.records.lines import ArticleLine, SignalLine
from reports.records.outlets import HeadlineGap, OutletGroup, OutletView
from reports.records.quality import Score
from reports.records.summary import WeeklySummary
from reports.wording import conditions as condition_words
from reports.wording import quality as quality_words
from reports.wording import signals as signal_words
from reports.wording import stances as stance_words

MAX_ROWS = 200  # of a table; summary.json has all
MAX_ARTICLES = 50
MAX_COLUMNS = 8

_ACTIVE = re.compile(r"([\\`*_\[\]{}|~#@$^])")
_AUTOLINK = re.compile(r"(?i)(https?|ftp|mailto|javascript|data)(:)|(www)(\.)")


def escape(text: str) -> str:
    """Make foreign text inert in Markdown, and keep its own direction from running into ours."""
    plain = fmt.clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    inert = _ACTIVE.sub(r"\\\1", plain)
    inert = _AUTOLINK.sub(lambda found: "".join(part or "" for part in _split(found)), inert)
    return f"\u2068{inert}\u2069" if any("\u0590" <= char <= "\u08ff" for char in inert) else inert


def _split(found: re.Match[str]) -> tuple[str | None, ...]:
    scheme, colon, www, dot = found.groups()
    return (scheme, "\\" if colon else "", colon, www, "\\" if dot else "", dot)


def render(summary: WeeklySummary) -> str:
    """Give the summary as Markdown text, the same bytes for the same summary."""
    return _joined(_sections(summary))


def brief(summary: WeeklySummary) -> str:
    """Give the masthead, the bottom line and what changed."""
    return _joined((_masthead(summary), _bottom_line(summary), _changes(summary)))


def _joined(sections: Iterable[Iterable[str]]) -> str:
    return "\n\n".join(block for section in sections for block in section) + "\n"


def _sections(summary: WeeklySummary) -> Iterator[Iterable[str]]:
    yield _masthead(summary)
    yield _bottom_line(summary)
    yield _changes(summary)
    yield _stances(summary)
    yield _board(summary.board)
    yield _conditions(summary)
    yield _disputes(summary.disputes)
    yield _signals("Signals", summary.signals)
    yield _signals("Reported now, said earlier", summary.background)
    yield _outlets(summary.outlets)
    yield _signals("Unattributed and second-hand", summary.second_hand)
    yield _signals("Authors’ and analysts’ own opinions", summary.opinions)
    yield _articles("Imprecisely dated articles", summary.imprecise)
    yield _signals("Signals in imprecisely dated articles", summary.imprecise_signals)
    yield _articles("Undated articles", summary.undated)
    yield _coverage(summary)
    yield _quality(summary)
    yield _corrections(summary)
    yield _method(summary)
    yield _claims(summary)


def _masthead(summary: WeeklySummary) -> list[str]:
    rules = fmt.listing(summary.rulesets) or "none"
    return [
        f"# Negotiation signals, week {summary.week}",
        f"{fmt.week_days(summary.week_start)} · as of {fmt.moment(summary.as_of)} · ruleset {escape(rules)} · "
        f"{plain_text(summary.masthead.sentence)}",
    ]


def _bottom_line(summary: WeeklySummary) -> list[str]:
    bullets = "\n".join(map(_bullet, summary.bottom_line))
    return ["## Bottom line", *filter(None, (summary.lead, bullets))]


def _bullet(bullet: Bullet) -> str:
    actor = f"**{escape(bullet.actor_name)}**"
    reasons = f": {', '.join(map(escape, bullet.reasons))}" if bullet.reasons else ""
    disputed = f" Called insincere by {escape(fmt.listing(bullet.disputed_by))}." if bullet.disputed_by else ""
    said = f"{fmt.in_quotes(escape(bullet.quoted.quote))} ({escape(signal_words.source(bullet.quoted))})"
    finding = plain_text(bullet.finding)
    opening = "" if finding.startswith(",") else " "
    moved = f" {escape(plain_text(bullet.change))}" if bullet.change else ""
    return f"- {actor}{opening}{finding}{moved}{disputed} Evidence {bullet.word}{reasons}. {said}"


def _changes(summary: WeeklySummary) -> list[str]:
    is_any = any(change.comparable for change in summary.changes)
    shown = [f"- {escape(plain_text(change.sentence))}" for change in summary.changes if change.comparable or is_any]
    body = [part for part in (summary.changes_lead, "\n".join(shown)) if part]
    return ["## What changed", *body] if body else []


def _stances(summary: WeeklySummary) -> list[str]:
    rows = [
        (
            escape(row.actor_name) + stance_words.marks(row),
            *(fmt.value(claim) for claim in (row.positive, row.negative, row.net, row.stories)),
        )
        for row in summary.picture.table
    ]
    heads = ("Actor", "Positive", "Negative", "Net stance", "Stories")
    return ["## Who signalled what", _table(heads, rows, numbers=4)] if rows else []


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 0) -> str:
    rule = ["---"] * (len(heads) - numbers) + ["---:"] * numbers
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))


def _board(board: ConditionBoard | None) -> list[str]:
    if board is None:
        return []
    cells = {(cell.condition, cell.actor): cell for cell in board.cells}
    rows = [
        (
            names.CONDITION_NAMES[condition],
            *(
                _cell(cells.get((condition, actor)), with_year=board.spans_years())
                for actor, _ in board.actors[:MAX_COLUMNS]
            ),
        )
        for condition in board.conditions
    ]
    heads = ("Condition", *(escape(name) for _, name in board.actors[:MAX_COLUMNS]))
    explain = (
        f"{condition_words.board_note(board.first_on)} "
        "**Bold**: taken up or changed this week. A question mark: more likely a misreading."
    )
    return ["## Conditions board", explain, _table(heads, rows)]


def _cell(cell: ConditionCell | None, *, with_year: bool) -> str:
    if cell is None:
        return ""
    earlier = f", before: {cell.before}" if cell.before else ""
    year = f" {cell.since.year}" if with_year else ""
    text = f"{cell.state}{'' if cell.is_likely else '?'} since {fmt.short_day(cell.since)}{year}{earlier}"
    return f"**{text}**" if cell.is_new else text


def _conditions(summary: WeeklySummary) -> list[str]:
    rows = [
        (
            names.CONDITION_NAMES[line.condition],
            escape(line.actor_name),
            line.stance + (" (imprecisely dated)" if line.imprecise else ""),
            line.word_of,
            fmt.in_quotes(escape(line.shown.quote)),
            fmt.value(line.times),
        )
        for line in summary.conditions[:MAX_ROWS]
    ]
    heads = ("Condition", "Actor", "What it did", "On whose word", "Evidence", "Times")
    return ["## Conditions named this week", _table(heads, rows, numbers=1)] if rows else []


def _disputes(disputes: Sequence[Dispute]) -> list[str]:
    rows = [(_side(dispute.said), _side(doubt)) for dispute in disputes for doubt in dispute.doubted]
    return ["## Said and disputed", _table(("Said", "Disputed"), rows)] if rows else []


def _side(side: DisputeSide) -> str:
    who = escape(f"{side.person_name}, {side.name}" if side.person_name else side.name)
    notes = [fmt.outlet(side.outlet)]
    notes += [] if side.whose == names.VOICE_NAMES["own"] else [side.whose]
    notes += [signal_words.ORDERS[side.order]] if side.order and side.order != "later" else []
    return f"{who}, {fmt.days(side.on, side.last_on)}: {fmt.in_quotes(escape(side.quote))} ({escape(', '.join(notes))})"


def _signals(heading: str, lines: Sequence[SignalLine]) -> list[str]:
    rows = [
        (
            fmt.days(line.first_on, line.last_on),
            escape(f"{line.person_name}, {line.actor_name}" if line.person_name else line.actor_name),
            names.TYPE_NAMES[line.signal_type] + (f" ({signal_words.LABELS[line.label]})" if line.label else ""),
            fmt.in_quotes(escape(line.quote)),
            escape(signal_words.source(line)),
            _where(line) + (f" ({escape(signal_words.owner(line))})" if line.ownership or line.country else ""),
            _carried(line),
            fmt.share(line.confidence),
        )
        for line in _most(lines)
    ]
    heads = ("Date", "Actor", "Signal", "Words", "Whose words", "Where", "Carried by", "Probability")
    rest = [signal_words.REST] if len(lines) > MAX_ROWS else []
    return [f"## {heading}", _table(heads, rows, numbers=1), *rest] if rows else []


def _carried(line: SignalLine) -> str:
    because = line.not_counted_because
    return f"not counted: {because}" if because else escape(signal_words.carried(line))


def _most(lines: Sequence[SignalLine]) -> Sequence[SignalLine]:
    """Choose which signals to show where there are too many for a table: those that count, the surest first."""
    if len(lines) <= MAX_ROWS:
        return lines
    best = sorted(lines, key=lambda line: (not line.counted, -(line.confidence or 1.0), line.id))[:MAX_ROWS]
    chosen = {line.id for line in best}
    return [line for line in lines if line.id in chosen]


def _where(line: SignalLine | ArticleLine | HeadlineGap) -> str:
    text, url = escape(f"{fmt.title(line.title)}, {fmt.outlet(line.outlet)}"), fmt.link(line.url)
    return f"[{text}](<{percent(url, safe=':/?#@!$&*+,;=%~')}>)" if url else text


def _articles(heading: str, articles: Sequence[ArticleLine]) -> list[str]:
    items = [f"- {_where(line)}: {escape(signal_words.dated(line))}" for line in articles[:MAX_ROWS]]
    rest = [signal_words.REST] if len(articles) > MAX_ROWS else []
    return [f"## {heading}", "\n".join(items), *rest] if items else []


def _outlets(view: OutletView) -> list[str]:
    groups = [f"- {escape(fmt.sentence(group.name))}: {_mix(group)}" for group in view.groups]
    blocks = [
        ("What each carried, by type", groups),
        ("Titles against texts", [f"- {_where(gap)}: {escape(plain_text(gap.sentence))}" for gap in view.gaps]),
        ("Carried by one group alone", [f"- {escape(plain_text(only.sentence))}" for only in view.only]),
        ("Printed more than once", [f"- {escape(plain_text(copied))}" for copied in view.copies]),
    ]
    parts = [part for heading, items in blocks if items for part in (f"### {heading}", "\n".join(items))]
    return ["## How outlets differ", *parts] if parts else []


def _mix(group: OutletGroup) -> str:
    articles = f"{fmt.value(group.articles)} {fmt.plural(int(group.articles.value), 'article')}"
    mix = ", ".join(f"{names.TYPE_NAMES[one.signal_type]} {fmt.value(one.n)}" for one in group.mix)
    return f"{articles}, {fmt.value(group.signals)} {fmt.plural(int(group.signals.value), 'signal')}" + (
        f" ({mix})" if mix else ""
    )


def _coverage(summary: WeeklySummary) -> list[str]:
    told = summary.coverage
    articles = [
        f"- {_where(line)}: {escape(signal_words.dated(line))}{'' if line.signals else ', no signal'}"
        for line in told.articles[:MAX_ARTICLES]
    ]
    if len(told.articles) > MAX_ARTICLES:
        articles.append(f"- {signal_words.REST}")
    rejected = [f"- {escape(line.reason)}: {fmt.value(line.n)}" for line in told.rejections]
    days = ", ".join(f"{fmt.short_day(day.on)}: {fmt.value(day.articles)}" for day in told.days)
    left = told.leave_one_out
    actors = [f"- {escape(plain_text(actor.sentence))}" for actor in left.actors if actor.flips] if left else []
    feeds = [f"- {escape(feed.feed)}: {escape(plain_text(feed.sentence))}" for feed in told.feeds[:MAX_ROWS]]
    parts = [
        plain_text(told.sentence),
        *(escape(plain_text(part)) for part in (*told.warnings, *told.notes)),
        f"Articles dated to a day: {days}." if len(told.articles) > 1 else "",
        escape(plain_text(left.sentence)) if left else "",
        "\n".join(actors),
        "\n".join(feeds),
        "\n".join(articles),
        "Not stored this week, by reason:\n\n" + "\n".join(rejected) if rejected else "",
    ]
    return ["## Coverage and data quality", *filter(None, parts)]


def _quality(summary: WeeklySummary) -> list[str]:
    shown = main_scores(summary.scores) or list(summary.scores)
    items = [f"- {escape(plain_text(score.sentence))}" for score in shown]
    if not items:
        return []
    types = [
        (fmt.sentence(names.TYPE_NAMES[row.signal_type]), *_rate(row.precision), *_rate(row.recall))
        for row in summary.type_scores
    ]
    heads = ("Type", "Precision", "95%", "n", "Recall", "95%", "n")
    about = [escape(quality_words.by_type(of.set_name)) for of in summary.type_scores[:1]]
    table = [*about, _table(heads, types, numbers=6)] if types else []
    failures = [
        f"- {fmt.sentence(one.what)}: “{escape(one.example)}” ({one.outcome})." for one in summary.known_failures
    ]
    return ["## How good the tagger is", method.QUALITY_NOTE, "\n".join(items), *table, method.FAILURES_LEAD,
            "\n".join(failures)]  # fmt: skip


def _rate(score: Score | None) -> tuple[str, str, str]:
    if score is None:
        return ("–", "–", "–")
    between = "–".join(map(fmt.value, score.interval)) if score.interval else "–"
    return (fmt.value(score.rate), between, fmt.value(score.n))


def _corrections(summary: WeeklySummary) -> list[str]:
    corrected = [f"- {line.week}{plain_text(line.sentence)}" for line in summary.corrections]
    return ["## Corrections to earlier issues", "\n".join(corrected)] if corrected else []


def _method(summary: WeeklySummary) -> list[str]:
    return ["## Method", "\n".join(f"{number}. {line}" for number, line in enumerate(summary.method, 1))]


def _claims(summary: WeeklySummary) -> list[str]:
    return ["## Where the numbers come from", method.CLAIMS_NOTE] if summary.claims else []
