"""Coding all stored articles anew with the present rules, and putting earlier codings back in force, as flows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from prefect import flow

from extractors.records import Rejection
from extractors.stance import load_tagger
from flows.publish import publish
from flows.recode import code_anew, commit, compare_earlier, staged_batches, stored_batches
from flows.session import writing
from flows.settings import Settings
from flows.signal_diff import Diff
from flows.stage import stage, this_run
from flows.staging import Staging
from flows.store import begin
from warehouse.store import Warehouse
from warehouse.stored import coded_by_other_rules, codings_before, undoable_runs

RETAG, UNDO = "retag", "undo"  # what started such a run, as the table `run` tells it
LAST = "last"


class NothingToUndo(ValueError):
    """The run that was named is no retag or undo, or none of the codings that it put in force is so now."""


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
def retag(home: str | None = None, put_in_force: bool = False, examples: int = 5) -> RetagOutcome:
    """Code anew what other rules have coded, tell the difference, and if asked to put the new codings in force.

        codings in force by other rules -> code_anew -> home/retag/RULESET.jsonl, Diff
          put_in_force: staged_batches -> commit, each batch one transaction -> publish

    Killed while coding, it goes on from the file; killed while committing, with the batches that are left. The read
    copy shows all of them at once.
    """
    settings = Settings.build(home)
    with writing(settings, "parley retag") as warehouse:
        tagger = load_tagger()
        due = coded_by_other_rules(warehouse, tagger.ruleset)
        with Staging.of(settings, tagger.ruleset) as staging:
            diff, rejections = stage("coding anew", lambda: code_anew(warehouse, due, tagger, staging, examples))
            if not put_in_force or not due:
                return RetagOutcome(None, tagger.ruleset, False, diff, rejections)
            begun = begin(this_run(), RETAG, tagger)
            batches = staged_batches(warehouse, due, staging)
            stage("storing", lambda: len(list(commit(warehouse, begun, batches, rejections))))
            staging.discard()
        published = stage("publishing", lambda: publish(warehouse, settings))
        return RetagOutcome(begun.run_id, tagger.ruleset, True, diff, rejections, published_bytes=published.bytes)


@flow(name="parley-retag-undo")
def undo_retag(run_id: str, home: str | None = None, put_in_force: bool = False, examples: int = 5) -> RetagOutcome:
    """Put the codings back in force that a run replaced, where its own are in force; nothing is deleted.

    Two retags can be undone one after the other: a coding in force is its retag's also where an undo has put it back.

    codings before the run -> compare_earlier -> Diff -> put_in_force: the same codings appended anew -> publish

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
            raise NothingToUndo(
                f"no coding now in force was put there by run {undone}, a retag or undo, in place of an earlier one"
            )
        diff = stage("comparing", lambda: compare_earlier(warehouse, earlier, examples))
        outcome = RetagOutcome(None, tagger.ruleset, False, diff, kept=len(before) - len(earlier), undone=undone)
        if not put_in_force:
            return outcome
        begun = begin(this_run(), UNDO, tagger)
        batches = stored_batches(warehouse, tuple(earlier.values()))
        stage("storing", lambda: len(list(commit(warehouse, begun, batches))))
        published = stage("publishing", lambda: publish(warehouse, settings))
        return replace(outcome, run_id=begun.run_id, committed=True, published_bytes=published.bytes)


def _meant(warehouse: Warehouse, run_id: str) -> str:
    """Return the run that is to be undone: the one named, or the last retag that is in force."""
    if run_id != LAST:
        return run_id
    runs = undoable_runs(warehouse)
    if not runs:
        raise NothingToUndo("no retag has a coding in force here")
    return runs[0].run_id
