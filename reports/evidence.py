"""Lets each number of a page open to where it comes from: what it counts, the words counted, and the query."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from reports import format as fmt
from reports.records.claim import Claim, Statement
from reports.records.lines import SignalLine
from reports.records.summary import WeeklySummary
from reports.wording import signals as signal_words

QUOTED = 4  # quotations that a number shows
LINKED = 40  # signals that it leads to

_NUMBER = Markup(
    '<details class="n" name="n"><summary>{}</summary><div class="card"{}><p><b>{}</b> {}</p>{}{}</div></details>'
)
_QUOTE = Markup('<blockquote><q><bdi>{}</bdi></q> <a href="#sig-{}">{}</a></blockquote>')
_QUERY = Markup(
    '<pre class="scroll" tabindex="0"><code>{}</code></pre>'
    '<p class="ids">{}<code>answer</code>: <a href="#q-{}">the query {}</a>{}</p>'
)


class Evidence:
    """The numbers of one page; the place of a number is where it stands first."""

    def __init__(self, summary: WeeklySummary) -> None:
        self._lines = {line.id: line for lines in summary.listed() for line in lines}
        self._measures = {name: sql for query in summary.queries for name, sql in query.measures}
        self._links = {id_: Markup('<a href="#sig-{0}"><code>{0}</code></a>').format(id_) for id_ in self._lines}
        self._placed: set[str] = set()

    def statement(self, told: Statement) -> Markup:
        """Give a sentence whose numbers open."""
        return Markup("").join(escape(part) if isinstance(part, str) else self.number(part) for part in told.parts)

    def number(self, claim: Claim) -> Markup:
        """Give a number that opens to its signals' words and the query that gave it."""
        place = Markup("") if claim.id in self._placed else Markup(' id="{}"').format(claim.id)
        self._placed.add(claim.id)
        shown = [self._lines[id_] for id_ in claim.signal_ids if id_ in self._lines]
        quotes = Markup("").join(
            _QUOTE.format(fmt.closed(line.quote), line.id, _whose(line)) for line in shown[:QUOTED]
        )
        text = fmt.sentence(fmt.clean(claim.text))
        given = "".join(f"${name} = {value}; " for name, value in claim.where)
        others = Markup("").join(self._others(claim, shown))
        query = _QUERY.format(self._measures[claim.measure], given, claim.query, claim.query, others)
        return _NUMBER.format(fmt.value(claim), place, fmt.value(claim), text, quotes, query)

    def _others(self, claim: Claim, shown: list[SignalLine]) -> Iterator[Markup]:
        """Lead to all signals of a number, and count those that are not even led to."""
        if not claim.signal_ids:
            return
        many = len(claim.signal_ids)
        yield Markup("; <code>$ids</code>: {} {} ").format(fmt.count(many), fmt.plural(many, "signal"))
        led = shown[:LINKED]
        yield Markup(" ").join(self._links[line.id] for line in led)
        if many > len(led):
            yield Markup(" and {} more, listed in summary.json").format(fmt.count(many - len(led)))


def _whose(line: SignalLine) -> str:
    return fmt.sentence(signal_words.source(line))
