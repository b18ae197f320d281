"""Writes a summary as one self-contained page: no font or picture from elsewhere, and all there without its script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from reports import charts, method, names, pictures, rules
from reports import format as fmt
from reports.evidence import Evidence
from reports.quality import main_scores, other_scores
from reports.records.lines import SignalLine
from reports.records.summary import WeeklySummary
from reports.wording import quality as quality_words
from reports.wording import signals as signal_words

TEMPLATES = Path(__file__).parent / "templates"
AT_ONCE = 150  # signals of a list that are shown before the rest folds


def render(summary: WeeklySummary) -> str:
    """Give the summary as HTML text, the same bytes for the same summary."""
    shown = {line.id for lines in summary.listed() for line in lines}
    page = environment().get_template("summary.html")
    return page.render(s=summary, pictures=charts.drawn(summary), shown=shown, told=Evidence(summary))


@cache
def environment() -> Environment:
    """Give the templates' environment: everything is escaped, an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.filters |= {
        "value": fmt.value, "signed": fmt.signed, "share": fmt.share, "days": fmt.days, "day": fmt.day,
        "week_days": fmt.week_days, "moment": fmt.moment, "clean": fmt.clean, "closed": fmt.closed,
        "title_text": fmt.title, "outlet": fmt.outlet, "web": fmt.link, "listing": fmt.listing, "plural": fmt.plural,
        "sentence": fmt.sentence, "source": signal_words.source, "dated": signal_words.dated, "count": fmt.count,
        "by_article": by_article, "named": named, "carried": signal_words.carried, "owner": signal_words.owner,
        "main_scores": main_scores, "other_scores": other_scores,
    }  # fmt: skip
    script = (TEMPLATES / "filter.js").read_text("utf-8")
    made.globals |= {
        "TYPE_NAMES": names.TYPE_NAMES, "CONDITION_NAMES": names.CONDITION_NAMES, "shade": pictures.shade,
        "shape": lambda net: pictures.shape(net)[0], "place": pictures.place,
        "measure_name": quality_words.measure_name,
        "quality_note": method.QUALITY_NOTE, "MAX_ACTORS": pictures.MAX_ACTORS, "MAX_HOLDERS": pictures.MAX_HOLDERS,
        "MAX_GROUPS": pictures.MAX_GROUPS, "THIN_COVERAGE": rules.THIN_COVERAGE,
        "LABELS": signal_words.LABELS, "ORDERS": signal_words.ORDERS,
        "FAILURES_LEAD": method.FAILURES_LEAD, "by_type": quality_words.by_type, "AT_ONCE": AT_ONCE,
        "script": Markup(script),  # noqa: S704 - our own
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    }  # fmt: skip
    return made


def named(text: str) -> Markup:
    """Give a foreign name so that its direction of writing turns nothing around it."""
    return Markup("<bdi>") + escape(fmt.clean(text)) + Markup("</bdi>")


def by_article(lines: Iterable[SignalLine]) -> list[tuple[SignalLine, ...]]:
    """Group signals by the article they stand in, in their own order."""
    return [tuple(group) for _, group in groupby(lines, key=lambda line: line.article_id)]
