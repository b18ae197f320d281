"""What comes in, read from files: a folder of texts, with or without a manifest."""

from __future__ import annotations

import errno
import stat
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from extractors.records import Article, Rejection
from extractors.seed import MAX_BYTES, SeedEntry, article_from_bytes, read_manifest
from flows.clock import now
from flows.fetch.archive import RawArchive
from flows.fetch.told import text_as_json
from warehouse.records import FeedEvent, Retrieval

MANIFEST = "manifest.toml"


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in during one run, or a part of it, in the order in which it came."""

    articles: tuple[Article, ...]
    rejections: tuple[Rejection, ...]
    retrievals: tuple[Retrieval, ...] = ()  # of articles and of pages that were rejected
    feed_events: tuple[FeedEvent, ...] = ()
    as_before: int = 0  # articles that were read and are in force as they came out
    waiting: int = 0  # feeds that were not asked, for they are not due yet


def read_folder(folder: Path, raw: Path, *, beside_pages: bool = False) -> Intake:
    """Read every `.txt` file of a folder, dated and titled by its `manifest.toml` where there is one.

    The bytes of each article are kept in the raw archive, so that its every signal leads back to them and it can be
    read anew. `beside_pages`: what else is in the folder is somebody else's to read.
    """
    if not folder.is_dir():
        return Intake((), (Rejection("missing-file", folder.name, f"There is no folder {folder}."),))
    entries, rejections = _manifest(folder)
    by_file = {entry.file: entry for entry in entries}
    names = {path.name for path in folder.glob("*.txt")} | set(by_file)
    left = [] if beside_pages else _left(folder, names)
    texts = [_read(folder / name, name, by_file.get(name), RawArchive(raw)) for name in sorted(names)]
    read = [item for item, _ in texts]
    return Intake(
        tuple(item for item in read if isinstance(item, Article)),
        (*rejections, *left, *(item for item in read if isinstance(item, Rejection))),
        tuple(retrieval for _, retrieval in texts if retrieval),
    )


def _left(folder: Path, names: Set[str]) -> list[Rejection]:
    """Name the files that are not read."""
    others = sorted(
        path.name for path in folder.iterdir() if path.name not in names | {MANIFEST} and path.name[0] != "."
    )
    if not names and not others:
        return [Rejection("not-a-text", folder.name, f"There is no .txt file in {folder}.")]
    return [Rejection("not-a-text", name, "Only .txt files and web pages are read from a folder.") for name in others]


def _manifest(folder: Path) -> tuple[tuple[SeedEntry, ...], tuple[Rejection, ...]]:
    try:
        return read_manifest((folder / MANIFEST).read_bytes().decode("utf-8-sig"), MANIFEST)
    except FileNotFoundError:
        return (), ()
    except UnicodeDecodeError as error:
        return (), (Rejection("malformed-manifest", MANIFEST, f"Not UTF-8: {error.reason} at byte {error.start}."),)
    except OSError as error:
        return (), (Rejection("unreadable", MANIFEST, f"{error.strerror}."),)


def _read(
    path: Path, name: str, entry: SeedEntry | None, archive: RawArchive
) -> tuple[Article | Rejection, Retrieval | None]:
    """Read one text; the retrieval of one that is an article lets it be read anew."""
    try:
        body = _body(path)
    except FileNotFoundError:
        line = entry.line if entry else None
        return Rejection("missing-file", name, f"{MANIFEST} names this file, and it is not there.", line), None
    except OSError as error:
        return Rejection("unreadable", name, f"{error.strerror}."), None
    article = article_from_bytes(body, name, entry)
    if isinstance(article, Rejection):
        return article, None
    told = text_as_json(entry)
    return article, Retrieval(
        article.article_id, name, name, None, "", now(), archive.put(body), len(body), reader="text", told=told
    )


def _body(path: Path) -> bytes:
    """Read a file's bytes, at most one more than an article may have."""
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for without end
        raise OSError(errno.EINVAL, "This is no regular file")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)
