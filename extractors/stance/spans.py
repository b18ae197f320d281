"""Cut the evidence: the words of the clause that carries a signal, inside one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.records import Quote
from extractors.stance.clauses import clause_tokens
from extractors.stance.tokens import Parsed

_LEADING = frozenset(("and", "but", "or", "nor", "that", "while", "although", "as", "because"))
_MARKS = frozenset("“”„‟\"«»‘’‚‛'‹›＂,;:–—-.…()[] ")


def evidence(
    p: Parsed, root: int, matched: Iterable[int], quote: Quote | None, text: str
) -> tuple[list[int], tuple[int, int]]:
    """Give the clause's tokens and its character span, trimmed and held within its quotation."""
    places = sorted(set(clause_tokens(p, root)) | set(matched))
    first, last = places[0], places[-1]
    places = list(range(first, last + 1))
    if quote is not None:
        places = [i for i in places if quote.char_start <= p.tokens[i].char_start < quote.char_end] or sorted(matched)
    while len(places) > 1 and (p.tokens[places[0]].lower in _LEADING or p.tokens[places[0]].pos == "PUNCT"):
        places.pop(0)
    start, end = p.tokens[places[0]].char_start, p.tokens[places[-1]].char_end
    if quote is not None:
        start, end = max(start, quote.char_start), min(end, quote.char_end)
    return places, _trim(text, max(start, p.char_start), min(end, p.char_end))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = start, end
    while first < last and (text[first] in _MARKS or text[first].isspace()):
        first += 1
    while last > first and (text[last - 1] in _MARKS or text[last - 1].isspace()):
        last -= 1
    return (first, last) if first < last else (start, end)
