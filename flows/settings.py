"""Where everything of one installation lives, decided once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PACKAGED_SEEDS = Path(__file__).resolve().parents[1] / "seeds"
HOST_DELAY = 5.0
NO_CONTACT = "servers that are asked for feeds and pages cannot tell whom to write to; some refuse such readers"


@dataclass(frozen=True, slots=True)
class Settings:
    """One home folder and the places in it."""

    home: Path
    seeds: Path = PACKAGED_SEEDS
    host_delay: float = HOST_DELAY  # seconds between two requests to one host
    contact: str | None = None  # where an operator can be reached, told to every server that is asked
    allow_loopback: bool = False  # fetch from this machine itself; for tests and trials only
    notify: tuple[str, ...] = field(default=(), repr=False)  # where summaries are sent; the addresses hold passwords

    @classmethod
    def build(cls, home: Path | str | None = None, environ: Mapping[str, str] | None = None) -> Settings:
        """Return the settings for a home: the one given, else `PARLEY_HOME`, else `./data`.

        `PARLEY_HOST_DELAY`, `PARLEY_CONTACT`, `PARLEY_ALLOW_LOOPBACK` and `PARLEY_NOTIFY` are read as well.
        """
        environ = os.environ if environ is None else environ
        chosen = Path(home) if home else Path(environ.get("PARLEY_HOME") or "data")
        return cls(
            home=chosen.expanduser().absolute(),
            host_delay=float(environ.get("PARLEY_HOST_DELAY") or HOST_DELAY),
            contact=environ.get("PARLEY_CONTACT"),
            allow_loopback=environ.get("PARLEY_ALLOW_LOOPBACK") == "1",
            notify=tuple((environ.get("PARLEY_NOTIFY") or "").split()),
        )

    def seeds_in(self, folder: str | None) -> Path:
        """Return the folder of seed articles: the one given, else parley's own."""
        return Path(folder).expanduser().absolute() if folder else self.seeds

    @property
    def warehouse(self) -> Path:
        """The writer's private file; never opened by readers."""
        return self.home / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """The read copy, replaced whole after every run that changed something."""
        return self.home / "parley.duckdb"

    @property
    def search_index(self) -> Path:
        """The index of `parley search`, made anew from the read copy."""
        return self.home / "search.duckdb"

    @property
    def sql_history(self) -> Path:
        """What was typed into `parley sql`."""
        return self.home / "sql_history"

    @property
    def raw(self) -> Path:
        """Bodies as they were fetched, gzipped, by sha256."""
        return self.home / "raw"

    @property
    def reports(self) -> Path:
        """The weekly summaries, one folder a week."""
        return self.home / "reports"

    @property
    def file(self) -> Path:
        """What an operator has set for this home; it may hold passwords."""
        return self.home / "parley.toml"

    @property
    def deliveries(self) -> Path:
        """Which summaries were sent where, one JSON object a line."""
        return self.home / "deliveries.jsonl"

    @property
    def prefect_home(self) -> Path:
        """Prefect's own database and settings."""
        return self.home / "prefect"

    @property
    def server_file(self) -> Path:
        """Where `parley serve` says which server it runs."""
        return self.prefect_home / "parley-server.json"
