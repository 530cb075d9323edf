"""The report's plain listings: reconciliation, changes, coverage, and what was not read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from warehouse.scripts import script

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Listing:
    """A section that is one table."""

    anchor: str
    title: str
    about: str
    empty: str
    columns: tuple[str, ...] = ()
    rows: str = "[]"  # a JSON list of lists


_LISTINGS = (
    Listing(
        "reconciliation",
        "Tables beside text",
        "What the tables say and what the sentences say of the same result.",
        "Nothing was read.",
    ),
    Listing(
        "changes",
        "Changes",
        "What the last run added, changed or removed.",
        "The last run changed nothing that was there before.",
    ),
    Listing(
        "coverage",
        "Coverage",
        "Numbers of results tables and results sentences that were read, and those that were not.",
        "No source holds a number.",
    ),
    Listing(
        "unexplained",
        "Not read",
        "Numbers that no value accounts for, and rows that broke the contract.",
        "Every number is accounted for, and no row was rejected.",
    ),
)


def listings(connection: duckdb.DuckDBPyConnection) -> list[Listing]:
    """Return the listings with their rows; the names of the query's columns are the headings."""
    return [_filled(connection, listing) for listing in _LISTINGS]


def _filled(connection: duckdb.DuckDBPyConnection, listing: Listing) -> Listing:
    query = script(f"report/{listing.anchor}")
    columns = tuple(str(row[0]) for row in connection.execute(f"DESCRIBE {query}").fetchall())
    names = ", ".join(f'"{column}"' for column in columns)
    rows = connection.execute(f"FROM ({query}) SELECT coalesce(json_group_array(json_array({names})), '[]')")
    return replace(listing, columns=columns, rows=str(rows.fetchall()[0][0]))
