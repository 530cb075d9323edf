"""Whether all rows of a frame keep the contract, asked in one query.

pandera needs several queries per check to say which row breaks what, and most frames break nothing. So it is
asked only after this says no; a test holds the two against each other.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from schemas.conditions import conditions
from schemas.tables import TABLES, polars_schema, table_name
from schemas.words import ENUMS

if TYPE_CHECKING:
    from schemas.columns import Contract


def keeps_contract(frame: pl.DataFrame, model: type[Contract]) -> bool:
    """Return whether every row of a frame keeps the contract of its table."""
    if dict(frame.schema) != polars_schema(model):
        return False
    table = table_name(model)
    return frame.is_empty() or bool(frame.lazy().select(*_demands(table)).collect().row(0) == _met(table))


def prepare() -> None:
    """Parse the demands of all tables: an ingest does it while it waits for what is read."""
    for table in TABLES:
        _demands(table)


@cache
def _demands(table: str) -> tuple[pl.Expr, ...]:
    """Return one expression per demand on a table's rows, true if all of them meet it."""
    model = TABLES[table]
    columns = model.columns.values()
    rows = [pl.sql_expr(sql) for column in columns for sql in conditions(column)]
    rows += [pl.sql_expr(rule.sql) for rule in model.rules]
    rows += [pl.col(column.name).is_in(ENUMS[column.enum]) for column in columns if column.enum]
    demands = [row.fill_null(value=True).all() for row in rows]
    demands += [pl.col(column.name).null_count() == 0 for column in columns if not column.is_optional]
    if model.key:
        demands.append(pl.struct(model.key).n_unique() == pl.len())
    return tuple(demand.alias(str(number)) for number, demand in enumerate(demands))


@cache
def _met(table: str) -> tuple[bool, ...]:
    """Return what the demands answer for a good frame."""
    return (True,) * len(_demands(table))
