"""What went wrong, in one message, with the exit code that says which kind it was."""

from __future__ import annotations

import errno
import os
import traceback

import click

DONE, SOME_REJECTED, USAGE, UNUSABLE, LOCKED, QUERY_FAILED, FAULT = 0, 1, 2, 3, 4, 5, 70
PREFECT_NOT_STARTED = "Timed out while attempting to connect to ephemeral Prefect API server"
STARTUP_SECONDS = "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"
# By name, so that the commands which need no warehouse do not import it.
_CODES = {
    "WarehouseLocked": LOCKED,
    "RunLocked": LOCKED,
    "NotReadOnly": QUERY_FAILED,
    "QueryFailed": QUERY_FAILED,
    "WarehouseError": UNUSABLE,
}


def exit_code(error: BaseException) -> int:
    """Return the exit code of a foreseen failure, or `FAULT`."""
    if _is_prefect_not_started(error):
        return UNUSABLE
    for kind in type(error).__mro__:
        if kind.__name__ in _CODES:
            return _CODES[kind.__name__]
    return UNUSABLE if isinstance(error, OSError) else FAULT


def explain(error: Exception) -> int:
    """Say on stderr what went wrong and return the exit code."""
    code = exit_code(error)
    if code != FAULT:
        click.echo(f"parley: {_in_words(error)}", err=True)
        return code
    if os.environ.get("PARLEY_DEBUG"):
        traceback.print_exception(error)
    click.echo(
        f"parley: a fault in parley itself: {type(error).__name__}: {error}\n"
        "        Set PARLEY_DEBUG=1 to see where, and please report it.",
        err=True,
    )
    return code


def _is_prefect_not_started(error: BaseException) -> bool:
    """Prefect has no type of its own for this, only these words."""
    return isinstance(error, RuntimeError) and PREFECT_NOT_STARTED in str(error)


def _in_words(error: Exception) -> str:
    if _is_prefect_not_started(error):
        return (
            f"Prefect's server did not start within {os.environ.get(STARTUP_SECONDS, '120')} s; the machine is busy. "
            "Nothing was changed: try again, or start `prefect server start` once, set PREFECT_API_URL to the address "
            f"that it prints, and run again; or give it longer with {STARTUP_SECONDS}."
        )
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return f"{error.strerror}. Free some space and run again: nothing that was acknowledged is lost."
    if isinstance(error, OSError) and error.strerror and type(error).__module__ == "builtins":
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{error.strerror}"
    return str(error)
