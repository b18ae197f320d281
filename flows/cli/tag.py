"""`parley tag`: JSON lines in, signals out."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, TextIO

import click

from flows.cli.console import progress_shown
from flows.cli.failures import DONE, SOME_REJECTED
from flows.cli.jsonl import Lines
from flows.cli.topic import topic_option
from flows.progress import report

if TYPE_CHECKING:
    from extractors.records import Document
    from extractors.stance.tagger import TwoTierTagger


@click.command(
    "tag",
    epilog="""\b
Examples:
  parley tag articles.jsonl > signals.jsonl
  parley tag articles.jsonl --explain | jq .explanations
  echo '{"id": "a", "title": "Kyiv rules out talks", "text": "…", "date": "2024-05-24"}' | parley tag

\b
Each input line: {"id": …, "text": …, "title": … or left out, "date": "YYYY-MM-DD" or null or left out}.
Each output line: {"id": …, "signals": [{"span": [start, end], "actor", "person", "signal", "target", "speaker",
"attribution", "conditions", "timing", "confidence", "rule"}]}. Offsets count characters in the text; where a title
is given that the text does not begin with, in title + blank line + text. --explain adds to each line why each signal
is believed: the rule and its words, the network's score, and how all add up, in log odds; --candidates adds what was
considered and not believed. A bad line is named on stderr, the rest goes on, and the exit code is 1.
""",
)
@click.argument("source", metavar="[FILE|-]", type=click.File("r", encoding="utf-8", errors="replace"), default="-")
@click.option("--explain", is_flag=True, help="Say of each signal why: rule, words, network, sum.")
@click.option("--candidates", "unbelieved", is_flag=True, help="Give also what passed the gate and got no tag.")
@topic_option
def command(source: TextIO, explain: bool, unbelieved: bool, topic: str) -> int:
    """Tag articles with negotiation signals, one JSON object a line, in order."""
    from extractors.stance import load_tagger
    from extractors.stance.rows import document_from_row, signals_to_row

    tagger, lines = load_tagger(topic), Lines(source)
    # On a terminal the answers themselves show how far it is.
    with progress_shown("tagging") if not sys.stdout.isatty() else nullcontext():
        for number, row, document in lines.read(document_from_row):
            try:
                answer = signals_to_row(str(row["id"]), tagger.tag(document))
                if explain or unbelieved:
                    answer |= _reasons(tagger, document, explain=explain, unbelieved=unbelieved)
            except Exception as error:
                lines.reject(number, f"the tagger failed: {type(error).__name__}: {error}")
                continue
            click.echo(json.dumps(answer, ensure_ascii=False))
            report("tagging", number)
    lines.tell_rejected("tagged")
    return SOME_REJECTED if lines.rejected else DONE


def _reasons(tagger: TwoTierTagger, document: Document, *, explain: bool, unbelieved: bool) -> dict[str, object]:
    from extractors.stance.combination import weights
    from extractors.stance.explanation import explained

    reading, found = tagger.candidates(document)
    told = list(explained(reading, found, weights()))
    reasons: dict[str, object] = {}
    if explain:
        reasons["explanations"] = [one.row for one in told if one.is_believed]
    if unbelieved:
        reasons["candidates"] = [one.row for one in told if not one.is_believed]
    return reasons
