"""Whether all rows of a frame keep the contract, asked in one query.

pandera needs several queries per check to say which row breaks what, and most frames break nothing. So it is
asked only after this says no; a test holds the two against each other.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from schemas.conditions import conditions, metadata_of
from schemas.tables import polars_schema
from schemas.words import ENUMS

if TYPE_CHECKING:
    from schemas.columns import Contract


def keeps_contract(frame: pl.DataFrame, model: type[Contract]) -> bool:
    """Return whether every row of a frame keeps the contract of its table."""
    if dict(frame.schema) != polars_schema(model):
        return False
    return frame.is_empty() or bool(frame.lazy().select(*_demands(model)).collect().row(0) == _met(model))


@cache
def _demands(model: type[Contract]) -> tuple[pl.Expr, ...]:
    """Return one expression per demand on a table's rows, true if all of them meet it."""
    schema = model.to_schema()
    rows = [pl.sql_expr(sql) for column in schema.columns.values() for sql in conditions(column)]
    rows += [pl.sql_expr(str(rule.title)) for rule in schema.checks]
    lists = {name: metadata_of(column)["enum"] for name, column in schema.columns.items()}
    rows += [pl.col(name).is_in(ENUMS[words]) for name, words in lists.items() if words]
    demands = [row.fill_null(value=True).all() for row in rows]
    demands += [
        pl.col(name).null_count() == 0 for name, column in schema.columns.items() if not column.nullable
    ]
    if schema.unique:
        demands.append(pl.struct(schema.unique).n_unique() == pl.len())
    return tuple(demand.alias(str(number)) for number, demand in enumerate(demands))


@cache
def _met(model: type[Contract]) -> tuple[bool, ...]:
    """Return what the demands answer for a good frame."""
    return (True,) * len(_demands(model))
