"""Pages that mean harm or are broken, made by script: each small here, and as large as it likes when it is made."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping

SENTENCE = "The made-up minister of Borduria said that the made-up talks would go on in the capital for another week. "
BODY = "".join(f"<p>{SENTENCE}{number}</p>" for number in range(6))


def _page(inside: str, head: str = "", title: str = "Made-up talks go on in the capital") -> bytes:
    return f"<html><head>{head}</head><body><article><h1>{title}</h1>{inside}</article></body></html>".encode()


def _mixed_encodings() -> bytes:
    return _page(BODY).replace(
        b"</article>", "<p>Schön gesagt, Größe</p></article>".encode("latin-1") + b"\xff\xfe\x80"
    )


MAKERS: Mapping[str, Callable[[], bytes]] = {
    "80,000 paragraphs": lambda: _page("<p>Made-up words on talks.</p>" * 80_000),
    "3,000 nested tags": lambda: _page("<div>" * 3_000 + BODY + "</div>" * 3_000),
    "10,000 tags that never close": lambda: _page("<p>a" * 10_000),
    "a table of 3,000 rows": lambda: table(3_000),
    "5,000 links": lambda: _page("<p><a href=x>y</a>" * 5_000),
    "one tag with a million attributes": lambda: _page(f"<p {'a ' * 1_000_000}>x</p>"),
    "one paragraph of 3 MB": lambda: _page(f"<p>{SENTENCE * 26_000}</p>"),
    "tags that never close": lambda: b"<html><body><article>" + b"<b><i><p>" * 20_000 + SENTENCE.encode() * 5,
    "only opening brackets": lambda: b"<" * 2_000_000,
    "null bytes between letters": lambda: _page(BODY).replace(b"said", b"s\0a\0i\0d"),
    "control and escape bytes": lambda: _page(BODY).replace(b"said", b"s\x1b[31maid\x07\x9b"),
    "mixed encodings": _mixed_encodings,
    "a false charset": lambda: _page(BODY, '<meta charset="utf-99">'),
    "UTF-16 without a mark": lambda: _page(BODY).decode().encode("utf-16-le"),
    "a script in the title": lambda: _page(BODY, title="<script>alert(1)</script>Made-up talks go on"),
    "entities that are no characters": lambda: _page(BODY + "<p>&#xD800;&#0;&#x110000;&#27;" + SENTENCE + "</p>"),
    "JSON-LD nested 5,000 deep": lambda: _page(
        BODY, f'<script type="application/ld+json">{"[" * 5_000}{"]" * 5_000}</script>'
    ),
    "JSON-LD with half a surrogate pair": lambda: _page(
        BODY,
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Talks \\ud800 go\\u0000 on",'
        ' "author": {"name": "Ana \\udfff Nadie"}, "datePublished": "9999-99-99T99:99:99Z"}</script>',
    ),
    "JSON-LD of the wrong types": lambda: _page(
        BODY,
        '<script type="application/ld+json">{"@type": ["NewsArticle", 5], "headline": {"a": 1}, "author": [[1], null],'
        ' "datePublished": 20240524, "articleBody": ["x"], "wordCount": "many", "publisher": [1]}</script>',
    ),
    "a title of a megabyte": lambda: _page(BODY, f"<title>{'x ' * 500_000}</title>"),
    "a PDF": lambda: b"%PDF-1.7\n<a>" + bytes(range(256)) * 40,
    "a picture": lambda: b"\x89PNG\r\n\x1a\n<" + bytes(5_000),
    "packed twice": lambda: gzip.compress(gzip.compress(_page(BODY))),
    "nothing": lambda: b"",
    "spaces": lambda: b" \n\t" * 1_000,
    "a feed": lambda: b'<?xml version="1.0"?><rss><channel><item><title>x</title></item></channel></rss>',
    "entities in entities": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (c + 1, b"&%c;" % c * 10) for c in range(97, 107))
        + b"]><html><body><p>&k;</p></body></html>"
    ),
    "an outer entity": lambda: (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x; '
        + SENTENCE.encode()
        + b"</p></body>"
    ),
}


def table(rows: int) -> bytes:
    """Make a page that is nothing but a table."""
    return _page("<table>" + f"<tr><td>{SENTENCE[:40]}</td></tr>" * rows + "</table>")


def bomb(megabytes: int) -> bytes:
    """Make a packed page that is small until it is unpacked."""
    return gzip.compress(b"<p>0</p>" * (megabytes * 131_072), compresslevel=9)
