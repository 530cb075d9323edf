"""The tables of DuckDB, generated from the models: ENUM, CHECK, NOT NULL, keys, comments."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from schemas.conditions import conditions, literal, metadata_of, quoted, words_in_sql
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
    types = [f"CREATE TYPE {name} AS ENUM ({words_in_sql(words)})" for name, words in ENUMS.items()]
    tables = [statement for name, model in TABLES.items() for statement in _table(name, model)]
    version = f"CREATE MACRO contract_version() AS {literal(contract_version())}"
    return (*types, *tables, version)


def contract_version() -> str:
    """Return a short hash of the contract: two warehouses of one version have the same tables."""
    statements = [statement for name, model in TABLES.items() for statement in _table(name, model)]
    return sha256("\n".join([repr(ENUMS), *statements]).encode()).hexdigest()[:12]


def column_type(column: Column) -> str:
    """Return the DuckDB type of a column."""
    metadata = metadata_of(column)
    if metadata["enum"]:
        return str(metadata["enum"])
    if metadata["unit"] == "JSON":
        return "JSON"
    return _TYPES[str(column.dtype.type)]


def _table(name: str, model: type[Contract]) -> list[str]:
    """Return the statements that create one table and describe it."""
    schema = model.to_schema()
    columns = [schema.columns[column] for column in column_names(model)]
    lines = [_column(column) for column in columns]
    if schema.unique:
        lines.append(f"PRIMARY KEY ({', '.join(quoted(column) for column in schema.unique)})")
    lines += [f"CONSTRAINT {rule.name} CHECK ({rule.title})" for rule in schema.checks]
    comments = [f"COMMENT ON COLUMN {name}.{quoted(column.name)} IS {_comment(column)}" for column in columns]
    create = f"CREATE TABLE {name} (\n    " + ",\n    ".join(lines) + "\n)"
    return [create, f"COMMENT ON TABLE {name} IS {literal(first_line(model))}", *comments]


def first_line(model: type[Contract]) -> str:
    """Return what a table holds, in one sentence."""
    return (model.__doc__ or "").strip().partition("\n")[0]


def _column(column: Column) -> str:
    """Return a column's line in CREATE TABLE."""
    parts = [quoted(column.name), column_type(column)]
    if not column.nullable:
        parts.append("NOT NULL")
    parts += [f"CHECK ({condition})" for condition in conditions(column)]
    parent = metadata_of(column)["references"]
    if parent:
        parts.append(f"REFERENCES {parent} ({quoted(column.name)})")
    return " ".join(parts)


def _comment(column: Column) -> str:
    unit = metadata_of(column)["unit"]
    return literal(f"{column.description} Unit: {unit}." if unit else str(column.description))
