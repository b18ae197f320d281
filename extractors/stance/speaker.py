"""Attribute quotations and clauses to whoever says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.records import Attribution, Quote
from extractors.stance.clauses import subject
from extractors.stance.references import Scene
from extractors.stance.sources import (
    ANONYMOUS_SOURCE, AUTHOR, NOBODY, Source, according_to, colon_source, is_report, reporter, source_of,
)  # fmt: skip
from extractors.stance.tokens import Parsed

_FEW = 4  # quotations of fewer words are scare quotes or fragments


@dataclass(frozen=True, slots=True)
class Said:
    """Who says a clause, and how the text gives it."""

    source: Source
    attribution: Attribution
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
    sentences: Sequence[Parsed], quotes: Sequence[Quote], scene: Scene
) -> Mapping[int, Source]:
    """Attribute each quotation (by its `char_start`): in its sentence, around it, or as its forerunner's speaker."""
    found: dict[int, Source] = {}
    last: tuple[int, Source] | None = None  # paragraph and speaker of the last attributed quotation
    for quote in quotes:
        own = [
            k for k, p in enumerate(sentences)
            if p.char_start < quote.char_end and quote.char_start < p.char_end
        ]  # fmt: skip
        if not own:
            continue
        paragraph = sentences[own[0]].paragraph
        source = _in_sentences([sentences[k] for k in dict.fromkeys((own[0], own[-1]))], quotes, scene, quote)
        if source is None:
            source = _around(sentences, own, quotes, scene, paragraph, last)
        if source is None:
            continue
        found[quote.char_start] = source
        last = (paragraph, source)
    return found


def _in_sentences(
    sentences: Sequence[Parsed], quotes: Sequence[Quote], scene: Scene, quote: Quote
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
            if source is None:
                continue
            distance = min(abs(token.char_start - quote.char_end), abs(quote.char_start - token.char_end))
            if best is None or distance < best[0]:
                best = (distance, source)
    return best[1] if best else None


def _around(
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
            if found is not None:
                source = source_of(p, found.token, scene)
                return source if source.speaker else None
    return None


def said_by(
    p: Parsed, head: int, root: int, matched: frozenset[int], scene: Scene,
    quotes: Sequence[Quote], sources: Mapping[int, Source],
) -> Said:  # fmt: skip
    """Tell who asserts the clause with predicate `head` and clause root `root`."""
    quote = inside(quotes, p.tokens[head].char_start)
    if quote is not None:
        source = sources.get(quote.char_start, NOBODY)
        nested = _reported(p, head, matched, scene, quotes, quote, source)
        if nested is not None and nested.speaker and nested.ref.party != source.ref.party:
            return Said(nested if source.speaker != "analyst" else source, "direct", quote)
        return Said(source, "direct", quote)
    source_or_none = _reported(p, head, matched, scene, quotes, None, None)
    if source_or_none is not None:
        return Said(source_or_none, "indirect")
    given = according_to(p, scene)
    if given is not None and given[0] not in matched:
        return Said(given[1], "indirect")
    colon = colon_source(p, scene)
    if colon is not None and colon[0] < head:
        return Said(colon[1], "indirect")
    return Said(AUTHOR, "narration")


def _reported(
    p: Parsed, head: int, matched: frozenset[int], scene: Scene, quotes: Sequence[Quote],
    within: Quote | None, speaker: Source | None,
) -> Source | None:  # fmt: skip
    """Climb from a predicate to the nearest reporting verb above it."""
    i = head
    ref = speaker.ref if speaker else None
    while p.tokens[i].head != i:
        above = p.tokens[i].head
        dep = p.tokens[i].dep
        if above not in matched and is_report(p, above) and dep in ("ccomp", "xcomp", "advcl", "dobj", "prep", "dep", "parataxis"):
            if inside(quotes, p.tokens[above].char_start) == within:
                return reporter(p, above, scene, ref)
        if dep in ("ccomp", "acl") and p.tokens[above].lemma in ("report", "claim", "word", "sign", "rumour", "rumor"):
            return ANONYMOUS_SOURCE
        i = above
    for c in p.children[i]:  # "…, he said" parsed beside the clause
        if c not in matched and is_report(p, c) and p.tokens[c].dep in ("parataxis", "dep", "ccomp") and c > head:
            if inside(quotes, p.tokens[c].char_start) == within and p.child(c, "ccomp") is None:
                return reporter(p, c, scene, ref)
    return None
