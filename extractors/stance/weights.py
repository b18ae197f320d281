"""Where what was trained lies."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "model"
