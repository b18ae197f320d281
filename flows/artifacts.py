"""The newest week in Prefect's own pages: a short text and a table, each under a key that stays."""

from __future__ import annotations

import logging

from reports import format as fmt
from reports import markdown
from reports.records.summary import WeeklySummary

TEXT_KEY, TABLE_KEY = "parley-newest-week", "parley-newest-week-actors"
MOST_CHARACTERS = 8_000  # a page for the dashboard, not the summary itself


def show(summary: WeeklySummary) -> None:
    """Put a week into Prefect as artifacts; a server that does not take them is told of in the log."""
    from prefect.artifacts import create_markdown_artifact, create_table_artifact
    from prefect.exceptions import PrefectException

    described = f"Negotiation signals, week {summary.week}, as of {fmt.moment(summary.as_of)}"
    try:
        create_markdown_artifact(text(summary), key=TEXT_KEY, description=described)
        create_table_artifact(table(summary), key=TABLE_KEY, description=described)
    except (PrefectException, OSError) as error:
        logging.getLogger(__name__).warning("Prefect took no artifact: %s", type(error).__name__)


def text(summary: WeeklySummary) -> str:
    """Give the opening of the summary as Markdown, cut at a line where it is long."""
    opening = markdown.brief(summary)
    if len(opening) <= MOST_CHARACTERS:
        return opening
    return opening[:MOST_CHARACTERS].rpartition("\n")[0] + "\n\n… more in summary.html.\n"


def table(summary: WeeklySummary) -> list[dict[str, str]]:
    """Give who signalled what in the week, one row an actor."""
    return [
        {
            "Actor": markdown.escape(line.actor_name),
            **{name: fmt.value(claim) for name, claim in (
                ("Positive", line.positive), ("Negative", line.negative), ("Net stance", line.net),
                ("Stories", line.stories),
            )},
            "Called insincere": "yes" if line.disputed else "",
        }
        for line in summary.picture.table
    ]  # fmt: skip
