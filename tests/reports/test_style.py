"""The page's colours: readable in both themes, and dots that carry their numbers."""

from __future__ import annotations

import re

import pytest

from reports.html import TEMPLATES

CSS = (TEMPLATES / "style.css").read_text("utf-8")
THEMES = [
    dict(re.findall(r"--([\w-]+): (#\w+)", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
]
AA = 4.5
PAIRS = [
    *((name, paper) for name in ("ink", "quiet", "accent", "pos", "neg") for paper in ("paper", "card", "now")),
    ("warn", "warn-paper"),
    *((f"on-net-{step}", f"net-{step}") for step in range(9)),
    *((f"on-{state}", state) for state in ("accepted", "open", "demanded", "refused")),
]
MARKS = [
    *((f"{name}-edge", paper) for name in ("pos", "neg", "accepted", "open", "demanded", "refused", "thin")
      for paper in ("paper", "now")),
    *((name, "paper") for name in ("pos-bar", "neg-bar")),
]  # fmt: skip
SEEN = 3.0  # of marks against what they stand on


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(front: str, back: str) -> float:
    bright, dim = sorted((luminance(front), luminance(back)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_contrast_is_enough_to_read(theme: dict[str, str], front: str, back: str) -> None:
    assert contrast(theme[front], theme[back]) >= AA


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "back"), MARKS)
def test_marks_stand_out(theme: dict[str, str], mark: str, back: str) -> None:
    assert contrast(theme[mark], theme[back]) >= SEEN


def test_both_themes_name_the_same_colours() -> None:
    assert set(THEMES[0]) == set(THEMES[1])


def test_every_colour_that_is_used_is_defined() -> None:
    used = set(re.findall(r"var\(--([\w-]+)\)", CSS))
    assert used <= set(THEMES[0])
