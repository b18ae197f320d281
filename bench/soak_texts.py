"""Authored articles for load: fictional outlets, sentences put together at random, each text unlike all others.

They say nothing of how well the tagger works; they only give it and the warehouse something real to do.
"""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

SENTENCES = (
    "The Kremlin said on Monday that Russia is ready for talks.",
    "Ukraine rejected the proposal, saying that it will not give up territory.",
    "“We are prepared to negotiate if the shelling stops,” Vladimir Putin said.",
    "Kyiv said that it doubts whether Moscow is serious about peace.",
    "Washington called on both sides to return to the table.",
    "Volodymyr Zelensky said that Ukraine will never negotiate under an ultimatum.",
    "Turkey offered to host a new round of talks in Istanbul.",
    "China proposed a ceasefire and urged Russia and Ukraine to begin negotiations.",
    "Russia demands that Ukraine withdraw its troops before any ceasefire.",
    "The market in the old town opened late because of the rain.",
    "Talks between Russian and Ukrainian delegations will resume next week, officials said.",
    "“There can be no compromise on our borders,” a Ukrainian official said.",
)
OUTLETS = ("The Fictional Courier", "Invented Evening Post", "Imaginary Wire")
SEED_OF_A_WEEK = "001"
MONDAYS = (date(2024, 5, 13), date(2024, 5, 20))  # the latter is that seed's week


def begin_folder(folder: Path, seeds: Path) -> None:
    """Make a folder of texts that holds the seeds, of which only one is dated.

    A summary is drawn anew for each week that has signals, so that many weeks would make for few kills.
    """
    shutil.copytree(seeds, folder)
    manifest = folder / "manifest.toml"
    head, *entries = manifest.read_text("utf-8").split("[[seed]]")
    dated = (f"[[seed]]{entry}" for entry in entries if f'id = "{SEED_OF_A_WEEK}"' in entry)
    manifest.write_text(head + "".join(dated), "utf-8")


def add_articles(folder: Path, random_: random.Random, first: int, count: int) -> None:
    """Add articles numbered from `first` to the folder, each with its entry in the manifest."""
    entries = []
    for number in range(first, first + count):
        sentences = random_.choices(SENTENCES, k=random_.randint(4, 14))
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
