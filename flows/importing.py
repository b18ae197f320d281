"""Taking in a table of articles that somebody has, as one flow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from prefect import flow

from extractors.identity import version_id
from extractors.records import Article, Rejection
from extractors.stance import load_tagger
from extractors.table_row import article_from_row
from flows.fetch.archive import RawArchive
from flows.intake import Intake
from flows.outcome import RunOutcome
from flows.progress import report
from flows.publish import publish
from flows.session import writing
from flows.settings import Settings
from flows.stage import stage, this_run
from flows.store import begin, store_each
from flows.table_file import Row, read_table
from flows.tell import outcome

STORED_AT_A_TIME = 500  # rows


@flow(name="parley-import")
def import_table(
    file: str, mapping: Mapping[str, str] | None = None, home: str | None = None, trigger: str = "manual"
) -> RunOutcome:
    """Take in a table's articles, code what is new, store, publish.

        rows of FILE -> article_from_row -> Article | Rejection -> store, 500 rows a transaction -> publish

    Interrupted, it leaves whole batches; started again, it finds them known and goes on.

    Raises:
        flows.table_file.UnusableTable: if the file cannot be read; batches stored before that stay.
    """
    settings = Settings.build(home)
    with writing(settings, "parley import") as warehouse:
        tagger = load_tagger()
        begun = begin(this_run(), trigger, tagger)
        read = articles_of(Path(file), mapping or {}, RawArchive(settings.raw))
        stored = stage("coding and storing", lambda: store_each(warehouse, begun, batches(read), tagger))
        published = stage("publishing", lambda: publish(warehouse, settings))
        return outcome(warehouse, stored, (), published)


def articles_of(path: Path, mapping: Mapping[str, str], archive: RawArchive) -> Iterator[Article | Rejection]:
    """Give the article or the rejection of each row; a row that is there twice is left out the second time.

    Of two rows that tell one address differently, the first counts: else each import would put the other in force.
    """
    seen: dict[str, tuple[int, str]] = {}
    for row in read_table(path, mapping):
        made = article_from_row(row.values, mapping, path.name, row.line, row.body) if isinstance(row, Row) else row
        if isinstance(made, Rejection) or isinstance(row, Rejection):
            yield made
            continue
        version = version_id(made)
        line, known = seen.setdefault(made.article_id, (row.line, version))
        if line == row.line:
            report(f"importing, {row.read:.0%} read")
            archive.put(row.body)
            yield made
        elif known != version:
            yield Rejection("malformed-row", path.name, f"Line {line} tells the same address differently.", row.line)


def batches(read: Iterable[Article | Rejection]) -> Iterator[Intake]:
    """Put what is read together in batches, each to be stored in one transaction."""
    rows = iter(read)
    while batch := list(islice(rows, STORED_AT_A_TIME)):
        yield Intake(
            tuple(one for one in batch if isinstance(one, Article)),
            tuple(one for one in batch if isinstance(one, Rejection)),
        )
