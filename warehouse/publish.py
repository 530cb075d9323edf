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
from warehouse.connection import connect
from warehouse.errors import PublishError, WarehouseError
from warehouse.scripts import names, script
from warehouse.snapshots import KEPT_SNAPSHOTS, Places, put_in_place, writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The oldest storage that holds all we use, so that older DuckDB can read the file. Small blocks: most tables
# of most warehouses are small. Few checkpoints, because each writes all indexes again, but some, because what
# is not yet in the file is in memory (10,000 documents: 64 MB peak at 520 MB, 1 GB at 790 MB and 15% faster).
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": "v1.4.0",
    "default_block_size": "16384",
    "checkpoint_threshold": "64MB",
}


@dataclass(frozen=True, slots=True)
class Staging:
    """The private copy that an ingest works on."""

    places: Places
    keep: int
    prepared: duckdb.DuckDBPyConnection  # still open, so that to connect costs nothing

    @contextmanager
    def connect(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the copy for writing; what is written is in the file when the block ends."""
        with _open(self.places.staging) as connection:
            self.prepared.close()
            yield connection
            connection.execute("CHECKPOINT")

    def publish(self) -> None:
        """Check the copy and make it the published warehouse.

        Raises:
            PublishError: it fails a check; the published warehouse is as it was.
        """
        self.prepared.close()
        broken = find_broken(self.places.staging)
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
    with writing(places, wait_seconds), _prepare(places) as prepared:
        yield Staging(places, keep, prepared)


def _open(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), config=_CONFIG)


def _prepare(places: Places) -> duckdb.DuckDBPyConnection:
    """Put a copy of the published warehouse, or an empty one, into staging, and open it."""
    if not places.published.exists():
        return _create(places.staging)
    shutil.copyfile(places.published, places.staging)
    try:
        connection = _open(places.staging)
    except duckdb.Error as error:
        raise PublishError(_not_ours(places.published, str(error))) from error
    if _version(connection) == contract_version():
        return connection
    connection.close()
    return _carry_over(places)


def _create(path: Path) -> duckdb.DuckDBPyConnection:
    connection = _open(path)
    create(connection)
    return connection


def _version(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Return the version of a warehouse's tables, None if it has none."""
    try:
        return str(connection.execute("SELECT contract_version()").fetchall()[0][0])
    except duckdb.CatalogException:
        return None


def _carry_over(places: Places) -> duckdb.DuckDBPyConnection:
    """Build a warehouse with today's tables and take over what the published one holds."""
    places.staging.unlink()
    connection = _create(places.staging)
    connection.execute(f"ATTACH {literal(str(places.published))} AS old (READ_ONLY)")
    try:
        for table in TABLES:
            _copy_table(connection, table)
    except duckdb.Error as error:
        raise PublishError(_not_ours(places.published, str(error))) from error
    connection.execute("DETACH old")
    return connection


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


def find_broken(path: Path) -> list[str]:
    """Return what is wrong with a finished warehouse file; nothing if it may be published."""
    if path.with_name(f"{path.name}.wal").exists():
        return ["its log is not written to the file: a connection is still open"]
    try:
        with connect(path) as connection:
            return list(_failed_checks(connection))
    except (WarehouseError, duckdb.Error) as error:
        return [str(error)]


def _failed_checks(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Yield what the queries in `sql/checks` find; each gives the rows that must not be there."""
    for name in names("checks"):
        rows = connection.execute(script(name)).fetchall()
        if rows:
            yield f"{name.rpartition('/')[2]}: {len(rows)} rows, the first {rows[0]}"
