"""Which lines of a page's text belong to the article: not the headline again, links, credits, dates, invitations."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extractors.page.cues import BULLET, is_credit_or_call, is_date, opens_a_list
from extractors.page.words import key

_FIRST = 12  # lines among which the headline may stand
_MANY_LINKS = 0.3  # of the text: then its links are what the article is about


def article_lines(
    lines: Sequence[str], headlines: Collection[str], links: Collection[str], people: Collection[str]
) -> list[str]:
    """Keep the article's own lines; `headlines`, `links` and `people` are keys of what the page says elsewhere."""
    after = _after_headline(lines, headlines)
    if share_of_links(after, links) > _MANY_LINKS:
        links = ()
    kept: list[str] = []
    in_list = False
    for line in after:
        bare = BULLET.sub("", line).strip()
        known, words = key(bare), bare.count(" ") + 1
        if in_list and (known in links or (line.lstrip().startswith("- ") and words < 30)):
            continue
        in_list = opens_a_list(bare, words)
        if (
            not bare
            or in_list
            or (words > 3 and known in links)
            or (words > 2 and known in headlines)
            or is_credit_or_call(bare, words)
            or (not kept and _is_byline(bare, words, known, people))
        ):
            continue
        kept.append(line)
    return kept


def share_of_links(lines: Sequence[str], links: Collection[str]) -> float:
    """Tell how much of a text is lines that only lead elsewhere."""
    linked = sum(len(line) for line in lines if key(BULLET.sub("", line)) in links)
    return linked / (sum(map(len, lines)) or 1)


def _is_byline(bare: str, words: int, known: str, people: Collection[str]) -> bool:
    return is_date(bare, words) or known.removeprefix("by") in people


def _after_headline(lines: Sequence[str], headlines: Collection[str]) -> Sequence[str]:
    """Leave out the repeated headline and what stands above it, unless that is much of the text."""
    before, most = 0, 0.25 * sum(map(len, lines))
    for at, line in enumerate(lines[:_FIRST]):
        if key(BULLET.sub("", line)) in headlines:
            return lines[at + 1 :]
        before += len(line)
        if before > most:
            break
    return lines
