"""Loads in a row: the rows of the next are made while one is stored, and all else is as if they came one by one."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from tests.warehouse.making import Said, ask, coded, days, load, run
from warehouse.ahead import staged_ahead
from warehouse.errors import CheckFailed, LoadFailed
from warehouse.records import CodedArticle, Load
from warehouse.store import Warehouse

OFFER = Said("Aldania offers a truce", "offer", "ALD", target="BOR")
RUNS = "SELECT run_id, event FROM run ORDER BY committed_at"


def one(name: str) -> CodedArticle:
    return coded(name, [OFFER], days(date(2022, 12, 21)))


def some(*names: str) -> list[Load]:
    """A load of one article for each name."""
    return [Load(run(f"run-{name}"), [one(name)]) for name in names]


def unmakeable(name: str) -> Load:
    """A load of whose rows none can be made."""
    wrong = one(name)
    return Load(run(f"run-{name}"), [replace(wrong, article=replace(wrong.article, text=b"bytes"))])  # type: ignore[arg-type]


def row_makers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("rows")]


def until(warehouse: Warehouse, loads: Iterable[Load], error: type[BaseException]) -> list[str]:
    """The runs that were told of until that error came."""
    told: list[str] = []
    with pytest.raises(error):
        told.extend(tally.run_id for tally in warehouse.load_each(loads))
    return told


def test_loads_in_a_row_leave_what_they_leave_one_by_one(warehouse: Warehouse) -> None:
    tallies = list(warehouse.load_each(some("a", "b", "c")))
    assert [(tally.run_id, tally.articles_added) for tally in tallies] == [("run-a", 1), ("run-b", 1), ("run-c", 1)]
    assert ask(warehouse, RUNS) == [(f"run-{name}", "completed") for name in "abc"]
    assert ask(warehouse, "SELECT article_id, run_id FROM article ORDER BY ALL") == [
        (f"file:{name}", f"run-{name}") for name in "abc"
    ]
    assert not load(warehouse, "again", *map(one, "abc")).changed
    assert list(warehouse.load_each(())) == []
    assert warehouse.check() == {}
    assert not row_makers()


def test_one_load_is_taken_ahead_and_no_more_and_each_is_committed_when_told(warehouse: Warehouse) -> None:
    taken: list[str] = []

    def taking() -> Iterator[Load]:
        for each in some(*"abcd"):
            taken.append(each.run.run_id)
            yield each

    for number, tally in enumerate(warehouse.load_each(taking()), 1):
        assert len(taken) == min(number + 1, 4)
        assert ask(warehouse, RUNS)[-1] == (tally.run_id, "completed")


def test_rows_are_made_in_another_thread_before_they_are_asked_for() -> None:
    makers: list[threading.Thread] = []
    made = threading.Event()

    class Watched(list[CodedArticle]):
        def __iter__(self) -> Iterator[CodedArticle]:
            makers.append(threading.current_thread())
            made.set()
            return super().__iter__()

    first, second = some("a", "b")
    staged = staged_ahead([first, replace(second, coded=Watched(second.coded))])
    present = next(staged)
    assert dict(present.tables)["article"].num_rows == 1
    assert made.wait(60)
    assert threading.current_thread() not in makers
    staged.close()
    assert not row_makers()


def test_what_cannot_be_taken_comes_after_what_was_taken_before_is_stored(warehouse: Warehouse) -> None:
    def taking() -> Iterator[Load]:
        yield from some("a", "b")
        raise ValueError("made to end")

    assert until(warehouse, taking(), ValueError) == ["run-a", "run-b"]
    assert ask(warehouse, RUNS) == [("run-a", "completed"), ("run-b", "completed")]


def test_rows_that_cannot_be_made_end_it_at_their_own_load(warehouse: Warehouse) -> None:
    first, last = some("a", "c")
    assert until(warehouse, [first, unmakeable("b"), last], AttributeError) == ["run-a"]
    assert ask(warehouse, RUNS) == [("run-a", "completed")]
    assert ask(warehouse, "SELECT article_id FROM article") == [("file:a",)]


def test_a_load_that_fails_ends_it_and_those_after_it_leave_nothing(warehouse: Warehouse) -> None:
    first, bad, last = some("a", "b", "c")
    twice = replace(one("b"), coding=replace(one("b").coding, signals=one("b").coding.signals * 2))
    assert until(warehouse, [first, replace(bad, coded=[twice]), last], CheckFailed) == ["run-a"]
    assert ask(warehouse, RUNS) == [("run-a", "completed"), ("run-b", "failed")]
    assert until(warehouse, [last, first], LoadFailed) == ["run-c"]  # a run's id is used once
    assert not row_makers()


def test_interrupted_while_the_next_is_taken_it_ends_at_once(warehouse: Warehouse) -> None:
    def taking() -> Iterator[Load]:
        yield from some("a", "b")
        raise KeyboardInterrupt

    assert until(warehouse, taking(), KeyboardInterrupt) == ["run-a"]
    assert ask(warehouse, RUNS) == [("run-a", "completed")]
    assert not row_makers()
    assert [tally.run_id for tally in warehouse.load_each(some("b"))] == ["run-b"]


def test_interrupted_while_one_is_stored_it_is_undone_and_the_rest_left(warehouse: Warehouse) -> None:
    now, looks = warehouse._now, 0

    def interrupting() -> object:
        nonlocal looks
        looks += 1
        if looks == 2:
            raise KeyboardInterrupt
        return now()

    warehouse._now = interrupting  # type: ignore[assignment]
    assert until(warehouse, some("a", "b", "c"), KeyboardInterrupt) == ["run-a"]
    assert ask(warehouse, RUNS) == [("run-a", "completed")]
    assert ask(warehouse, "SELECT article_id FROM article") == [("file:a",)]
    assert not row_makers()
