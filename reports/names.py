"""What types, conditions, voices, owners and measures are called."""

from __future__ import annotations

from extractors.records import Condition, SignalType, Voice
from reports.records.conditions import ConditionState

# What the type is called in a table, and what the actor did in a sentence.
TYPE_NAMES: dict[SignalType, str] = {
    "agreement": "agreement",
    "talks": "talks held or set",
    "concession": "concession",
    "offer": "offer",
    "willing": "readiness to negotiate",
    "mediate": "mediation",
    "endorse": "backing for a proposal",
    "appeal": "appeal to negotiate",
    "demand": "demand or precondition",
    "doubt": "doubt about good faith",
    "reject": "refusal",
    "suspend": "suspension of talks",
    "threat": "threat tied to talks",
}
TYPE_DEEDS: dict[SignalType, str] = {
    "agreement": "accepted or carried out a deal",
    "talks": "held or scheduled talks",
    "concession": "gave ground",
    "offer": "made an offer",
    "willing": "signalled readiness to negotiate",
    "mediate": "acted or offered to act as mediator",
    "endorse": "backed another’s proposal",
    "appeal": "urged others to negotiate",
    "demand": "set a demand or precondition",
    "doubt": "questioned another party’s good faith",
    "reject": "refused talks or terms",
    "suspend": "broke off, barred or paused talks",
    "threat": "made a threat tied to negotiating",
}
CONDITION_NAMES: dict[Condition, str] = {
    "territory": "territory",
    "frontline-freeze": "freeze along the front line",
    "ceasefire-first": "ceasefire first",
    "withdrawal": "withdrawal of forces",
    "neutrality": "neutrality or bloc membership",
    "security-guarantees": "security guarantees",
    "demilitarisation": "demilitarisation",
    "sanctions": "sanctions",
    "arms-supply": "arms supply",
    "prisoners": "prisoners and hostages",
    "aid-access": "aid access",
    "accountability": "accountability",
    "recognition": "recognition",
    "regime": "leadership or elections",
    "format": "format of talks",
    "other": "other or unnamed",
}
# What a signal of each type does about the condition it names.
CONDITION_STANCES: dict[SignalType, str] = {
    "agreement": "accepted",
    "talks": "discussed",
    "concession": "conceded",
    "offer": "offered",
    "willing": "open, on this condition",
    "mediate": "mediating on",
    "endorse": "backed",
    "appeal": "asked of others",
    "demand": "demanded",
    "doubt": "held against the other side",
    "reject": "refused",
    "suspend": "broke off over",
    "threat": "threatened over",
}
VOICE_NAMES: dict[Voice, str] = {
    "own": "the party’s own word",
    "narrated": "as the article tells it",
    "adversary": "an adversary’s word",
    "third-party": "a third party’s word",
    "anonymous": "unnamed sources",
    "analyst": "an analyst’s word",
    "author": "the author’s own view",
}
BASIS_NAMES = {
    "printed": "printed in the article",
    "page": "given by the page",
    "feed": "given beside the article",
    "inferred": "inferred",
}
MEASURE_NAMES = {
    "detection": "finding the words of a signal",
    "type": "finding it and naming its type",
    "event": "finding it, its type and its actor",
    "full": "finding it, its type, actor, target and speaker",
    "attribution": "telling direct, indirect and narrated apart",
    "timing": "telling current from background",
    "person": "naming the person",
    "conditions": "naming the conditions",
    "direction": "an article’s overall direction for an actor",
    "false_alarms_per_1000_sentences": "false alarms per 1,000 sentences on articles without signals",
}
SET_NAMES = {
    "held out": "held-out articles",
    "dev": "articles used in development",
    "seeds": "the five seed articles",
}
MAIN_MEASURES = (
    "detection_f1", "type_f1", "event_f1", "full_f1", "direction_accuracy", "false_alarms_per_1000_sentences",
)  # fmt: skip
RATE_NAMES = {"precision": "precision", "recall": "recall", "f1": "F1", "accuracy": "accuracy"}
STATE_NAMES: dict[ConditionState, str] = {
    "demanded": "demands it",
    "accepted": "accepts it",
    "refused": "refuses it",
    "open": "is open to it",
}
PAST_STATE_NAMES: dict[ConditionState, str] = {
    "demanded": "demanded it",
    "accepted": "accepted it",
    "refused": "refused it",
    "open": "was open to it",
}
OWNERSHIP_NAMES = {
    "private": "private outlets",
    "public": "public broadcasters and papers",
    "state": "state-run outlets",
    "ngo": "outlets of associations",
    "individual": "individuals’ outlets",
}
