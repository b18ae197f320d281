"""Writes a summary as plain text for mail and terminals: 72 columns, addresses as footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import quote as percent

from reports import format as fmt
from reports import method, names
from reports.as_json import plain_text
from reports.columns import WIDTH, columns, table, wrapped
from reports.quality import main_scores
from reports.records.findings import Bullet, DisputeSide
from reports.records.lines import ArticleLine, SignalLine
from reports.records.outlets import OutletView
from reports.records.summary import WeeklySummary
from reports.wording import conditions as condition_words
from reports.wording import signals as signal_words
from reports.wording import stances as stance_words

MOST_LISTED = 40  # of the signals of one section; the page has them all


class _Notes:
    """Numbers the addresses in the order in which they are first named."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def mark(self, url: str | None) -> str:
        address = fmt.link(url)
        if not address:
            return ""
        plain = percent(address, safe=":/?#@!$&'()*+,;=%~[]")
        return f" [{self.numbers.setdefault(plain, len(self.numbers) + 1)}]"


def render(summary: WeeklySummary) -> str:
    """Give the whole summary, the same text for the same summary."""
    notes = _Notes()
    blocks = [*_opening(summary, notes), *_body(summary, notes)]
    if notes.numbers:  # an address is never broken, since it could not be followed then
        blocks += [_heading("Addresses"), "\n".join(f"[{number}] {url}" for url, number in notes.numbers.items())]
    return "\n\n".join(filter(None, blocks)) + "\n"


def brief(summary: WeeklySummary) -> str:
    """Give what a message has room for: the masthead and the bottom line, with what changed."""
    return "\n\n".join(filter(None, _opening(summary, None))) + "\n"


def _opening(summary: WeeklySummary, notes: _Notes | None) -> Iterator[str]:
    rules = fmt.listing(summary.rulesets) or "none"
    coded = plain_text(summary.masthead.sentence).rstrip(".") if summary.masthead else "Coded automatically"
    told = f"{fmt.week_days(summary.week_start)}, as of {fmt.moment(summary.as_of)}, ruleset {rules}. {coded}."
    yield f"{_underlined(f'NEGOTIATION SIGNALS, WEEK {summary.week}', '=')}\n{wrapped(told)}"
    yield _heading("Bottom line")
    yield wrapped(summary.lead) if summary.lead else ""
    yield from (_bullet(bullet, notes) for bullet in summary.bottom_line)
    changes = [_item(plain_text(change.sentence)) for change in summary.changes if change.comparable]
    if changes or summary.changes_lead:
        yield _heading("What changed")
        yield wrapped(summary.changes_lead) if summary.changes_lead else ""
        yield "\n".join(changes)


def _body(summary: WeeklySummary, notes: _Notes) -> Iterator[str]:
    yield from _stances(summary)
    yield from _board(summary)
    yield from _conditions(summary)
    yield from _disputes(summary, notes)
    yield from _signals("Signals", summary.signals, notes)
    yield from _signals("Reported now, said earlier", summary.background, notes)
    yield from _outlets(summary.outlets, notes)
    yield from _signals("Unattributed and second-hand", summary.second_hand, notes)
    yield from _signals("Authors’ and analysts’ own opinions", summary.opinions, notes)
    yield from _signals("Signals in imprecisely dated articles", summary.imprecise_signals, notes)
    yield from _articles("Undated articles", summary.undated, notes)
    yield from _coverage(summary, notes)
    yield from _quality(summary)
    yield _heading("Method")
    yield "\n".join(wrapped(line, f"{number:2}. ", "    ") for number, line in enumerate(summary.method, 1))


def _underlined(title: str, mark: str) -> str:
    text = wrapped(title)
    return f"{text}\n{mark * min(columns(text), WIDTH)}"


def _heading(title: str) -> str:
    return "\n" + _underlined(title.upper(), "-")


def _item(text: str) -> str:
    return wrapped(text, "* ", "  ")


def _bullet(bullet: Bullet, notes: _Notes | None) -> str:
    finding = plain_text(bullet.finding)
    reasons = f": {fmt.listing(bullet.reasons)}" if bullet.reasons else ""
    disputed = f" Called insincere by {fmt.listing(bullet.disputed_by)}." if bullet.disputed_by else ""
    opening = "" if finding.startswith(",") else " "
    moved = f" {plain_text(bullet.change)}" if bullet.change else ""
    place = notes.mark(bullet.quoted.url) if notes else ""
    said = f"{fmt.in_quotes(bullet.quoted.quote)} ({signal_words.source(bullet.quoted)}){place}"
    return "\n".join((
        _item(f"{bullet.actor_name.upper()}{opening}{finding}{moved}{disputed} Evidence {bullet.word}{reasons}."),
        wrapped(said, "  ", "  "),
    ))  # fmt: skip


def _stances(summary: WeeklySummary) -> Iterator[str]:
    rows = [
        (line.actor_name,
         *map(fmt.value, (line.positive, line.negative, line.net, line.stories)))
        for line in summary.picture.table
    ]  # fmt: skip
    if rows:
        yield _heading("Who signalled what")
        yield table(("Actor", "Positive", "Negative", "Net stance", "Stories"), rows)
        yield wrapped(stance_words.marked(summary.picture.table))


def _conditions(summary: WeeklySummary) -> Iterator[str]:
    items = [
        _item(
            f"{fmt.sentence(names.CONDITION_NAMES[line.condition])}: {line.actor_name}, {line.stance}, {line.word_of}"
            f"{', imprecisely dated' if line.imprecise else ''}, {fmt.value(line.times)} "
            f"{fmt.plural(int(line.times.value), 'time')}. {fmt.in_quotes(line.shown.quote)}"
        )
        for line in summary.conditions[:MOST_LISTED]
    ]
    if items:
        yield _heading("Conditions named this week")
        yield "\n".join(items)
        yield _rest(len(summary.conditions))


