"""What an ingest does to its staging warehouse: begin a run, load batches, finish the run."""
# ruff: noqa: S608 (the names are those of our tables)

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from schemas.ddl import create_statements
from warehouse.audit import prepare_audits, run_audits
from warehouse.load import remove_rejections, remove_sources, replace_rejections, replace_sources
from warehouse.scripts import script
from warehouse.transactions import transaction
from warehouse.views import create_macros, create_views

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import duckdb
    import polars as pl

    from warehouse.audit import AuditRecord


@dataclass(frozen=True, slots=True)
class Run:
    """A run as `run` keeps it from its beginning."""

    run_id: str
    started_at: datetime  # UTC, without a zone
    extractor_version: str
    flow_run_id: str | None = None
    folder: str | None = None  # where relative paths start, seen from the warehouse's folder


@dataclass(frozen=True, slots=True)
class Counts:
    """What a run read and what became of its rows."""

    sources_new: int = 0
    sources_changed: int = 0
    sources_unchanged: int = 0
    sources_removed: int = 0
    sources_failed: int = 0
    rows_extracted: int = 0
    rows_accepted: int = 0
    rows_rejected: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did to the warehouse."""

    changes: int
    findings: int
    audits: tuple[AuditRecord, ...]


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Build an empty warehouse: types, tables, comments."""
    connection.execute(";\n".join(["BEGIN", *create_statements(), "COMMIT"]))


def begin(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Record a run in a staging warehouse, and get ready to tell what it changes."""
    create_macros(connection)
    prepare_audits(connection)
    connection.execute(script("changes/prepare"))
    row = {**asdict(run), **asdict(Counts()), "status": "failed"}  # until it is finished
    columns = ", ".join(f"${name} AS {name}" for name in row)
    connection.execute(f"INSERT INTO run BY NAME SELECT {columns}", row)


def load(
    connection: duckdb.DuckDBPyConnection,
    run: Run,
    accepted: Mapping[str, pl.DataFrame],
    rejections: pl.DataFrame,
) -> None:
    """Put a batch of sources in place of what was known of them.

    Args:
        connection: a staging warehouse in which the run has begun.
        run: the run.
        accepted: rows that keep the contract, by table name.
        rejections: rows that broke it, and sources that could not be read.
    """
    source_ids = accepted["source"]["source_id"].to_list()
    _touch(connection, source_ids)
    replace_sources(connection, accepted)
    replace_rejections(connection, rejections, source_ids, run.run_id)


def retire(connection: duckdb.DuckDBPyConnection, source_ids: list[str]) -> None:
    """Take sources out of the warehouse."""
    if source_ids:
        _touch(connection, source_ids)
        remove_sources(connection, source_ids)
        remove_rejections(connection, source_ids)


def _touch(connection: duckdb.DuckDBPyConnection, source_ids: list[str]) -> None:
    """Remember which sources the run replaces or removes."""
    connection.execute("INSERT INTO touched_source SELECT unnest($source_ids)", {"source_ids": source_ids})


def finish(connection: duckdb.DuckDBPyConnection, run: Run, counts: Counts, finished_at: datetime) -> Outcome:
    """Link trials, audit, define the views, record what the run changed.

    Args:
        connection: a staging warehouse into which the run's sources are loaded.
        run: the run.
        counts: what it read.
        finished_at: in UTC, without a zone.
    """
    with transaction(connection):
        connection.execute("DELETE FROM trial")
        connection.execute(script("reconcile/trial"))
        connection.execute(script("changes/record"), {"run_id": run.run_id})
    audits = run_audits(connection, run.run_id)
    create_views(connection)
    _close(connection, run, counts, finished_at)
    return Outcome(_count(connection, "change", run), _count(connection, "finding", None), audits)


def _close(connection: duckdb.DuckDBPyConnection, run: Run, counts: Counts, finished_at: datetime) -> None:
    """Write what a run read to its row."""
    status = "partial" if counts.sources_failed else "complete"
    row = {**asdict(counts), "finished_at": finished_at, "status": status}
    columns = ", ".join(f"{name} = ${name}" for name in row)
    connection.execute(f"UPDATE run SET {columns} WHERE run_id = $run_id", {**row, "run_id": run.run_id})


def _count(connection: duckdb.DuckDBPyConnection, table: str, run: Run | None) -> int:
    """Return the rows of a table, or those of one run."""
    run_id = run.run_id if run else None
    statement = f"SELECT count(*) FROM {table} WHERE $run_id IS NULL OR run_id = $run_id"
    ((count,),) = connection.execute(statement, {"run_id": run_id}).fetchall()
    return int(count)
