"""`parley docs`: the data dictionary and the page of questions, written anew."""

from __future__ import annotations

from pathlib import Path

import click

from flows.cli.failures import DONE, SOME_REJECTED


@click.command(
    "docs",
    epilog="""\b
Examples:
  parley docs                     writes docs/data-dictionary.md and docs/questions.md
  parley docs --out ~/notes
  parley docs --check             writes nothing; exit code 1 if a page is stale or something has no comment

\b
The pages come from the comments of the schema and from the saved questions; no home is needed.
""",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("docs"),
    show_default=True,
    help="The folder for the pages.",
)
@click.option("--check", is_flag=True, help="Only say whether the pages are as they should be.")
def command(out: Path, check: bool) -> int:
    """Write the data dictionary and the page of saved questions."""
    from warehouse.dictionary import pages, present_schema

    bare = present_schema().without_comment()
    for name in bare:
        click.echo(f"parley: {name} has no comment", err=True)
    texts = pages()
    stale = [name for name, text in texts.items() if _read(out / name) != text]
    if check:
        for name in stale:
            click.echo(f"parley: {out / name} is stale; `parley docs --out {out}` writes it anew", err=True)
        return SOME_REJECTED if stale or bare else DONE
    out.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (out / name).write_text(texts[name], "utf-8")
    for name in texts:
        click.echo(f"{out / name}  {'written' if name in stale else 'as it was'}")
    return SOME_REJECTED if bare else DONE


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None
