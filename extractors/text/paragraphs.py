"""Paragraphs and what each is for: headline, subheading, body, pull quote or boilerplate.

A paragraph is what stands between two line breaks, without the white space around it. The headline is the given title
where the text holds it; otherwise the first short line without a full stop, past any boilerplate. A pull quote is a
paragraph that is one quotation and repeats words that stand elsewhere in the text.
"""

from __future__ import annotations

import re
from typing import Literal

from extractors.records import Paragraph

Kind = Literal["headline", "subheading", "body", "pull-quote", "boilerplate"]
Span = tuple[int, int]

LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
WORD = re.compile(r"\w+")
FULL_STOP = re.compile(r"[.!?…:;,。！？][\"'”’»›)\]*]*\Z")
QUESTION = re.compile(r"[!?！？][\"'”’»›)\]]*\Z")
BOILERPLATE = re.compile(
    r"""(?ix) \A (?:
      we\ are\ (?:in|on)\ social | follow\ us\b | share\ (?:this|on)\b | sign\ up\b | subscribe\b | advertisement\b
    | (?:read|see)\ (?:more|also)\b | related(?:\ (?:articles|stories|topics))?:
    | (?:topics|tags|keywords|filed\ under)\s*:
    | (?:photo|image|picture|video|graphic|illustration)s?(?:\ (?:by|credit|courtesy|source))?\s*[:/]
    | (?:credits?|copyright|source|photograph|caption)\s*[:©] | ©
    | (?:written|reported|feature|analysis|comment|opinion|report|story|interview|photographs?)\ by\ [^.]{1,80}\Z
    | reporting\ by\ | (?:additional\ )?editing\ by\ | by\ [^.,]{3,60}\Z
    | issue\ ?[a-z]+\ (?:[-–—]\ [a-z]+\ )?\d{4}\Z | all\ rights\ reserved | (?:last\ )?updated\s*: | published\s*:
    | (?:this\ (?:article|piece|story)\ (?:was|first|originally)) | originally\ published )
    """
)
FOOTNOTE = re.compile(r"\*+ ?[\w“\"‘']")  # several lines with a star are a list
BYLINE = re.compile(r"\A(?:[Bb]y|BY) [A-Z]")
BIOGRAPHY = re.compile(
    r"\A\w[\w.’'-]*(?: \w[\w.’'-]*){1,3} is (?:an? |the )(?:[\w-]+ ){0,4}"
    r"(?:editor|writer|journalist|reporter|columnist|correspondent|fellow|author|professor|host|co-host)\b"
)
QUOTE_PAIRS = {"“": '”"', '"': '"”', "‘": "’", "'": "'", "«": "»", "„": "“”", "»": "«", "‹": "›"}
SHORT = 400  # characters, as all boilerplate is
HEADLINE_LENGTH, SUBHEADING_LENGTH, SUBHEADING_WORDS = 200, 110, 14
REPEATED_SHARE = 0.5  # of a pull quote's three-word runs that stand elsewhere


