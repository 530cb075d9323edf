"""The views: one SQL file each, and one view per printed table, generated from its cells.

A file's first line is the grain, which becomes the view's comment. Further comment lines `-- column: text`
describe columns that no table has; the others take the description of the table's column. Files are read in
order of their name, so a view may use one that comes before it.
"""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import takewhile
from typing import TYPE_CHECKING

import duckdb

from schemas.conditions import literal
from warehouse.printed import table_views
from warehouse.scripts import names, script
from warehouse.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from warehouse.printed import TableView

_DESCRIBED = re.compile(r"-- (\w+): (.+)")

# Where a view's column takes its description from: the table that says most about it.
_DESCRIPTIONS = """
SELECT column_name, arg_min(comment, list_position($tables, table_name))
FROM duckdb_columns()
WHERE table_name IN (SELECT unnest($tables)) AND comment IS NOT NULL
GROUP BY column_name
"""
_TABLES = [
    "measurement",
    "study",
    "source",
    "observation",
    "printed_cell",
    "finding",
    "trial",
    "unexplained_number",
]
_COLUMNS = """
SELECT view_name, column_name
FROM duckdb_views()
JOIN duckdb_columns() ON table_name = view_name
WHERE NOT duckdb_views.internal
ORDER BY view_name, column_index
"""


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the macros, the views and the printed tables of a loaded warehouse up to date."""
    if _version(connection, "views_version") != views_version():
        with transaction(connection):
            _create(connection)
            _set_version(connection, "views_version", views_version())
    printed = table_views(connection)
    version = _digest(map(repr, printed))
    if _version(connection, "printed_tables_version") != version:
        with transaction(connection):
            _replace_printed_tables(connection, printed)
            _set_version(connection, "printed_tables_version", version)


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Define the macros that the SQL of the warehouse uses, if it has not got today's."""
    if _version(connection, "views_version") != views_version():
        connection.execute(";\n".join(map(script, names("macros"))))


def views_version() -> str:
    """Return a short hash of the views and macros."""
    return _digest(map(script, [*names("macros"), *names("views")]))


def _digest(texts: Iterable[str]) -> str:
    return sha256("\n".join(texts).encode()).hexdigest()[:12]


def _version(connection: duckdb.DuckDBPyConnection, macro: str) -> str | None:
    """Return the version of its views, or of the printed tables among them, that a warehouse tells."""
    try:
        return str(connection.execute(f"SELECT {macro}()").fetchall()[0][0])
    except duckdb.CatalogException:
        return None


def _set_version(connection: duckdb.DuckDBPyConnection, macro: str, version: str) -> None:
    connection.execute(f"CREATE OR REPLACE MACRO {macro}() AS {literal(version)}")


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    """Define every view of `sql/views`, and describe it."""
    for path in names("views"):
        connection.execute(script(path))
    shared = dict(connection.execute(_DESCRIPTIONS, {"tables": _TABLES}).fetchall())
    columns = connection.execute(_COLUMNS).fetchall()
    comments = [comment for path in names("views") for comment in _comments(path, columns, shared)]
    connection.execute(";\n".join(comments))


def _comments(path: str, columns: list[tuple[str, str]], shared: dict[str, str]) -> Iterator[str]:
    """Yield the statements that describe a view and its columns."""
    view = path.rpartition("/")[2]
    grain, *described = header(script(path))
    own = {match[1]: match[2] for match in map(_DESCRIBED.match, described) if match}
    mine = [column for owner, column in columns if owner == view]
    if mine:  # a table macro has no comment
        yield f"COMMENT ON VIEW {view} IS {literal(grain.removeprefix('-- ').capitalize() + '.')}"
    for column in mine:
        text = own.get(column) or shared.get(column)
        if text:
            yield f'COMMENT ON COLUMN {view}."{column}" IS {literal(text)}'


def header(sql: str) -> list[str]:
    """Return the comment lines that a file begins with."""
    return list(takewhile(lambda line: line.startswith("--"), sql.splitlines()))


def _replace_printed_tables(connection: duckdb.DuckDBPyConnection, printed: Iterable[TableView]) -> None:
    """Define one view per printed table, in place of those of the last snapshot."""
    for name in _printed_views(connection):
        connection.execute(f'DROP VIEW "{name}"')
    for view in printed:
        connection.execute(view.create)
        connection.execute(f'COMMENT ON VIEW "{view.name}" IS {literal(view.comment)}')


def _printed_views(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Yield the names of the views that print a table."""
    files = {path.rpartition("/")[2] for path in names("views")}
    views = connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    return (str(name) for (name,) in views if name not in files)
