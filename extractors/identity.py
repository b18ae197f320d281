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
QUOTED = json.encoder.encode_basestring  # a text as ENCODED writes it
ASCII_LOWER = bytes(range(256)).lower()
# Addresses without query, fragment, port or anything to escape: cleaning leaves them as they are, and costs more than
# all the hashes of an article.
PLAIN_URL = re.compile(r"https?://(?:(?!xn--)[a-z0-9-]+\.)+(?!xn--)[a-z0-9-]+(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+/?")


def sha256_bytes(body: bytes) -> str:
    """SHA-256 of bytes, in hex."""
    return hashlib.sha256(body).hexdigest()


@lru_cache(maxsize=16)  # an article's text is hashed for its version's id and again for its row
def text_sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hex; lone surrogates count as they are."""
    return sha256_bytes(text.encode("utf-8", "surrogatepass"))


def content_id(*fields: object, length: int = 20) -> str:
    """A hash of several fields, in which no two different rows of fields look alike."""
    return _hashed(ENCODED(fields), length)


def _hashed(encoded: str, length: int = 20) -> str:
    return sha256_bytes(encoded.encode("utf-8", "surrogatepass"))[:length]


def canonical_url(url: str) -> str:
    """The address without trackers and fragments, by which two links to one page are known as the same."""
    return url if PLAIN_URL.fullmatch(url) else _cleaned(url.strip())


@lru_cache(maxsize=8_192)  # an article's address is cleaned for its id and again for its row
def _cleaned(url: str) -> str:
    cleaned: str | None = clean_url(url.partition("#")[0])
    return cleaned or url


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
    """The id of this text with this description: the content id of article id, text's hash and description."""
    day = article.published
    described = (
        "null" if article.title is None else QUOTED(article.title),
        _encoded(article.outlet, article.authors, article.kind),
        _encoded((day.first, day.last, day.precision, day.basis, day.note) if day else None),
        _encoded(article.flags, article.country, article.ownership, article.language),
    )
    return _hashed(f'[{QUOTED(article.article_id)},"{text_sha256(article.text)}",[{",".join(described)}]]')


@lru_cache(maxsize=8_192)  # outlets, days, rulesets and claims come again and again
def _encoded(*fields: object) -> str:
    """The fields as a content id encodes them, without the brackets around them."""
    return ENCODED(fields)[1:-1]


def coding_id(version: str, ruleset: str) -> str:
    """The id of what one ruleset finds in one version: the content id of the two."""
    return _hashed(f"[{QUOTED(version)},{_encoded(ruleset)}]")


def signal_id(version: str, signal: Signal) -> str:
    """The id of one signal, a content id: the same in every coding of the version that finds it."""
    claim = _encoded(signal.signal_type, signal.actor, signal.target, signal.speaker)
    return _hashed(f"[{QUOTED(version)},{signal.char_start},{signal.char_end},{claim}]", 16)


def story_id(text: str) -> str:
    """The id of what is told: reprints that differ only in layout, case or punctuation share it."""
    if text.isascii():
        letters = text.encode("ascii").translate(ASCII_LOWER, ASCII_NO_LETTERS)
    else:
        spelled = text.casefold().encode("utf-8", "surrogatepass").translate(None, ASCII_NO_LETTERS)
        letters = NO_LETTERS.sub("", spelled.decode("utf-8", "surrogatepass")).encode("utf-8", "surrogatepass")
    return f"story:{sha256_bytes(letters)[:16] if letters else text_sha256(text)[:16]}"
