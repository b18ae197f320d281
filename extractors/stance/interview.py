"""Read interviews: paragraphs that answer a question are the words of one who is introduced at the start (rule 38).

Answers stand in quotation marks or without any, behind a dash, or behind a label that is no name ("GUEST: …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.records import Paragraph, Quote
from extractors.stance.clauses import subject
from extractors.stance.masking import PERSON
from extractors.stance.references import HE, Ref, Scene, resolve
from extractors.stance.sources import Source
from extractors.stance.tokens import Parsed, word_set

MARK = ":"  # of speech without quotation marks
Span = tuple[int, int]

_FEWEST = 2  # answered questions that make an interview
_QUESTION_LENGTH = 320
_DASH = re.compile(r"[–—-]\s+")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|[Uu]s|me|mine|ours)\b(?![.’'-])")
_OPENING = re.compile(r"[\"“„«‘']")
_TOLD = re.compile(
    r"\b(?:interview\w*|q ?& ?a|questions?|answer\w*|convers\w+|spoke (?:to|with)|talk(?:s|ed)? (?:to|with)|"
    r"sat down with|(?:met|meets?|received?|sees?|saw|told|gave) (?:us|me|this))\b",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"\b(?:anonym\w+|not to be (?:named|identified)|(?:no|without|his|her|their) names? |"
    r"unnamed|on background)\b",
    re.IGNORECASE,
)
_OUT_OF_OFFICE = re.compile(
    r"\b(?:former(?:ly)?|retired|once|used to|teaches|taught|lectures|professor|scholar|historian|think tank|"
    r"until (?:last|this|he|she|\w+ \d{4})|(?:left|quit) the|university|institute|analyst|expert|researche?r?s?|"
    r"columnist|journalist|correspondent|interpreter)\b|\bex-",
    re.IGNORECASE,
)
_WELCOME = re.compile(
    r"\b(?:with (?:me|us)|join\w*|(?:my|our) guests?|on the (?:line|phone)|welcome|in the studio|I have|I['’]ve got)\b",
    re.IGNORECASE,
)
_PEOPLE = word_set(
    "minister negotiator spokesman spokeswoman spokesperson president premier envoy ambassador adviser advisor aide "
    "official diplomat general commander colonel member head chief leader secretary mediator deputy delegate bishop "
    "chairman chairwoman cardinal nuncio lawmaker senator representative chancellor consul officer governor mayor"
)
_MARKS = frozenset('"“”„«»')
_RECEIVE = word_set("receive meet see answer speak agree talk sit take welcome lead head run command pick grant give")
_MEET = word_set("meet interview ask catch question visit find reach join speak talk sit")


def answers(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Span, ...]:
    """Give the paragraphs that answer questions, where the text is an interview; none where it is not."""
    body = [q for q in paragraphs if q.kind in ("body", "subheading", "pull-quote")]
    asked = [k for k, q in enumerate(body) if _asks(text, q)]
    found: list[Span] = []
    first_person = answered = 0
    for number, k in enumerate(asked):
        until = asked[number + 1] if number + 1 < len(asked) else min(k + 3, len(body))
        replies = [q for q in body[k + 1 : until] if not _asks(text, q)]
        if not replies:
            continue
        answered += 1
        speaks = [_FIRST_PERSON.search(text, q.char_start, q.char_end) is not None for q in replies]
        first_person += any(speaks)
        found += [
            (q.char_start, q.char_end) for q, own in zip(replies, speaks, strict=True)
            if q is replies[0] or own
        ]  # fmt: skip
    if answered < _FEWEST or 3 * first_person < answered:
        return ()
    before = text[: body[asked[0]].char_end]
    return tuple(found) if _TOLD.search(before) or answered > _FEWEST else ()


def unmarked(text: str, answered: Sequence[Span]) -> Iterator[Quote]:
    """Give the answers that stand without quotation marks as quotations of their own."""
    for start, end in answered:
        dash = _DASH.match(text, start, end)
        begins = dash.end() if dash else start
        if not _OPENING.match(text, begins, end):
            yield Quote(begins, end, 1, MARK, closed=True)


def interviewee(sentences: Sequence[Parsed], until: int, scene: Scene, *, on_air: bool = False) -> Source:
    """Tell who answers, from title and introduction, or `on_air` from the words with which a guest is welcomed.

    Whoever is out of office or not described speaks as an analyst; else it is the party of whoever receives
    the reporter, of the first who is described by an office, or the first party named beside "he" or "she".
    """
    intro = [p for p in sentences if p.char_end <= until]
    if on_air:
        intro = [p for p in intro if _WELCOME.search(scene.text, p.char_start, p.char_end)]
    words = " ".join(scene.text[p.char_start : p.char_end] for p in intro if not p.is_headline)
    ranked = [
        (-_rank(p, i), number, i, ref)
        for number, p in enumerate(intro)
        for i, token in enumerate(p.tokens)
        if (token.lemma in _PEOPLE or token.text == PERSON) and not _in_marks(p, i)
        for ref in resolve(p, i, scene)[:1]
    ]
    named = min(ranked, key=lambda one: one[:3])[3] if ranked else _beside_he(intro, scene)
    if named is not None and named.person is None and _HIDDEN.search(words):
        return Source(named, "anonymous")
    if named is None or (named.person is None and _OUT_OF_OFFICE.search(words)):
        return Source(Ref("analyst"), "analyst")
    return Source(named, named.party)


def _in_marks(p: Parsed, i: int) -> bool:
    """Tell whether a title's word stands in quotation marks: it is said, not described."""
    return sum(token.text in _MARKS for token in p.tokens[:i]) % 2 == 1


def _beside_he(intro: Sequence[Parsed], scene: Scene) -> Ref | None:
    for p in intro:
        if any(token.lower in HE or token.lemma in _PEOPLE for token in p.tokens):
            for token in p.tokens:
                if token.mention is not None and scene.mentions[token.mention].kind not in ("group", "outlet", "place"):
                    return Ref(scene.mentions[token.mention].party)
    return None


def _rank(p: Parsed, i: int) -> int:
    """Tell how much a noun phrase looks like the one who is interviewed."""
    token = p.tokens[i]
    verb = p.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass"):
        return 3 if verb.lemma in _RECEIVE else 2 if verb.dep == "ROOT" else 0
    above = token.head if token.dep == "dobj" else verb.head if token.dep == "pobj" else None
    if above is not None and p.tokens[above].lemma in _MEET:
        asker = subject(p, above)
        return 3 if asker is not None and not p.tokens[asker.token].is_party else 1
    return 1 if token.dep in ("attr", "appos", "ROOT") else 0


def _asks(text: str, q: Paragraph) -> bool:
    line = text[q.char_start : q.char_end]
    return line.rstrip('"”’» ').endswith("?") and len(line) <= _QUESTION_LENGTH and not _OPENING.match(line)
