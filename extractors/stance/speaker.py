"""Attribute quotations and clauses to whoever says them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.records import Attribution, Quote
from extractors.stance.clauses import subject
from extractors.stance.interview import MARK, Span, interviewee
from extractors.stance.references import Ref, Scene
from extractors.stance.sources import (
    ANONYMOUS_SOURCE,
    AUTHOR,
    NOBODY,
    Source,
    according_to,
    colon_source,
    is_report,
    reporter,
    source_of,
)  # fmt: skip
from extractors.stance.tokens import Parsed, word_set
from extractors.stance.transcript import speech_source

_BELOW_REPORT = word_set("ccomp xcomp advcl dobj prep dep parataxis acl pcomp pobj")
_REPORT_NOUNS = word_set("report claim word sign rumour rumor statement announcement remark comment message")
_FEW = 4  # quotations of fewer words are scare quotes or fragments


@dataclass(frozen=True, slots=True)
class Said:
    """Who says a clause, and how the text gives it."""

    source: Source  # whose word it is, through all layers
    attribution: Attribution
    inner: Source  # who says it in the innermost layer: "Peskov: Biden says that …" is Biden's stance
    quote: Quote | None = None


def long_quotes(text: str, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Give the outermost quotations that hold a statement rather than a word or two."""
    return tuple(
        q for q in quotes
        if q.level == 1 and (
            len(text[q.char_start : q.char_end].split()) >= _FEW
            or text[max(0, q.char_end - 1) : q.char_end] in (".", ",", "!", "?")
        )
    )  # fmt: skip


def inside(quotes: Sequence[Quote], at: int) -> Quote | None:
    """Give the quotation that a place lies in."""
    return next((q for q in quotes if q.char_start <= at < q.char_end), None)


def quote_sources(
    sentences: Sequence[Parsed], quotes: Sequence[Quote], scene: Scene, answered: Sequence[Span] = ()
) -> Mapping[int, Source]:
    """Attribute each quotation (by its `char_start`): in its sentence, around it, or as its forerunner's speaker.

    In an interview the paragraphs `answered` are the words of whoever was introduced, if nothing there says otherwise.
    """
    found: dict[int, Source] = {}
    last: tuple[int, Source] | None = None  # paragraph and speaker of the last attributed quotation
    starts = [start for start, _ in answered]
    answers = interviewee(sentences, starts[0], scene) if answered else NOBODY
    spoken = min((q.char_start for q in quotes if q.open_mark == MARK), default=-1)
    for quote in quotes:
        k = bisect_right(starts, quote.char_start) - 1
        is_answer = k >= 0 and quote.char_start < answered[k][1]
        if quote.open_mark == MARK:
            found[quote.char_start] = answers if is_answer else speech_source(quote, scene, sentences, spoken)
            continue
        own = [
            k for k, p in enumerate(sentences)
            if p.char_start < quote.char_end and quote.char_start < p.char_end
        ]  # fmt: skip
        if not own:
            continue
        paragraph = sentences[own[0]].paragraph
        before = sentences[max(0, own[0] - 4) : own[0]]
        source = _in_sentences([sentences[k] for k in dict.fromkeys((own[0], own[-1]))], quotes, scene, quote, before)
        if source is None and is_answer:
            source = answers
        if source is None:
            source = _around(sentences, own, quotes, scene, paragraph, last)
        if source is None:
            continue
        found[quote.char_start] = source
        last = (paragraph, source)
    return found


def _in_sentences(
    sentences: Sequence[Parsed], quotes: Sequence[Quote], scene: Scene, quote: Quote, before: Sequence[Parsed] = ()
) -> Source | None:
    best: tuple[int, Source] | None = None
    for p in sentences:
        given = according_to(p, scene) or colon_source(p, scene)
        if given is not None and inside(quotes, p.tokens[given[0]].char_start) is None:
            return given[1]
        for i, token in enumerate(p.tokens):
            if not is_report(p, i) or inside(quotes, token.char_start) is not None:
                continue
            source = reporter(p, i, scene)
            if before and is_he(p, i):
                source = _stranger(before, quotes, scene) or source
            if source is None:
                continue
            distance = min(abs(token.char_start - quote.char_end), abs(quote.char_start - token.char_end))
            if best is None or distance < best[0]:
                best = (distance, source)
    return best[1] if best else None


def is_he(p: Parsed, verb: int) -> bool:
    """Tell whether "he" or "she" is the subject of a verb."""
    found = subject(p, verb)
    return found is not None and p.tokens[found.token].lower in ("he", "she")


def _stranger(before: Sequence[Parsed], quotes: Sequence[Quote], scene: Scene) -> Source | None:
    """Find the person of no party who spoke last before, if nobody known did since."""
    for p in reversed(before):
        for i in range(len(p.tokens) - 1, -1, -1):
            if not is_report(p, i) or inside(quotes, p.tokens[i].char_start) is not None or is_he(p, i):
                continue
            source = reporter(p, i, scene)
            if source is not None:
                return source if source.speaker in ("analyst", "") else None
    return None


