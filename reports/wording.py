"""Every sentence and every named rule of the summary, in one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

from extractors.records import POSITIVE, SIGNAL_TYPES, Condition, SignalType, Voice
from reports import format as fmt
from reports.records import ArticleLine, Claim, Kind, Period, SignalLine, Statement

MIN_STORIES_TO_COMPARE = 3
NOTABLE_CHANGE = 0.2  # of the −1…+1 scale; smaller moves are not called a change
THIN_COVERAGE = 5  # articles; below this no trend should be read
MAX_BULLETS = 5
LOW_CONFIDENCE = 0.5  # mean below which the evidence is called so
MAX_SECOND_HAND = 2  # of the bullets
MIN_SECOND_HAND = 2  # signals; one word of hearsay is left to its own section

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
    "own": "own words",
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
    "feed": "given by the feed",
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
MAIN_MEASURES = (
    "detection_f1", "type_f1", "event_f1", "full_f1", "direction_accuracy", "false_alarms_per_1000_sentences",
)  # fmt: skip
RATE_NAMES = {"precision": "precision", "recall": "recall", "f1": "F1", "accuracy": "accuracy"}
METHOD = (
    "A signal is one party’s act or declared stance toward negotiating an end to a conflict, with the exact words that "
    "show it; the codebook names thirteen types.",
    "A rule-based tagger codes the articles; the same articles and rules always give the same codes. No person has "
    "checked this issue.",
    "Eight types point towards a settlement: agreement, talks, concession, offer, readiness, mediation, backing, "
    "appeal. Five point away: demand, doubt, refusal, suspension, threat.",
    "Whose stance it is (the actor) and whose word it is (the speaker) are kept apart.",
    "Net stance counts an actor’s own words and its acts as told by the article; unnamed, adversary, third-party, "
    "analyst and author voices are shown apart.",
    "Net stance of one story is (positive − negative) ÷ (positive + negative); the week’s is the mean over independent "
    "stories, from −1 to +1.",
    "Exact reprints are one story. Pull quotes and headlines add nothing to net stance.",
    "Only articles dated within one ISO week enter it; imprecisely dated ones appear under the first week they touch, "
    "undated ones apart.",
    "History retold this week is shown as background and never counted as news.",
    "A change is called only with at least three independent stories on both sides and a move of at least 0.20.",
    "Confidence is the share of such signals that were right on the hand-coded texts that the rules were tuned on, so "
    "it flatters; words on evidence are about the evidence only.",
    "parley never judges who is sincere and makes no forecast: it reports who called whom insincere, in whose words.",
)

QUALITY_NOTE = (
    "Measured against hand-coded articles. “Held out” are articles by authors that the tagger was neither trained nor "
    "tuned on, many of them worded to be hard: expect about that of new texts. The rules were tuned on all other sets, "
    "whose figures therefore flatter."
)


def statement(*parts: str | Claim) -> Statement:
    """Make a sentence of words and numbers."""
    return Statement(tuple(part for part in parts if part != ""))


def finding(opening: str, deeds: Sequence[tuple[SignalType, Claim]], signals: Claim, stories: Claim) -> Statement:
    """Say what an actor signalled and in how many stories: it follows the actor's name."""
    ordered = sorted(deeds, key=lambda deed: (-deed[1].value, SIGNAL_TYPES.index(deed[0])))
    leading = ordered[0][0] in POSITIVE
    same = [deed for deed in ordered if (deed[0] in POSITIVE) == leading]
    other = [deed for deed in ordered if (deed[0] in POSITIVE) != leading]
    alone = len(ordered) == 1
    counted = (*_deeds(same, alone), *((", but ", *_deeds(other, alone)) if other else ()))
    many, stories_noun = fmt.plural(int(signals.value), "signal"), fmt.plural(int(stories.value), "story", "stories")
    return statement(opening, *counted, ": ", signals, f" {many} in ", stories, f" independent {stories_noun}.")


def _deeds(deeds: Sequence[tuple[SignalType, Claim]], alone: bool) -> tuple[str | Claim, ...]:
    parts: list[str | Claim] = []
    for index, (signal_type, times) in enumerate(deeds):
        joint = "" if index == 0 else " and " if index == len(deeds) - 1 else ", "
        parts += [joint + TYPE_DEEDS[signal_type], *(() if alone else (" (", times, ")"))]
    return tuple(parts)


def opening(kind: Kind, voice: Voice, speaker: str) -> str:
    """Say on whose word a finding rests, where it is not the actor's own."""
    if voice in ("own", "narrated"):
        return " " if kind == "counted" else " (imprecisely dated) "
    return f", according to {with_article(speaker)}, "


def lead(bullets: int, articles: Sequence[ArticleLine], signals: Sequence[SignalLine]) -> str:
    """Say in one sentence what kind of week it was."""
    if not articles:
        return "Nothing was read for this week, so nothing can be said about it."
    if bullets == 0:
        if any(line.timing == "current" and line.actor not in ("author", "analyst") for line in signals):
            return "No finding: what was read holds only headlines, readings by analysts or single second-hand words."
        return "No party’s stance on negotiations was found in what was read."
    if any(line.counted for line in signals):
        return ""
    if all(line.dating == "imprecise" for line in articles):
        when = fmt.listing(sorted({fmt.days(line.first_on, line.last_on) for line in articles}))
        noun = f"{fmt.plural(len(articles), 'article')} read {fmt.plural(len(articles), 'is', 'are')}"
        return f"The {noun} dated only as {when}: what follows enters no trend and may belong to another week."
    return "Nothing read this week enters a trend: no party is shown in its own words or acts."


