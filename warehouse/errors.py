"""What stands between a user and the warehouse: messages that say what to do, no bugs of ours."""

from __future__ import annotations


class WarehouseError(Exception):
    """The warehouse cannot be read or written."""


class WarehouseMissing(WarehouseError):  # noqa: N818 (a state, not a fault)
    """There is no warehouse, or the file is none."""


class WarehouseBusy(WarehouseError):  # noqa: N818 (a state, not a fault)
    """Another ingest holds the warehouse."""


class PublishError(WarehouseError):
    """A new snapshot could not be put in place; the published one is as it was."""


class ExportError(Exception):
    """What was asked for cannot be exported."""
