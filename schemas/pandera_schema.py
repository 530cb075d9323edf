"""The tables of the contract as pandera schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandera.polars as pa
import polars as pl

from schemas.tables import polars_schema
from schemas.words import ENUMS

if TYPE_CHECKING:
    from pandera.api.polars.types import PolarsData

    from schemas.columns import Column, Contract, Rule


def pandera_schema(model: type[Contract]) -> pa.DataFrameSchema:
    """Return a table's schema: no column more, none fewer, and all that its contract demands of a row."""
    types = polars_schema(model)
    return pa.DataFrameSchema(
        {name: _column(column, types[name]) for name, column in model.columns.items()},
        checks=[_rule(rule) for rule in model.rules],
        unique=list(model.key) or None,
        strict=True,
        name=model.__name__,
    )


def _column(column: Column, dtype: Any) -> pa.Column:  # noqa: ANN401 (a polars type, or its class)
    return pa.Column(
        dtype,
        checks=_checks(column),
        nullable=column.is_optional,
        name=column.name,
        description=column.description,
        metadata={"unit": column.unit, "enum": column.enum, "references": column.references},
    )


def _checks(column: Column) -> list[pa.Check]:
    """Return what a column's values must satisfy."""
    checks = []
    if column.at_least is not None:
        checks.append(pa.Check.ge(column.at_least))
    if column.at_most is not None:
        checks.append(pa.Check.le(column.at_most))
    if column.enum:
        checks.append(pa.Check.isin(ENUMS[column.enum]))
    if column.pattern:
        checks.append(pa.Check.str_matches(column.pattern))
    if column.filled:
        checks.append(pa.Check.str_length(min_value=1))
    return checks


def _rule(rule: Rule) -> pa.Check:
    """Return a rule as a check; a row for which it is NULL passes."""

    def check(data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.sql_expr(rule.sql).fill_null(value=True))

    return pa.Check(check, name=rule.name, title=rule.sql, description=rule.description)
