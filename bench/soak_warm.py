"""Imported once by the server that the soak's processes are forked from, so that each starts within milliseconds.

It opens no database: what is forked is a process with its libraries and its language model loaded, and nothing else.
"""

from __future__ import annotations

import altair  # noqa: F401
import duckdb  # noqa: F401
import jinja2  # noqa: F401
import pyarrow  # noqa: F401
import vl_convert  # noqa: F401

import bench.soak_child
import flows.session
import flows.summaries  # noqa: F401
import reports.charts  # noqa: F401
from extractors.records import Document
from extractors.stance import load_tagger

bench.soak_child.TAGGER = load_tagger()
bench.soak_child.TAGGER.tag(Document("The Kremlin said that Russia is ready for talks.", None, None))
