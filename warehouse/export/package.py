"""The Frictionless data package: what each CSV file and column holds (https://datapackage.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warehouse.export.relations import Column, Relation

# DuckDB's types by the name they begin with; what is not here is text.
_TYPES = {
    "BOOLEAN": "boolean",
    "DOUBLE": "number",
    "FLOAT": "number",
    "DECIMAL": "number",
    "TIMESTAMP": "datetime",
    "DATE": "date",
    "BIGINT": "integer",
    "INTEGER": "integer",
    "HUGEINT": "integer",
    "SMALLINT": "integer",
    "TINYINT": "integer",
    "UINTEGER": "integer",
    "UBIGINT": "integer",
}


def data_package(relations: Sequence[Relation]) -> dict[str, Any]:
    """Return the descriptor of the CSV files of some tables and views."""
    return {
        "name": "evitable",
        "title": "Evidence tables: trial facts of hematology letters and abstracts",
        "profile": "tabular-data-package",
        "resources": [resource(relation) for relation in relations],
    }


def resource(relation: Relation) -> dict[str, Any]:
    """Return what a table or view is, and what each column holds in which unit."""
    return {
        "name": relation.name.lower(),
        "path": f"{relation.name}.csv",
        "description": relation.comment,
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8",
        "schema": {"fields": [_field(column) for column in relation.columns], "missingValues": [""]},
    }


def _field(column: Column) -> dict[str, str]:
    kind = next(
        (kind for name, kind in _TYPES.items() if column.data_type.startswith(name) and not column.is_nested),
        "string",
    )
    described = {"name": column.name, "type": kind, "description": column.description}
    # DuckDB writes "2026-01-31 12:00:00.5", which is not the ISO form that the standard takes for granted.
    return described | ({"format": "any"} if kind == "datetime" else {})
