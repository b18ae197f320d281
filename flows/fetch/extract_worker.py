"""The process that reads pages for the pool, one at a time, until it is told nothing more or killed."""

from __future__ import annotations

import contextlib
import resource
import signal
import sys
from multiprocessing.connection import Connection

MEMORY = 2 * 1024**3  # of address space; a page that wants more ends as extractor-failed


def main(descriptor: int) -> None:
    """Answer each page sent over the connection with its article or rejection."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    with contextlib.suppress(ValueError, OSError):  # where the system knows no such limit, or has a lower one
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import trafilatura  # noqa: F401  (its time is not the first page's)
    from trafilatura.meta import reset_caches

    from extractors.page import extract

    with Connection(descriptor) as connection:
        connection.send("ready")
        while True:
            try:
                page, entry, source = connection.recv()
            except (EOFError, OSError):
                return
            connection.send(extract(page, entry, source))
            reset_caches()


if __name__ == "__main__":
    main(int(sys.argv[1]))
