"""Every sentence and every named rule of the summary, in one place; what things are called stands in names.py."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain

from extractors.records import POSITIVE, SIGNAL_TYPES, Condition, SignalType, Voice
from reports import format as fmt
from reports import method, names
from reports.records import (
    ArticleLine,
    Claim,
    ConditionState,
    Grouping,
    Kind,
    Order,
    Period,
    SignalLine,
    StanceRow,
    Statement,
    WithoutSource,
)
from reports.rows import SignalRow

TYPE_NAMES, TYPE_DEEDS, VOICE_NAMES = names.TYPE_NAMES, names.TYPE_DEEDS, names.VOICE_NAMES
CONDITION_NAMES, CONDITION_STANCES, STATE_NAMES = names.CONDITION_NAMES, names.CONDITION_STANCES, names.STATE_NAMES
MAIN_MEASURES, QUALITY_NOTE, METHOD = names.MAIN_MEASURES, method.QUALITY_NOTE, method.METHOD

MIN_STORIES_TO_COMPARE = 3  # on both sides, before a change is called
NOTABLE_CHANGE = 0.25  # of the −1…+1 scale, as in the view position_changes; smaller moves are not called a change
THIN_COVERAGE = 5  # articles; below this no trend should be read
MAX_BULLETS = 5
LOW_CONFIDENCE = 0.5  # mean probability of being right, below which the tagger is called unsure
MIN_SURE = 0.5  # probability from which a signal, or one of several, is more likely right than wrong
MAX_DEEDS, MAX_OTHER_DEEDS = 3, 2  # types that a finding names, in the leading direction and against it
MAX_SHIFTS = 2  # changed positions that a finding tells; the board shows all
MAX_SECOND_HAND = 2  # of the bullets
MIN_SECOND_HAND = 2  # signals; one word of hearsay is left to its own section
MIN_GROUPS = 2  # known kinds of owner, or countries, before outlets are compared
MIN_STORIES_ALONE = 2  # of one group, before it is said that only it carried something
MIN_OTHERS_READ = 3  # articles of the other groups, without which their silence means nothing
TELLING_SET = "held out"  # the hand-coded set that tells most of new texts
ADDED_BY_ANALYST = "added by an analyst"

ORDERS: dict[Order, str] = {
    "later": "later",
    "same article": "in the same article",
    "same days": "which came first is not known",
}
LABELS = {"right": "an analyst: right", "corrected": "corrected by an analyst", "missed": "added by an analyst"}
REST = "The rest is in summary.json."
FAILURES_LEAD = "What it is known to get wrong, with made-up examples:"
CLAIMS_NOTE = (
    "Every number above stands in summary.json with its query, how it is read off the query’s answer, and the ids of "
    "its signals; `parley why ID` leads from there to the words."
)

# “In a statement made just before Putin’s comments”: what follows answers nothing that was said then.
_BEFOREHAND = re.compile(
    r"(?i)\b(?:made|said|given|issued|spoke|speaking|told|interview|just|shortly|hours?|minutes|days?)\b[^.!?\n]{0,40}?"
    r"\b(?:before|ahead of|prior to)\s+(?:\w+[’']s?\s+)?(?:\w+\s+){0,2}"
    r"(?:comments?|remarks?|speech|statement|words|address|announcement|interview|offer|proposal|conference)\b"
)
_SENTENCE_END = re.compile(r"[.!?][”’\"')]*\s+|\n+")


def statement(*parts: str | Claim) -> Statement:
    """Make a sentence of words and numbers."""
    return Statement(tuple(part for part in parts if part != ""))


def joined(statements: Sequence[Statement]) -> Statement:
    """Make one statement of several."""
    return statement(*(part for n, one in enumerate(statements) for part in ((" ", *one.parts) if n else one.parts)))


def finding(opening: str, deeds: Sequence[tuple[SignalType, Claim]], numbers: tuple[Claim, Claim, Claim]) -> Statement:
    """Say what an actor signalled, in how many stories, and how much of it is unsure: it follows the actor's name."""
    signals, stories, unsure = numbers
    ordered = sorted(deeds, key=lambda deed: (-deed[1].value, SIGNAL_TYPES.index(deed[0])))
    leading = ordered[0][0] in POSITIVE
    same = [deed for deed in ordered if (deed[0] in POSITIVE) == leading]
    other = [deed for deed in ordered if (deed[0] in POSITIVE) != leading]
    alone = len(ordered) == 1 and ordered[0][1].value == signals.value
    counted = (*_deeds(same, MAX_DEEDS, alone=alone), *((", but ", *_deeds(other, MAX_OTHER_DEEDS)) if other else ()))
    many, stories_noun = fmt.plural(int(signals.value), "signal"), fmt.plural(int(stories.value), "story", "stories")
    doubtful: tuple[str | Claim, ...] = (", the tagger unsure of ", unsure) if unsure.value else ()
    return statement(opening, *counted, ": ", signals, f" {many} in ", stories, f" independent {stories_noun}",
                     *doubtful, ".")  # fmt: skip


