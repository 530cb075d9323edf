"""Open the published warehouse for reading. Imports DuckDB and nothing heavier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from warehouse.errors import WarehouseMissing

if TYPE_CHECKING:
    from pathlib import Path


def connect(path: Path, *, writes_files: bool = False) -> duckdb.DuckDBPyConnection:
    """Return a connection to a snapshot, on which no statement can write to the warehouse.

    It never keeps an ingest waiting: the published file is replaced, never edited. The connection goes on
    showing the snapshot it opened.

    Args:
        path: the published warehouse.
        writes_files: whether statements may read and write other files; never for a user's own SQL.

    Raises:
        WarehouseMissing: there is none, or the file is none.
    """
    if not path.exists():
        raise WarehouseMissing(f"{path}: there is no warehouse yet; make it with: evitable ingest")
    try:
        return duckdb.connect(str(path), read_only=True, config={"enable_external_access": writes_files})
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        message = f"{path}: cannot be opened as a warehouse ({reason}); earlier ones: evitable history"
        raise WarehouseMissing(message) from error