def _around(  # noqa: PLR0913, PLR0917
    sentences: Sequence[Parsed], own: list[int], quotes: Sequence[Quote], scene: Scene,
    paragraph: int, last: tuple[int, Source] | None,
) -> Source | None:  # fmt: skip
    """Look to the sentences beside the quotation, then to the last speaker."""
    if last is not None and last[0] == paragraph:
        return last[1]
    for k in (own[0] - 1, own[-1] + 1):
        if 0 <= k < len(sentences) and sentences[k].paragraph == paragraph:
            source = _in_sentences([sentences[k]], (), scene, _edge(quotes, sentences, own, k))
            if source is not None:
                return source
    for k in (own[0], own[0] - 1):
        if 0 <= k < len(sentences) and sentences[k].paragraph in (paragraph, paragraph - 1):
            source = _main_subject(sentences[k], quotes, scene)
            if source is not None:
                return source
    return last[1] if last is not None and paragraph - last[0] <= 2 else None


def _edge(quotes: Sequence[Quote], sentences: Sequence[Parsed], own: list[int], k: int) -> Quote:
    at = sentences[own[0]].char_start if k < own[0] else sentences[own[-1]].char_end
    return replace(quotes[0], char_start=at, char_end=at)


def _main_subject(p: Parsed, quotes: Sequence[Quote], scene: Scene) -> Source | None:
    for i, token in enumerate(p.tokens):
        if token.dep == "ROOT" and inside(quotes, token.char_start) is None:
            found = subject(p, i)
            described = found is not None and token.lemma == "be" and p.tokens[found.token].pos == "NOUN"
            if found is not None and not described:
                source = source_of(p, found.token, scene)
                return source if source.speaker else None
    return None


def said_by(  # noqa: PLR0913, PLR0917
    p: Parsed, head: int, matched: frozenset[int], taken: frozenset[int], scene: Scene,
    quotes: Sequence[Quote], sources: Mapping[int, Source],
) -> Said:  # fmt: skip
    """Tell who asserts the clause with predicate `head`; verbs `taken` by signals of their own report nothing."""
    quote = inside(quotes, p.tokens[head].char_start)
    if quote is not None and _subject_outside(p, head, matched, quote):
        quote = None
    if quote is not None:
        source = sources.get(quote.char_start, NOBODY)
        nested = _reported(p, head, taken, scene, quotes, quote, source)
        return Said(source, "direct", nested[0] if nested else source, quote)
    chain = _reported(p, head, taken, scene, quotes, None, None)
    if chain:
        return Said(_outermost(chain), "indirect", chain[0])
    given = according_to(p, scene)
    if given is not None and given[0] not in matched:
        return Said(given[1], "indirect", given[1])
    colon = colon_source(p, scene)
    if colon is not None and colon[0] < head:
        return Said(colon[1], "indirect", colon[1])
    return Said(AUTHOR, "narration", AUTHOR)


def _outermost(chain: list[Source]) -> Source:
    """The press is transparent: of "Reuters reported that Peskov said", the word is Peskov's."""
    known = [s for s in chain if s.speaker]
    named = [s for s in known if s.speaker != "anonymous"]
    if not known:
        return chain[0]
    if known[-1].speaker == "anonymous" and named:
        return named[-1] if len(known) > 1 else known[-1]
    return known[-1]


def _subject_outside(p: Parsed, head: int, matched: frozenset[int], quote: Quote) -> bool:
    """A few quoted words inside the writer's own sentence stay indirect (rule 15)."""
    found = subject(p, head)
    if found is None or found.token in matched:
        return False
    place = p.tokens[found.token].char_start
    return not quote.char_start <= place < quote.char_end and not is_report(p, found.verb)


def _reported(  # noqa: PLR0913, PLR0917
    p: Parsed, head: int, taken: frozenset[int], scene: Scene, quotes: Sequence[Quote],
    within: Quote | None, speaker: Source | None,
) -> list[Source]:  # fmt: skip
    """Climb from a predicate through the reporting verbs above it; the nearest comes first."""
    i = head
    ref = speaker.ref if speaker else None
    chain: list[Source] = []
    while p.tokens[i].head != i:
        above, dep = p.tokens[i].head, p.tokens[i].dep
        same = inside(quotes, p.tokens[above].char_start) == within
        if above not in taken and same and dep in _BELOW_REPORT:
            if is_report(p, above):
                source = reporter(p, above, scene, ref)
            elif dep in ("acl", "ccomp") and p.tokens[above].lemma in _REPORT_NOUNS:
                source = _noun_source(p, above, scene, ref)
            else:
                source = None
            if source is not None:
                chain.append(source)
        i = above
    for c in p.children[i]:  # "…, he said" parsed beside the clause
        beside = c not in taken and c > head and is_report(p, c) and p.tokens[c].dep in ("parataxis", "dep", "ccomp")
        if beside and inside(quotes, p.tokens[c].char_start) == within and p.child(c, "ccomp") is None:
            source = reporter(p, c, scene, ref)
            chain.extend([source] if source is not None else [])
    return chain


def _noun_source(p: Parsed, noun: int, scene: Scene, ref: Ref | None) -> Source:
    """Tell whose "statement that …" it is: its owner's or the subject's of the verb it hangs on."""
    owner = p.child(noun, "poss")
    if owner is not None:
        return source_of(p, owner, scene, ref)
    found = subject(p, noun)
    if found is not None and found.token != noun:
        source = source_of(p, found.token, scene, ref)
        return source if source.speaker else ANONYMOUS_SOURCE
    return ANONYMOUS_SOURCE
