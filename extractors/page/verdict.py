"""Pages that are no article, and articles that are not whole: each is named."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from extractors.page.body import Body
from extractors.page.cues import asks_consent
from extractors.page.statements import Statements
from extractors.records import Rejection

_SHORT = 150  # words; a notice in place of an article is no longer
_LEAST = 20  # letters; with fewer there is no text
_CUT = 200  # words; a longer text that ends in dots is an author's manner
_DENIED = re.compile(
    r"^\W*(?:access (?:to this page )?(?:has been )?denied|just a moment|attention required|are you (?:a robot|human)"
    r"|(?:error )?40[0134]\b|50[0234]\b|(?:page|article|story) not found|not found|forbidden|service unavailable"
    r"|verif(?:y|ying) (?:that )?you are (?:a )?human|security check|bot verification|checking your browser"
    r"|pardon our interruption|too many requests|request blocked|enable javascript)",
    re.IGNORECASE,
)
_ASKS_CONSENT = re.compile(
    r"^\W*(?:before you continue|your (?:privacy|cookie)|we value your privacy|privacy (?:settings|preferences|choices)"
    r"|cookie (?:consent|settings|preferences)|consent\b|datenschutz\w*einstellungen)",
    re.IGNORECASE,
)


def no_article(stated: Statements, title: str | None, body: Body, url: str) -> Rejection | None:
    """Name the page that is no article."""
    words, heading = body.text.split(), title or ""
    if len(words) < _SHORT and _DENIED.match(heading):
        return Rejection("access-denied", url, f"The page says {heading[:100]!r} in place of an article.")
    lines = body.text.split("\n")
    if (
        len(words) < _SHORT
        and not stated.is_article
        and (_ASKS_CONSENT.match(heading) or sum(map(asks_consent, lines)) > len(lines) / 2)
    ):
        return Rejection("consent-wall", url, "The page asks for consent in place of an article.")
    if sum(map(str.isalpha, body.text)) < _LEAST:
        return Rejection("no-text", url, "No article text was found on the page.")
    if not stated.is_article and (body.is_list or _is_front_page(url)):
        what = "a list of links" if body.is_list else "a site's front page"
        return Rejection("not-an-article", url, f"The page is {what}.")
    return None


def shortcomings(stated: Statements, body: Body) -> tuple[str, ...]:
    """Name what keeps an article from being whole."""
    words = len(body.text.split())
    free = stated.article.get("isAccessibleForFree")
    flags = list(body.flags)
    if free is False or str(free).lower() == "false":
        flags.append("paywall")
    declared = stated.article.get("wordCount")
    promised = int(declared) if isinstance(declared, int | str) and str(declared).isdigit() else 0
    if words < promised / 2 or (words < _CUT and body.text.rstrip().endswith(("…", "...", "[…]", "[...]"))):
        flags.append("teaser")
    if stated.article.get("@type") == "LiveBlogPosting":
        flags.append("live")
    return tuple(dict.fromkeys(flags))


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.hostname) and parts.path in ("", "/") and not parts.query