def _board(summary: WeeklySummary) -> Iterator[str]:
    if summary.board and summary.board.cells:
        yield _heading("Conditions board")
        yield wrapped(condition_words.board_note(summary.board.first_on))
        yield "\n".join(_item(plain_text(cell.sentence)) for cell in summary.board.cells)


def _disputes(summary: WeeklySummary, notes: _Notes) -> Iterator[str]:
    items = [
        "\n".join((_item(f"Said: {_side(dispute.said, notes)}"),
                   *(wrapped(f"Disputed: {_side(doubt, notes)}", "  ", "  ") for doubt in dispute.doubted)))
        for dispute in summary.disputes[:MOST_LISTED]
    ]  # fmt: skip
    if items:
        yield _heading("Said and disputed")
        yield "\n".join(items)
        yield _rest(len(summary.disputes))


def _side(side: DisputeSide, notes: _Notes) -> str:
    who = f"{side.person_name}, {side.name}" if side.person_name else side.name
    where = f"{fmt.outlet(side.outlet)}, {fmt.days(side.on, side.last_on or side.on)}"
    return f"{who}: {fmt.in_quotes(side.quote)} ({where}){notes.mark(side.url)}"


def _signals(title: str, lines: Sequence[SignalLine], notes: _Notes) -> Iterator[str]:
    if lines:
        yield _heading(title)
        for _, group in groupby(lines[:MOST_LISTED], key=lambda line: line.article_id):
            yield _of_article(tuple(group), notes)
        yield _rest(len(lines))


def _of_article(lines: Sequence[SignalLine], notes: _Notes) -> str:
    first = lines[0]
    where = f"{_where(first)}, {fmt.days(first.first_on, first.last_on)}{notes.mark(first.url)}"
    return "\n".join((wrapped(where), *map(_signal, lines)))


def _signal(line: SignalLine) -> str:
    who = f"{line.person_name}, {line.actor_name}" if line.person_name else line.actor_name
    not_counted = f"; not counted: {line.not_counted_because}" if line.not_counted_because else ""
    source = f"({signal_words.source(line)}{not_counted})"
    return _item(f"{who}: {names.TYPE_NAMES[line.signal_type]}. {fmt.in_quotes(line.quote)} {source}")


def _where(line: SignalLine | ArticleLine) -> str:
    return f"{fmt.title(line.title)}, {fmt.outlet(line.outlet)}"


def _outlets(told: OutletView, notes: _Notes) -> Iterator[str]:
    groups = [
        _item(
            f"{fmt.sentence(group.name)}: {fmt.value(group.articles)} "
            f"{fmt.plural(int(group.articles.value), 'article')}; "
            + fmt.listing([f"{names.TYPE_NAMES[one.signal_type]} {fmt.value(one.n)}" for one in group.mix])
        )
        for group in told.groups
    ]
    gaps = [_item(f"{plain_text(gap.sentence)}{notes.mark(gap.url)}") for gap in told.gaps]
    only = [_item(f"{plain_text(one.sentence)}{notes.mark(one.shown.url)}") for one in told.only]
    copies = [_item(plain_text(one)) for one in told.copies]
    if lines := [*groups, *gaps, *only, *copies]:
        yield _heading("How outlets differ")
        yield "\n".join(lines)


def _articles(title: str, lines: Sequence[ArticleLine], notes: _Notes) -> Iterator[str]:
    if lines:
        yield _heading(title)
        yield "\n".join(_item(f"{_where(line)}: {signal_words.dated(line)}{notes.mark(line.url)}")
                        for line in lines[:MOST_LISTED])  # fmt: skip
        yield _rest(len(lines))


def _rest(number: int) -> str:
    more = number - MOST_LISTED
    return wrapped(f"… and {fmt.count(more)} more, all in summary.html.") if more > 0 else ""


def _coverage(summary: WeeklySummary, notes: _Notes) -> Iterator[str]:
    told = summary.coverage
    yield _heading("Coverage and data quality")
    yield wrapped(plain_text(told.sentence))
    yield from (wrapped(plain_text(warning)) for warning in (*told.warnings, *told.notes))
    if told.leave_one_out:
        yield wrapped(plain_text(told.leave_one_out.sentence))
        yield "\n".join(_item(plain_text(actor.sentence)) for actor in told.leave_one_out.actors if actor.flips)
    yield "\n".join(_item(plain_text(feed.sentence)) for feed in told.feeds)
    yield "\n".join(_item(f"{_where(line)}: {signal_words.dated(line)}, {line.signals} "
                          f"{fmt.plural(line.signals, 'signal')}{notes.mark(line.url)}")
                    for line in told.articles[:MOST_LISTED])  # fmt: skip
    yield _rest(len(told.articles))
    if told.rejections:
        yield wrapped("Not stored so far, by reason:")
        yield "\n".join(_item(f"{line.reason}: {fmt.value(line.n)}") for line in told.rejections)


def _quality(summary: WeeklySummary) -> Iterator[str]:
    shown = main_scores(summary.scores) or list(summary.scores)
    if shown:
        yield _heading("How good the tagger is")
        yield wrapped(method.QUALITY_NOTE)
        yield "\n".join(_item(plain_text(score.sentence)) for score in shown)
        yield "\n".join(_item(f"Known failure: {one.what}, such as “{one.example}”") for one in summary.known_failures)
    if summary.corrections:
        yield _heading("Corrections to earlier issues")
        yield "\n".join(_item(f"{line.week}{plain_text(line.sentence)}") for line in summary.corrections)
