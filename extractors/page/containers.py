"""A second look at a page's paragraphs: which the text lacks, and the containers that an article is split over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.page.links import paragraphs
from extractors.page.words import key

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DEPTH = 4  # levels of a container's make that are compared
_ENOUGH = 0.3  # a container's share of the text, and the missing part's of what was found
_MUCH = 500  # characters; less than this is a note beside the article
_BESIDE = re.compile(
    r"comment|related|teaser|promo|newsletter|sidebar|recirc|card|footer|widget|disqus|recommend|popular|trending"
    r"|author|caption|cookie|consent|gdpr|privacy|modal|list",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many characters of long paragraphs each container has in the text, and how many that the text lacks."""

    found: Mapping[HtmlElement, int]
    missing: Mapping[HtmlElement, int]
    home: HtmlElement | None  # the container that most of the text came from
    text: int  # length of the text itself


def coverage(tree: HtmlElement, text: str) -> Coverage:
    """Look up each long paragraph of the page in the text."""
    found: Counter[HtmlElement] = Counter()
    missing: Counter[HtmlElement] = Counter()
    said = key(text)
    for element, words in paragraphs(tree):
        (found if key(words)[:60] in said else missing)[element.getparent()] += len(words)
    home = max(found, key=lambda container: found[container], default=None)
    return Coverage(found, missing, home, len(text))


def join_split(seen: Coverage) -> bool:
    """Move what the text lacks into the container that it came from; tells whether anything was moved.

    Containers are of one make when they and their next three ancestors have the same tags and classes; they are one
    article's when they lie in the same `article` element and hold no heading of first rank.
    """
    home = seen.home
    if home is None:
        return False
    alike = [one for one in dict.fromkeys((*seen.found, *seen.missing)) if _make(one) == _make(home)]
    length = sum(seen.found.get(one, 0) for one in alike)
    lost = [one for one in alike if one in seen.missing and _one_article(one, home)]
    if length < _ENOUGH * seen.text or sum(seen.missing[one] for one in lost) < _ENOUGH * length:
        return False
    for container in lost:
        home.extend(list(container))
    return True


def lacking(seen: Coverage) -> int:
    """Tell how many characters of the article's own paragraphs the text lacks."""
    own = None if seen.home is None else _article(seen.home)
    return sum(
        length
        for container, length in seen.missing.items()
        if _article(container) is own and not any(map(_is_beside, (container, *container.iterancestors())))
    )


def lacks_much(seen: Coverage) -> bool:
    """Tell whether more of the article's own paragraphs are missing from the text than are in it."""
    return seen.home is not None and lacking(seen) > max(_MUCH, sum(seen.found.values()), seen.text / 2)


def _make(container: HtmlElement) -> tuple[tuple[str, tuple[str, ...]], ...]:
    levels = [container, *container.iterancestors()][:_DEPTH]
    return tuple((str(level.tag), _classes(level)) for level in levels)


def _classes(element: HtmlElement) -> tuple[str, ...]:
    """Give an element's classes without those that number it."""
    return tuple(sorted(name for name in (element.get("class") or "").split() if not any(map(str.isdigit, name))))


def _one_article(container: HtmlElement, home: HtmlElement) -> bool:
    return (
        container is not home
        and _article(container) is _article(home)
        and next(container.iter("h1"), None) is None
        and home not in container.iterancestors()
        and container not in home.iterancestors()
    )


def _article(container: HtmlElement) -> HtmlElement | None:
    return next(container.iterancestors("article"), None)


def _is_beside(element: HtmlElement) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in ("body", "html", "main", "article") and bool(_BESIDE.search(named))
