"""Polls of many feeds, some bad, killed at random moments: every article is stored once, every failure named."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.feed_soak import soak

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(300)]


def test_polls_killed_at_random_store_every_article_once(tmp_path: Path) -> None:
    result = soak(tmp_path, hours=5, feeds=40, seed=11, killed=0.7)
    print(result.table())
    assert result.violations == []
    assert result.kills.total() > 0
    assert result.stored == result.wanted > 30
    assert (result.replayed, result.replay_read) == (0, result.stored)