def _deeds(deeds: Sequence[tuple[SignalType, Claim]], most: int, *, alone: bool = False) -> tuple[str | Claim, ...]:
    parts: list[str | Claim] = []
    shown = deeds[:most]
    is_cut = len(deeds) > most
    for index, (signal_type, times) in enumerate(shown):
        joint = "" if index == 0 else " and " if index == len(shown) - 1 and not is_cut else ", "
        parts += [joint + TYPE_DEEDS[signal_type], *(() if alone else (" (", times, ")"))]
    return (*parts, " and more") if is_cut else tuple(parts)


def opening(kind: Kind, voice: Voice, speaker: str) -> str:
    """Say on whose word a finding rests, where it is not the actor's own."""
    if voice in ("own", "narrated"):
        return " " if kind == "counted" else " (imprecisely dated) "
    return f", according to {with_article(speaker)}, "


def lead(bullets: int, articles: Sequence[ArticleLine], signals: Sequence[SignalLine]) -> str:
    """Say in one sentence what kind of week it was; a week with counted findings speaks for itself."""
    if not articles:
        return "Nothing was read for this week, so nothing can be said about it."
    if bullets == 0:
        return _no_finding(signals)
    if any(line.counted for line in signals):
        return ""
    if all(line.dating == "imprecise" for line in articles):
        when = fmt.listing(sorted({fmt.days(line.first_on, line.last_on) for line in articles}))
        noun = f"{fmt.plural(len(articles), 'article')} read {fmt.plural(len(articles), 'is', 'are')}"
        return f"The {noun} dated only as {when}: what follows enters no trend and may belong to another week."
    return "Nothing read this week enters a trend: no party is shown in its own words or acts."


def _no_finding(signals: Sequence[SignalLine]) -> str:
    if any(line.timing == "current" and line.actor not in ("author", "analyst") for line in signals):
        return (
            "No finding: what was read holds only headlines, readings by analysts, single second-hand words or signals "
            "of which the tagger is unsure."
        )
    if any(line.timing == "background" for line in signals):
        return "Nothing new: what was read only retells history, which is shown below as such."
    return "No party’s stance on negotiations was found in what was read."


def with_article(name: str) -> str:
    """Give a party's name as it stands inside a sentence: the United States, Russia."""
    needs = name.startswith(("United ", "European Union", "Democratic Republic")) or name in (
        "Netherlands",
        "Philippines",
    )
    return f"the {name}" if needs else name


AGAINST: dict[Period, str] = {"last week": "last week", "four-week mean": "the four-week mean"}
MEASURED: dict[Period, str] = {"last week": "last week", "four-week mean": "four weeks"}


