"""The tables of DuckDB, generated from the models: ENUM, CHECK, NOT NULL, keys, comments."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from schemas.conditions import conditions, literal, quoted, words_in_sql
from schemas.tables import TABLES, column_names
from schemas.words import ENUMS

if TYPE_CHECKING:
    from schemas.columns import Column, Contract

_TYPES = {
    "str": "VARCHAR",
    "int": "BIGINT",
    "float": "DOUBLE",
    "datetime": "TIMESTAMP",
    "list[str]": "VARCHAR[]",
    "list[float]": "DOUBLE[]",
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
    if column.enum:
        return column.enum
    return "JSON" if column.unit == "JSON" else _TYPES[column.type]


def _table(name: str, model: type[Contract]) -> list[str]:
    """Return the statements that create one table and describe it."""
    columns = [model.columns[column] for column in column_names(model)]
    lines = [_column(column) for column in columns]
    if model.key:
        lines.append(f"PRIMARY KEY ({', '.join(map(quoted, model.key))})")
    lines += [f"CONSTRAINT {rule.name} CHECK ({rule.sql})" for rule in model.rules]
    comments = [f"COMMENT ON COLUMN {name}.{quoted(column.name)} IS {_comment(column)}" for column in columns]
    create = f"CREATE TABLE {name} (\n    " + ",\n    ".join(lines) + "\n)"
    return [create, f"COMMENT ON TABLE {name} IS {literal(first_line(model))}", *comments]


def first_line(model: type[Contract]) -> str:
    """Return what a table holds, in one sentence."""
    return (model.__doc__ or "").strip().partition("\n")[0]


def _column(column: Column) -> str:
    """Return a column's line in CREATE TABLE."""
    parts = [quoted(column.name), column_type(column)]
    if not column.is_optional:
        parts.append("NOT NULL")
    parts += [f"CHECK ({condition})" for condition in conditions(column)]
    if column.references:
        parts.append(f"REFERENCES {column.references} ({quoted(column.name)})")
    return " ".join(parts)


def _comment(column: Column) -> str:
    unit = f" Unit: {column.unit}." if column.unit else ""
    return literal(column.description + unit)
