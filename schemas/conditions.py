"""What the models demand of a row, as SQL that DuckDB and polars both understand.

DuckDB gets it as NOT NULL and CHECK (`schemas.ddl`); `schemas.screen` asks polars.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandera.polars import Column

_FORMS = {
    "greater_than_or_equal_to": "{} >= {}",
    "less_than_or_equal_to": "{} <= {}",
    "str_matches": "{} ~ {}",  # the patterns are anchored: "matches" is "contains" here
    "str_length": "length({}) >= {}",
}


def conditions(column: Column) -> list[str]:
    """Return what a column's values must satisfy; its closed list is an ENUM type in DuckDB and not here."""
    limits = ((_FORMS.get(check), limit) for check, limit in checks_of(column).items())
    return [form.format(quoted(column.name), _sql(limit)) for form, limit in limits if form]


def checks_of(column: Column) -> dict[str, Any]:
    """Return the limits of a column by the name of pandera's check."""
    return {
        check.name: next(value for value in check.statistics.values() if value is not None)
        for check in column.checks
    }


def metadata_of(column: Column) -> dict[str, Any]:
    """Return what a column declares beyond pandera's own words."""
    return column.metadata or {"unit": None, "enum": None, "references": None}


def quoted(name: str) -> str:
    """Return a column's name as SQL."""
    return f'"{name}"'


def literal(text: str) -> str:
    """Return text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def words_in_sql(words: tuple[str, ...]) -> str:
    """Return the words of a closed list as SQL."""
    return ", ".join(literal(word) for word in words)


def _sql(limit: float | str) -> str:
    return literal(limit) if isinstance(limit, str) else str(limit)
