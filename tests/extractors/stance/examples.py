"""Parse a lexicon example, in which Alpha and Beta stand for any two parties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.records import Sentence
from extractors.stance.actors import Mention
from extractors.stance.masking import mask
from extractors.stance.parsing import parse
from extractors.stance.tokens import Parsed

_NAMES = re.compile(r"\bAlpha\b|\bBeta\b")


def parse_examples(examples: Sequence[str]) -> tuple[Parsed, ...]:
    """Parse each example as one sentence."""
    rows = []
    for text in examples:
        found = tuple(Mention(m.start(), m.end(), m.group().upper(), None, "state") for m in _NAMES.finditer(text))
        rows.append((Sentence(0, len(text), 0), False, mask(text, 0, len(text), found)))
    return tuple(parse(rows))
