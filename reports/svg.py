"""Makes drawn SVG fit to stand in a page: said in words, ids of its own, links within the page, no fixed size."""

from __future__ import annotations

import re
from html import escape

_HEAD = re.compile(r"<svg\b[^>]*>")
_VIEW_BOX = re.compile(r'viewBox="([^"]+)"')
_ID = re.compile(r'\bid="([^"]+)"')
_LINK = re.compile(r'<a xlink:href="[^"#]*(#[^"]*)">')
_ROLES = re.compile(r' (?:role|aria-roledescription|aria-hidden|class)="[^"]*"')
_MARK = re.compile(r'<(path|rect) aria-label="([^"]*)"([^>]*?)/>')
_LINKED = re.compile(r'(<a href="[^"]*">)(<(?:path|rect)[^>]*>)(<title>[^<]*</title>)')  # the title names the link
_EMPTY = re.compile(r'<path d="" display="none"/>|<path d="M0,0h[\d.]+v[\d.]+h-[\d.]+Z"/>')


def finish(drawn: str, name: str, words: str) -> str:
    """Number the ids afresh under the chart's name, say it in words, and let the page decide the size.

    The words stand in a description and not in a title, which browsers would show wherever the pointer rests; each
    mark that stands for something has a title of its own.
    """
    head = _HEAD.search(drawn)
    view_box = _VIEW_BOX.search(drawn)
    if head is None or view_box is None:
        raise ValueError("the chart library gave no SVG")
    body = drawn[head.end() :].strip()
    for number, old in enumerate(dict.fromkeys(_ID.findall(body))):
        new = f"{name}-{number}"
        body = body.replace(f'id="{old}"', f'id="{new}"').replace(f"url(#{old})", f"url(#{new})")
    body = _LINK.sub(r'<a href="\1">', _EMPTY.sub("", _ROLES.sub("", body)))
    body = _LINKED.sub(r"\1\3\2", _MARK.sub(_titled, body))
    role = "group" if "<a href=" in body else "img"
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" viewBox="{view_box[1]}" role="{role}" '
        f'aria-labelledby="{name}-words"><desc id="{name}-words">{escape(words)}</desc>'
    )
    return opening + body


def _titled(found: re.Match[str]) -> str:
    tag, words, rest = found.groups()
    title = f"<title>{words}</title>" if words else ""
    return f"<{tag}{rest}>{title}</{tag}>"