def change(actor: str, against: Period, now: Claim, then: Claim, moved: Claim) -> Statement:
    """Say how net stance moved."""
    if abs(moved.value) < NOTABLE_CHANGE:
        return statement(f"{actor}: no notable change against {AGAINST[against]} (", now, " from ", then, ").")
    direction = "towards talks" if moved.value > 0 else "away from talks"
    return statement(f"{actor} moved {direction} against {AGAINST[against]}: ", now, " from ", then, ", ", moved, ".")


def moved_in_bullet(against: Period, now: Claim, then: Claim) -> Statement:
    """Say in a bullet how its actor moved."""
    direction = "towards talks" if now.value > then.value else "away from talks"
    return statement(f"Moved {direction} against {AGAINST[against]}: ", now, " from ", then, ".")


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


def why_not_counted(row: SignalRow) -> str | None:
    """Name the rule that keeps a signal out of net stance."""
    if row.counted:
        return None
    if row.timing == "background":
        return "history"
    if row.voice not in ("own", "narrated"):
        return {str(voice): name for voice, name in VOICE_NAMES.items()}[row.voice]
    if row.dating != "within":
        return "imprecisely dated" if row.dating == "imprecise" else "undated"
    return "headline" if row.is_headline else "repeated"


def source(line: SignalLine) -> str:
    """Say whose words a quotation holds."""
    if line.voice == "narrated":
        return "the article’s words"
    if line.voice in ("anonymous", "author"):
        return VOICE_NAMES[line.voice]
    direct = line.attribution == "direct"
    if line.voice == "own" or line.actor == "analyst":
        named = None if is_about(line.person_name, line.quote) else line.person_name
        return f"{named or line.actor_name}, {'own words' if direct else 'as reported'}"
    if line.voice == "analyst":
        return VOICE_NAMES[line.voice]
    return f"{line.speaker_name}, {VOICE_NAMES[line.voice]}{'' if direct else ', as reported'}"


def is_about(person: str | None, quote: str) -> bool:
    """Say whether words speak of a person by name: then they are a spokesman's, whosever stance they tell."""
    return person is not None and person.split()[-1].casefold() in quote.casefold()


def dated(line: ArticleLine) -> str:
    """Say when an article appeared and how that is known."""
    when = fmt.days(line.first_on, line.last_on)
    if line.basis is None:
        return when
    note = f": {fmt.clean(line.note)}" if line.note else ""
    if line.basis == "inferred":
        return f"{when} (date inferred{note})"
    return f"{when} ({names.BASIS_NAMES[line.basis]}{note})"


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
    between = (" (95% interval ", interval[0], " to ", interval[1], ")") if interval else ()
    return statement(f"{fmt.sentence(about)}: ", rate, *between, ", n = ", n, ".")


def correction(first_as_of: datetime, changed: Sequence[tuple[Claim, str]], then: Claim, now: Claim) -> Statement:
    """Say how an earlier issue now reads differently: it follows the week."""
    parts: list[str | Claim] = []
    for number, what in changed:
        noun = fmt.plural(int(number.value), "article")
        parts += [", " if parts else ": ", number, f" {noun} {what}"]
    return statement(f", first told as of {fmt.moment(first_as_of)}", *parts, "; ", now, " signals, then ", then, ".")


def set_name(of: str) -> str:
    """Name the articles that the tagger was measured on."""
    return names.SET_NAMES.get(of, of)


def measure_key(measure: str) -> str:
    """Give a measure's name however its parts are joined, such as `event_f1` for `event-f1`."""
    return measure.replace("-", "_").replace(".", "_")


def measure_name(measure: str) -> str:
    """Put a measure such as `event_f1` or `doubt_recall` into plain words."""
    plain = measure_key(measure)
    what, _, rate = plain.rpartition("_")
    if rate not in names.RATE_NAMES:
        what, rate = plain, ""
    known: dict[str, str] = {**{str(key): name for key, name in TYPE_NAMES.items()}, **names.MEASURE_NAMES}
    return ", ".join(part for part in (known.get(what, what.replace("_", " ")), names.RATE_NAMES.get(rate, "")) if part)


