from __future__ import annotations

import csv
import json
from decimal import Decimal
from io import StringIO

import pytest

from flows.output import Format, Rows, render

ROWS = Rows(("study", "orr", "quote"), [("A [2]", 45.0, 'a "45%" | rate'), ("B [3]", None, "two\nlines")])


def test_csv_reads_back_as_written():
    read = list(csv.reader(StringIO(render(ROWS, Format.CSV))))
    assert read == [
        ["study", "orr", "quote"],
        ["A [2]", "45.0", 'a "45%" | rate'],
        ["B [3]", "", "two\nlines"],
    ]


def test_json_keeps_types_and_null():
    assert json.loads(render(ROWS, Format.JSON))[1] == {"study": "B [3]", "orr": None, "quote": "two\nlines"}
    assert json.loads(render(Rows(("n",), [(Decimal("1.5"),)]), Format.JSON)) == [{"n": 1.5}]


def test_json_keeps_columns_of_the_same_name_apart():
    assert json.loads(render(Rows(("n", "n"), [(1, 2)]), Format.JSON)) == [{"n": 1, "n_2": 2}]


def test_markdown_escapes_what_would_break_a_row():
    assert render(ROWS, Format.MARKDOWN).splitlines() == [
        "| study | orr | quote |",
        "| --- | --- | --- |",
        '| A [2] | 45.0 | a "45%" \\| rate |',
        "| B [3] |  | two<br>lines |",
    ]


def _table(columns: int, rows: int = 2, cell: str = "neutropenia 10%") -> Rows:
    return Rows(tuple(f"column {n}" for n in range(columns)), [(cell,) * columns] * rows)


@pytest.mark.parametrize("columns", [1, 3, 6, 9, 25])
@pytest.mark.parametrize("width", [80, 40])
def test_a_table_fits_its_terminal_and_loses_no_cell(columns, width):
    printed = render(_table(columns), Format.TABLE, width)
    assert max(map(len, printed.splitlines())) <= width
    assert printed.count("neutropenia") >= 2 * columns


def test_a_table_too_wide_is_split_and_its_first_column_repeated():
    rows = Rows(("field", *"abcdef"), [("males", *["neutropenia_100"] * 6)])
    panels = render(rows, Format.TABLE, 80).split("\n\n")
    assert [panel.split()[0] for panel in panels] == ["field"] * len(panels)
    assert len(panels) == 2


def test_a_table_of_very_many_columns_is_printed_row_by_row():
    assert render(_table(25), Format.TABLE, 80).startswith("-- 1 of 2 --\ncolumn 0")


def test_markup_in_a_document_is_printed_as_it_is():
    assert "Bold [2] [red]x[/red]" in render(Rows(("label",), [("Bold [2] [red]x[/red]",)]), Format.TABLE)


@pytest.mark.parametrize("columns", [1, 30])
def test_escape_sequences_of_a_document_do_not_reach_the_terminal(columns):
    printed = render(Rows(tuple("a" * columns), [("\x1b[2J\x9b31m",) * columns]), Format.TABLE)
    assert not {"\x1b", "\x9b"} & set(printed)


def test_no_rows_says_so_with_the_columns():
    assert render(Rows(("a", "b"), []), Format.TABLE) == "no rows (a, b)"
    assert render(Rows(("a", "b"), []), Format.JSON) == "[]"
    assert render(Rows(("a", "b"), []), Format.CSV) == "a,b"
