"""The columns of each table as a load fills them, as Arrow tables that DuckDB reads without copying."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import pyarrow as pa

Column: TypeAlias = Sequence[object] | pa.Array

TEXT, COUNT, NUMBER, DAY, FLAG = pa.string(), pa.int64(), pa.float64(), pa.date32(), pa.bool_()
TEXTS, TIME = pa.list_(pa.string()), pa.timestamp("us", tz="UTC")
# The columns of each table in the order of the schema, run_id (which each statement adds) left out. The evidence of a
# signal is not stored with it.
COLUMNS: Mapping[str, Mapping[str, pa.DataType]] = {
    "source": dict.fromkeys(("source_id", "outlet", "country", "ownership"), TEXT),
    "article": dict.fromkeys(("article_id", "url", "canonical_url", "origin"), TEXT),
    "article_version": {
        "version_id": TEXT, "article_id": TEXT, "source_id": TEXT, "title": TEXT, "text": pa.large_string(),
        "text_sha256": TEXT, "authors": TEXTS, "article_kind": TEXT, "published_first": DAY, "published_last": DAY,
        "date_precision": TEXT, "date_basis": TEXT, "date_note": TEXT, "flags": TEXTS, "language": TEXT,
        "raw_sha256": TEXT,
    },
    "story_member": {"story_id": TEXT, "version_id": TEXT},
    "retrieval": {
        "retrieval_id": TEXT, "article_id": TEXT, "url": TEXT, "final_url": TEXT, "status": COUNT,
        "content_type": TEXT, "fetched_at": TIME, "raw_sha256": TEXT, "size_bytes": COUNT, "reader": TEXT,
        "told": TEXT, "rejection": TEXT, "canonical_url": TEXT,
    },
    "story_signature": {
        "version_id": TEXT, "exact_story_id": TEXT, "method": TEXT, "first_on": DAY, "last_on": DAY,
        "hashes": pa.list_(pa.uint32()),
    },
    "sentence": {"coding_id": TEXT, "char_start": COUNT, "char_end": COUNT, "paragraph": COUNT},
    "quote": {
        "coding_id": TEXT, "char_start": COUNT, "char_end": COUNT, "level": COUNT, "open_mark": TEXT, "closed": FLAG,
        "speaker": TEXT, "person": TEXT,
    },
    "signal": {
        "signal_id": TEXT, "coding_id": TEXT, "version_id": TEXT, "char_start": COUNT, "char_end": COUNT,
        "signal_type": TEXT, "actor": TEXT, "person": TEXT, "target": TEXT, "speaker": TEXT, "voice": TEXT,
        "attribution": TEXT, "timing": TEXT, "confidence": NUMBER, "rule": TEXT, "is_headline": FLAG,
        "conditions": TEXTS, "evidence": TEXT,
    },
    "signal_condition": {
        "signal_id": TEXT, "coding_id": TEXT, "ordinal": COUNT, "condition": TEXT, "char_start": COUNT,
        "char_end": COUNT,
    },
    "coding": {
        "coding_id": TEXT, "article_id": TEXT, "version_id": TEXT, "ruleset": TEXT, "signals": COUNT,
        "sentences": COUNT, "quotes": COUNT,
    },
    "actor": {
        "actor_row_id": TEXT, "actor_id": TEXT, "kind": TEXT, "name": TEXT, "party": TEXT, "role": TEXT, "side": TEXT,
        "wikidata": TEXT, "valid_from": DAY, "valid_to": DAY,
    },
    "actor_alias": {
        "alias_id": TEXT, "alias": TEXT, "party": TEXT, "person": TEXT, "valid_from": DAY, "valid_to": DAY,
        "source": TEXT,
    },
    "rejection": {"rejection_id": TEXT, "reason": TEXT, "origin": TEXT, "line": COUNT, "detail": TEXT},
    "tagger_score": {
        "score_id": TEXT, "set_name": TEXT, "measure": TEXT, "value": NUMBER, "low": NUMBER, "high": NUMBER,
        "n": COUNT, "ruleset": TEXT,
    },
    "label": {
        "label_id": TEXT, "signal_id": TEXT, "article_id": TEXT, "version_id": TEXT, "text_sha256": TEXT,
        "char_start": COUNT, "char_end": COUNT, "evidence": TEXT, "machine_type": TEXT, "machine_actor": TEXT,
        "verdict": TEXT, "signal_type": TEXT, "actor": TEXT, "person": TEXT, "target": TEXT, "speaker": TEXT,
        "attribution": TEXT, "timing": TEXT, "conditions": TEXTS, "note": TEXT, "coder": TEXT, "labelled_at": TIME,
    },
    "rule": {
        "rule_row_id": TEXT, "rule": TEXT, "signal_type": TEXT, "pattern": TEXT, "examples": TEXTS, "ruleset": TEXT,
    },
    "topic": {"topic_row_id": TEXT, "topic": TEXT, "name": TEXT, "belligerents": TEXTS, "mediators": TEXTS},
    "feed": {"feed_id": TEXT, "feed_url": TEXT, "title": TEXT},
    "feed_event": {
        "feed_url": TEXT, "polled_at": TIME, "outcome": TEXT, "status": COUNT, "entries": COUNT, "new_entries": COUNT,
        "detail": TEXT, "etag": TEXT, "last_modified": TEXT, "requested_url": TEXT, "final_url": TEXT,
        "moved_to": TEXT, "moved_times": COUNT, "reason": TEXT, "conditional": FLAG, "body_sha256": TEXT,
        "size_bytes": COUNT, "seconds": NUMBER, "passed_over": COUNT, "deferred": COUNT, "retries": COUNT,
        "newest_entry_at": TIME, "usual_gap_s": NUMBER, "span_s": NUMBER, "ttl_s": COUNT, "full_at": TIME,
        "failures": COUNT, "retry_after_at": TIME, "next_poll_at": TIME, "verdict": TEXT,
    },
    "report_claim": {"report_id": TEXT, "ordinal": COUNT, "claim": TEXT, "query": TEXT, "signal_ids": TEXTS},
    "report": {
        "report_id": TEXT, "week": TEXT, "as_of": TIME, "ruleset": TEXT, "format": TEXT, "sha256": TEXT, "path": TEXT,
    },
    "version": {"version_id": TEXT},
}  # fmt: skip


def storable(value: object) -> object:
    """The value as DuckDB can hold it: lone surrogates, which are no text, become U+FFFD, one for one."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, tuple):
        return [storable(item) for item in value]
    return value


def table(name: str, columns: Sequence[Column]) -> pa.Table:
    """One table's part of a load, given by its columns in order."""
    types = COLUMNS[name]
    arrays = [_array(column, kind) for column, kind in zip(columns, types.values(), strict=True)]
    return pa.table(arrays, names=list(types))


def arrow(name: str, rows: Sequence[Sequence[object]]) -> pa.Table:
    """The rows of one table, turned into its columns."""
    return table(name, list(zip(*rows, strict=True)) if rows else [()] * len(COLUMNS[name]))


def long_texts(values: Iterable[str]) -> pa.LargeStringArray:
    """Long texts, one behind the other in memory that grows in place: Arrow's own would be copied as it grows."""
    joined, ends = bytearray(), array("q", [0])
    for value in values:
        joined += value.encode()
        ends.append(len(joined))
    return pa.LargeStringArray.from_buffers(len(ends) - 1, pa.py_buffer(ends), pa.py_buffer(joined))


def _array(column: Column, kind: pa.DataType) -> pa.Array:
    if isinstance(column, pa.Array):
        return column
    try:
        return pa.array(column, type=kind)
    except UnicodeEncodeError:
        return pa.array([storable(value) for value in column], type=kind)