def is_beforehand(words_before: str) -> bool:
    """Say whether the words that lead up to a doubt tell that it was spoken before what it seems to answer."""
    return bool(_BEFOREHAND.search(_SENTENCE_END.split(words_before)[-1]))


def marks(row: StanceRow) -> str:
    """Say beside an actor's name what a reader must know of its figures."""
    said = [what for what, holds in (("called insincere", row.disputed), ("tagger unsure", row.unsure)) if holds]
    return f" ({', '.join(said)})" if said else ""


def marked(table: Sequence[StanceRow]) -> str:
    """Say below a table whose figures need care."""
    called = fmt.listing([with_article(row.actor_name) for row in table if row.disputed])
    unsure = fmt.listing([with_article(row.actor_name) for row in table if row.unsure])
    said = (f"Called insincere: {called}." if called else "", f"Tagger unsure: {unsure}." if unsure else "")
    return " ".join(filter(None, said))


def masthead(coded: Claim, confirmed: Claim, corrected: Claim) -> Statement:
    """Say how much was coded by the tagger and what analysts did with it."""
    noun = fmt.plural(int(coded.value), "signal")
    if not confirmed.value and not corrected.value:
        return statement(coded, f" {noun} coded automatically, none checked by an analyst")
    return statement(coded, f" {noun} coded automatically; analysts confirmed ", confirmed, ", changed ", corrected)


def board_note(first_on: date) -> str:
    """Say what the board shows and how its dates are meant."""
    return f"Own words and acts, as last heard since {fmt.day(first_on)}; each date is the earliest possible."


def position(
    where: str,
    states: tuple[ConditionState, ConditionState | None],
    since: date,
    stories: Claim,
    *,
    is_likely: bool,
) -> Statement:
    """Say where an actor stands on a condition, since when, and what it said before."""
    state, before = states
    doubt = "" if is_likely else ", more likely a misreading than not"
    earlier = f", before that it {names.PAST_STATE_NAMES[before]}" if before else ""
    noun = fmt.plural(int(stories.value), "story", "stories")
    return statement(
        f"{where}: {STATE_NAMES[state]}, since {fmt.day(since)}{earlier} (", stories,
        f" {noun}{doubt}).",
    )  # fmt: skip


def matter(condition: Condition) -> str:
    """Name a condition as it stands inside a sentence."""
    return "another or an unnamed condition" if condition == "other" else CONDITION_NAMES[condition]


def shift(condition: Condition, state: ConditionState, before: ConditionState) -> Statement:
    """Say in a bullet that its actor changed its position."""
    earlier = names.PAST_STATE_NAMES[before]
    return statement(f"On {matter(condition)} it now {STATE_NAMES[state]}, where it {earlier} before.")


def without_source(name: str, share: Claim, actors: Sequence[WithoutSource], *, alone: bool) -> Statement:
    """Say whether the bottom line stands without the source that gave most of it."""
    if alone:
        return statement(f"Everything that counts comes from {name}: without it there is no bottom line.")
    opening = (f"{fmt.sentence(name)} gave ", share, " of the counted signals. Without it ")
    flipped = [with_article(actor.actor_name) for actor in actors if actor.flips]
    gone = [with_article(actor.actor_name) for actor in actors if actor.net_without is None]
    lost = f", and nothing is left of {fmt.listing(gone)}" if gone else ""
    if flipped:
        return statement(*opening, f"the bottom line flips for {fmt.listing(flipped)}{lost}.")
    return statement(*opening, f"no actor’s net stance changes its sign{lost}.")


def net_without(name: str, net: Claim, without: Claim | None, *, flips: bool) -> Statement:
    """Say what becomes of one actor's net stance without the top source."""
    if without is None:
        return statement(f"{name}: ", net, ", and nothing without it.")
    return statement(f"{name}: ", net, ", without it ", without, ", which flips its sign." if flips else ".")


