"""`parley why`: from a signal back to its words, its source, its rule and its run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.home import home_option
from flows.cli.tables import plain, shown
from flows.settings import Settings

if TYPE_CHECKING:
    from extractors.records import QueryResult
    from warehouse.reader import Reader

LINES = (
    ("rule", "{rule}  (ruleset {ruleset})"),
    ("confidence", "{confidence}  probability that type and actor are right, fitted on hand-coded text"),
    ("analyst", "{label}, says {labelled_by}"),
    ("machine", "{overruled}"),
    ("note", "{label_note}"),
    ("article", "{title}"),
    ("outlet", "{outlet}"),
    ("dated", "{published_first} to {published_last}  ({date_precision}; {date_basis})"),
    ("date note", "{date_note}"),
    ("address", "{url}"),
    ("came from", "{origin}"),
    ("fetched", "{fetched_at} from {final_url}"),
    ("raw bytes", "{raw}"),
    ("coded", "in run {run_id}, committed {committed_at}, by parley {code_version}"),
)


@click.command(
    "why",
    epilog="""\b
Examples:
  parley why 7554c616235dccab
  parley why 7554c6 --words 800            the first letters of an id do, if no other begins so
  parley why 7554c616235dccab --json

\b
Ids are in the column signal_id of the views, and behind every number of a summary.
""",
)
@click.argument("signal_id", metavar="ID")
@click.option("--words", type=click.IntRange(0, 100_000), default=300, show_default=True, help="Characters of context.")
@click.option("--json", "as_json", is_flag=True, help="Print the chain as JSON.")
@home_option
def command(signal_id: str, words: int, as_json: bool, home: Path | None) -> None:
    """Lead from a signal back to the words in their context, the article, the rule and the run."""
    from warehouse.reader import Reader

    settings = Settings.build(home)
    with Reader.open(settings.published) as reader:
        chain = _chain(reader, _one_id(reader, signal_id), words, settings)
    if as_json:
        click.echo(json.dumps({name: plain(value) for name, value in chain.items()}, ensure_ascii=False, indent=1))
    else:
        _tell(chain)


def _one_id(reader: Reader, wanted: str) -> str:
    found = [str(one) for (one,) in reader.lookup("signals that begin with", {"prefix": wanted}).rows]
    if wanted in found or len(found) == 1:
        return wanted if wanted in found else found[0]
    if not found or not wanted:
        raise click.UsageError(f"no signal has the id {wanted!r}; the column signal_id of the views holds them all")
    raise click.UsageError(f"several signals begin with {wanted!r}: {', '.join(found)}")


def _chain(reader: Reader, signal_id: str, words: int, settings: Settings) -> dict[str, object]:
    told = _first(reader.lookup("why", {"signal_id": signal_id}))
    place = {name: told[name] for name in ("version_id", "char_start", "char_end")}
    context = _first(reader.lookup("context", {**place, "width": words}))
    standing = _first(reader.lookup("in force", {"signal_id": signal_id}))
    overruled = f"{told['machine_type']} by {told['machine_actor']}" if told["label"] == "corrected" else None
    found = {"in_force": bool(standing), "raw": _raw(settings, told), "overruled": overruled}
    return {**standing, **told, **context, **found}


def _first(result: QueryResult) -> dict[str, object]:
    return dict(zip(result.columns, result.rows[0], strict=True)) if result.rows else {}


def _raw(settings: Settings, told: Mapping[str, object]) -> str | None:
    from flows.fetch.archive import RawArchive

    sha256 = told.get("raw_sha256")
    path = RawArchive(settings.raw).path(str(sha256)) if sha256 else None
    return str(path) if path and path.exists() else None


def _tell(chain: Mapping[str, object]) -> None:
    known = {name: shown(_value(value)) for name, value in chain.items() if value is not None}
    target = f" towards {known.get('target_name', known['target'])}" if "target" in known else ""
    conditions = f"; conditions: {known['conditions']}" if known.get("conditions") else ""
    actor = known.get("actor_name", known["actor"])
    click.secho(f"{known['signal_type']} by {actor}{target}{conditions}", bold=True)
    if not chain["in_force"]:
        click.echo("not in force: the article was coded anew since, or an analyst ruled it out")
    elif "voice" in known:
        counted = "counted in net stance" if chain.get("counted") else "not counted in net stance"
        speaker = known.get("speaker_name", known["speaker"])
        click.echo(
            f"in the words of {speaker} (voice: {known['voice']}, {known['attribution']}, {known['timing']}); {counted}"
        )
    click.echo()
    click.echo(
        f"…{known['words_before']}"
        + click.style(known["words"], bold=True, underline=True)
        + f"{known['words_after']}…"
    )
    click.echo(f"\n{'characters':>11}  {known['char_start']} to {known['char_end']} of the text")
    for label, form in LINES:
        try:
            click.echo(f"{label:>11}  {form.format_map(known)}")
        except KeyError:  # a link of the chain that this signal does not have
            continue


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
