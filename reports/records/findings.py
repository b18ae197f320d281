"""The bottom line, and what was said and disputed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractors.records import SignalType
from reports.records.claim import Claim, Statement
from reports.records.lines import SignalLine

Kind = Literal["counted", "second-hand", "imprecise"]
EvidenceWord = Literal["thin", "fair", "solid"]
Order = Literal["later", "same article", "same days"]  # how a rebuttal stands to what it rebuts


@dataclass(frozen=True, slots=True)
class Bullet:
    """One finding of the bottom line."""

    kind: Kind
    actor: str
    actor_name: str
    finding: Statement  # follows the actor's name
    word: EvidenceWord
    reasons: tuple[str, ...]
    quoted: SignalLine
    disputed_by: tuple[str, ...]  # names of the parties that called it insincere
    change: Statement | None  # how the actor moved, where that can be said
    stories: Claim  # independent ones behind the finding; stands in the sentence too


@dataclass(frozen=True, slots=True)
class DisputeSide:
    """One half of a dispute."""

    signal_id: str
    party: str
    name: str
    person_name: str | None
    quote: str
    outlet: str | None
    title: str | None
    on: date | None
    last_on: date | None
    url: str | None
    whose: str  # on whose word: "the party’s own word", "as the article tells it", "the article’s title", …
    order: Order | None  # of a rebuttal only


@dataclass(frozen=True, slots=True)
class Dispute:
    """A party's positive signal and the answers of others that it is not meant; none is older than what it answers."""

    claim_type: SignalType
    said: DisputeSide
    doubted: tuple[DisputeSide, ...]