def with_article(name: str) -> str:
    """Give a party's name as it stands inside a sentence: the United States, Russia."""
    needs = name.startswith(("United ", "European Union", "Democratic Republic")) or name in (
        "Netherlands",
        "Philippines",
    )
    return f"the {name}" if needs else name


AGAINST: dict[Period, str] = {"last week": "last week", "four-week mean": "the four-week mean"}


def change(actor: str, against: Period, now: Claim, then: Claim, moved: Claim) -> Statement:
    """Say how net stance moved."""
    if abs(moved.value) < NOTABLE_CHANGE:
        return statement(f"{actor}: no notable change against {AGAINST[against]} (", now, " from ", then, ").")
    direction = "towards talks" if moved.value > 0 else "away from talks"
    return statement(f"{actor} moved {direction} against {AGAINST[against]}: ", now, " from ", then, ", ", moved, ".")


def too_few(actor: str, against: Period, now: Claim, then: Claim) -> Statement:
    """Say that there is too little to compare."""
    noun = fmt.plural(int(now.value), "story", "stories")
    return statement(f"{actor}: too few to compare with {AGAINST[against]} (", now, f" {noun} against ", then, ").")


def changes_lead(actors: int, comparable: int, notable: int) -> str:
    """Open the section on change."""
    if actors == 0:
        return ""
    if comparable == 0:
        return f"Too few to compare: at least {MIN_STORIES_TO_COMPARE} independent stories are needed on both sides."
    return "" if notable else "No notable change."


def why_not_counted(line: SignalLine) -> str | None:
    """Name the rule that keeps a signal out of net stance."""
    if line.counted:
        return None
    if line.timing == "background":
        return "history"
    if line.voice not in ("own", "narrated"):
        return VOICE_NAMES[line.voice]
    if line.dating != "within":
        return "imprecisely dated" if line.dating == "imprecise" else "undated"
    return "headline" if line.is_headline else "repeated"


def source(line: SignalLine) -> str:
    """Say whose words a quotation holds."""
    if line.voice == "narrated":
        return "the article’s words"
    if line.voice in ("anonymous", "author"):
        return VOICE_NAMES[line.voice]
    direct = line.attribution == "direct"
    if line.voice == "own" or line.actor == "analyst":
        return f"{line.person_name or line.actor_name}, {'own words' if direct else 'as reported'}"
    if line.voice == "analyst":
        return VOICE_NAMES[line.voice]
    return f"{line.speaker_name}, {VOICE_NAMES[line.voice]}{'' if direct else ', as reported'}"


def dated(line: ArticleLine) -> str:
    """Say when an article appeared and how that is known."""
    when = fmt.days(line.first_on, line.last_on)
    if line.basis is None:
        return when
    note = f": {fmt.clean(line.note)}" if line.note else ""
    if line.basis == "inferred":
        return f"{when} (date inferred{note})"
    return f"{when} ({BASIS_NAMES[line.basis]}{note})"


def coverage(articles: Claim, with_signals: Claim, imprecise: Claim, inferred: Claim, opinion: Claim) -> Statement:
    """Say what was read for the week."""
    if not articles.value:
        return statement(articles, " articles read.")
    extra: Iterable[str | Claim] = chain.from_iterable(
        (", ", number, f" {words}")
        for number, words in (
            (imprecise, "imprecisely dated"),
            (inferred, "with an inferred date"),
            (opinion, fmt.plural(int(opinion.value), "opinion piece")),
        )
        if number.value
    )
    noun = fmt.plural(int(articles.value), "article")
    return statement(articles, f" {noun} read: ", with_signals, " with signals", *extra, ".")


def thin_coverage(articles: Claim) -> Statement:
    """Warn where too little was read to speak of a trend."""
    noun = fmt.plural(int(articles.value), "article")
    return statement("Thin coverage: ", articles, f" {noun} read. Do not read a trend into this week.")


NO_OUTLET = Statement(("The outlet of no article is known: who published what cannot be compared.",))


def score(about: str, rate: Claim, interval: tuple[Claim, Claim] | None, n: Claim) -> Statement:
    """Say in plain words how good the tagger was at one thing."""
    between = (" (95 % interval ", interval[0], " to ", interval[1], ")") if interval else ()
    return statement(f"{fmt.sentence(about)}: ", rate, *between, ", n = ", n, ".")


def correction(first_as_of: datetime, changed: Sequence[tuple[Claim, str]], then: Claim, now: Claim) -> Statement:
    """Say how an earlier issue now reads differently: it follows the week."""
    parts: list[str | Claim] = []
    for number, what in changed:
        noun = fmt.plural(int(number.value), "article")
        parts += [", " if parts else ": ", number, f" {noun} {what}"]
    return statement(f", first told as of {fmt.moment(first_as_of)}", *parts, "; ", now, " signals, then ", then, ".")


def measure_key(measure: str) -> str:
    """Give a measure's name however its parts are joined, such as `event_f1` for `event-f1`."""
    return measure.replace("-", "_").replace(".", "_")


def measure_name(measure: str) -> str:
    """Put a measure such as `event_f1` or `doubt_recall` into plain words."""
    plain = measure_key(measure)
    what, _, rate = plain.rpartition("_")
    if rate not in RATE_NAMES:
        what, rate = plain, ""
    names: dict[str, str] = {**{str(key): name for key, name in TYPE_NAMES.items()}, **MEASURE_NAMES}
    return ", ".join(part for part in (names.get(what, what.replace("_", " ")), RATE_NAMES.get(rate, "")) if part)
