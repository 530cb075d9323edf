"""Rows that must not be there: one query a file; its first line says what it finds."""
# ruff: noqa: S608 (the names are those of our tables)

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from warehouse.scripts import script
from warehouse.validation.records import Answer, CheckRecord, ask, several

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

# Which table's rows each query judges.
_JUDGED = {
    "validation/accounted": "source",
    "validation/carried": "observation",
    "checks/grounded": "observation",
    "checks/measured": "observation",
}


def check_accounting(connection: duckdb.DuckDBPyConnection) -> list[CheckRecord]:
    """Return whether every row is accounted for, and every value stands on words of its source."""
    return [
        ask("accounting", path.rpartition("/")[2], "error", partial(_judge, connection, path, table))
        for path, table in _JUDGED.items()
    ]


def _judge(connection: duckdb.DuckDBPyConnection, path: str, table: str) -> Answer:
    query = script(path)
    ((eligible,),) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
    cursor = connection.execute(query)
    columns = [column[0] for column in cursor.description or ()]
    rows = cursor.fetchall()
    found = query.partition("\n")[0].removeprefix("-- ")
    message = f"{len(rows)} of {several(eligible, table)}. {found}" if rows else "none that must not be there"
    return Answer(eligible, len(rows), message, tuple(_words(columns, row) for row in rows))


def _words(columns: Iterable[str], row: Iterable[object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in zip(columns, row, strict=True))
