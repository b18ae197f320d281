"""What a site's robots.txt allows (RFC 9309), asked once a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from extractors.records import FetchedPage, FetchFailure

if TYPE_CHECKING:
    from protego import Protego

TOKEN = "parley"  # noqa: S105  (the product token that a robots.txt may name)
MOST_DELAY = 60.0  # seconds; a site that wants longer is polled at this pace
MOST_BYTES = 512_000  # the first 500 KiB are read, as the RFC has it


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site."""

    parser: Protego | None  # None: nothing is allowed
    refusal: str = "The site's robots.txt does not allow this page to be fetched."
    for_now: bool = False  # whether another day may bring other rules

    def refused(self, url: str) -> str | None:
        """Say why an address may not be fetched; None: it may."""
        allowed = self.parser is not None and self.parser.can_fetch(url, TOKEN)
        return None if allowed else self.refusal

    def delay(self, usual: float) -> float:
        """Seconds between requests: the usual ones, or more where the site asks for more."""
        asked = self.parser.crawl_delay(TOKEN) if self.parser else None
        return max(usual, min(float(asked), MOST_DELAY)) if asked else usual


def robots_url(url: str) -> str:
    """Return the address of the robots.txt that speaks for an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def read_rules(answer: FetchedPage | FetchFailure) -> Rules:
    """Read the answer for robots.txt: none there allows all, a site in trouble allows nothing for now."""
    from protego import Protego

    if isinstance(answer, FetchedPage):
        return Rules(Protego.parse(answer.body.decode("utf-8-sig", errors="replace")))
    if answer.reason.startswith("HTTP 4") and answer.reason != "HTTP 429":
        return Rules(Protego.parse(""))
    if answer.reason in ("address refused", "bad url"):  # the page at the same place is refused by that name too
        return Rules(Protego.parse(""))
    return Rules(None, f"The site's robots.txt could not be read ({answer.reason}: {answer.detail}).", for_now=True)
