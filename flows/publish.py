"""Publishing the read copy that everybody queries."""

from __future__ import annotations

from flows.progress import report
from flows.settings import Settings
from warehouse.records import PublishTally
from warehouse.store import Warehouse


def publish(warehouse: Warehouse, settings: Settings) -> PublishTally:
    """Replace the read copy if anything was committed since it was made."""
    report("publishing")
    return warehouse.publish(settings.published)
