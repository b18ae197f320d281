"""What coding anew consists of: coding into a file, comparing, and committing batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from extractors.identity import version_id
from extractors.records import Rejection
from extractors.stance import Tagger
from flows.coding import code
from flows.curated import actor_rows, alias_rows, rule_rows, tagger_scores, topic_rows
from flows.progress import report
from flows.signal_diff import Comparison, Diff
from flows.staging import Staging
from warehouse.records import CodedArticle, Load, LoadTally, RunInfo
from warehouse.store import Warehouse
from warehouse.stored import read_codings

Item = TypeVar("Item")
# Articles. Reading a batch goes over whole tables, however few it takes; what is coded is kept in smaller ones.
READ_AT_A_TIME, CODED_AT_A_TIME, LOADED_AT_A_TIME = 5_000, 200, 5_000


def code_anew(
    warehouse: Warehouse, due: Sequence[str], tagger: Tagger, staging: Staging, examples: int
) -> tuple[Diff, tuple[Rejection, ...]]:
    """Code what is not staged yet and compare all that is with the codings in force."""
    comparison, rejections = Comparison(examples), []
    done = 0
    for ids in _slices(due, READ_AT_A_TIME):
        stored = [(version_id(one.article), one) for one in read_codings(warehouse, ids).values()]
        for some in _slices(stored, CODED_AT_A_TIME):
            report("coding anew", done, len(due))
            done += len(some)
            made = list(code((one.article for version, one in some if version not in staging), tagger))
            rejections += [one for one in made if isinstance(one, Rejection)]
            staging.add((version_id(one[0]), one[1]) for one in made if not isinstance(one, Rejection))
            for version, one in some:
                if version in staging:
                    comparison.add(one.article, one.coding, staging.get(version))
    return comparison.result(), tuple(rejections)


def compare_earlier(warehouse: Warehouse, earlier: Mapping[str, str], examples: int) -> Diff:
    """Compare the codings in force with the earlier ones that would take their place."""
    comparison = Comparison(examples)
    for done, some in enumerate(_slices(tuple(earlier), READ_AT_A_TIME)):
        report("comparing", done * READ_AT_A_TIME, len(earlier))
        stored = read_codings(warehouse, [*some, *(earlier[coding] for coding in some)])
        for coding in some:
            comparison.add(stored[coding].article, stored[coding].coding, stored[earlier[coding]].coding)
    return comparison.result()


def staged_batches(warehouse: Warehouse, due: Sequence[str], staging: Staging) -> Iterator[tuple[CodedArticle, ...]]:
    """Give the articles with their new codings; one that could not be coded keeps the coding it has."""
    for some in _slices(due, LOADED_AT_A_TIME):
        articles = {version_id(one.article): one.article for one in read_codings(warehouse, some).values()}
        yield tuple(
            CodedArticle(article, staging.get(version)) for version, article in articles.items() if version in staging
        )


def stored_batches(warehouse: Warehouse, codings: Sequence[str]) -> Iterator[tuple[CodedArticle, ...]]:
    """Give articles with codings that are stored already, to be put in force again."""
    for some in _slices(codings, LOADED_AT_A_TIME):
        yield tuple(read_codings(warehouse, some).values())


def commit(
    warehouse: Warehouse,
    run: RunInfo,
    batches: Iterable[Sequence[CodedArticle]],
    rejections: Sequence[Rejection] = (),
) -> Iterator[LoadTally]:
    """Commit the batches one by one: the first as the run itself, the others as RUN/2, RUN/3 and so on."""
    report("storing")
    for number, tally in enumerate(warehouse.load_each(_loads(run, batches, rejections)), 1):
        report("storing", number * LOADED_AT_A_TIME)
        yield tally


def _loads(run: RunInfo, batches: Iterable[Sequence[CodedArticle]], rejections: Sequence[Rejection]) -> Iterator[Load]:
    for number, batch in enumerate(batches, 1):
        if number > 1:
            yield Load(replace(run, run_id=f"{run.run_id}/{number}"), batch)
            continue
        yield Load(
            run,
            batch,
            rejections,
            actors=actor_rows(),
            aliases=alias_rows(),
            scores=tagger_scores(),
            rules=rule_rows(run.ruleset),
            topics=topic_rows(),
        )


def _slices(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