def group_name(kind: Grouping, key: str | None) -> str:
    """Name the outlets of one kind of owner or of one country."""
    if kind == "ownership":
        return "outlets of unknown owner" if key is None else names.OWNERSHIP_NAMES.get(key, key)
    return "outlets of unknown country" if key is None else f"outlets in {key}"


def headline_gap(name: str, verdict: str, headline: Claim, body: Claim) -> Statement:
    """Say how a title differs from its text about one actor."""
    signals = fmt.plural(int(headline.value), "signal")
    if verdict == "headline alone":
        return statement(f"{name}: ", headline, f" {signals} in the title, none in the text.")
    return statement(
        f"{name}: the title is {verdict} (", headline, f" {signals} in the title, ", body, " in the text)."
    )


def only_there(group: str, shown: SignalLine, stories: Claim) -> Statement:
    """Say what the outlets of one group alone carried."""
    target = f", towards {with_article(shown.target_name)}" if shown.target_name else ""
    return statement(
        f"Only {group}: {shown.actor_name} {TYPE_DEEDS[shown.signal_type]}{target} (", stories,
        " independent stories).",
    )  # fmt: skip


def copied(title: str | None, outlet: str | None, articles: Claim, outlets: Claim) -> Statement:
    """Say how often a story was printed; it counts once."""
    places = fmt.plural(int(outlets.value), "outlet")
    return statement(
        f"“{fmt.title(title)}”, first in {fmt.outlet(outlet)}: ", articles, " articles with the same story in ",
        outlets, f" known {places}; it counts once.",
    )  # fmt: skip


def top_outlet(name: str, share: Claim) -> Statement:
    """Say how much of what was read is from one outlet."""
    return statement(f"{fmt.title(name)} gave the largest share of the articles: ", share, ".")


def unknown_outlets(unknown: Claim) -> Statement:
    """Say of how many articles the outlet is not known."""
    return statement("Outlet unknown: ", unknown, f" {fmt.plural(int(unknown.value), 'article')}.")


def opinion_share(share: Claim) -> Statement:
    """Say how much of what was read is opinion."""
    return statement("Share of opinion pieces: ", share, ".")


def undated(number: Claim) -> Statement:
    """Say how many articles without a date came in."""
    noun, verb = fmt.plural(int(number.value), "article"), fmt.plural(int(number.value), "has", "have")
    return statement(number, f" {noun} read this week {verb} no known date and {verb} entered no week.")


def feeds(trouble: Claim) -> Statement:
    """Say how many feeds did badly."""
    noun = fmt.plural(int(trouble.value), "feed")
    return statement(trouble, f" {noun} failing or silent: what would have been told there is missing.")


def feed_trouble(verdict: str, since: datetime | None, detail: str | None) -> Statement:
    """Say what is wrong with one feed."""
    when = f" since {fmt.moment(since)}" if since else ""
    return statement(f"{verdict}{when}{f': {fmt.clean(detail)}' if detail else ''}.")


def whose(voice: str, *, is_title: bool) -> str:
    """Say on whose word a side of a dispute stands."""
    known: dict[str, str] = {str(one): name for one, name in VOICE_NAMES.items()}
    return "the article’s title" if is_title else known[voice]


def carried(line: SignalLine) -> str:
    """Say how much of the week carries the same claim."""
    if line.corroboration is None:
        return ""
    stories, outlets = line.corroboration.stories, line.corroboration.outlets
    noun = fmt.plural(int(stories.value), "story", "stories")
    places = f", {fmt.value(outlets)} {fmt.plural(int(outlets.value), 'outlet')}" if outlets.value else ""
    return f"{fmt.value(stories)} {noun}{places}"


def owner(line: SignalLine) -> str:
    """Say who owns the outlet and where it is."""
    return ", ".join(part for part in (line.ownership, line.country) if part)


def by_type(of: str) -> str:
    """Say what the table of types was measured on."""
    return (
        f"By type, on {set_name(of)}: of what it gives, how much is right (precision); of what is there, how much it "
        "finds (recall)."
    )
