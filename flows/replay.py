"""Replay: every article made anew from its stored bytes and from what was said of it then, without the network.

retrieval rows -> raw archive -> the readers that ingest uses -> Article | Rejection -> those that differ -> Intake
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.identity import version_id
from extractors.records import Article, FetchedPage, Rejection
from extractors.seed import article_from_bytes
from flows.fetch.archive import RawArchive
from flows.fetch.extract_pool import ExtractPool
from flows.fetch.pages import PageBytes, extract, in_batches, workers
from flows.fetch.told import page_from_json, text_from_json
from flows.intake import Intake
from flows.progress import report
from flows.settings import Settings
from flows.store import with_plausible_date
from warehouse.records import Retrieval
from warehouse.retrievals import Replayable, choose, chosen, in_force
from warehouse.store import Warehouse

READ_AT_A_TIME = 500  # rows


def replay(warehouse: Warehouse, settings: Settings, pool: ExtractPool | None = None) -> Iterator[Intake]:
    """Read everything that is stored anew, and give what comes out otherwise than it is in force.

    A page that was rejected, and is not any more, is among it. What is rejected again is named again, and so is a body
    that is damaged or gone; nothing stored is lost by that.
    """
    found = choose(warehouse)
    archive = RawArchive(settings.raw)
    if found.unknown:
        yield Intake((), (_unknown(found),))
    done = as_before = 0
    with workers(pool) as extractors:
        for batch in chosen(warehouse, READ_AT_A_TIME):
            report("replaying", done, found.retrievals)
            done += len(batch)
            for made in _read(batch, archive, extractors):
                differing = _differing(warehouse, made)
                as_before += differing.as_before
                if differing.articles or differing.rejections:
                    yield replace(differing, as_before=as_before)
                    as_before = 0
    yield Intake((), (), as_before=as_before)


def _unknown(found: Replayable) -> Rejection:
    detail = (
        f"{found.unknown:,} articles stay as they are: what feeds said of them was not kept when they were fetched."
    )
    return Rejection("unreadable", "replay", detail)


def _read(batch: Sequence[Retrieval], archive: RawArchive, pool: ExtractPool) -> Iterator[list[Article | Rejection]]:
    """Read the texts and, in batches bounded by their bytes, the pages of some retrievals."""
    yield [_text(one, archive) for one in batch if one.reader == "text"]
    for pages in in_batches(_page(one, archive) for one in batch if one.reader == "page"):
        yield [
            *(one for one in pages if isinstance(one, Rejection)),
            *extract([one for one in pages if isinstance(one, PageBytes)], pool),
        ]


def _text(one: Retrieval, archive: RawArchive) -> Article | Rejection:
    body = _body(one, archive)
    if isinstance(body, Rejection):
        return body
    made = article_from_bytes(body, one.url, text_from_json(one.told))
    return with_plausible_date(made, one.fetched_at.date()) if isinstance(made, Article) else made


def _page(one: Retrieval, archive: RawArchive) -> PageBytes | Rejection:
    body = _body(one, archive)
    if isinstance(body, Rejection):
        return body
    page = FetchedPage(one.url, one.final_url, one.status or 200, one.content_type, body, one.fetched_at)
    return PageBytes(page, page_from_json(one.told), from_file=one.status is None)


def _body(one: Retrieval, archive: RawArchive) -> bytes | Rejection:
    assert one.raw_sha256 is not None  # what came without bytes has no reader, and is not chosen
    try:
        return archive.get(one.raw_sha256)
    except OSError as error:
        return Rejection("unreadable", one.url, f"Its stored bytes cannot be read: {error.strerror or error}.")


def _differing(warehouse: Warehouse, made: Sequence[Article | Rejection]) -> Intake:
    """Leave out the articles that are in force as they came out."""
    articles = {version_id(one): one for one in made if isinstance(one, Article)}
    same = in_force(warehouse, tuple(articles))
    return Intake(
        tuple(one for version, one in articles.items() if version not in same),
        tuple(one for one in made if isinstance(one, Rejection)),
        as_before=len(same),
    )
