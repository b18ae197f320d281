"""Imported once by the server that the soak's processes are forked from, so that each starts within milliseconds.

It opens no database: what is forked is a process with its libraries loaded, and nothing else.
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
from flows.curated import actor_rows, alias_rows

assert bench.soak_child
actor_rows(), alias_rows()  # what they read is kept
