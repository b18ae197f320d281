"""What stands beside a signal or an article: whose words, when, why not counted, who else carried it."""

from __future__ import annotations

import re

from reports import format as fmt
from reports import names
from reports.records.findings import Order
from reports.records.lines import ArticleLine, SignalLine
from reports.rows import SignalRow

ORDERS: dict[Order, str] = {
    "later": "later",
    "same article": "in the same article",
    "same days": "which came first is not known",
}
LABELS = {"right": "an analyst: right", "corrected": "corrected by an analyst", "missed": "added by an analyst"}
ADDED_BY_ANALYST = "added by an analyst"
REST = "The rest is in summary.json."
# “In a statement made just before Putin’s comments”: what follows answers nothing that was said then.
_BEFOREHAND = re.compile(
    r"(?i)\b(?:made|said|given|issued|spoke|speaking|told|interview|just|shortly|hours?|minutes|days?)\b[^.!?\n]{0,40}?"
    r"\b(?:before|ahead of|prior to)\s+(?:\w+[’']s?\s+)?(?:\w+\s+){0,2}"
    r"(?:comments?|remarks?|speech|statement|words|address|announcement|interview|offer|proposal|conference)\b"
)
_SENTENCE_END = re.compile(r"[.!?][”’\"')]*\s+|\n+")


def why_not_counted(row: SignalRow) -> str | None:
    """Name the rule that keeps a signal out of net stance."""
    if row.counted:
        return None
    if row.timing == "background":
        return "history"
    if row.voice not in ("own", "narrated"):
        return {str(voice): name for voice, name in names.VOICE_NAMES.items()}[row.voice]
    if row.dating != "within":
        return "imprecisely dated" if row.dating == "imprecise" else "undated"
    return "headline" if row.is_headline else "repeated"


def source(line: SignalLine) -> str:
    """Say whose words a quotation holds."""
    if line.voice == "narrated":
        return "the article’s words"
    if line.voice in ("anonymous", "author"):
        return names.VOICE_NAMES[line.voice]
    direct = line.attribution == "direct"
    if line.voice == "own" or line.actor == "analyst":
        named = None if is_about(line.person_name, line.quote) else line.person_name
        return f"{named or line.actor_name}, {'own words' if direct else 'as reported'}"
    if line.voice == "analyst":
        return names.VOICE_NAMES[line.voice]
    return f"{line.speaker_name}, {names.VOICE_NAMES[line.voice]}{'' if direct else ', as reported'}"


def is_about(person: str | None, quote: str) -> bool:
    """Say whether words speak of a person by name: then they are a spokesman's, whosever stance they tell."""
    return person is not None and person.split()[-1].casefold() in quote.casefold()


def whose(voice: str, *, is_title: bool) -> str:
    """Say on whose word a side of a dispute stands."""
    known: dict[str, str] = {str(one): name for one, name in names.VOICE_NAMES.items()}
    return "the article’s title" if is_title else known[voice]


def is_beforehand(words_before: str) -> bool:
    """Say whether the words that lead up to a doubt tell that it was spoken before what it seems to answer."""
    return bool(_BEFOREHAND.search(_SENTENCE_END.split(words_before)[-1]))


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


def dated(line: ArticleLine) -> str:
    """Say when an article appeared and how that is known."""
    when = fmt.days(line.first_on, line.last_on)
    if line.basis is None:
        return when
    note = f": {fmt.clean(line.note)}" if line.note else ""
    if line.basis == "inferred":
        return f"{when} (date inferred{note})"
    return f"{when} ({names.BASIS_NAMES[line.basis]}{note})"
