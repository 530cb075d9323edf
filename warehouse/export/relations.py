"""Tables and views as an export sees them: their columns, types and descriptions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from schemas.conditions import literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

# A printed table is a view of its own for every source: it is exported when it is named.
_COLUMNS = """
WITH relation AS (
    SELECT table_name AS name, comment, false AS is_view FROM duckdb_tables() WHERE NOT temporary
    UNION ALL
    SELECT view_name, comment, true FROM duckdb_views() WHERE NOT internal AND NOT temporary
)

SELECT
    relation.name,
    coalesce(relation.comment, '') AS comment,
    NOT is_view OR relation.name NOT IN (
        SELECT view_name FROM duckdb_views() WHERE sql LIKE '%FROM printed_cell_text%'
    ) AS by_default,
    column_name,
    data_type,
    coalesce(duckdb_columns.comment, '') AS description
FROM relation
JOIN duckdb_columns() ON table_name = relation.name
ORDER BY is_view, relation.name, column_index
"""

# OWASP, "CSV Injection": what a spreadsheet takes for a formula begins so.
_FORMULA = r"^[=+\-@\t\r\n|%]"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its DuckDB type, and what it holds."""

    name: str
    data_type: str
    description: str

    @property
    def is_text(self) -> bool:
        """Whether its values are free text; the words of a closed list are ours."""
        return self.data_type.startswith("VARCHAR")

    @property
    def is_nested(self) -> bool:
        """Whether its values are lists or structures."""
        return self.data_type.endswith("]") or self.data_type.startswith(("STRUCT", "MAP"))


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or a view."""

    name: str
    comment: str
    by_default: bool
    columns: tuple[Column, ...]

    def query(self, sources: Sequence[str]) -> str:
        """Return a query for its rows, of the given sources only if any are given."""
        return f"FROM {_quoted(self.name)}{self._where(sources)}"

    def plain_query(self, sources: Sequence[str]) -> str:
        """Return such a query whose columns hold only numbers, dates and text that no spreadsheet runs."""
        columns = ", ".join(f"{_plain(column)} AS {_quoted(column.name)}" for column in self.columns)
        return f"FROM {_quoted(self.name)} SELECT {columns}{self._where(sources)}"

    def _where(self, sources: Sequence[str]) -> str:
        names = {column.name for column in self.columns}
        listed = ", ".join(map(literal, sources))
        if not sources or not names & {"source_id", "study_id"}:
            return ""
        if "source_id" in names:
            return f" WHERE source_id IN ({listed})"
        return f" WHERE study_id IN (FROM study SELECT study_id WHERE source_id IN ({listed}))"


def relations(connection: duckdb.DuckDBPyConnection) -> list[Relation]:
    """Return every table and view of a warehouse, tables first."""
    rows = connection.execute(_COLUMNS).fetchall()
    return [
        Relation(name, comment, by_default, tuple(Column(*row[3:]) for row in group))
        for (name, comment, by_default), group in groupby(rows, key=itemgetter(0, 1, 2))
    ]


def _plain(column: Column) -> str:
    name = _quoted(column.name)
    if column.is_nested:
        return f"to_json({name})::VARCHAR"
    if column.is_text:
        text = f"{name}::VARCHAR"
        return f"CASE WHEN regexp_matches({text}, {literal(_FORMULA)}) THEN '''' || {text} ELSE {text} END"
    return name


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
