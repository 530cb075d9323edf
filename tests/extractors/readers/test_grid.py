"""Where cells stand that span rows and columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Cell, Span
from extractors.readers.grid import GridRow, assess, build_grid, place


def columns(rows):
    return [[(text, column, rows, width) for text, column, rows, width in row] for row in place(rows)]


def test_a_cell_goes_to_the_first_column_that_no_cell_from_above_covers():
    rows = [GridRow(["", "arms"], [(2, 1), (1, 2)]), GridRow(["A", "B"])]
    assert columns(rows) == [[("", 0, 2, 1), ("arms", 1, 1, 2)], [("A", 1, 1, 1), ("B", 2, 1, 1)]]


def test_spans_end_with_their_row_group_and_with_the_table():
    grid = build_grid([GridRow(["h"], [(9, 1)])], [[GridRow(["x"], [(0, 1)]), GridRow(["y"])]])
    assert [row.spans for row in grid.rows] == [[(1, 1)], [(2, 1)], None]


def test_rows_of_header_cells_are_header_rows_without_a_head():
    header = GridRow(["Endpoint", "A"], header=True)
    group = GridRow(["Survival"], [(1, 2)], header=True)
    row = GridRow(["OS", "5"])
    assert build_grid([], [[header, row]]).header_rows == 1
    assert build_grid([header], [[header, group, row]]).header_rows == 2


def test_a_ragged_table_says_so_and_a_whole_one_says_nothing():
    whole = [Cell(0, 0, Span(0, 1), 2, 1), Cell(0, 1, Span(1, 2)), Cell(1, 1, Span(2, 3))]
    assert assess(whole, 1) == (None, "")
    quality, note = assess([*whole, Cell(2, 0, Span(3, 4))], 1)
    assert quality < 1
    assert note == "of 2 columns, fewer in row 3"


SPANS = st.tuples(st.integers(0, 70_000), st.integers(0, 70_000))


def row_of(spans):
    """A row whose cells ask for these spans; without any, for one place each."""
    return GridRow(["x"] * (len(spans) or 2), spans or None)


@given(st.lists(st.lists(SPANS, max_size=6).map(row_of), max_size=8))
def test_no_two_cells_ever_stand_in_one_place(rows):
    taken = set()
    grid = build_grid([], [rows])
    for index, row in enumerate(place(grid.rows)):
        for _, column, row_span, width in row:
            assert width >= 1
            assert index + row_span <= len(grid.rows)
            for place_of in (
                (index + down, column + right) for down in range(row_span) for right in range(min(width, 50))
            ):
                assert place_of not in taken
                taken.add(place_of)
