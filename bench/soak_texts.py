"""Authored articles for load, and a quick tagger for them: fictional outlets, sentences put together at random.

They say nothing of how well parley tags; they only give it and the warehouse something real to do.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from extractors.records import Coding, Document, Sentence, Signal, SignalType

# Each with the type and the actor that the quick tagger gives it; None: it gives none.
SENTENCES: tuple[tuple[str, tuple[SignalType, str] | None], ...] = (
    ("The Kremlin said on Monday that Russia is ready for talks.", ("willing", "RUS")),
    ("Ukraine rejected the proposal, saying that it will not give up territory.", ("reject", "UKR")),
    ("“We are prepared to negotiate if the shelling stops,” Vladimir Putin said.", ("willing", "RUS")),
    ("Kyiv said that it doubts whether Moscow is serious about peace.", ("doubt", "UKR")),
    ("Washington called on both sides to return to the table.", ("appeal", "USA")),
    ("Volodymyr Zelensky said that Ukraine will never negotiate under an ultimatum.", ("reject", "UKR")),
    ("Turkey offered to host a new round of talks in Istanbul.", ("mediate", "TUR")),
    ("China proposed a ceasefire and urged Russia and Ukraine to begin negotiations.", ("offer", "CHN")),
    ("Russia demands that Ukraine withdraw its troops before any ceasefire.", ("demand", "RUS")),
    ("The market in the old town opened late because of the rain.", None),
    ("Talks between Russian and Ukrainian delegations will resume next week, officials said.", ("talks", "RUS")),
    ("“There can be no compromise on our borders,” a Ukrainian official said.", ("reject", "UKR")),
)
OUTLETS = ("The Fictional Courier", "Invented Evening Post", "Imaginary Wire")
MONDAYS = (date(2024, 5, 13), date(2024, 5, 20))


class QuickTagger:
    """Knows the sentences above and nothing else; each version of it leaves out others and doubts others."""

    def __init__(self, version: int) -> None:
        self._version = version
        self.ruleset = f"soak-{version}"

    def tag(self, document: Document) -> Coding:
        found = []
        for number, (sentence, told) in enumerate(SENTENCES):
            start = document.text.find(sentence)
            if told is None or start < 0 or (number + self._version) % 7 == 0:
                continue
            kind: SignalType = "doubt" if (number + self._version) % 5 == 0 else told[0]
            found.append(
                Signal(
                    start, start + len(sentence), kind, told[1], None, None, "author", "narration", (), "current", 0.5,
                    "quick", "narrated",
                )
            )  # fmt: skip
        found.sort(key=lambda one: one.char_start)
        sentences = tuple(Sentence(one.char_start, one.char_end, 0) for one in found)
        return Coding(self.ruleset, tuple(found), sentences, ())


def begin_folder(folder: Path) -> None:
    """Make an empty folder of texts."""
    folder.mkdir(parents=True)
    (folder / "manifest.toml").touch()


def add_articles(folder: Path, random_: random.Random, first: int, count: int) -> None:
    """Add articles numbered from `first` to the folder, each with its entry in the manifest."""
    entries = []
    for number in range(first, first + count):
        sentences = [sentence for sentence, _ in random_.choices(SENTENCES, k=random_.randint(4, 14))]
        opening = f"This is authored text number {number} of a load test, and its outlet does not exist."
        (folder / f"authored-{number}.txt").write_text("\n\n".join((opening, *sentences)), "utf-8")
        day = random_.choice(MONDAYS) + timedelta(days=random_.randrange(7))
        entries.append(
            f'\n[[seed]]\nid = "authored-{number}"\nfile = "authored-{number}.txt"\n'
            f'title = "Authored text {number}"\noutlet = "{random_.choice(OUTLETS)}"\n'
            f'published_on = {day}\nprecision = "day"\nbasis = "printed"\n'
        )
    with (folder / "manifest.toml").open("a", encoding="utf-8") as manifest:
        manifest.writelines(entries)
