"""The peer of `parley run`: a Prefect flow that does nothing, on its own ephemeral server."""

from prefect import flow, task


@task
def nothing() -> int:
    """Do nothing."""
    return 0


@flow
def bare() -> int:
    """Run one task that does nothing."""
    return nothing()


if __name__ == "__main__":
    bare()
