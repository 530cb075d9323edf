"""Rows of cells that span rows and columns -> where each cell stands in its table."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate, count, repeat
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractors.document import Cell

# HTML's own limit; what a damaged attribute says beyond it is no table.
_MOST_COLUMNS = 1_000
# Real tables have some thousand places; spans that claim more than this are damaged, and stand for one.
_MOST_PLACES = 200_000


class GridRow(NamedTuple):
    """The cells of a row as the markup lists them."""

    texts: list[str]
    spans: list[tuple[int, int]] | None = None  # rows and columns each cell asks for; None: one of each
    header: bool = False  # every cell is a header cell


class Grid(NamedTuple):
    """The rows of one table; the first `header_rows` name what the others hold."""

    rows: list[GridRow]
    header_rows: int


_WORDS = re.compile(r"[^\W\d_][^\d]*")
# Text, column, row span and column span of a cell; the spans are those its table has room for.
PlacedCell: TypeAlias = tuple[str, int, int, int]


def build_grid(head: list[GridRow], bodies: Iterable[list[GridRow]]) -> Grid:
    """Return header and body rows as one table; a cell never spans beyond its row group.

    Args:
        head: rows marked as header.
        bodies: the other row groups, in reading order. Where nothing is marked as header, the
            first rows that consist of header cells are.
    """
    groups = [head, *bodies]
    rows = [
        row if row.spans is None else _clipped(row, row.spans, len(group) - index)
        for group in groups
        for index, row in enumerate(group)
        if row.texts
    ]
    header_rows = sum(bool(row.texts) for row in head)
    while header_rows < len(rows) - 1 and _is_header(rows[header_rows]):
        header_rows += 1
    if header_rows and header_rows < len(rows) - 1 and _goes_on(rows[header_rows]):
        header_rows += 1
    return Grid(rows, header_rows)


def _clipped(row: GridRow, spans: list[tuple[int, int]], room: int) -> GridRow:
    """Return a row whose cells end with their row group; 0 rows means: all that are left."""
    return row._replace(spans=[(min(rows or room, room), columns) for rows, columns in spans])


def _is_header(row: GridRow) -> bool:
    """Whether every cell is a header cell; a lone one across the table names a group of rows."""
    return row.header and len([text for text in row.texts if text.strip()]) > 1


def _goes_on(row: GridRow) -> bool:
    """Whether a row goes on with the header above it: no label, and only words for each column."""
    texts = [text.strip() for text in row.texts]
    return len(texts) > 2 and not texts[0] and all(_WORDS.fullmatch(text) for text in texts[1:])  # noqa: PLR2004


def place(rows: Sequence[GridRow]) -> Iterator[Iterable[PlacedCell]]:
    """Yield each row's cells with the first free column that each comes to stand in."""
    spanned = 0  # places that spanning cells cover
    covered: dict[int, int] = {}  # column -> rows, from the next one on, that a cell from above covers
    for index, row in enumerate(rows):
        taken = covered
        if row.spans is None and not taken:
            yield zip(row.texts, count(), repeat(1), repeat(1), strict=False)
            continue
        covered = {column: left - 1 for column, left in taken.items() if left > 1}
        placed: list[PlacedCell] = []
        column = 0
        for text, (rows_wanted, columns_wanted) in zip(row.texts, row.spans or repeat((1, 1)), strict=False):
            while column in taken:
                column += 1
            row_span = 1 if rows_wanted == 1 else min(rows_wanted, len(rows) - index)
            width = 1 if columns_wanted == 1 else _room(column, columns_wanted, taken)
            if row_span > 1 or width > 1:
                spanned += row_span * width
                if spanned > _MOST_PLACES:
                    row_span = width = 1
            placed.append((text, column, row_span, width))
            if row_span > 1:
                covered.update(dict.fromkeys(range(column, column + width), row_span - 1))
            column += width
        yield placed


def _room(column: int, wanted: int, taken: dict[int, int]) -> int:
    """How many of the wanted columns are free, at least one."""
    most = max(min(wanted, _MOST_COLUMNS - column), 1)
    return next((width for width in range(1, most) if column + width in taken), most)


def assess(cells: Sequence[Cell], header_rows: int) -> tuple[float | None, str]:
    """Return how sure a table's cells are, and why not quite; None for one that is printed as cells."""
    ends = {row: column + width for row, column, _, _, width, _, _ in cells}  # of the last cell of each row
    width = max(ends.values(), default=0)
    short = [row for row, end in ends.items() if end < width]
    if short:
        short = _short_rows(cells, width)
    notes = []
    if not header_rows and len(ends) > 1:
        notes.append("no row is marked as header: the first is taken for it")
    if short:
        rows = ", ".join(str(row + 1) for row in short[:5]) + (", ..." if len(short) > 5 else "")  # noqa: PLR2004
        notes.append(f"of {width} columns, fewer in row {rows}")
    unsure = (0.1 if not header_rows and notes else 0.0) + 0.5 * len(short) / max(len(ends), 1)
    return (round(1 - unsure, 2), "; ".join(notes)) if notes else (None, "")


def _short_rows(cells: Sequence[Cell], width: int) -> list[int]:
    """Return the rows that have not all columns, counting cells that reach into them from above."""
    change: Counter[int] = Counter()  # row -> columns that are filled from it on, or no more
    for cell in cells:
        change[cell.row] += cell.column_span
        change[cell.row + cell.row_span] -= cell.column_span
    rows = range(max((cell.row for cell in cells), default=-1) + 1)
    return [
        row
        for row, filled in zip(rows, accumulate(change[row] for row in rows), strict=True)
        if filled < width
    ]
