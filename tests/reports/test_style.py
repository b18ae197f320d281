"""The page's colours: readable in both themes, and dots that carry their numbers."""

from __future__ import annotations

import math
import re
from itertools import combinations

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
# Of colour-blind eyes, as Machado, Oliveira and Fernandes (2009) give them for linear RGB.
SIGHTS = {
    "all colours": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = [[0.4339, 0.3762, 0.1899], [0.2126, 0.7152, 0.0722], [0.0178, 0.1095, 0.8730]]  # of white, 1 each
TOLD_APART = 8.0
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


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def lab(light: list[float]) -> list[float]:
    """Give the place of linear RGB in CIELAB, where distances are about as they are seen."""
    xyz = [sum(share * part for share, part in zip(row, light, strict=True)) for row in TO_XYZ]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


def apart(one: str, other: str, sight: list[list[float]]) -> float:
    """Say how far two colours are from each other to such an eye; 2 is just seen."""
    seen = [
        lab([min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear(colour), strict=True)))) for row in sight])
        for colour in (one, other)
    ]
    return math.dist(*seen)


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS.values(), ids=SIGHTS)
def test_sides_and_states_are_told_apart_by_every_eye(theme: dict[str, str], sight: list[list[float]]) -> None:
    sides = [apart(theme[f"net-{step}"], theme[f"net-{8 - step}"], sight) for step in range(4)]
    assert min(sides) > TOLD_APART, sides
    bars = apart(theme["pos-bar"], theme["neg-bar"], sight)
    assert bars > TOLD_APART
    states = [apart(theme[a], theme[b], sight) for a, b in combinations(("accepted", "open", "demanded", "refused"), 2)]
    assert min(states) > TOLD_APART, states


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_scale_grows_stronger_towards_both_ends(theme: dict[str, str]) -> None:
    from_paper = [contrast(theme[f"net-{step}"], theme["paper"]) for step in range(9)]
    assert from_paper[:5] == sorted(from_paper[:5], reverse=True)
    assert from_paper[4:] == sorted(from_paper[4:])


def test_both_themes_name_the_same_colours() -> None:
    assert set(THEMES[0]) == set(THEMES[1])


def test_every_colour_that_is_used_is_defined() -> None:
    used = set(re.findall(r"var\(--([\w-]+)\)", CSS))
    assert used <= set(THEMES[0])
