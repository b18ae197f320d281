"""How the suite is shared among processes."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("any machine", deadline=None)  # a busy one takes its time over an example
settings.load_profile("any machine")


# What a test asks for, the dearest first, and the name of all that ask for it.
SHARED = {"seeded": "seeded", "prefect_server": "server", "codings": "stance", "tagger": "stance"}


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together what shares something costly: a module's fixtures, a Prefect server, a home with the seeds."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        shared = next((SHARED[name] for name in SHARED if name in names), item.nodeid.partition("::")[0])
        item.add_marker(pytest.mark.xdist_group(shared))
