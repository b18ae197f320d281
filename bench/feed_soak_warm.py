"""Imported once by the server that the feed soak's processes are forked from; it opens nothing."""

from __future__ import annotations

import duckdb  # noqa: F401
import feedparser  # noqa: F401
import httpx2  # noqa: F401
import pyarrow  # noqa: F401

import bench.feed_soak_child
from flows.curated import actor_rows, alias_rows

assert bench.feed_soak_child
actor_rows(), alias_rows()  # what they read is kept
