"""Pages into articles: kept in the raw archive, extracted in the pool, batch by batch.

PageBytes -> RawArchive, ExtractPool -> Article | Rejection, with its Retrieval -> Intake
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace

from extractors.identity import file_article_id, url_article_id
from extractors.records import Article, FetchedPage, Rejection
from flows.fetch.archive import RawArchive
from flows.fetch.extract_pool import ExtractPool, PageTask
from flows.fetch.told import ToldOfPage, page_as_json
from flows.intake import Intake
from warehouse.records import Retrieval

PAGES_AT_A_TIME, BYTES_AT_A_TIME = 200, 16_000_000


@dataclass(frozen=True, slots=True)
class PageBytes:
    """One page as it came, with all that was said of it."""

    page: FetchedPage
    told: ToldOfPage
    from_file: bool = False  # its address is the one that a manifest gives, or its file's name


@contextmanager
def workers(pool: ExtractPool | None) -> Iterator[ExtractPool]:
    """Give the pool that the caller has, or one of its own that ends with the block."""
    with nullcontext(pool) if pool else ExtractPool() as found:
        yield found


def in_batches(items: Iterable[PageBytes | Rejection]) -> Iterator[tuple[PageBytes | Rejection, ...]]:
    """Put pages together until they are many or large, so that memory does not grow with their number."""
    batch: list[PageBytes | Rejection] = []
    size = 0
    for one in items:
        batch.append(one)
        size += len(one.page.body) if isinstance(one, PageBytes) else 0
        if len(batch) >= PAGES_AT_A_TIME or size >= BYTES_AT_A_TIME:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def read_batch(batch: Sequence[PageBytes | Rejection], archive: RawArchive, pool: ExtractPool) -> Intake:
    """Keep and extract some pages; every one ends as article or rejection, and leaves its retrieval."""
    pages = [one for one in batch if isinstance(one, PageBytes)]
    hashes = [archive.put(one.page.body) for one in pages]
    made = extract(pages, pool)
    return Intake(
        tuple(one for one in made if isinstance(one, Article)),
        (*(one for one in batch if isinstance(one, Rejection)), *(one for one in made if isinstance(one, Rejection))),
        tuple(map(_retrieval, pages, hashes, made)),
    )


def extract(pages: Sequence[PageBytes], pool: ExtractPool) -> list[Article | Rejection]:
    """Take the articles out of pages; one whose address nobody knows is known by its bytes."""
    made = pool.extract([PageTask(one.page, one.told.entry, one.told.source) for one in pages])
    return [
        replace(item, article_id=file_article_id(one.page.body), url=None)
        if isinstance(item, Article) and not has_address(one.page)
        else item
        for one, item in zip(pages, made, strict=True)
    ]


def has_address(page: FetchedPage) -> bool:
    """Say whether a page's address is one of the web, and not a file's name."""
    return page.final_url.startswith(("http://", "https://"))


def _retrieval(one: PageBytes, sha256: str, made: Article | Rejection) -> Retrieval:
    page = one.page
    known_by = url_article_id(page.final_url) if has_address(page) else file_article_id(page.body)
    return Retrieval(
        made.article_id if isinstance(made, Article) else known_by,
        page.url,
        page.final_url,
        None if one.from_file else page.status,
        page.content_type,
        page.fetched_at,
        sha256,
        len(page.body),
        told=page_as_json(one.told),
        rejection=made.reason if isinstance(made, Rejection) else None,
    )
