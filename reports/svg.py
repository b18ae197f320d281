"""Makes drawn SVG fit to stand in a page: a title, ids of its own, no fixed size."""

from __future__ import annotations

import re
from html import escape

_HEAD = re.compile(r"<svg\b[^>]*>")
_VIEW_BOX = re.compile(r'viewBox="([^"]+)"')
_ID = re.compile(r'\bid="([^"]+)"')


def finish(drawn: str, name: str, title: str) -> str:
    """Number the ids afresh under the chart's name, add a title, and let the page decide the size."""
    head = _HEAD.search(drawn)
    view_box = _VIEW_BOX.search(drawn)
    if head is None or view_box is None:
        raise ValueError("the chart library gave no SVG")
    body = drawn[head.end() :].strip()
    for number, old in enumerate(dict.fromkeys(_ID.findall(body))):
        new = f"{name}-{number}"
        body = body.replace(f'id="{old}"', f'id="{new}"').replace(f"url(#{old})", f"url(#{new})")
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" viewBox="{view_box[1]}" role="img" '
        f'aria-labelledby="{name}-title"><title id="{name}-title">{escape(title)}</title>'
    )
    return opening + body
