"""`parley eval`: how well does the tagger read, against hand-coded text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

import click

from flows.cli.console import progress_shown
from flows.cli.failures import DONE, SOME_REJECTED
from flows.cli.jsonl import Lines
from flows.cli.topic import topic_option
from flows.progress import report

if TYPE_CHECKING:
    from extractors.stance.scoring import Scores


@click.command(
    "eval",
    epilog="""\b
Examples:
  parley eval tests/gold/seeds.jsonl
  parley eval tests/gold/dev.jsonl --json | jq .event.f1

\b
Each line: {"id": …, "text": the coded text whole, "date": … or left out, "signals": [{"span": [start, end], "signal",
"actor", "person", "target", "speaker", "attribution", "conditions", "timing"}]}.
detection: spans alone; type: and the signal type; event: and the actor; full: and target and speaker.
""",
)
@click.argument("gold", metavar="GOLD.jsonl", type=click.File("r", encoding="utf-8", errors="replace"))
@click.option("--json", "as_json", is_flag=True, help="Print all figures as JSON.")
@topic_option
def command(gold: TextIO, as_json: bool, topic: str) -> int:
    """Score the tagger against hand-coded articles, as the codebook says."""
    from extractors.records import Document
    from extractors.stance import load_tagger
    from extractors.stance.rows import article_from_row, scored
    from extractors.stance.scoring import as_json as figures
    from extractors.stance.scoring import score

    lines = Lines(gold)
    articles = {article.id: article for _, _, article in lines.read(article_from_row)}
    if not articles:
        raise click.UsageError(f"{gold.name} holds no hand-coded article")
    tagger = load_tagger(topic)
    found = {}
    with progress_shown("tagging"):
        for done, one in enumerate(articles.values()):
            report("tagging", done, len(articles))
            found[one.id] = scored(tagger.tag(Document(one.text, None, one.published_on)).signals)
    scores = score(tuple(articles.values()), found)
    click.echo(json.dumps(figures(scores)) if as_json else in_words(scores))
    return SOME_REJECTED if lines.rejected else DONE


def in_words(scores: Scores) -> str:
    """Return the figures as a few aligned lines."""
    lines = [f"{scores.articles} articles, gold {scores.gold}, predicted {scores.found}"]
    for name, rate in scores.levels.items():
        interval = f"95% {rate.f1_low:.3f} to {rate.f1_high:.3f}"
        lines.append(f"{name:10} P {rate.precision:.3f}  R {rate.recall:.3f}  F1 {rate.f1:.3f}  {interval}")
    matched = ", ".join(f"{name} {value:.3f}" for name, value in scores.attributes.items())
    false = scores.false_per_1000_sentences
    by_type = ", ".join(
        f"{name} {rate.f1:.3f} (n={scores.gold_by_type[name]})" for name, rate in scores.by_type.items()
    )
    return "\n".join(
        (
            *lines,
            f"on matched events: {matched}",
            f"conditions F1 {scores.conditions_f1:.3f}, direction accuracy {scores.direction_accuracy:.3f}",
            f"false alarms per 1,000 sentences: {'–' if false is None else f'{false:.1f}'}",
            f"F1 by type: {by_type}",
        )
    )
