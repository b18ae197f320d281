"""Sentences of each paragraph, with their end marks and closing quotation marks.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number, or the text goes on in
lower case. An end mark inside a closing quotation mark ends the sentence too, unless its reporting clause follows
(“Why?” he asked). Speaker labels (``Q:``) and clock times that open a paragraph of a live blog stand before the
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.records import Paragraph, Sentence

END = re.compile(r"(?:[.!?…]+|[。！？؟।]+)(?:[\"'”’»›)\]]|\[\d{1,3}\])*")
LEAD = re.compile(r"(?:[QA]:|\d{1,2}[.:]\d\d(?: ?(?:[ap]\.?m\.?|GMT|BST|CET|EET|UTC))?(?: ?[-–—:])?)\s+")
LAST_WORD = re.compile(r"[\w.&’'-]*\Z")
NEXT_WORD = re.compile(r"[^\W\d_]+")
NUMBERED = re.compile(r"[(\[]?\d{1,3}\Z")
SPEECH = re.compile(
    r"(?:[\w.’'-]+ ){0,4}?(?:said|says|asked|asks|added|told|replied|wondered|wrote|shouted|cried|quipped|insisted)\b"
)
# Never the end of a sentence: a name or a figure follows.
LEADING_ABBREVIATIONS = frozenset((
    "adj", "adm", "amb", "ambs", "assn", "brig", "capt", "cdr", "cmdr", "col", "cpl", "det", "dr", "drs", "fr",
    "gen", "gens", "gov", "govs", "hon", "insp", "lt", "ltcol", "maj", "messrs", "mgr", "mlle", "mme", "mr", "mrs",
    "ms", "msgr", "mt", "pfc", "ph", "pres", "prof", "pvt", "rear", "rep", "reps", "rev", "rt", "sec", "secy", "sen",
    "sens", "sgt", "spc", "sr", "st", "sts", "supt", "ven", "vice", "vs", "viz", "cf", "eg", "ie", "e.g", "i.e",
    "fig", "figs", "vol", "vols", "approx", "ca", "al",
))  # fmt: skip
# Not the end where a figure follows.
BEFORE_FIGURES = frozenset((
    "no", "nos", "art", "arts", "p", "pp", "para", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
    "oct", "nov", "dec", "est", "ext", "ch", "sect",
))  # fmt: skip
# May end a sentence: they do so only before a word that opens one.
TRAILING_ABBREVIATIONS = frozenset((
    "inc", "ltd", "corp", "co", "cos", "bros", "jr", "esq", "etc", "dept", "univ", "ave", "blvd", "rd", "a.m", "p.m",
    "ph.d", "b.c", "a.d", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
))  # fmt: skip
OPENERS = frozenset((
    "the", "a", "an", "he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "there", "here",
    "in", "on", "at", "by", "for", "from", "to", "with", "as", "if", "when", "while", "after", "before", "since",
    "until", "but", "and", "or", "so", "yet", "however", "meanwhile", "still", "also", "both", "neither", "what",
    "why", "how", "who", "his", "her", "its", "their", "our", "my", "your", "no", "not", "now", "then", "once",
    "one", "some", "many", "most", "all", "another", "last", "next", "under", "over", "during", "despite",
    "according", "asked",
))  # fmt: skip


def sentences(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Sentence, ...]:
    """The sentences of a text in order; none crosses a paragraph."""
    return tuple(
        Sentence(start, end, index)
        for index, paragraph in enumerate(paragraphs)
        for start, end in _split(text, paragraph.char_start, paragraph.char_end)
    )


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    lead = LEAD.match(text, start, end)
    begin = lead.end() if lead and lead.end() < end else start
    for match in END.finditer(text, begin, end):
        follows = _skip_space(text, match.end(), end)
        if match.start() < begin or follows >= end:
            continue
        if _ends(text, match, begin, follows):
            yield begin, match.end()
            begin = follows
    if begin < end:
        yield begin, end


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _ends(text: str, match: re.Match[str], begin: int, follows: int) -> bool:
    """Whether an end mark, with text after it in the paragraph, ends its sentence."""
    marks = match.group()
    if marks[0] in "。！？؟।":
        return True
    if follows == match.end() or text[follows].islower() or text[follows] in ",;:—–-":
        return False
    closed = marks[-1] in "\"'”’»›"
    if closed and marks[0] in "!?":
        return not SPEECH.match(text, follows, follows + 80)
    if marks[0] != "." or marks[:2] == "..":
        return True
    return not _abbreviated(text, match.start(), begin, follows) or (closed and marks[:1] == "." and len(marks) > 1)


def _abbreviated(text: str, stop: int, begin: int, follows: int) -> bool:
    """Whether the full stop at `stop` belongs to the word before it and not to the sentence."""
    if stop - begin <= 5 and NUMBERED.match(text[begin:stop]):
        return True
    found = LAST_WORD.search(text, max(begin, stop - 24), stop)
    word = found.group().strip("’'-").lower() if found else ""
    if word in LEADING_ABBREVIATIONS:
        return True
    if word in BEFORE_FIGURES:
        return text[follows].isdigit()
    initials = re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", word) is not None
    if not initials and word not in TRAILING_ABBREVIATIONS:
        return False
    opener = NEXT_WORD.match(text, follows)
    return opener is not None and opener.group().lower() not in OPENERS
