"""The option that says which home a command works on, and the checks before any work begins."""

from __future__ import annotations

import os
from pathlib import Path

import click

from flows.settings import Settings

home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="PARLEY_HOME",
    help="Where everything is kept.  [default: ./data, or PARLEY_HOME]",
)


class UnusableHome(click.ClickException):
    """The home folder cannot be made or written to."""

    exit_code = 3


def open_home(home: Path | None) -> Settings:
    """Make the home folder if need be and return its settings.

    Raises:
        UnusableHome: if it cannot be written to.
    """
    settings = Settings.build(home)
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableHome(
            f"cannot make the home {settings.home}: {error.strerror}. Choose another with --home or PARLEY_HOME."
        ) from error
    if not os.access(settings.home, os.W_OK | os.X_OK):
        raise UnusableHome(
            f"cannot write to the home {settings.home}. "
            "Choose another with --home or PARLEY_HOME, or mend its permissions."
        )
    return settings
