"""What a site's robots.txt allows, asked once a run (RFC 9309, as far as the standard library knows it)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from extractors.records import FetchedPage, FetchFailure

TOKEN = "parley"  # noqa: S105  (the product token that a robots.txt may name)
MOST_DELAY = 60.0  # seconds; a site that wants longer is polled at this pace


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site."""

    parser: RobotFileParser
    refusal: str  # why what is not allowed is not

    def allows(self, url: str) -> bool:
        return self.parser.can_fetch(TOKEN, url)

    def delay(self, usual: float) -> float:
        """Seconds between requests: the usual ones, or more where the site asks for more."""
        asked = self.parser.crawl_delay(TOKEN)
        return max(usual, min(float(asked), MOST_DELAY)) if asked else usual


def robots_url(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def read_rules(answer: FetchedPage | FetchFailure) -> Rules:
    """Read the answer for robots.txt: none there allows all, a site in trouble allows nothing for now."""
    parser = RobotFileParser()
    absent, trouble = False, "its rules make no sense"
    if isinstance(answer, FetchFailure):
        absent, trouble = answer.reason.startswith("HTTP 4"), f"{answer.reason}: {answer.detail}"
    else:
        try:
            parser.parse(answer.body.decode("utf-8-sig", errors="replace").splitlines())
            return Rules(parser, "The site's robots.txt does not allow this page to be fetched.")
        except ValueError:  # from numbers that only look like numbers
            parser = RobotFileParser()
    parser.parse([] if absent else ["User-agent: *", "Disallow: /"])
    return Rules(parser, f"The site's robots.txt could not be read ({trouble}).")
