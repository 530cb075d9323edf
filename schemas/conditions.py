"""What the models demand of a row, as SQL that DuckDB and polars both understand.

DuckDB gets it as NOT NULL and CHECK (`schemas.ddl`); `schemas.screen` asks polars.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.columns import Column


def conditions(column: Column) -> list[str]:
    """Return what a column's values must satisfy; its closed list is an ENUM type in DuckDB and not here."""
    name = quoted(column.name)
    found = []
    if column.at_least is not None:
        found.append(f"{name} >= {column.at_least}")
    if column.at_most is not None:
        found.append(f"{name} <= {column.at_most}")
    if column.pattern:
        found.append(f"{name} ~ {literal(column.pattern)}")  # anchored: "matches" is "contains" here
    if column.filled:
        found.append(f"length({name}) >= 1")
    return found


def quoted(name: str) -> str:
    """Return a column's name as SQL."""
    return f'"{name}"'


def literal(text: str) -> str:
    """Return text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def words_in_sql(words: tuple[str, ...]) -> str:
    """Return the words of a closed list as SQL."""
    return ", ".join(literal(word) for word in words)
