"""The tables of DuckDB, generated from the models: ENUM, CHECK, NOT NULL, keys, comments."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from schemas.tables import TABLES, column_names
from schemas.words import ENUMS

if TYPE_CHECKING:
    from pandera.polars import Column

    from schemas.columns import Contract

_TYPES = {
    "String": "VARCHAR",
    "Int64": "BIGINT",
    "Float64": "DOUBLE",
    "Datetime(time_unit='us', time_zone=None)": "TIMESTAMP",
    "List(String)": "VARCHAR[]",
    "List(Float64)": "DOUBLE[]",
}


def create_statements() -> tuple[str, ...]:
    """Return the statements that build an empty warehouse's types and tables."""
    types = [f"CREATE TYPE {name} AS ENUM ({_words(words)})" for name, words in ENUMS.items()]
    tables = [statement for name, model in TABLES.items() for statement in _table(name, model)]
    version = f"CREATE MACRO contract_version() AS {literal(contract_version())}"
    return (*types, *tables, version)


def contract_version() -> str:
    """Return a short hash of the contract: two warehouses of one version have the same tables."""
    statements = [statement for name, model in TABLES.items() for statement in _table(name, model)]
    return sha256("\n".join([repr(ENUMS), *statements]).encode()).hexdigest()[:12]


def literal(text: str) -> str:
    """Return text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def column_type(column: Column) -> str:
    """Return the DuckDB type of a column."""
    metadata = metadata_of(column)
    if metadata["enum"]:
        return str(metadata["enum"])
    if metadata["unit"] == "JSON":
        return "JSON"
    return _TYPES[str(column.dtype.type)]


def metadata_of(column: Column) -> dict[str, Any]:
    """Return what a column declares beyond pandera's own words."""
    return column.metadata or {"unit": None, "enum": None, "references": None}


def checks_of(column: Column) -> dict[str, Any]:
    """Return the limits of a column by the name of pandera's check."""
    return {
        check.name: next(value for value in check.statistics.values() if value is not None)
        for check in column.checks
    }


def _table(name: str, model: type[Contract]) -> list[str]:
    """Return the statements that create one table and describe it."""
    schema = model.to_schema()
    columns = [schema.columns[column] for column in column_names(model)]
    lines = [_column(column) for column in columns]
    if schema.unique:
        lines.append(f"PRIMARY KEY ({', '.join(_quoted(column) for column in schema.unique)})")
    lines += [f"CONSTRAINT {rule.name} CHECK ({rule.title})" for rule in schema.checks]
    comments = [
        f"COMMENT ON COLUMN {name}.{_quoted(column.name)} IS {_comment(column)}" for column in columns
    ]
    create = f"CREATE TABLE {name} (\n    " + ",\n    ".join(lines) + "\n)"
    return [create, f"COMMENT ON TABLE {name} IS {literal(first_line(model))}", *comments]


def first_line(model: type[Contract]) -> str:
    """Return what a table holds, in one sentence."""
    return (model.__doc__ or "").strip().partition("\n")[0]


def _column(column: Column) -> str:
    """Return a column's line in CREATE TABLE."""
    parts = [_quoted(column.name), column_type(column)]
    if not column.nullable:
        parts.append("NOT NULL")
    parts += [f"CHECK ({condition})" for condition in _conditions(column)]
    parent = metadata_of(column)["references"]
    if parent:
        parts.append(f"REFERENCES {parent} ({_quoted(column.name)})")
    return " ".join(parts)


def _conditions(column: Column) -> list[str]:
    """Return a column's checks as SQL conditions; an ENUM type stands for `isin`."""
    forms = {
        "greater_than_or_equal_to": "{} >= {}",
        "less_than_or_equal_to": "{} <= {}",
        "str_matches": "regexp_matches({}, {})",
        "str_length": "length({}) >= {}",
    }
    limits = ((forms.get(check), limit) for check, limit in checks_of(column).items())
    return [form.format(_quoted(column.name), _sql(limit)) for form, limit in limits if form]


def _sql(limit: float | str) -> str:
    return literal(limit) if isinstance(limit, str) else str(limit)


def _comment(column: Column) -> str:
    unit = metadata_of(column)["unit"]
    return literal(f"{column.description} Unit: {unit}." if unit else str(column.description))


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(literal(word) for word in words)


def _quoted(name: str) -> str:
    return f'"{name}"'
