"""The views: one SQL file each, and one view per printed table, generated from its cells.

A file's first line is the grain, which becomes the view's comment. Further comment lines `-- column: text` describe
columns that no table has; the others take the description of the table's column. Files are read in order of
their name, so a view may use one that comes before it.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from warehouse.printed import literal, table_views
from warehouse.scripts import names, script

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

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
SELECT column_name
FROM duckdb_columns()
WHERE table_name = $view
ORDER BY column_index
"""


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Define every view of a loaded warehouse anew."""
    shared = dict(connection.execute(_DESCRIPTIONS, {"tables": _TABLES}).fetchall())
    for path in names("views"):
        sql = script(path)
        connection.execute(sql)
        if "REPLACE VIEW" in sql:
            _describe(connection, path.rpartition("/")[2], sql, shared)
    _replace_printed_tables(connection)


def _describe(connection: duckdb.DuckDBPyConnection, view: str, sql: str, shared: dict[str, str]) -> None:
    """Comment a view with its grain, and its columns."""
    grain, *described = header(sql)
    own = dict(match.groups() for match in map(_DESCRIBED.match, described) if match)
    columns = [str(row[0]) for row in connection.execute(_COLUMNS, {"view": view}).fetchall()]
    texts = {column: own.get(column) or shared.get(column) for column in columns}
    comments = [f"COMMENT ON VIEW {view} IS {literal(grain.removeprefix('-- ').capitalize() + '.')}"]
    comments += [
        f'COMMENT ON COLUMN {view}."{column}" IS {literal(text)}' for column, text in texts.items() if text
    ]
    connection.execute(";\n".join(comments))


def header(sql: str) -> list[str]:
    """Return the comment lines that a file begins with."""
    return list(takewhile(lambda line: line.startswith("--"), sql.splitlines()))


def _replace_printed_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Define one view per printed table, in place of those of the last snapshot."""
    for name in _printed_views(connection):
        connection.execute(f'DROP VIEW "{name}"')
    for view in table_views(connection):
        connection.execute(view.create)
        connection.execute(f'COMMENT ON VIEW "{view.name}" IS {literal(view.comment)}')


def _printed_views(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Yield the names of the views that print a table."""
    files = {path.rpartition("/")[2] for path in names("views")}
    views = connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    return (str(name) for (name,) in views if name not in files)

