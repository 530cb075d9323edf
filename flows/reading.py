"""Read the published warehouse. Imports duckdb and nothing heavier: these commands start fast."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import duckdb

from flows.errors import UserError
from flows.output import Rows
from warehouse.connection import connect

if TYPE_CHECKING:
    from pathlib import Path


def query(connection: duckdb.DuckDBPyConnection, statement: str, parameters: list[Any] | None = None) -> Rows:
    """Return the answer to a statement."""
    cursor = connection.execute(statement, parameters)
    return Rows(tuple(column[0] for column in cursor.description or ()), cursor.fetchall())


def ask(path: Path, statement: str) -> Rows:
    """Return the answer to a user's own SQL.

    Raises:
        UserError: DuckDB refuses the statement.
    """
    with connect(path) as connection:
        try:
            return query(connection, statement)
        except duckdb.Error as error:
            message = f"{str(error).strip()}\nThe tables and views are listed by: evitable show"
            raise UserError(message) from error


def names(path: Path) -> Rows:
    """Return what `show` can print, with what each row of it is."""
    with connect(path) as connection:
        return query(connection, _NAMES)


def show(path: Path, name: str) -> Rows:
    """Return all rows of a table or view.

    Raises:
        UserError: there is none of this name.
    """
    with connect(path) as connection:
        try:
            return query(connection, 'FROM "{}"'.format(name.replace('"', '""')))
        except duckdb.CatalogException as error:
            known = [row[0] for row in query(connection, _NAMES).rows]
            raise UserError(_no_such(name, known)) from error


def findings(path: Path, *, briefly: bool) -> Rows:
    """Return what a person should look at, the gravest first.

    Args:
        path: the warehouse.
        briefly: only the columns that a person reads.
    """
    with connect(path) as connection:
        return query(connection, _FINDINGS_BRIEFLY if briefly else "FROM audit")


_FINDINGS_BRIEFLY = "SELECT severity, rule, coalesce(label, source_id) AS study, message FROM audit"


def audit_counts(path: Path) -> dict[str, list[str]]:
    """Return the rules by what became of them in the last run: failed, passed, not_applicable, error."""
    with connect(path) as connection:
        rows = query(
            connection, "SELECT status::VARCHAR, list(rule ORDER BY rule) FROM audit_result GROUP BY ALL"
        )
    return dict(rows.rows)


def changes(path: Path, run_id: str | None) -> Rows:
    """Return what a run added, changed or removed, value by value.

    Args:
        path: the warehouse.
        run_id: the run; None for the last one.

    Raises:
        UserError: there is no such run.
    """
    with connect(path) as connection:
        runs = [str(run) for (run,) in query(connection, "SELECT run_id FROM run ORDER BY run_id DESC").rows]
        if run_id is not None and run_id not in runs:
            raise UserError(f"there is no run {run_id!r}; the last ones are: {', '.join(runs[:5]) or 'none'}")
        return query(connection, _CHANGES, [run_id or runs[0]])


_CHANGES = """
    SELECT kind, study_label AS study, field, old_value, new_value, study_id, change.source_id, change.run_id
    FROM change LEFT JOIN study USING (study_id)
    WHERE change.run_id = $1
    ORDER BY change.source_id, ref_no, study_id, field
"""

_NAMES = """
    SELECT table_name AS name, 'table' AS kind, comment FROM duckdb_tables() WHERE NOT internal
    UNION ALL
    SELECT view_name, 'view', comment FROM duckdb_views() WHERE NOT internal
    ORDER BY kind DESC, name
"""


def _no_such(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1)
    meant = f" (did you mean {close[0]}?)" if close else ""
    return f"no table or view is called {name!r}{meant}; there are: {', '.join(known)}"
