"""Coding all stored articles anew with the present rules, and putting earlier codings back in force, as flows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from prefect import flow

from extractors.identity import version_id
from extractors.records import Rejection
from extractors.stance import Tagger, load_tagger
from flows.coding import code
from flows.curated import actor_rows, alias_rows, rule_rows, tagger_scores, topic_rows
from flows.progress import report
from flows.publish import publish
from flows.session import writing
from flows.settings import Settings
from flows.signal_diff import Comparison, Diff
from flows.stage import stage, this_run
from flows.staging import Staging
from flows.store import begin
from warehouse.records import CodedArticle, Load, RunInfo
from warehouse.store import Warehouse
from warehouse.stored import coded_by_other_rules, codings_before, read_codings, undoable_runs

RETAG, UNDO = "retag", "undo"  # what started such a run, as the table `run` tells it
LAST = "last"
CODED_AT_A_TIME, LOADED_AT_A_TIME = 200, 5_000  # articles


class NothingToUndo(ValueError):
    """The run that was named put no coding in force, or none is in force any more."""


@dataclass(frozen=True, slots=True)
class RetagOutcome:
    """What a retag or its undoing did, or would do."""

    run_id: str | None  # None: nothing was committed
    ruleset: str
    committed: bool
    diff: Diff
    rejections: tuple[Rejection, ...] = ()
    kept: int = 0  # of an undo: articles that have no earlier coding and stay as they are
    undone: str | None = None  # the run that was undone
    published_bytes: int | None = None


@flow(name="parley-retag")
def retag(home: str | None = None, commit: bool = False, examples: int = 5) -> RetagOutcome:
    """Code anew what other rules have coded, tell the difference, and with `commit` put the new codings in force.

        codings in force by other rules -> code -> home/retag/RULESET.jsonl -> Comparison -> Diff
          commit: in batches, each one transaction -> publish

    Killed while coding, it goes on from the file; killed while committing, with the batches that are left. The read
    copy shows all of them at once.
    """
    settings = Settings.build(home)
    with writing(settings, "parley retag") as warehouse:
        tagger = load_tagger()
        due = coded_by_other_rules(warehouse, tagger.ruleset)
        with Staging(settings.home / "retag" / f"{tagger.ruleset}.jsonl") as staging:
            diff, rejections = stage("coding anew", lambda: _compare(warehouse, due, tagger, staging, examples))
            if not commit or not due:
                return RetagOutcome(None, tagger.ruleset, False, diff, rejections)
            begun = begin(this_run(), RETAG, tagger)
            loads = _batches(warehouse, due, staging)
            stage("storing", lambda: _load(warehouse, begun, loads, rejections))
            staging.discard()
        published = stage("publishing", lambda: publish(warehouse, settings))
        return RetagOutcome(begun.run_id, tagger.ruleset, True, diff, rejections, published_bytes=published.bytes)


@flow(name="parley-retag-undo")
def undo_retag(run_id: str, home: str | None = None, commit: bool = False, examples: int = 5) -> RetagOutcome:
    """Put the codings back in force that a run replaced, where its own are in force still; nothing is deleted.

    codings before the run -> Comparison -> Diff -> commit: the same codings appended anew -> publish

    Raises:
        NothingToUndo: if no coding in force is the run's.
    """
    settings = Settings.build(home)
    with writing(settings, "parley retag --undo") as warehouse:
        tagger = load_tagger()
        undone = _meant(warehouse, run_id)
        before = codings_before(warehouse, undone)
        earlier = {coding: former for coding, former in before.items() if former}
        if not earlier:
            raise NothingToUndo(f"no coding now in force was put there by run {undone} in place of an earlier one")
        diff = stage("comparing", lambda: _compare_earlier(warehouse, earlier, examples))
        outcome = RetagOutcome(None, tagger.ruleset, False, diff, kept=len(before) - len(earlier), undone=undone)
        if not commit:
            return outcome
        begun = begin(this_run(), UNDO, tagger)
        loads = (
            tuple(read_codings(warehouse, some).values()) for some in _slices(tuple(earlier.values()), LOADED_AT_A_TIME)
        )
        stage("storing", lambda: _load(warehouse, begun, loads, ()))
        published = stage("publishing", lambda: publish(warehouse, settings))
        return replace(outcome, run_id=begun.run_id, committed=True, published_bytes=published.bytes)


def _compare(
    warehouse: Warehouse, due: Sequence[str], tagger: Tagger, staging: Staging, examples: int
) -> tuple[Diff, tuple[Rejection, ...]]:
    """Code what is not staged yet and compare all that is with the codings in force."""
    comparison, rejections = Comparison(examples), []
    for done, some in enumerate(_slices(due, CODED_AT_A_TIME)):
        report("coding anew", done * CODED_AT_A_TIME, len(due))
        stored = {version_id(one.article): one for one in read_codings(warehouse, some).values()}
        made = list(code((one.article for version, one in stored.items() if version not in staging), tagger))
        rejections += [one for one in made if isinstance(one, Rejection)]
        staging.add((version_id(one[0]), one[1]) for one in made if not isinstance(one, Rejection))
        for version, one in stored.items():
            if version in staging:
                comparison.add(one.article, one.coding, staging.get(version))
    return comparison.result(), tuple(rejections)


def _compare_earlier(warehouse: Warehouse, earlier: Mapping[str, str], examples: int) -> Diff:
    comparison = Comparison(examples)
    for done, some in enumerate(_slices(tuple(earlier), CODED_AT_A_TIME)):
        report("comparing", done * CODED_AT_A_TIME, len(earlier))
        stored = read_codings(warehouse, [*some, *(earlier[coding] for coding in some)])
        for coding in some:
            comparison.add(stored[coding].article, stored[coding].coding, stored[earlier[coding]].coding)
    return comparison.result()


def _batches(warehouse: Warehouse, due: Sequence[str], staging: Staging) -> Iterator[tuple[CodedArticle, ...]]:
    """Give the articles with their new codings; one that could not be coded keeps the coding it has."""
    for some in _slices(due, LOADED_AT_A_TIME):
        articles = {version_id(one.article): one.article for one in read_codings(warehouse, some).values()}
        yield tuple(
            CodedArticle(article, staging.get(version)) for version, article in articles.items() if version in staging
        )


def _load(
    warehouse: Warehouse, run: RunInfo, batches: Iterable[Sequence[CodedArticle]], rejections: Sequence[Rejection]
) -> None:
    """Commit the batches one by one: the first as the run itself, the others as RUN/2, RUN/3 and so on."""
    for number, batch in enumerate(batches, 1):
        report("storing", (number - 1) * LOADED_AT_A_TIME)
        first = number == 1
        warehouse.load(
            Load(
                run=run if first else replace(run, run_id=f"{run.run_id}/{number}"),
                coded=batch,
                rejections=rejections if first else (),
                actors=actor_rows() if first else (),
                aliases=alias_rows() if first else (),
                scores=tagger_scores() if first else (),
                rules=rule_rows(run.ruleset) if first else (),
                topics=topic_rows() if first else (),
            )
        )


def _meant(warehouse: Warehouse, run_id: str) -> str:
    """Return the run that is to be undone: the one named, or the last retag."""
    if run_id != LAST:
        return run_id
    runs = undoable_runs(warehouse)
    if not runs:
        raise NothingToUndo("no retag was ever committed here")
    return runs[0].run_id


def _slices(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
