"""A table as a grid: which cell covers a place, and the labels above and beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from extractors.document import Span
from extractors.text import Folded, fold_spans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.document import Cell, Table


@dataclass(frozen=True)
class Grid:
    """A table's cells by row and column, and their folded texts."""

    text: str
    table: Table

    @cached_property
    def cells(self) -> dict[tuple[int, int], Cell]:
        """Cells by the places they cover."""
        return {
            (row, column): cell
            for cell in self.table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    @cached_property
    def header_rows(self) -> int:
        """Rows of the header; a table that tells none has its first row for it."""
        return max(1, self.table.header_rows)

    @cached_property
    def rows(self) -> range:
        """Rows below the header."""
        last = max((cell.row + cell.row_span for cell in self.table.cells), default=0)
        return range(min(self.header_rows, last), last)

    @cached_property
    def columns(self) -> int:
        """Number of columns, those of the labels included."""
        return max((cell.column + cell.column_span for cell in self.table.cells), default=0)

    @cached_property
    def label_columns(self) -> int:
        """Leading columns that hold labels: more than one where labels step to the right."""
        count = 1
        while count < self.columns - 1 and self._is_label_column(count):
            count += 1
        return count

    def _is_label_column(self, column: int) -> bool:
        """Whether a column has an empty head and its labels stand where the one before it is empty."""
        if any(self.header(column)[:1]) and self._head_cell(column) is not self._head_cell(0):
            return False
        printed = [row for row in self.rows if self.owns(row, column) and self.folded_at(row, column).text]
        return bool(printed) and all(not self.folded_at(row, column - 1).text for row in printed)

    def _head_cell(self, column: int) -> Cell | None:
        return self.cells.get((0, column))

    def owns(self, row: int, column: int) -> bool:
        """Whether a cell starts at this very place."""
        cell = self.cells.get((row, column))
        return cell is not None and (cell.row, cell.column) == (row, column)

    def folded_at(self, row: int, column: int) -> Folded:
        """Folded text of the cell that covers a place; empty where none does."""
        cell = self.cells.get((row, column))
        return self.fold(cell.span if cell else Span(0, 0))

    def fold(self, span: Span) -> Folded:
        """A stretch of the text on one line."""
        return fold_spans(self.text, (span,))

    def header(self, column: int) -> tuple[str, ...]:
        """Labels above a column from top to bottom, one that spans rows told once."""
        return self._words((row, column) for row in range(self.header_rows))

    def label(self, row: int) -> str:
        """Label of a row: the words in its label columns."""
        return " ".join(self._words((row, column) for column in range(self.label_columns)))

    def _words(self, places: Iterable[tuple[int, int]]) -> tuple[str, ...]:
        """What the cells at these places say, each cell once."""
        cells = [cell for place in places if (cell := self.cells.get(place)) is not None]
        distinct = {id(cell): cell for cell in cells}.values()
        return tuple(words for cell in distinct if (words := self.fold(cell.span).text))

    def value_cells(self, row: int) -> list[Cell]:
        """Cells of a row that are no labels, each once, in the row it starts in."""
        found = [
            self.cells[row, column]
            for column in range(self.label_columns, self.columns)
            if self.owns(row, column)
        ]
        return [cell for cell in found if cell.column >= self.label_columns]
