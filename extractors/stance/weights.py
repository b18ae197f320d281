"""Where what was trained lies: beside this code, or where `PARLEY_WEIGHTS` tells."""

from __future__ import annotations

import os
from pathlib import Path

SHIPPED = Path(__file__).parent / "model"
FOLDER = Path(os.environ.get("PARLEY_WEIGHTS") or SHIPPED)
