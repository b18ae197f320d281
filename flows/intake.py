"""What comes in, read from files: a folder of texts, with or without a manifest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractors.records import Article, Rejection
from extractors.seed import SeedEntry, article_from_bytes, read_manifest
from flows.fetch.archive import RawArchive
from warehouse.records import FeedEvent, Retrieval

MANIFEST = "manifest.toml"


@dataclass(frozen=True, slots=True)
class Intake:
    """All that came in during one run, in the order in which it came."""

    articles: tuple[Article, ...]
    rejections: tuple[Rejection, ...]
    retrievals: tuple[Retrieval, ...] = ()  # of articles and of pages that were rejected
    feed_events: tuple[FeedEvent, ...] = ()


def read_folder(folder: Path, raw: Path) -> Intake:
    """Read every `.txt` file of a folder, dated and titled by its `manifest.toml` where there is one.

    The bytes of each article are kept in the raw archive, so that its every signal leads back to them.
    """
    if not folder.is_dir():
        return Intake((), (Rejection("missing-file", folder.name, f"There is no folder {folder}."),))
    entries, rejections = _manifest(folder)
    by_file = {entry.file: entry for entry in entries}
    names = {path.name for path in folder.glob("*.txt")} | set(by_file)
    archive = RawArchive(raw)
    others = sorted(
        path.name for path in folder.iterdir() if path.name not in names | {MANIFEST} and path.name[0] != "."
    )
    left = [Rejection("not-a-text", name, "Only .txt files are read from a folder.") for name in others]
    if not names and not left:
        left = [Rejection("not-a-text", folder.name, f"There is no .txt file in {folder}.")]
    read = [_read(folder / name, name, by_file.get(name), archive) for name in sorted(names)]
    return Intake(
        tuple(item for item in read if isinstance(item, Article)),
        (*rejections, *left, *(item for item in read if isinstance(item, Rejection))),
    )


def _manifest(folder: Path) -> tuple[tuple[SeedEntry, ...], tuple[Rejection, ...]]:
    try:
        return read_manifest((folder / MANIFEST).read_bytes().decode("utf-8-sig"), MANIFEST)
    except FileNotFoundError:
        return (), ()
    except UnicodeDecodeError as error:
        return (), (Rejection("malformed-manifest", MANIFEST, f"Not UTF-8: {error.reason} at byte {error.start}."),)
    except OSError as error:
        return (), (Rejection("unreadable", MANIFEST, f"{error.strerror}."),)


def _read(path: Path, name: str, entry: SeedEntry | None, archive: RawArchive) -> Article | Rejection:
    try:
        body = path.read_bytes()
    except FileNotFoundError:
        line = entry.line if entry else None
        return Rejection("missing-file", name, f"{MANIFEST} names this file, and it is not there.", line)
    except OSError as error:
        return Rejection("unreadable", name, f"{error.strerror}.")
    article = article_from_bytes(body, name, entry)
    if isinstance(article, Article):
        archive.put(body)
    return article
