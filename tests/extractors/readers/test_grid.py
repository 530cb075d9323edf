"""Where cells stand that span rows and columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Cell, Span
from extractors.readers.grid import GridCell, assess, build_grid, place


def columns(rows):
    return [[(text, column, rows, width) for text, column, rows, width in row] for row in place(rows)]


def test_a_cell_goes_to_the_first_column_that_no_cell_from_above_covers():
    rows = [[GridCell("", row_span=2), GridCell("arms", column_span=2)], [GridCell("A"), GridCell("B")]]
    assert columns(rows) == [[("", 0, 2, 1), ("arms", 1, 1, 2)], [("A", 1, 1, 1), ("B", 2, 1, 1)]]


def test_spans_end_with_their_row_group_and_with_the_table():
    grid = build_grid([[GridCell("h", row_span=9)]], [[[GridCell("x", row_span=0)], [GridCell("y")]]])
    assert [[cell.row_span for cell in row] for row in grid.rows] == [[1], [2], [1]]


def test_rows_of_header_cells_are_header_rows_without_a_head():
    header = [GridCell("Endpoint", header=True), GridCell("A", header=True)]
    group = [GridCell("Survival", column_span=2, header=True)]
    row = [GridCell("OS", header=True), GridCell("5")]
    assert build_grid([], [[header, row]]).header_rows == 1
    assert build_grid([header], [[header, group, row]]).header_rows == 2


def test_a_ragged_table_says_so_and_a_whole_one_says_nothing():
    whole = [Cell(0, 0, Span(0, 1), 2, 1), Cell(0, 1, Span(1, 2)), Cell(1, 1, Span(2, 3))]
    assert assess(whole, 1) == (None, "")
    quality, note = assess([*whole, Cell(2, 0, Span(3, 4))], 1)
    assert quality < 1
    assert note == "of 2 columns, fewer in row 3"


@given(
    st.lists(
        st.lists(
            st.builds(
                GridCell,
                text=st.just("x"),
                row_span=st.integers(0, 70_000),
                column_span=st.integers(0, 70_000),
                header=st.booleans(),
            ),
            max_size=6,
        ),
        max_size=8,
    )
)
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
