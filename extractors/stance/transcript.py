"""Read transcripts: "Q: … A: …" and "Name: …" paragraphs are direct speech without quotation marks (rule 38)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.records import Paragraph, Quote
from extractors.stance.interview import MARK, interviewee
from extractors.stance.references import ANALYSTS, Ref, Scene
from extractors.stance.sources import Source, source_of
from extractors.stance.tokens import Parsed

_PREFIX = re.compile(r"(?:(?P<name>[A-ZÀ-Þ][\w.’'-]*(?: [\w.’'-]+){0,3}):|(?P<letter>[QA])\.)\s+(?=\S)")
_QUESTION = frozenset((
    "q", "question", "interviewer", "reporter", "journalist", "host", "moderator", "presenter", "anchor", "chair",
))  # fmt: skip
_ANSWER = frozenset(("a", "answer"))
_FEWEST = 3  # paragraphs with such a prefix that make a transcript


def speeches(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Quote, ...]:
    """Give what is said in a transcript as quotations marked by a colon; none where the text is no transcript.

    Whoever for the most part asks is the interviewer, under whatever label.
    """
    found = [
        (match, paragraph)
        for paragraph in paragraphs
        if paragraph.kind != "headline"
        if (match := _PREFIX.match(text, paragraph.char_start, paragraph.char_end))
    ]
    times = Counter(_label(m) for m, _ in found)
    if len(found) < _FEWEST or len(times) == len(found):
        return ()
    asked = Counter(_label(m) for m, q in found if text[q.char_start : q.char_end].rstrip().endswith("?"))
    return tuple(
        Quote(m.end(), q.char_end, 1, MARK, closed=True)
        for m, q in found
        if _label(m) not in _QUESTION and 2 * asked[_label(m)] <= times[_label(m)]
    )


def _label(prefix: re.Match[str]) -> str:
    return (prefix["name"] or prefix["letter"]).lower()


def speech_source(quote: Quote, scene: Scene, sentences: Sequence[Parsed], first: int) -> Source:
    """Tell whose speech it is: the named party's, an analyst's, or his who was introduced before the first speech.

    A label that is an office ("MINISTER: …") means the holder who was introduced; "A:" whoever answers.
    """
    line = scene.text.rfind("\n", 0, quote.char_start) + 1
    named = [m for m in scene.mentions if line <= m.char_start < quote.char_start and m.party]
    if named:
        return Source(Ref(named[0].party, named[0].person), named[0].party)
    label = frozenset(scene.text[line : quote.char_start].lower().strip(" :.\t").split())
    if label & ANALYSTS or "academic" in label:
        return Source(Ref("analyst"), "analyst")
    for p in sentences:
        if p.char_end > first:
            break
        for i, token in enumerate(p.tokens):
            if token.lemma in label and token.pos == "NOUN" and (source := source_of(p, i, scene)).speaker:
                return source
    return interviewee(sentences, first, scene, on_air=label.isdisjoint(_ANSWER))
