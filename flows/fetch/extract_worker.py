"""The process that reads pages for the pool, one at a time, until it is told nothing more or killed."""

from __future__ import annotations

import contextlib
import logging
import resource
import signal
import sys
from multiprocessing.connection import Connection

MEMORY = 600 * 1024**2  # of address space, half of it taken at the start; a page that wants more is extractor-failed


def main(descriptor: int) -> None:
    """Answer each page sent over the connection with its reading or rejection."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    logging.disable(logging.CRITICAL)  # what a library has to say of a page is in the page's rejection
    from trafilatura.meta import reset_caches

    from extractors.page import read
    from extractors.page.language import language_of

    language_of("The time that its model takes to load is not to be the first page's." * 2, None)
    with contextlib.suppress(ValueError, OSError):  # where the system knows no such limit, or has a lower one
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with Connection(descriptor) as connection:
        connection.send("ready")
        while True:
            try:
                page, entry, source = connection.recv()
            except (EOFError, OSError):
                return
            connection.send(read(page, entry, source))
            reset_caches()


if __name__ == "__main__":
    main(int(sys.argv[1]))
