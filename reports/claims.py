"""Keeps the numbers that a summary states, each with the query and the signals behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractors.records import QueryResult
from reports import format as fmt
from reports.records import Claim, QuerySource, Unit


class ClaimBook:
    """Numbers the claims in the order in which they are made."""

    def __init__(self, results: Mapping[str, QueryResult]) -> None:
        self._results = results
        self._claims: list[Claim] = []

    def claim(self, text: str, value: int, query: str, signal_ids: Iterable[str] = ()) -> Claim:
        """Record a count and give the claim to put into a sentence."""
        return self._add(text, value, "count", query, tuple(signal_ids))

    def net(self, text: str, value: float, query: str, signal_ids: Iterable[str] = ()) -> Claim:
        """Record a net stance, or a difference of two."""
        return self._add(text, round(value, 6), "net", query, tuple(signal_ids))

    def rate(self, text: str, value: float, query: str) -> Claim:
        """Record a share between 0 and 1."""
        return self._add(text, round(value, 6), "rate", query, ())

    def _add(self, text: str, value: int | float, unit: Unit, query: str, signal_ids: tuple[str, ...]) -> Claim:
        claim = Claim(f"c{len(self._claims) + 1}", text, value, unit, query, self._params(query), signal_ids)
        self._claims.append(claim)
        return claim

    def claims(self) -> tuple[Claim, ...]:
        """Give all claims made so far."""
        return tuple(self._claims)

    def queries(self) -> tuple[QuerySource, ...]:
        """Give the SQL of every query that a claim rests on, by name."""
        used = sorted({claim.query for claim in self._claims})
        return tuple(QuerySource(name, self._results[name].sql, self._params(name)) for name in used)

    def _params(self, query: str) -> tuple[tuple[str, str], ...]:
        return tuple((name, fmt.param(value)) for name, value in self._results[query].params)
