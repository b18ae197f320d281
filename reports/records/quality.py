"""Who coded the week, how good that is, and what earlier issues got wrong."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.records import SignalType
from reports.records.claim import Claim, Statement


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the issue is and by whom it was coded."""

    coded: Claim  # signals of the week that the tagger gave
    confirmed: Claim  # of these, said to be right by an analyst
    corrected: Claim  # changed, added or taken away by an analyst
    sentence: Statement


@dataclass(frozen=True, slots=True)
class Score:
    """One measured quality of the tagger."""

    set_name: str
    measure: str
    rate: Claim
    interval: tuple[Claim, Claim] | None
    n: Claim
    sentence: Statement


@dataclass(frozen=True, slots=True)
class TypeScore:
    """How well the tagger finds signals of one type."""

    set_name: str
    signal_type: SignalType
    precision: Score | None
    recall: Score | None


@dataclass(frozen=True, slots=True)
class KnownFailure:
    """A kind of wording that the tagger is known to get wrong."""

    what: str
    example: str  # made up for the purpose
    outcome: str  # what the tagger makes of it, and what it is


@dataclass(frozen=True, slots=True)
class Correction:
    """An earlier issue whose content has changed since it was first written."""

    week: str
    sentence: Statement  # follows the week
