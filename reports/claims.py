"""Keeps the numbers that a summary states, each with the query, the measure and the signals behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractors.records import QueryResult
from reports import format as fmt
from reports.measures import measures
from reports.records.claim import Claim, QuerySource, Unit


class ClaimBook:
    """Numbers the claims in the order in which they are made."""

    def __init__(self, results: Mapping[str, QueryResult]) -> None:
        self._results = results
        self._claims: list[Claim] = []

    def count(self, text: str, value: int, measure: str, ids: Iterable[str] = (), **where: object) -> Claim:
        """Record a count and give the claim to put into a sentence."""
        return self._add((text, value, "count"), measure, ids, where)

    def net(self, text: str, value: float, measure: str, ids: Iterable[str] = (), **where: object) -> Claim:
        """Record a net stance, or a difference of two."""
        return self._add((text, round(value, 6), "net"), measure, ids, where)

    def rate(self, text: str, value: float, measure: str, ids: Iterable[str] = (), **where: object) -> Claim:
        """Record a share between 0 and 1."""
        return self._add((text, round(value, 6), "rate"), measure, ids, where)

    def _add(
        self, number: tuple[str, int | float, Unit], measure: str, ids: Iterable[str], where: Mapping[str, object]
    ) -> Claim:
        text, value, unit = number
        query = measure.partition(".")[0]
        assert measure in measures(), f"no measure {measure!r}"
        claim = Claim(
            id=f"c{len(self._claims) + 1}",
            text=text,
            value=value,
            unit=unit,
            query=query,
            params=self._params(query),
            signal_ids=tuple(ids),
            measure=measure,
            where=tuple((name, None if given is None else fmt.param(given)) for name, given in where.items()),
        )
        self._claims.append(claim)
        return claim

    def claims(self) -> tuple[Claim, ...]:
        """Give all claims made so far."""
        return tuple(self._claims)

    def queries(self) -> tuple[QuerySource, ...]:
        """Give the SQL of every query that a claim rests on, by name, with that of the measures taken of it."""
        taken = sorted({(claim.query, claim.measure) for claim in self._claims})
        return tuple(
            QuerySource(
                name,
                self._results[name].sql,
                self._params(name),
                tuple((measure, measures()[measure]) for query, measure in taken if query == name),
            )
            for name in sorted({query for query, _ in taken})
        )

    def _params(self, query: str) -> tuple[tuple[str, str], ...]:
        return tuple((name, fmt.param(value)) for name, value in self._results[query].params)
