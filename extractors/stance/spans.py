"""Cut the evidence: the words of the clause that carries a signal, inside one sentence."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extractors.records import Quote
from extractors.stance.clauses import clause_tokens
from extractors.stance.tokens import Parsed

_LEADING = frozenset(("and", "but", "or", "nor", "that", "while", "although", "as", "because"))
_MARKS = frozenset("“”„‟\"«»‘’‚‛'‹›＂,;:–—-.…()[] ")


def evidence(
    p: Parsed, root: int, matched: Collection[int], quote: Quote | None, text: str
) -> tuple[list[int], tuple[int, int]]:
    """Give the clause's tokens and its character span, trimmed and held within its quotation."""
    places = sorted(set(clause_tokens(p, root)) | set(matched))
    places = _segment(p, range(places[0], places[-1] + 1), min(matched), max(matched))
    if quote is not None:
        places = [i for i in places if quote.char_start <= p.tokens[i].char_start < quote.char_end] or sorted(matched)
    while len(places) > 1 and (p.tokens[places[0]].lower in _LEADING or p.tokens[places[0]].pos == "PUNCT"):
        places.pop(0)
    start, end = p.tokens[places[0]].char_start, p.tokens[places[-1]].char_end
    if quote is not None:
        start, end = max(start, quote.char_start), min(end, quote.char_end)
    return places, _trim(text, max(start, p.char_start), min(end, p.char_end))


def _segment(p: Parsed, places: Sequence[int], first: int, last: int) -> list[int]:
    """Keep what stands between the semicolons (in headlines also dashes) around the match."""
    breaks = (";",) if not p.is_headline else (";", "–", "—")
    start = max((i + 1 for i in places if i < first and p.tokens[i].lower in breaks), default=places[0])
    end = min((i for i in places if i > last and p.tokens[i].lower in breaks), default=places[-1] + 1)
    return list(range(start, end))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = start, end
    while first < last and (text[first] in _MARKS or text[first].isspace()):
        first += 1
    while last > first and (text[last - 1] in _MARKS or text[last - 1].isspace()):
        last -= 1
    return (first, last) if first < last else (start, end)
