"""The main job, end to end, on the five seeds."""

from __future__ import annotations

import hashlib
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flows.conftest import ROOT, Parley

WEEKS = ["2022-W48", "2022-W51", "2024-W05", "2024-W07", "2024-W21"]
DATA_TABLES = (
    "article", "article_version", "coding", "signal", "signal_condition", "sentence", "quote", "rejection", "report",
    "report_claim", "actor", "actor_alias",
)  # fmt: skip


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def counts(parley: Parley) -> dict[str, int]:
    union = " UNION ALL ".join(f"SELECT '{name}' AS t, count(*) AS n FROM {name}" for name in DATA_TABLES)
    rows = parley("sql", union, "--json").json()
    assert isinstance(rows, list)
    return {row["t"]: row["n"] for row in rows}


def run_events(parley: Parley) -> int:
    rows = parley("sql", "SELECT count(*) AS n FROM run", "--json").json()
    assert isinstance(rows, list)
    return int(rows[0]["n"])


def test_a_summary_exists_in_each_form_for_every_week_that_has_signals(seeded: Parley) -> None:
    found = sorted(path.name for path in (seeded.home / "reports").iterdir() if path.is_dir())
    assert found == WEEKS
    for week in WEEKS:
        folder = seeded.home / "reports" / week
        forms = {path.name for path in folder.iterdir() if path.suffix != ".png"}
        assert forms == {"summary.html", "summary.md", "summary.json", "summary.txt"}
        assert week in (folder / "summary.md").read_text()
    index = (seeded.home / "reports" / "index.html").read_text()
    assert all(f"{week}/summary.html" in index for week in WEEKS)
    feed = (seeded.home / "reports" / "summaries.atom").read_text()
    assert all(f'href="{week}/summary.html"' in feed for week in WEEKS)


def test_what_is_inferred_says_so_in_the_report(seeded: Parley) -> None:
    for week in ("2022-W48", "2022-W51", "2024-W07", "2024-W21"):
        assert "inferred" in (seeded.home / "reports" / week / "summary.md").read_text()
    assert "imprecise" in (seeded.home / "reports" / "2024-W05" / "summary.md").read_text().lower()


def test_a_second_run_adds_one_run_event_and_nothing_else_and_says_so(after_a_run: Parley) -> None:
    parley = after_a_run
    before, tables, events = hashes(parley.home / "reports"), counts(parley), run_events(parley)
    second = parley("run")
    assert second.code == 0, second.err
    assert "nothing new" in second.out
    assert "2022-W51" in second.out
    assert hashes(parley.home / "reports") == before
    assert counts(parley) == tables
    assert run_events(parley) == events + 1


@pytest.mark.slow
def test_a_summary_that_was_deleted_or_altered_comes_back_byte_for_byte(after_a_run: Parley) -> None:
    parley = after_a_run
    before = hashes(parley.home / "reports")
    shutil.rmtree(parley.home / "reports" / "2024-W21")
    (parley.home / "reports" / "2022-W51" / "summary.md").write_text("scribbled over")
    assert parley("run").code == 0
    assert hashes(parley.home / "reports") == before


@pytest.fixture
def two_seeds(tmp_path: Path) -> Path:
    """The two shortest seeds, for what does not depend on how many there are."""
    folder = tmp_path / "two"
    folder.mkdir()
    for path in sorted((ROOT / "seeds").glob("*.txt"), key=lambda path: path.stat().st_size)[:2]:
        shutil.copy(path, folder)
    return folder


@pytest.mark.slow
def test_a_run_killed_half_way_leaves_nothing_half_loaded_and_the_next_one_completes_it(
    parley: Parley, two_seeds: Path
) -> None:
    victim = parley.start("run", "--verbose", "--seeds", str(two_seeds))
    assert victim.stderr is not None
    for line in victim.stderr:
        if "coding and storing" in line:
            break
    victim.send_signal(signal.SIGKILL)
    victim.communicate()
    assert victim.returncode == -signal.SIGKILL
    ran = parley("run", "--seeds", str(two_seeds), "--json")
    assert ran.code == 0, ran.err
    rows = parley("sql", "SELECT count(*) AS n, count(DISTINCT article_id) AS d FROM article", "--json").json()
    assert rows == [{"n": 2, "d": 2}]
    assert parley("doctor").code == 0


@pytest.mark.slow
def test_bad_seeds_are_named_counted_and_stored_and_the_good_ones_load(parley: Parley, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    (seeds / "empty.txt").write_bytes(b"")
    (seeds / "binary.txt").write_bytes(b"\x00\x01\x02" * 100)
    (seeds / "latin.txt").write_bytes("Le président est prêt à négocier, said the Kremlin.".encode("latin-1"))
    manifest = (seeds / "manifest.toml").read_text()
    (seeds / "manifest.toml").write_text(manifest.replace('kind = "opinion"', 'kindd = "opinion"', 1))
    ran = parley("run", "--seeds", str(seeds))
    assert ran.code == 1
    assert "Traceback" not in ran.err
    line = next(i for i, text in enumerate((seeds / "manifest.toml").read_text().splitlines(), 1) if "kindd" in text)
    assert f"manifest.toml, line {line}" in ran.err
    assert "empty.txt" in ran.err
    assert "binary.txt" in ran.err
    stored = parley("sql", "SELECT reason, count(*) AS n FROM rejection GROUP BY ALL ORDER BY reason", "--json").json()
    assert stored == [
        {"reason": "binary", "n": 1},
        {"reason": "empty", "n": 1},
        {"reason": "malformed-manifest", "n": 1},
    ]
    flags = parley(
        "sql", "SELECT flags FROM article_version WHERE 'decoded-with-replacement' IN flags", "--json"
    ).json()
    assert flags == [{"flags": ["decoded-with-replacement"]}]
    undated = parley("sql", "SELECT count(*) AS n FROM articles WHERE dating = 'undated'", "--json").json()
    assert undated == [{"n": 2}]  # the one whose entry is misspelt, and the one with no entry


def test_loading_again_and_again_leaves_the_same_rows(
    new_parley: Callable[[Path], Parley], prefect_server: str, two_seeds: Path, tmp_path: Path
) -> None:
    from flows.ingest import ingest

    home = tmp_path / "home"
    parley = new_parley(home)
    assert prefect_server
    assert ingest("seeds", str(two_seeds), str(home)).new_versions == 2
    before = counts(parley)
    for _ in range(3):
        assert not ingest("seeds", str(two_seeds), str(home)).changed
    assert counts(parley) == before
    assert run_events(parley) == 4
