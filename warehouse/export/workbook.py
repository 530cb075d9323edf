"""The XLSX workbook: a sheet per table, and the data dictionary as the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from warehouse.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import duckdb
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from warehouse.export.relations import Relation

# Excel's own limits; a longer text ends in "…", the whole one is in the other files.
LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_576
_LONGEST_SHEET_NAME = 31
_ROWS_AT_A_TIME = 5_000


def write_workbook(
    connection: duckdb.DuckDBPyConnection, relations: Sequence[Relation], sources: Sequence[str], path: Path
) -> None:
    """Write a sheet for each table or view, typed, its header frozen.

    Raises:
        ExportError: a table has more rows than a sheet can hold.
    """
    import xlsxwriter  # noqa: PLC0415 (only this export needs it)

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options | {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1})
        described = [
            (relation.name, column.name, column.data_type, column.description)
            for relation in relations
            for column in relation.columns
        ]
        _write_sheet(workbook, "dictionary", ("table", "column", "type", "description"), [described], bold)
        for relation in relations:
            cursor = connection.execute(relation.plain_query(sources))
            batches = iter(lambda: cursor.fetchmany(_ROWS_AT_A_TIME), [])  # noqa: B023 (read within the turn)
            heading = tuple(column.name for column in relation.columns)
            _write_sheet(workbook, relation.name, heading, batches, bold)


def _write_sheet(
    workbook: Workbook,
    name: str,
    heading: Sequence[str],
    batches: Iterable[list[tuple[Any, ...]]],
    bold: Format,
) -> None:
    sheet = workbook.add_worksheet(_sheet_name(workbook, name))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heading) - 1, 18)
    sheet.write_row(0, 0, heading, bold)
    number = 0
    for rows in batches:
        for row in rows:
            number += 1
            if number >= MOST_ROWS:
                message = (
                    f"{name} has more rows than a sheet can hold ({MOST_ROWS}); name other tables, or sources"
                )
                raise ExportError(message)
            sheet.write_row(number, 0, [_cell(value) for value in row])
    sheet.autofilter(0, 0, number, len(heading) - 1)


def _cell(value: Any) -> Any:  # noqa: ANN401 (whatever a column holds)
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return value[: LONGEST_TEXT - 1] + "…"
    return value


def _sheet_name(workbook: Workbook, name: str) -> str:
    """A name that Excel takes: short, and unlike the others whatever their case."""
    taken = {sheet.get_name().lower() for sheet in workbook.worksheets()}
    short, copies = name[:_LONGEST_SHEET_NAME], 1
    while short.lower() in taken:
        copies += 1
        short = f"{name[: _LONGEST_SHEET_NAME - 3]}_{copies}"
    return short
