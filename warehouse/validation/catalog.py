"""Whether all tables and views of the warehouse are in the file and answer."""
# ruff: noqa: S608 (the names are quoted)

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import duckdb

from schemas.conditions import quoted
from schemas.ddl import contract_version
from schemas.tables import TABLES
from warehouse.scripts import names
from warehouse.validation.records import Answer, CheckRecord, ask, several
from warehouse.views import views_version

if TYPE_CHECKING:
    from collections.abc import Iterable

_EXISTING = {
    "table": "SELECT table_name FROM duckdb_tables() WHERE NOT internal",
    "view": (
        "SELECT view_name FROM duckdb_views() WHERE NOT internal "
        "UNION SELECT function_name FROM duckdb_functions() WHERE NOT internal"  # a view with arguments
    ),
}


def check_catalog(connection: duckdb.DuckDBPyConnection) -> list[CheckRecord]:
    """Return whether tables and views are there, can be read in full, and are today's."""
    views = [path.rpartition("/")[2] for path in names("views")]
    return [
        ask("file", "tables", "error", partial(_present, connection, "table", list(TABLES))),
        ask("file", "views", "error", partial(_present, connection, "view", views)),
        ask("file", "version", "warning", partial(_current, connection)),
    ]


def _present(connection: duckdb.DuckDBPyConnection, kind: str, expected: list[str]) -> Answer:
    """Judge whether relations exist, and whether all of each can be read."""
    existing = {str(name) for (name,) in connection.execute(_EXISTING[kind]).fetchall()}
    missing = {name: f"{name} is missing" for name in expected if name not in existing}
    relations = _relations(connection)
    broken = {
        name: problem
        for name in sorted((existing | set(expected)) & relations[kind])
        if (problem := _unreadable(connection, name))
    }
    wrong = missing | broken
    judged = len(set(expected) | relations[kind])
    message = "; ".join(wrong.values()) or f"{several(judged, kind)} there, read in full"
    return Answer(judged, len(wrong), message, tuple(wrong))


def _relations(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """Return what can be read without arguments."""
    rows = connection.execute(
        "SELECT 'table', table_name FROM duckdb_tables() WHERE NOT internal "
        "UNION ALL SELECT 'view', view_name FROM duckdb_views() WHERE NOT internal"
    ).fetchall()
    return {kind: {str(name) for found, name in rows if found == kind} for kind in ("table", "view")}


def _unreadable(connection: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """Return why a relation cannot be read; all its columns are, so that a damaged block shows."""
    try:
        connection.execute(f"SELECT count(hash(COLUMNS(*))) FROM {quoted(name)}").fetchall()
    except duckdb.Error as error:
        return f"{name} cannot be read: {str(error).partition(chr(10))[0]}"
    return None


def _current(connection: duckdb.DuckDBPyConnection) -> Answer:
    """Judge whether tables and views are those of this evitable."""
    expected = {"contract_version": contract_version(), "views_version": views_version()}
    old = [name for name, version in expected.items() if not _is(connection, name, version)]
    message = f"written by another evitable ({_listed(old)}): evitable ingest --force brings it up to date"
    return Answer(len(expected), len(old), message if old else "written for this evitable", tuple(old))


def _is(connection: duckdb.DuckDBPyConnection, macro: str, version: str) -> bool:
    try:
        return connection.execute(f"SELECT {macro}()").fetchall() == [(version,)]
    except duckdb.CatalogException:
        return False


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
