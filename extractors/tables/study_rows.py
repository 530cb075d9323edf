"""Tables whose columns are fields and whose rows are studies or arms."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.cells import read_p_value
from extractors.tables.columns import cell_meaning, read_axis
from extractors.tables.joins import is_p_value, put_p_value
from extractors.tables.places import keep_whole_row, place_of, read_place, report_unread
from extractors.tables.reading import print_cell, print_labels
from extractors.tables.studies import study_id_of

if TYPE_CHECKING:
    from extractors.tables.reading import TableReading

_PERCENT = re.compile(r"\d\s*%")
_COUNTED = re.compile(r"\d+\s*\(\s*[<≤]?\d+(?:[.·]\d+)?\s*%?\s*\)")  # "13 (39.4)"


def read_studies_down(reading: TableReading) -> None:
    """Read a table whose rows are studies or arms."""
    grid = reading.grid
    percent = {
        column: any(_PERCENT.search(grid.folded_at(row, column).text) for row in grid.rows)
        for column in reading.axes
    }
    counts = {
        column: any(_COUNTED.match(grid.folded_at(row, column).text) for row in grid.rows)
        for column in reading.axes
    }
    unread: dict[int, list[int]] = {}  # observations that keep a cell's words, by column
    for row in grid.rows:
        label = grid.label(row)
        print_labels(reading, row)
        cells = grid.value_cells(row)
        axis = read_axis((label,) if label else (), reading.glossary, fields=False)
        p_values: list[str] = []
        first = len(reading.out.observations)
        for cell in cells:
            column = reading.axes[cell.column]
            place = replace(
                place_of(reading, cell, row),
                study_id=study_id_of(reading, axis),
                arm=axis.arm,
            )
            if cell.column_span > 1 and len(cells) == 1:
                keep_whole_row(reading, place, column.meaning)
                continue
            if is_p_value(None, column) and (p_value := read_p_value(place.folded.text)):
                p_values.append(p_value)
                print_cell(reading, place, ())
                reading.explained += 1
                continue
            meaning = (
                column.meaning.under(replace(reading.caption, kind="modifier")) if column.meaning else None
            )
            if axis.meaning and axis.meaning.kind == "modifier":
                meaning = cell_meaning(meaning, axis.meaning)  # "Grade 3" beside columns of events
            near = {"percent": percent[cell.column], "counts": counts[cell.column]}
            if not read_place(reading, place, meaning, **near):
                unread.setdefault(cell.column, []).append(len(reading.out.observations) - 1)
        if len(p_values) == 1:
            put_p_value(reading, range(first, len(reading.out.observations)), p_values[0])
    for column_no, kept in unread.items():
        axis = reading.axes[column_no]
        report_unread(reading, axis.label, axis.meaning, unread=kept, cells=len(grid.rows))