def paragraphs(text: str, title: str | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs of a text in order, each with its kind."""
    spans = _spans(text)
    kinds = _kinds(text, spans, title)
    return tuple(Paragraph(start, end, kind) for (start, end), kind in zip(spans, kinds, strict=True))


def _spans(text: str) -> list[Span]:
    spans = []
    for match in LINE.finditer(text):
        line = match.group()
        left = len(line) - len(line.lstrip())
        stripped = line.strip()
        if stripped:
            spans.append((match.start() + left, match.start() + left + len(stripped)))
    return spans


def _kinds(text: str, spans: list[Span], title: str | None) -> list[Kind]:
    lines = [text[start:end] for start, end in spans]
    kinds: list[Kind] = [
        "boilerplate" if _is_boilerplate(line, index, lines) else "body" for index, line in enumerate(lines)
    ]
    starred = [index for index, line in enumerate(lines) if FOOTNOTE.match(line) and len(line) <= SHORT]
    if len(starred) == 1:
        kinds[starred[0]] = "boilerplate"
    headlines = _titled(text, spans, title) or _headline_by_layout(lines, kinds)
    for index in headlines:
        kinds[index] = "headline"
    for index, line in enumerate(lines[:-1]):
        if kinds[index] == "body" and _is_subheading(line):
            kinds[index] = "subheading"
    for index in _pull_quotes(lines, kinds):
        kinds[index] = "pull-quote"
    return kinds


def _is_boilerplate(line: str, index: int, lines: list[str]) -> bool:
    if len(line) > SHORT:
        return False
    if BOILERPLATE.match(line):
        return line[:3].lower() != "by " or bool(BYLINE.match(line))
    return index == len(lines) - 1 and index > 0 and bool(BIOGRAPHY.match(line))


def _titled(text: str, spans: list[Span], title: str | None) -> list[int]:
    """The paragraphs that the given title covers, where it stands in the text as lines of its own."""
    wanted = " ".join((title or "").split())
    if not wanted:
        return []
    for index, (start, end) in enumerate(spans):
        if end - start > len(wanted) * 2 or end == start:
            continue
        found, last = " ".join(text[start:end].split()), index
        while len(found) < len(wanted) and wanted.startswith(found) and last + 1 < len(spans):
            last += 1
            found += " " + " ".join(text[spans[last][0] : spans[last][1]].split())
        if found == wanted:
            return list(range(index, last + 1))
    return []


def _headline_by_layout(lines: list[str], kinds: list[Kind]) -> list[int]:
    body = [index for index, kind in enumerate(kinds) if kind == "body"]
    if len(body) < 2:
        return []
    first = lines[body[0]]
    if len(first) > HEADLINE_LENGTH or not any(len(lines[index]) > len(first) for index in body[1:4]):
        return []
    asks = QUESTION.search(first) and len(first) <= HEADLINE_LENGTH // 2 and len(re.findall(r"[.!?] ", first)) == 0
    return [body[0]] if asks or not FULL_STOP.search(first) else []


def _is_subheading(line: str) -> bool:
    if len(line) > SUBHEADING_LENGTH or not (line[0].isalpha() or line[0] in "‘“'\"") or line[1:2] == ":":
        return False
    words = WORD.findall(line)
    if len(words) > SUBHEADING_WORDS:
        return False
    if QUESTION.search(line):
        return 2 <= len(words) <= 7 and line[0].isalpha() and all(word[0].isupper() for word in words if len(word) > 3)
    return not FULL_STOP.search(line) and _whole_quote(line) is None


def _whole_quote(line: str) -> str | None:
    """The words of a paragraph that is one single quotation, or None."""
    closers = QUOTE_PAIRS.get(line[0])
    if not closers or len(line) < 3 or line[-1] not in closers:
        return None
    inner = line[1:-1]
    outer = {"“", "”", '"'} if line[0] in '“"„' else {line[0], *closers} - {"’", "'"}
    return None if any(mark in outer for mark in inner) else inner


def _pull_quotes(lines: list[str], kinds: list[Kind]) -> list[int]:
    candidates = {
        index: inner for index, line in enumerate(lines) if kinds[index] == "body" and (inner := _whole_quote(line))
    }
    if not candidates:
        return []
    elsewhere: set[tuple[str, ...]] = set()
    for index, line in enumerate(lines):
        if index not in candidates and kinds[index] != "headline":
            elsewhere |= _runs(line)
    return [index for index, inner in candidates.items() if _share(_runs(inner), elsewhere) >= REPEATED_SHARE]


def _runs(line: str) -> set[tuple[str, ...]]:
    words = WORD.findall(line.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def _share(runs: set[tuple[str, ...]], elsewhere: set[tuple[str, ...]]) -> float:
    return len(runs & elsewhere) / len(runs) if runs else 0.0
