"""From a private copy of the warehouse to the published file, whole or not at all."""
# ruff: noqa: S608 (the names are those of our tables)

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from schemas.conditions import literal
from schemas.ddl import contract_version
from schemas.tables import TABLES, column_names
from warehouse.build import create
from warehouse.errors import PublishError
from warehouse.scripts import names, script
from warehouse.snapshots import KEPT_SNAPSHOTS, Places, put_in_place, writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME = "evitable"  # of the copy, in the connection that it is attached to

# The oldest storage that holds all we use, so that older DuckDB can read the file. Small blocks: most tables
# of most warehouses are small. No log: nobody sees the copy before it is whole and flushed to disk.
_AS_COPY = "RECOVERY_MODE no_wal_writes"
_AS_NEW = f"{_AS_COPY}, STORAGE_VERSION 'v1.4.0', BLOCK_SIZE 16384"

# A batch is too small to be worth a second thread. Few checkpoints, because each writes all indexes again,
# but some, because what is not yet in the file is in memory.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {"threads": 1, "checkpoint_threshold": "64MB"}


@dataclass(frozen=True, slots=True)
class Staging:
    """The private copy that an ingest works on."""

    places: Places
    keep: int
    prepared: duckdb.DuckDBPyConnection  # to which the copy is attached

    @contextmanager
    def connect(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give the copy for writing."""
        yield self.prepared

    def publish(self) -> None:
        """Write the copy to its file, check that, and make it the published warehouse.

        Raises:
            PublishError: it fails a check; the published warehouse is as it was.
        """
        _detach(self.prepared)
        broken = find_broken(self.prepared, self.places.staging)
        if broken:
            message = f"not published, {self.places.published} is as it was: " + "; ".join(broken)
            raise PublishError(message)
        put_in_place(self.places, self.places.staging, self.keep)


@contextmanager
def staging(path: Path, *, wait_seconds: float = 0, keep: int = KEPT_SNAPSHOTS) -> Iterator[Staging]:
    """Hold the warehouse and work on a private copy of it; unless it is published, nothing happens.

    Args:
        path: the published warehouse; it need not exist.
        wait_seconds: how long to wait for another ingest.
        keep: how many earlier snapshots to keep.

    Raises:
        WarehouseBusy: another ingest holds the warehouse.
        PublishError: files cannot be written, or the published file is none of ours.
    """
    places = Places(path)
    with writing(places, wait_seconds), duckdb.connect(config=_CONFIG) as connection:
        _prepare(connection, places)
        yield Staging(places, keep, connection)


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, options: str) -> None:
    """Open a file in a connection that is there: that takes half the time of one of its own."""
    connection.execute(f"ATTACH {literal(str(path))} AS {_NAME} ({options}); USE {_NAME}")


def _detach(connection: duckdb.DuckDBPyConnection) -> None:
    """Write to the file what is not yet in it, and close it."""
    connection.execute(f"CHECKPOINT; USE memory; DETACH {_NAME}")


def _prepare(connection: duckdb.DuckDBPyConnection, places: Places) -> None:
    """Put a copy of the published warehouse, or an empty one, into staging, and attach it."""
    if not places.published.exists():
        _create(connection, places.staging)
        return
    shutil.copyfile(places.published, places.staging)
    try:
        _attach(connection, places.staging, _AS_COPY)
    except duckdb.Error as error:
        raise PublishError(_not_ours(places.published, str(error))) from error
    if _version(connection) != contract_version():
        _detach(connection)
        _carry_over(connection, places)


def _create(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    _attach(connection, path, _AS_NEW)
    create(connection)


def _version(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Return the version of a warehouse's tables, None if it has none."""
    try:
        return str(connection.execute("SELECT contract_version()").fetchall()[0][0])
    except duckdb.CatalogException:
        return None


def _carry_over(connection: duckdb.DuckDBPyConnection, places: Places) -> None:
    """Build a warehouse with today's tables and take over what the published one holds."""
    places.staging.unlink()
    _create(connection, places.staging)
    connection.execute(f"ATTACH {literal(str(places.published))} AS old (READ_ONLY)")
    try:
        for table in TABLES:
            _copy_table(connection, table)
    except duckdb.Error as error:
        raise PublishError(_not_ours(places.published, str(error))) from error
    connection.execute("DETACH old")


def _copy_table(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Copy the columns that the old and the new table share; lists of words may have changed."""
    found = connection.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = 'old' AND table_name = $table",
        {"table": table},
    ).fetchall()
    shared = [name for name in column_names(TABLES[table]) if (name,) in found]
    if shared:
        columns = ", ".join(f'"{name}"' for name in shared)
        connection.execute(f"INSERT INTO {table} BY NAME SELECT {columns} FROM old.{table}")


def _not_ours(path: Path, reason: str) -> str:
    first_line = reason.partition("\n")[0]
    return (
        f"{path}: not a warehouse that this evitable can take over ({first_line}); "
        "move it away, then ingest again"
    )


def find_broken(connection: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """Return what is wrong with a finished warehouse file; nothing if it may be published."""
    try:
        _attach(connection, path, "READ_ONLY")
        broken = list(_failed_checks(connection))
        connection.execute(f"USE memory; DETACH {_NAME}")
    except duckdb.Error as error:  # not whole, or still being written
        return [str(error)]
    return broken


def _failed_checks(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Yield what the queries in `sql/checks` find; each gives the rows that must not be there."""
    for name in names("checks"):
        rows = connection.execute(script(name)).fetchall()
        if rows:
            yield f"{name.rpartition('/')[2]}: {len(rows)} rows, the first {rows[0]}"
