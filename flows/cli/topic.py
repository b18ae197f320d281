"""The option that says which topic pack to tag with."""

from __future__ import annotations

from pathlib import Path

import click

TOPICS = Path(__file__).resolve().parents[2] / "extractors" / "topics"
SHARED = "general"  # what every topic builds on, and none by itself

topic_option = click.option(
    "--topic",
    type=click.Choice(sorted(path.parent.name for path in TOPICS.glob("*/topic.toml") if path.parent.name != SHARED)),
    default="ukraine",
    show_default=True,
    help="The topic pack to tag with.",
)
