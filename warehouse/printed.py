"""A view for each printed table: its rows and columns as the source prints them.

DuckDB has no view whose columns follow from data, so these are generated. `table_1` is the Table 1 of the
source that first brought one, and stays so when later sources bring theirs: a view never changes its meaning.
Every table of every source is also a view of its own, `<source_id>_table_1`, as long as there are at most
`MOST_QUALIFIED_VIEWS` of them; beyond that, `printed_table(source_id, table_label)` gives any table's cells.
"""
# ruff: noqa: S608 (names and literals are quoted here)

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from schemas.conditions import literal
from schemas.tables import TABLES
from warehouse.scripts import names

if TYPE_CHECKING:
    import duckdb

MOST_QUALIFIED_VIEWS = 200

_ROW_LABEL = "row_label"

# Columns of the tables that get a view, the first source's first. Where each column of a table is about one
# study, and each about another, the study's label heads it; else the printed label does.
_COLUMNS = """
WITH listed AS (
    SELECT
        source_id,
        table_label,
        row_number() OVER (PARTITION BY table_label ORDER BY first_ingested_at, source_id) = 1 AS is_first,
        row_number() OVER (ORDER BY first_ingested_at, source_id, table_label) AS place
    FROM (SELECT DISTINCT source_id, table_label FROM printed_cell)
    JOIN source USING (source_id)
),

printed_column AS (
    SELECT
        source_id,
        table_label,
        column_no,
        min(column_label) AS column_label,
        CASE
            WHEN count(DISTINCT study_id) = 1 AND count(*) = count(study_id) THEN min(study_id)
        END AS study_id
    FROM printed_cell
    WHERE column_no > 0
    GROUP BY ALL
)

SELECT
    listed.source_id,
    listed.table_label,
    listed.is_first,
    printed_column.column_no,
    CASE
        WHEN count(DISTINCT study_id) OVER of_table = count(*) OVER of_table THEN study.label
        ELSE printed_column.column_label
    END AS heading
FROM listed
JOIN printed_column USING (source_id, table_label)
LEFT JOIN study USING (study_id)
WHERE listed.is_first OR listed.place <= $most
WINDOW of_table AS (PARTITION BY listed.source_id, listed.table_label)
ORDER BY listed.place, printed_column.column_no
"""


class _Column(NamedTuple):
    source_id: str
    table_label: str
    is_first: bool
    column_no: int
    heading: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A view that prints one table."""

    name: str
    create: str
    comment: str


def table_views(connection: duckdb.DuckDBPyConnection) -> list[TableView]:
    """Return the views of the printed tables of a loaded warehouse."""
    columns = [
        _Column(*row) for row in connection.execute(_COLUMNS, {"most": MOST_QUALIFIED_VIEWS}).fetchall()
    ]
    taken = {"", *TABLES, *(path.rpartition("/")[2] for path in names("views"))}
    views = []
    for (source_id, label, is_first), group in groupby(columns, key=lambda column: column[:3]):
        headings = _headings(list(group))
        comment = f"{label} of {source_id} as printed, its numbers from the typed columns of observation."
        for name in _names(source_id, label, is_first=is_first):
            if name not in taken:
                taken.add(name)
                views.append(TableView(name, _create(name, source_id, label, headings), comment))
    return views


def _names(source_id: str, label: str, *, is_first: bool) -> list[str]:
    """Return the names of a table's views: with its source's name, and without it if it is the first."""
    short = view_name(label)
    qualified = f"{view_name(source_id)}_{short}"
    return [short, qualified] if is_first else [qualified]


def view_name(text: str) -> str:
    """Return text as a plain name: `Table 1` -> `table_1`."""
    return re.sub(r"\W+", "_", text.lower()).strip("_")


def _headings(columns: list[_Column]) -> dict[int, str]:
    """Return the name of each column; DuckDB takes names that differ only by case for the same."""
    taken = {_ROW_LABEL}
    headings: dict[int, str] = {}
    for column in columns:
        wanted = column.heading or f"column {column.column_no}"
        name, copies = wanted, 1
        while name.lower() in taken:
            copies += 1
            name = f"{wanted} ({copies})"
        taken.add(name.lower())
        headings[column.column_no] = name
    return headings


def _create(name: str, source_id: str, label: str, headings: dict[int, str]) -> str:
    cells = ",\n    ".join(
        f"coalesce(max(cell) FILTER (column_no = {number}), '') AS {_name(heading)}"
        for number, heading in headings.items()
    )
    return f"""CREATE VIEW {_name(name)} AS
SELECT
    row_label AS {_ROW_LABEL},
    {cells}
FROM printed_cell_text
WHERE source_id = {literal(source_id)} AND table_label = {literal(label)}
GROUP BY row_no, row_label
ORDER BY row_no"""


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
