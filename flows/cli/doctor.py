"""`parley doctor`: is everything in order, and if not, what to do."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from flows.cli.failures import DONE, SOME_REJECTED
from flows.cli.home import home_option
from flows.settings import Settings

MARKS = {"ok": "✓", "note": "·", "failed": "✗"}


@click.command(
    "doctor",
    epilog="""\b
Examples:
  parley doctor
  parley doctor --json | jq '.[] | select(.state == "failed")'

\b
The exit code is 1 if any check fails.
""",
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@home_option
def command(as_json: bool, home: Path | None) -> int:
    """Check environment, packages, model, warehouse, published file, server and disk."""
    from flows.doctor import examine

    findings = examine(Settings.build(home))
    if as_json:
        click.echo(json.dumps([asdict(one) for one in findings], ensure_ascii=False, indent=1))
    else:
        for one in findings:
            click.echo(f"{MARKS[one.state]} {one.check:15} {one.detail}")
            if one.remedy:
                click.echo(f"  {'':15} → {one.remedy}")
    return SOME_REJECTED if any(one.state == "failed" for one in findings) else DONE
