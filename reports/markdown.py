"""Writes a summary as Markdown; what comes from the articles is escaped and cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote as percent

from reports import format as fmt
from reports import wording
from reports.as_json import plain_text
from reports.quality import main_scores
from reports.records import ArticleLine, Bullet, Dispute, DisputeSide, SignalLine, WeeklySummary

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
    yield _conditions(summary)
    yield _disputes(summary.disputes)
    yield _signals("Signals", summary.signals)
    yield _signals("Reported now, said earlier", summary.background)
    yield _signals("Unattributed and second-hand", summary.second_hand)
    yield _signals("Authors’ and analysts’ own opinions", summary.opinions)
    yield _articles("Imprecisely dated articles", summary.imprecise)
    yield _signals("Signals in imprecisely dated articles", summary.imprecise_signals)
    yield _articles("Undated articles", summary.undated)
    yield _coverage(summary)
    yield _quality(summary)
    yield _method(summary)
    yield _claims(summary)


def _masthead(summary: WeeklySummary) -> list[str]:
    rules = fmt.listing(summary.rulesets) or "none"
    return [
        f"# Negotiation signals, week {summary.week}",
        f"{fmt.week_days(summary.week_start)} · as of {fmt.moment(summary.as_of)} · ruleset {escape(rules)} · "
        "coded automatically",
    ]


def _bottom_line(summary: WeeklySummary) -> list[str]:
    bullets = "\n".join(map(_bullet, summary.bottom_line))
    return ["## Bottom line", *filter(None, (summary.lead, bullets))]


def _bullet(bullet: Bullet) -> str:
    actor = f"**{escape(bullet.actor_name)}**"
    reasons = f": {', '.join(map(escape, bullet.reasons))}" if bullet.reasons else ""
    disputed = f" Called insincere by {escape(fmt.listing(bullet.disputed_by))}." if bullet.disputed_by else ""
    said = f"“{escape(bullet.quoted.quote)}” ({escape(wording.source(bullet.quoted))})"
    finding = plain_text(bullet.finding)
    opening = "" if finding.startswith(",") else " "
    return f"- {actor}{opening}{finding}{disputed} Evidence {bullet.word}{reasons}. {said}"


def _changes(summary: WeeklySummary) -> list[str]:
    shown = [f"- {escape(plain_text(change.sentence))}" for change in summary.changes if change.comparable]
    body = [part for part in (summary.changes_lead, "\n".join(shown)) if part]
    return ["## What changed", *body] if body else []


def _stances(summary: WeeklySummary) -> list[str]:
    rows = [
        (
            escape(row.actor_name) + (" (called insincere)" if row.disputed else ""),
            *(fmt.value(claim) for claim in (row.positive, row.negative, row.net, row.stories)),
        )
        for row in summary.picture.table
    ]
    heads = ("Actor", "Positive", "Negative", "Net stance", "Stories")
    return ["## Who signalled what", _table(heads, rows, numbers=4)] if rows else []


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 0) -> str:
    rule = ["---"] * (len(heads) - numbers) + ["---:"] * numbers
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))


def _conditions(summary: WeeklySummary) -> list[str]:
    rows = [
        (
            wording.CONDITION_NAMES[line.condition],
            escape(line.actor_name),
            line.stance + (" (imprecisely dated)" if line.imprecise else ""),
            line.word_of,
            f"“{escape(line.shown.quote)}”",
            fmt.value(line.times),
        )
        for line in summary.conditions
    ]
    heads = ("Condition", "Actor", "What it did", "On whose word", "Evidence", "Times")
    return ["## Conditions", _table(heads, rows, numbers=1)] if rows else []


def _disputes(disputes: Sequence[Dispute]) -> list[str]:
    rows = [(_side(dispute.said), _side(doubt)) for dispute in disputes for doubt in dispute.doubted]
    return ["## Said and disputed", _table(("Said", "Disputed"), rows)] if rows else []


def _side(side: DisputeSide) -> str:
    who = escape(f"{side.person_name}, {side.name}" if side.person_name else side.name)
    return f"{who}, {fmt.days(side.on, side.on)}: “{escape(side.quote)}” ({escape(fmt.outlet(side.outlet))})"


def _signals(heading: str, lines: Sequence[SignalLine]) -> list[str]:
    rows = [
        (
            fmt.days(line.first_on, line.last_on),
            escape(f"{line.person_name}, {line.actor_name}" if line.person_name else line.actor_name),
            wording.TYPE_NAMES[line.signal_type],
            f"“{escape(line.quote)}”",
            escape(wording.source(line)),
            _where(line),
            escape(line.rule) + (f", not counted: {line.not_counted_because}" if line.not_counted_because else ""),
            fmt.share(line.confidence),
        )
        for line in lines
    ]
    heads = ("Date", "Actor", "Signal", "Words", "Whose words", "Where", "Rule", "Confidence")
    return [f"## {heading}", _table(heads, rows, numbers=1)] if rows else []


def _where(line: SignalLine | ArticleLine) -> str:
    text, url = escape(f"{fmt.title(line.title)}, {fmt.outlet(line.outlet)}"), fmt.link(line.url)
    return f"[{text}](<{percent(url, safe=':/?#@!$&*+,;=%~')}>)" if url else text


def _articles(heading: str, articles: Sequence[ArticleLine]) -> list[str]:
    items = [f"- {_where(line)}: {escape(wording.dated(line))}" for line in articles]
    return [f"## {heading}", "\n".join(items)] if items else []


def _coverage(summary: WeeklySummary) -> list[str]:
    told = summary.coverage
    articles = [
        f"- {_where(line)}: {escape(wording.dated(line))}, {line.signals} {fmt.plural(line.signals, 'signal')}"
        for line in told.articles
    ]
    rejected = [f"- {escape(line.reason)}: {fmt.value(line.n)}" for line in told.rejections]
    parts = [plain_text(told.sentence), *map(plain_text, told.warnings), "\n".join(articles)]
    if rejected:
        parts.append("Not stored so far, by reason:\n\n" + "\n".join(rejected))
    return ["## Coverage and data quality", *filter(None, parts)]


def _quality(summary: WeeklySummary) -> list[str]:
    shown = main_scores(summary.scores) or list(summary.scores)
    items = [f"- {escape(plain_text(score.sentence))}" for score in shown]
    if rest := len(summary.scores) - len(shown):
        items.append(f"- {fmt.count(rest)} more {fmt.plural(rest, 'measure')}: summary.json")
    corrected = [f"- {line.week}{plain_text(line.sentence)}" for line in summary.corrections]
    return [
        *(["## How good the tagger is", wording.QUALITY_NOTE, "\n".join(items)] if items else []),
        *(["## Corrections to earlier issues", "\n".join(corrected)] if corrected else []),
    ]


def _method(summary: WeeklySummary) -> list[str]:
    return ["## Method", "\n".join(f"{number}. {line}" for number, line in enumerate(summary.method, 1))]


def _claims(summary: WeeklySummary) -> list[str]:
    rows = [
        (claim.id, escape(claim.text), f"`{claim.query}`", str(len(claim.signal_ids)), fmt.value(claim))
        for claim in summary.claims
        if claim.query != "scores"  # they stand above as they are, with nothing behind them
    ]
    heads = ("Claim", "What it says", "Query", "Signals behind it", "Value")
    return ["## Where the numbers come from", _table(heads, rows, numbers=2)] if rows else []
