"""What has moved since the snapshot before this one, further than one ingest usually moves it."""
# ruff: noqa: S608 (the names are those of our tables)

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from schemas.tables import TABLES, column_names
from warehouse.connection import connect
from warehouse.snapshots import history
from warehouse.validation.records import Answer, CheckRecord, ask

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import duckdb

_LOST_ROWS = 0.1  # share of a table's rows
_MOVED_POINTS = 10.0  # of a percentage
_FEWEST = 20  # rows below which a share says little

Figures = dict[str, tuple[int, float]]  # by name: how many items, and the figure over them

_UNEXPLAINED = """
SELECT coalesce(sum(numbers_explained + numbers_unexplained), 0)::BIGINT,
    100 * sum(numbers_unexplained) / nullif(sum(numbers_explained + numbers_unexplained), 0)
FROM coverage
"""


def check_drift(warehouse: Path) -> list[CheckRecord]:
    """Return what has moved since the snapshot before the published one, as warnings with the numbers."""
    checks: dict[str, Callable[[Figures, Figures], list[str]]] = {
        "rows": _fewer_rows,
        "null share": _moved,
        "unexplained share": _moved,
        "findings by rule": _moved,
    }
    return [
        ask("drift", name, "warning", partial(_compare, warehouse, name, moved))
        for name, moved in checks.items()
    ]


def _compare(warehouse: Path, name: str, moved: Callable[[Figures, Figures], list[str]]) -> Answer:
    before = _previous(warehouse)
    if before is None:
        return Answer(0, 0, "there is no earlier snapshot to compare with")
    figures = _FIGURES[name]
    with connect(before) as old, connect(warehouse) as new:
        then, now = figures(old), figures(new)
    told = moved(then, now)
    message = "; ".join(told) or _calm(name, then, now)
    return Answer(len(then), len(told), message, tuple(told))


def _previous(warehouse: Path) -> Path | None:
    """Return the snapshot that was published before the present one."""
    snapshots = history(warehouse)
    at = next(number for number, snapshot in enumerate(snapshots) if snapshot.is_published)
    return snapshots[at + 1].path if at + 1 < len(snapshots) else None


def _calm(name: str, then: Figures, now: Figures) -> str:
    if len(then) == 1:
        (key,) = then
        return f"{then[key][1]:g}% before, {now[key][1]:g}% now"
    return f"{name}: {len(then)} compared with the snapshot before, none moved far"


def _rows(connection: duckdb.DuckDBPyConnection) -> Figures:
    counts = {table: _one(connection, f"SELECT count(*) FROM {table}") for table in TABLES}
    return {table: (int(count), float(count)) for table, count in counts.items()}


def _null_shares(connection: duckdb.DuckDBPyConnection) -> Figures:
    figures: Figures = {}
    for table in ("study", "observation", "measurement"):
        columns = column_names(TABLES[table])
        shares = ", ".join(f'100 * avg(("{column}" IS NULL)::INT)' for column in columns)
        count, *values = connection.execute(f"SELECT count(*), {shares} FROM {table}").fetchall()[0]
        figures |= {
            f"{table}.{column}": (count, value or 0.0) for column, value in zip(columns, values, strict=True)
        }
    return figures


def _unexplained_share(connection: duckdb.DuckDBPyConnection) -> Figures:
    ((numbers, share),) = connection.execute(_UNEXPLAINED).fetchall()
    return {"unexplained numbers": (numbers, round(share or 0.0, 1))}


def _finding_shares(connection: duckdb.DuckDBPyConnection) -> Figures:
    rows = connection.execute(
        "SELECT rule, eligible, 100 * violations / eligible FROM audit_result WHERE eligible > 0"
    ).fetchall()
    return {rule: (eligible, share) for rule, eligible, share in rows}


_FIGURES: Mapping[str, Callable[[duckdb.DuckDBPyConnection], Figures]] = {
    "rows": _rows,
    "null share": _null_shares,
    "unexplained share": _unexplained_share,
    "findings by rule": _finding_shares,
}


def _fewer_rows(then: Figures, now: Figures) -> list[str]:
    """Return the tables that have lost more rows than a correction would take."""
    return [
        f"{table}: {then[table][0]} rows before, {now[table][0]} now"
        for table in then
        if now[table][0] < then[table][0] * (1 - _LOST_ROWS)
    ]


def _moved(then: Figures, now: Figures) -> list[str]:
    """Return the percentages that have moved far, of enough items on both sides."""
    return [
        f"{name}: {then[name][1]:.1f}% of {then[name][0]} before, {now[name][1]:.1f}% of {now[name][0]} now"
        for name in then
        if name in now
        and min(then[name][0], now[name][0]) >= _FEWEST
        and abs(now[name][1] - then[name][1]) > _MOVED_POINTS
    ]


def _one(connection: duckdb.DuckDBPyConnection, statement: str) -> Any:  # noqa: ANN401 (as the query has it)
    return connection.execute(statement).fetchall()[0][0]
