"""Taking in a table of articles that somebody has, as one flow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from itertools import islice
from pathlib import Path

from prefect import flow

from extractors.identity import version_id
from extractors.records import Article, Rejection
from extractors.stance import Tagger, load_tagger
from extractors.table_row import article_from_row
from flows.fetch.archive import RawArchive
from flows.intake import Intake
from flows.outcome import RunOutcome
from flows.progress import report
from flows.publish import publish
from flows.session import writing
from flows.settings import Settings
from flows.stage import stage, this_run
from flows.store import Stored, begin, store
from flows.table_file import Row, read_table
from flows.tell import outcome
from warehouse.records import RunInfo
from warehouse.store import Warehouse

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
        stored = stage("coding and storing", lambda: _store(warehouse, begun, read, tagger))
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


def _store(warehouse: Warehouse, run: RunInfo, read: Iterable[Article | Rejection], tagger: Tagger) -> Stored:
    """Store batch by batch: the first as the run itself, the others as RUN/2, RUN/3 and so on."""
    parts: list[Stored] = []
    rows = iter(read)
    while (batch := list(islice(rows, STORED_AT_A_TIME))) or not parts:
        articles = tuple(one for one in batch if isinstance(one, Article))
        rejections = tuple(one for one in batch if isinstance(one, Rejection))
        part = replace(run, run_id=f"{run.run_id}/{len(parts) + 1}") if parts else run
        parts.append(store(warehouse, part, Intake(articles, rejections), tagger))
    return reduce(_together, parts)


def _together(one: Stored, other: Stored) -> Stored:
    a, b = one.tally, other.tally
    tally = replace(
        a,
        committed_at=b.committed_at,
        changed=a.changed or b.changed,
        articles_seen=a.articles_seen + b.articles_seen,
        articles_added=a.articles_added + b.articles_added,
        versions_added=a.versions_added + b.versions_added,
        codings_added=a.codings_added + b.codings_added,
        signals_added=a.signals_added + b.signals_added,
        rejections_added=a.rejections_added + b.rejections_added,
        repeated=a.repeated + b.repeated,
    )
    return Stored(tally, one.rejections + other.rejections)
