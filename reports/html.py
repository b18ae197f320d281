"""Writes a summary as one self-contained page: no script, no font or picture from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from reports import charts, wording
from reports import format as fmt
from reports.quality import main_scores, other_scores
from reports.records import Claim, SignalLine, Statement, WeeklySummary

TEMPLATES = Path(__file__).parent / "templates"


def render(summary: WeeklySummary) -> str:
    """Give the summary as HTML text, the same bytes for the same summary."""
    pictures = charts.stance(summary.picture, summary.week_start)
    shown = {line.id for lines in summary.listed() for line in lines}
    return environment().get_template("summary.html").render(s=summary, pictures=pictures, shown=shown)


@cache
def environment() -> Environment:
    """Give the templates' environment: everything is escaped, an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.filters |= {
        "statement": statement, "value": fmt.value, "number": number, "signed": fmt.signed, "share": fmt.share,
        "days": fmt.days, "day": fmt.day, "short_day": fmt.short_day, "week_days": fmt.week_days, "moment": fmt.moment,
        "clean": fmt.clean, "title_text": fmt.title, "outlet": fmt.outlet, "web": fmt.link, "listing": fmt.listing,
        "plural": fmt.plural, "sentence": fmt.sentence, "source": wording.source, "dated": wording.dated,
        "count": fmt.count, "by_article": by_article, "main_scores": main_scores, "other_scores": other_scores,
    }  # fmt: skip
    made.globals |= {
        "TYPE_NAMES": wording.TYPE_NAMES, "CONDITION_NAMES": wording.CONDITION_NAMES, "shade": charts.shade,
        "measure_name": wording.measure_name, "quality_note": wording.QUALITY_NOTE,
    }  # fmt: skip
    return made


def statement(told: Statement) -> Markup:
    """Give a sentence whose numbers lead to where they come from."""
    return Markup("").join(escape(part) if isinstance(part, str) else number(part) for part in told.parts)


def number(claim: Claim) -> Markup:
    """Give a number as a link to its claim."""
    return Markup('<a class="n" href="#{}" title="{}">{}</a>').format(claim.id, claim.text, fmt.value(claim))


def by_article(lines: Iterable[SignalLine]) -> list[tuple[SignalLine, ...]]:
    """Group signals by the article they stand in, in their own order."""
    return [tuple(group) for _, group in groupby(lines, key=lambda line: line.article_id)]
