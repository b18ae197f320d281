"""What makes two things the same: canonical URLs and ids made of content hashes.

A version id covers an article's text and every datum of it that reports show (title, outlet, authors, kind, dates,
flags, country, ownership, language): a corrected date with the same text is a new version. Left out are where it
came from (url, origin) and its raw bytes, which differ between two fetches of one page.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache

from courlan import clean_url

from extractors.records import Article, Signal

ENCODED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode
# Letters and digits are what str.isalnum says: \w less the underscore.
NO_LETTERS = re.compile(r"[\W_]+")
ASCII_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())


def sha256_bytes(body: bytes) -> str:
    """SHA-256 of bytes, in hex."""
    return hashlib.sha256(body).hexdigest()


@lru_cache(maxsize=16)  # an article's text is hashed for its version's id and again for its row
def text_sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hex; lone surrogates count as they are."""
    return sha256_bytes(text.encode("utf-8", "surrogatepass"))


def content_id(*fields: object, length: int = 20) -> str:
    """A hash of several fields, in which no two different rows of fields look alike."""
    return sha256_bytes(ENCODED(fields).encode("utf-8", "surrogatepass"))[:length]


def canonical_url(url: str) -> str:
    """The address without trackers and fragments, by which two links to one page are known as the same."""
    plain = url.strip()
    cleaned: str | None = clean_url(plain.partition("#")[0])
    return cleaned or plain


def seed_article_id(manifest_id: str) -> str:
    """The id of an article that a manifest names."""
    return f"seed:{manifest_id}"


def url_article_id(url: str) -> str:
    """The id of an article that has an address."""
    return f"url:{text_sha256(canonical_url(url))[:16]}"


def file_article_id(body: bytes) -> str:
    """The id of an article known by its bytes alone."""
    return f"file:{sha256_bytes(body)[:16]}"


def version_id(article: Article) -> str:
    """The id of this text with this description."""
    day = article.published
    published = (day.first, day.last, day.precision, day.basis, day.note) if day else None
    described = (
        article.title, article.outlet, article.authors, article.kind, published, article.flags,
        article.country, article.ownership, article.language,
    )  # fmt: skip
    return content_id(article.article_id, text_sha256(article.text), described)


def coding_id(version: str, ruleset: str) -> str:
    """The id of what one ruleset finds in one version."""
    return content_id(version, ruleset)


def signal_id(version: str, signal: Signal) -> str:
    """The id of one signal: the same in every coding of the version that finds it."""
    span = (signal.char_start, signal.char_end)
    return content_id(version, *span, signal.signal_type, signal.actor, signal.target, signal.speaker, length=16)


def story_id(text: str) -> str:
    """The id of what is told: reprints that differ only in layout, case or punctuation share it."""
    letters = text.casefold().encode("utf-8", "surrogatepass").translate(None, ASCII_NO_LETTERS)
    if not letters.isascii():
        letters = NO_LETTERS.sub("", letters.decode("utf-8", "surrogatepass")).encode("utf-8", "surrogatepass")
    return f"story:{sha256_bytes(letters)[:16] if letters else text_sha256(text)[:16]}"
