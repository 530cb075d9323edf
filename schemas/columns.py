"""How a column and a rule across columns are declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import pandera.polars as pa
import polars as pl

from schemas.words import ENUMS

if TYPE_CHECKING:
    from pandera.api.polars.types import PolarsData


class Contract(pa.DataFrameModel):
    """A table of the data contract. Its docstring describes it, `Config.unique` is its primary key."""

    class Config:
        """No column more, none fewer."""

        strict = True


class Declared(TypedDict, total=False):
    """What a column can declare beside its type and description."""

    unit: str  # unit of its numbers
    enum: str  # name of the closed list (`schemas.words.ENUMS`) its words are from
    references: str  # table whose primary key it holds
    at_least: float  # smallest value allowed
    at_most: float  # largest value allowed
    pattern: str  # regular expression, anchored at both ends, that its text matches
    filled: bool  # whether an empty text is refused


def column(description: str, **declared: Unpack[Declared]) -> Any:  # noqa: ANN401 (what pandera's Field returns)
    """Declare a column that every row fills.

    Args:
        description: what it holds; shown in DuckDB and in the data dictionary.
        declared: unit, list, limits, as `Declared` names them.
    """
    return _field(description, declared, nullable=False)


def optional(description: str, **declared: Unpack[Declared]) -> Any:  # noqa: ANN401
    """Declare a column that may be NULL; the arguments are those of `column`."""
    return _field(description, declared, nullable=True)


def _field(description: str, declared: Declared, *, nullable: bool) -> Any:  # noqa: ANN401
    enum = declared.get("enum")
    return pa.Field(
        description=description,
        nullable=nullable,
        ge=declared.get("at_least"),
        le=declared.get("at_most"),
        isin=ENUMS[enum] if enum else None,
        str_matches=declared.get("pattern"),
        str_length={"min_value": 1} if declared.get("filled") else None,
        metadata={"unit": declared.get("unit"), "enum": enum, "references": declared.get("references")},
    )


def holds(name: str, sql: str, description: str) -> Any:  # noqa: ANN401 (a pandera check)
    """Declare a rule across columns, once for both walls: polars and DuckDB evaluate the same SQL.

    As in SQL, a row for which the condition is NULL passes.

    Args:
        name: of the check; in DuckDB that of the constraint.
        sql: condition that holds for a good row, in the SQL that both understand.
        description: the rule in words.
    """

    def check(_cls: object, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.sql_expr(sql).fill_null(value=True))

    check.__name__ = name
    return pa.dataframe_check(check, name=name, title=sql, description=description)
