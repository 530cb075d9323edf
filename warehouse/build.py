"""What an ingest does to its staging warehouse, in order."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from schemas.ddl import create_statements
from warehouse.load import remove_sources, replace_rejections, replace_sources, transaction
from warehouse.scripts import names, script
from warehouse.views import create_views

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import duckdb
    import polars as pl


@dataclass(frozen=True, slots=True)
class Run:
    """What a flow knows about its run before it loads anything."""

    run_id: str
    started_at: datetime  # UTC, without a zone
    extractor_version: str
    flow_run_id: str | None = None
    sources_new: int = 0
    sources_changed: int = 0
    sources_unchanged: int = 0
    sources_removed: int = 0
    sources_failed: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did to the warehouse."""

    rows_accepted: int
    rows_rejected: int
    changes: int
    findings: int


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Build an empty warehouse: types, tables, comments, macros."""
    with transaction(connection):
        for statement in create_statements():
            connection.execute(statement)
    refresh_macros(connection)


def refresh_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Define the macros that SQL of the warehouse uses."""
    for name in names("macros"):
        connection.execute(script(name))
