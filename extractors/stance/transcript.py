"""Read transcripts: "Q: … A: …" and "Name: …" paragraphs are direct speech without quotation marks (rule 38)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.records import Paragraph, Quote
from extractors.stance.references import Ref, Scene
from extractors.stance.sources import NOBODY, Source

MARK = ":"
_PREFIX = re.compile(r"(?P<name>[A-ZÀ-Þ][\w.’'-]*(?: [\w.’'-]+){0,3}):\s+(?=\S)")
_QUESTION = frozenset(("q", "question", "interviewer", "reporter", "journalist", "host", "moderator"))
_ANSWER = frozenset(("a", "answer"))
_FEWEST = 3  # paragraphs with such a prefix that make a transcript


def speeches(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Quote, ...]:
    """Give what is said in a transcript as quotations marked by a colon; none where the text is no transcript."""
    found = [
        (match, paragraph)
        for paragraph in paragraphs
        if paragraph.kind != "headline"
        if (match := _PREFIX.match(text, paragraph.char_start, paragraph.char_end))
    ]
    names = [m["name"].lower() for m, _ in found]
    if len(found) < _FEWEST or len(set(names)) == len(names):
        return ()
    return tuple(
        Quote(m.end(), p.char_end, 1, MARK, closed=True) for m, p in found if m["name"].lower() not in _QUESTION
    )


def speech_source(quote: Quote, scene: Scene) -> Source:
    """Tell whose speech it is: the named party's, or for "A:" the first party that the text names."""
    line = scene.text.rfind("\n", 0, quote.char_start) + 1
    named = [m for m in scene.mentions if line <= m.char_start < quote.char_start and m.party]
    if not named and scene.text[line : quote.char_start].strip(" :\t").lower() in _ANSWER:
        named = [m for m in scene.mentions if m.char_start < line and m.party and m.kind != "group"][:1]
    if not named:
        return NOBODY
    return Source(Ref(named[0].party, named[0].person), named[0].party)
