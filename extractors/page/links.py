"""Blocks of a page that are nothing but links, and the paragraphs that are not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.page.words import key, one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "dd", "blockquote", "section"))
_LONGEST = 400  # letters; a longer block of links is a list, whose items are blocks of their own
_BESIDE = frozenset(
    ("nav", "footer", "aside", "form", "header", "figure", "figcaption", "noscript", "button", "select", "table")
)
_PARAGRAPH = 80  # characters; what is shorter may be a caption or a menu's entry


def link_keys(tree: HtmlElement) -> frozenset[str]:
    """Give the keys of all blocks whose text is links for four fifths or more."""
    linked: dict[HtmlElement, int] = {}
    for link in tree.iter("a"):
        length = len(key(link.text_content())) if _leads_on(link.get("href")) else 0
        block = _block_of(link) if length else None
        if block is not None:
            linked[block] = linked.get(block, 0) + length
    return frozenset(
        text
        for block, length in linked.items()
        if length <= _LONGEST and len(text := key(block.text_content())) <= _LONGEST and length >= 0.8 * len(text)
    )


def paragraphs(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Give the page's long paragraphs that are mostly words of their own and stand in its main part."""
    for element in tree.iter("p"):
        text = one_line(element.text_content())
        if (
            len(text) >= _PARAGRAPH
            and sum(len(link.text_content()) for link in element.iter("a")) <= len(text) / 2
            and not any(ancestor.tag in _BESIDE for ancestor in element.iterancestors())
        ):
            yield element, text


def _leads_on(href: str | None) -> bool:
    return bool(href) and not str(href).startswith("#")


def _block_of(link: HtmlElement) -> HtmlElement | None:
    block: HtmlElement | None = link
    while block is not None and block.tag not in _BLOCKS:
        block = block.getparent()
    return block
