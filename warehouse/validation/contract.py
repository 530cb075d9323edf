"""Every schema model on every table, and every constraint that the tables should have on every row."""
# ruff: noqa: S608 (the names are those of our tables)

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import polars as pl

from schemas.conditions import quoted
from schemas.tables import TABLES, column_names, polars_schema
from schemas.validate import find_failures
from warehouse.build import create
from warehouse.validation.records import Answer, CheckRecord, ask, several

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.columns import Contract

_LONGEST_KEY = 80
_ROWS_PER_BATCH = 50_000

_CONSTRAINTS = """
SELECT table_name, constraint_type, constraint_text, expression, constraint_column_names,
    referenced_table, referenced_column_names
FROM duckdb_constraints()
ORDER BY ALL
"""


class _Constraint(NamedTuple):
    table: str
    kind: str
    text: str
    expression: str | None
    columns: list[str]
    parent: str | None
    parent_columns: list[str]


def check_contract(connection: duckdb.DuckDBPyConnection) -> list[CheckRecord]:
    """Return one record per table: how many of its rows break its model, and which."""
    return [
        ask("contract", name, "error", partial(_keeps_contract, connection, name, model))
        for name, model in TABLES.items()
    ]


def check_constraints(connection: duckdb.DuckDBPyConnection) -> list[CheckRecord]:
    """Return whether the file declares every constraint of the tables, and whether every row keeps them.

    DuckDB enforces what a file declares; a table that was written anew without its constraints keeps none.
    """
    return [
        ask("constraints", "declared", "error", partial(_declared, connection)),
        ask("constraints", "kept", "error", partial(_kept, connection)),
    ]


def _keeps_contract(connection: duckdb.DuckDBPyConnection, name: str, model: type[Contract]) -> Answer:
    columns = ", ".join(quoted(column) for column in column_names(model))
    cursor = connection.execute(f"SELECT {columns} FROM {name}")
    frame = _frame(cursor, polars_schema(model))
    failures = find_failures(frame, model)
    rows = sorted({failure.row for failure in failures if failure.row is not None})
    if not failures:
        return Answer(frame.height, 0, f"{several(frame.height, 'row')} judged, none breaks it")
    reasons = "; ".join(dict.fromkeys(failure.reason for failure in failures))
    examples = tuple(_key(frame, model, row) for row in rows)
    message = f"{several(len(rows) or 1, 'row')} of {frame.height}: {reasons}"
    return Answer(max(frame.height, 1), len(rows) or 1, message, examples)


def _frame(cursor: duckdb.DuckDBPyConnection, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """Return an answer as a frame, batch by batch: rows as Python objects take ten times the memory."""
    frames = [pl.DataFrame(schema=schema)]
    while rows := cursor.fetchmany(_ROWS_PER_BATCH):
        frames.append(pl.DataFrame(rows, schema, orient="row"))
    return pl.concat(frames)


def _key(frame: pl.DataFrame, model: type[Contract], row: int) -> str:
    """Return a row by its key, or by what it begins with where its table has none."""
    columns = model.key or column_names(model)[:3]
    return ", ".join(f"{name} {frame[name][row]}" for name in columns)[:_LONGEST_KEY]


def _declared(connection: duckdb.DuckDBPyConnection) -> Answer:
    expected, found = _expected(), {str(constraint) for constraint in _constraints(connection)}
    missing = [constraint for constraint in expected if str(constraint) not in found]
    lost = [f"{constraint.table}: {constraint.text}" for constraint in missing]
    tables = ", ".join(dict.fromkeys(constraint.table for constraint in missing))
    message = f"{len(lost)} of {several(len(expected), 'constraint')} missing, of {tables}"
    return Answer(len(expected), len(lost), message if lost else f"all {len(expected)} declared", tuple(lost))


def _kept(connection: duckdb.DuckDBPyConnection) -> Answer:
    """Judge every constraint on every row, whether the file declares it or not."""
    expected = _expected()
    counted = [(constraint, _broken_rows(connection, constraint)) for constraint in expected]
    broken = [
        f"{constraint.table}: {several(rows, 'row')} against {_words(constraint)}"
        for constraint, rows in counted
        if rows
    ]
    message = "; ".join(broken) or f"all {len(expected)} hold for every row"
    return Answer(len(expected), len(broken), message, tuple(broken))


def _words(constraint: _Constraint) -> str:
    return constraint.text if constraint.kind != "NOT NULL" else f"{constraint.columns[0]} NOT NULL"


@cache
def _expected() -> list[_Constraint]:
    """Return the constraints of an empty warehouse made now."""
    with duckdb.connect() as connection:
        create(connection)
        return _constraints(connection)


def _constraints(connection: duckdb.DuckDBPyConnection) -> list[_Constraint]:
    return [_Constraint(*row) for row in connection.execute(_CONSTRAINTS).fetchall()]


def _broken_rows(connection: duckdb.DuckDBPyConnection, constraint: _Constraint) -> int:
    """Return how many rows break a constraint.

    Columns are read through an expression, lest DuckDB conclude the answer from what it enforces itself.
    """
    columns = _listed(constraint.columns)
    where = {
        "CHECK": f"FROM {constraint.table} WHERE NOT ({constraint.expression})",
        "NOT NULL": f"FROM {constraint.table} WHERE {columns}::VARCHAR IS NULL",
        "PRIMARY KEY": f"FROM (FROM {constraint.table} SELECT {columns} GROUP BY ALL HAVING count(*) > 1)",
        "FOREIGN KEY": (
            f"FROM {constraint.table} AS child ANTI JOIN {constraint.parent} AS parent "
            f"USING ({columns}) WHERE {columns} IS NOT NULL"
        ),
    }[constraint.kind]
    ((rows,),) = connection.execute(f"SELECT count(*) {where}").fetchall()
    return int(rows)


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(quoted(column) for column in columns)
