"""`parley eval`: how well does the tagger read, against hand-coded text or analysts' labels."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from flows.cli.console import progress_shown
from flows.cli.failures import DONE, SOME_REJECTED
from flows.cli.home import home_option
from flows.cli.jsonl import Lines
from flows.cli.topic import topic_option
from flows.progress import report
from flows.settings import Settings

if TYPE_CHECKING:
    from extractors.stance import Tagger
    from extractors.stance.calibration import Calibration
    from extractors.stance.rows import CodedArticle, CodedSignal
    from extractors.stance.scoring import Scores


@click.command(
    "eval",
    epilog="""\b
Examples:
  parley eval tests/gold/seeds.jsonl
  parley eval tests/gold/dev.jsonl --json | jq .event.f1
  parley eval --labels                    against the verdicts of parley review

\b
Each line: {"id": …, "text": the coded text whole, "date": … or left out, "signals": [{"span": [start, end], "signal",
"actor", "person", "target", "speaker", "attribution", "conditions", "timing"}]}.
confidence: how often signals of a confidence were right in type and actor; Brier score 0 is perfect.
detection: spans alone; type: and the signal type; event: and the actor; full: and target and speaker.
""",
)
@click.argument(
    "gold", metavar="[GOLD.jsonl]", type=click.File("r", encoding="utf-8", errors="replace"), required=False
)
@click.option("--labels", is_flag=True, help="Score against analysts' labels, at the labelled places only.")
@click.option("--json", "as_json", is_flag=True, help="Print all figures as JSON.")
@topic_option
@home_option
def command(gold: TextIO | None, labels: bool, as_json: bool, topic: str, home: Path | None) -> int:
    """Score the tagger against hand-coded articles, as the codebook says."""
    from extractors.stance import load_tagger
    from extractors.stance.scoring import as_json as figures

    if (gold is None) != labels:
        raise click.UsageError("give a GOLD.jsonl or --labels")
    tagger = load_tagger(topic)
    with progress_shown("tagging"):
        scores, rejected, sure = (
            _against(gold, tagger) if gold else (_against_labels(Settings.build(home), tagger), 0, None)
        )
    if as_json:
        click.echo(json.dumps(figures(scores) | ({"calibration": asdict(sure)} if sure else {})))
    else:
        click.echo(in_words(scores) + (f"\n{calibration_in_words(sure)}" if sure else ""))
    return SOME_REJECTED if rejected else DONE


def _against(gold: TextIO, tagger: Tagger) -> tuple[Scores, int, Calibration]:
    from extractors.records import Document
    from extractors.stance.calibration import calibrated
    from extractors.stance.rows import article_from_row, scored
    from extractors.stance.scoring import LEVELS, match, score

    lines = Lines(gold)
    articles = {article.id: article for _, _, article in lines.read(article_from_row)}
    if not articles:
        raise click.UsageError(f"{gold.name} holds no hand-coded article")
    found: dict[str, Sequence[CodedSignal]] = {}
    pairs: list[tuple[float, bool]] = []
    for done, one in enumerate(articles.values()):
        report("tagging", done, len(articles))
        signals = tagger.tag(Document(one.text, None, one.published_on)).signals
        made = scored(signals)
        found[one.id] = made
        right = {id(pair[1]) for pair in match(one.signals, made, LEVELS["event"])}
        pairs.extend((signal.confidence, id(row) in right) for signal, row in zip(signals, made, strict=True))
    return score(tuple(articles.values()), found), lines.rejected, calibrated(pairs)


def _against_labels(settings: Settings, tagger: Tagger) -> Scores:
    """Score at the places that analysts looked at; what the tagger says elsewhere is neither right nor wrong."""
    from extractors.records import Document
    from extractors.stance.rows import scored
    from extractors.stance.scoring import score
    from flows.label_gold import at_places, gold_of
    from warehouse.labels import judged
    from warehouse.reader import Reader

    with Reader.open(settings.published) as reader:
        labelled = gold_of(judged(reader))
    if not labelled:
        raise click.UsageError("no analyst has labelled anything yet: parley review")
    gold: list[CodedArticle] = []
    found: dict[str, Sequence[CodedSignal]] = {}
    for done, one in enumerate(labelled):
        report("tagging", done, len(labelled))
        signals = scored(tagger.tag(Document(one.gold.text, one.title, one.gold.published_on)).signals)
        found[one.gold.id] = at_places(signals, one.places)
        gold.append(one.gold)
    return replace(score(gold, found), false_per_1000_sentences=None)


def calibration_in_words(sure: Calibration) -> str:
    """Return how well confidence told what was right."""
    table = ", ".join(f"{one.said:.2f} said {one.right:.2f} right (n={one.n})" for one in sure.bins)
    return f"confidence: Brier score {sure.brier:.3f}; {table}"


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
