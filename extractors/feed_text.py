"""Plain words out of the markup that feeds carry in titles, summaries and full texts."""

from __future__ import annotations

import html
import re

# Closed, or open to the very end: what stands inside is code and no words.
_CODE = re.compile(r"(?is)<(script|style|template|noscript|iframe|svg)\b[^<>]*>.*?(?:</\1\s*>|\Z)")
_BLOCK = re.compile(r"(?i)<\s*/?\s*(?:p|div|li|ul|ol|h[1-6]|blockquote|tr|table|section|figure|figcaption)\b[^<>]*>")
_BREAK = re.compile(r"(?i)<\s*br\b[^<>]*>")
_TAG = re.compile(r"<[/!?]?[A-Za-z!][^<>]*>|<!--.*?(?:-->|\Z)", re.DOTALL)
_SPACE = re.compile(r"\s+")


def plain_text(markup: object, longest: int = 5_000) -> str | None:
    """Reduce a title or summary to its words on one line, cut to a length; None where there are none."""
    text = " ".join(_paragraphs(markup))
    return text[:longest].rstrip() or None


def plain_paragraphs(markup: object, longest: int = 300_000) -> str | None:
    """Reduce a full text to its paragraphs, parted by blank lines; None where there are none."""
    text = "\n\n".join(_paragraphs(markup))
    return text[:longest].rstrip() or None


def _paragraphs(markup: object) -> list[str]:
    """Strip the markup twice, since many feeds escape it twice."""
    if not isinstance(markup, str):
        return []
    text = _words(_words(markup.replace("\0", "")))
    return [one for paragraph in text.split("\n\n") if (one := _SPACE.sub(" ", paragraph).strip())]


def _words(markup: str) -> str:
    text = _BREAK.sub(" ", _BLOCK.sub("\n\n", _CODE.sub(" ", markup)))
    return html.unescape(_TAG.sub("", text))
