"""Write the golden signals anew: python -m tests.extractors.stance.golden"""

from __future__ import annotations

import json

from extractors.records import Coding, Document
from extractors.stance import load_tagger
from tests.extractors.stance.conftest import GOLDEN, read_gold


def lines(text: str, coding: Coding) -> str:
    """Give a coding as readable JSON, one signal a line, with its evidence but without its confidence."""
    rows = [
        {
            "span": [s.char_start, s.char_end], "evidence": text[s.char_start : s.char_end], "signal": s.signal_type,
            "actor": s.actor, "person": s.person, "target": s.target, "speaker": s.speaker,
            "attribution": s.attribution, "conditions": list(s.conditions), "timing": s.timing, "voice": s.voice,
            "rule": s.rule,
        }
        for s in coding.signals
    ]  # fmt: skip
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def main() -> None:
    """Write one file a seed."""
    tagger = load_tagger()
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for article in read_gold("seeds"):
        coding = tagger.tag(Document(article.text, None, article.published_on))
        (GOLDEN / f"{article.id}.json").write_text(lines(article.text, coding), encoding="utf-8")


if __name__ == "__main__":
    main()
