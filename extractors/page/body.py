"""The text of an article: trafilatura takes it, a second look tells what it missed, and foreign lines are dropped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.page.containers import coverage, join_split, lacking, lacks_much
from extractors.page.cues import is_for_subscribers
from extractors.page.lines import article_lines, share_of_links
from extractors.page.links import link_keys
from extractors.page.statements import Statements
from extractors.page.words import key, one_line, printable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MANY_LINKS, _FEW_LINKS = 0.4, 0.2  # of the text: a second extractor is asked, and believed
_MOSTLY_LINKS = 0.5  # of the text: then it is a list rather than an article
_SHORT = 1200  # characters; a shorter text beside as many that it lacks is taken once more, with fallbacks
_MUCH_LONGER = 1.6  # times as long as the text found, and JSON-LD's text is taken in its place


@dataclass(frozen=True, slots=True)
class Body:
    """An article's text, with how it was come by and what is wrong with it."""

    text: str  # a line a paragraph; "" where nothing was found
    flags: tuple[str, ...] = ()
    is_list: bool = False  # mostly links that lead elsewhere


def article_body(tree: HtmlElement, stated: Statements, headlines: Collection[str], people: Collection[str]) -> Body:
    """Take the article's text out of the page; the tree may be changed."""
    links = link_keys(tree)
    text, flags = _whole_text(tree)
    lines: Sequence[str] = text.split("\n") if text else ()
    if not lines or share_of_links(lines, links) > _MANY_LINKS:
        other = _second_opinion(tree)
        if other and share_of_links(other, links) < _FEW_LINKS:
            lines, flags = other, ("second-extractor",)
    kept = article_lines(lines, headlines, links, people)
    if any(map(is_for_subscribers, lines)):
        flags = (*flags, "paywall")
    in_json_ld = _in_json_ld(stated)
    if sum(map(len, in_json_ld)) > _MUCH_LONGER * sum(map(len, kept)):
        return Body("\n".join(in_json_ld), (*(flag for flag in flags if flag != "incomplete"), "text-from-json-ld"))
    return Body("\n".join(kept), flags, is_list=share_of_links(kept, links) > _MOSTLY_LINKS)


def _whole_text(tree: HtmlElement) -> tuple[str, tuple[str, ...]]:
    """Take the text, once more where the article proves to be split over several containers."""
    text = _taken(tree)
    seen = coverage(tree, text)
    if join_split(seen):
        joined = _taken(tree)
        if len(joined) > len(text):
            return joined, ("joined-containers",)
    if len(text) < _SHORT and lacking(seen) > len(text):
        longer = _taken(tree, fast=False)
        if len(longer) > 2 * len(text) and _holds(longer, text):
            return longer, ("second-extractor",)
    return text, ("incomplete",) if lacks_much(seen) else ()


def _holds(longer: str, text: str) -> bool:
    """Tell whether a text has half of another's lines, and so is not another article."""
    lines, said = text.split("\n"), key(longer)
    return 2 * sum(key(line) in said for line in lines) >= len(lines)


def _taken(tree: HtmlElement, *, fast: bool = True) -> str:
    """Let trafilatura take the text; not `fast`, it compares its own with readability's and justext's."""
    from trafilatura import bare_extraction  # noqa: PLC0415
    from trafilatura.settings import Document  # noqa: PLC0415

    found = bare_extraction(tree, fast=fast, include_comments=False, deduplicate=False)
    return printable(found.text or "").strip() if isinstance(found, Document) else ""


def _second_opinion(tree: HtmlElement) -> Sequence[str]:
    from copy import deepcopy  # noqa: PLC0415

    from trafilatura.external import try_readability  # noqa: PLC0415

    body = try_readability(deepcopy(tree))
    found = (one_line(element.text_content()) for element in body.iter("p", "li", "h2", "h3", "blockquote"))
    return [line for line in found if line]


def _in_json_ld(stated: Statements) -> Sequence[str]:
    given = stated.article.get("articleBody")
    if not isinstance(given, str) or "</" in given:
        return ()
    return [line for line in map(one_line, given.split("\n")) if line]
