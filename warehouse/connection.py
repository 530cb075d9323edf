"""Open the published warehouse for reading. Imports DuckDB and nothing heavier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from warehouse.errors import WarehouseMissing

if TYPE_CHECKING:
    from pathlib import Path


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection to a snapshot, on which no statement can write, here or to any file.

    It never keeps an ingest waiting: the published file is replaced, never edited. The connection goes on
    showing the snapshot it opened.

    Raises:
        WarehouseMissing: there is none, or the file is none.
    """
    if not path.exists():
        raise WarehouseMissing(f"{path}: there is no warehouse yet; make it with: evitable ingest")
    try:
        return duckdb.connect(str(path), read_only=True, config={"enable_external_access": "false"})
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        message = f"{path}: cannot be opened as a warehouse ({reason}); earlier ones: evitable history"
        raise WarehouseMissing(message) from error
