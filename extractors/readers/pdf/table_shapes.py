"""A table while it is found, and rebuilt from the places of its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.document import Box
    from extractors.readers.pdf.shapes import Line, Rule, Word

# Words of one cell, line by line.
Stack = tuple["Line", ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A table on a page, before its cells are known."""

    page: int
    label: str
    caption: tuple[Line, ...]
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    notes: tuple[Line, ...]
    body: Box  # the table itself
    ruled: bool  # whether rules say where it ends
    continued: bool = False
    goes_on: bool = False  # a later part without caption or header: its columns are those before

    @property
    def x0(self) -> float:
        """Left edge, caption and notes included."""
        return min([self.body.x0, *(line.x0 for line in (*self.caption, *self.notes))])

    @property
    def x1(self) -> float:
        """Right edge, caption and notes included."""
        return max([self.body.x1, *(line.x1 for line in (*self.caption, *self.notes))])

    @property
    def top(self) -> float:
        """Upper edge, caption included."""
        return min([self.body.top, *(line.top for line in self.caption)]) - 1

    @property
    def bottom(self) -> float:
        """Lower edge, notes included."""
        return max([self.body.bottom, *(line.bottom for line in (*self.caption, *self.notes))])

    def outside(self, words: Sequence[Word]) -> list[Word]:
        """Return the words that do not lie in the region."""
        x0, x1, top, bottom = self.x0 - 4, self.x1 + 4, self.top, self.bottom
        return [
            word
            for word in words
            if word.x0 < x0 or word.x1 > x1 or not top <= (word.top + word.bottom) / 2 <= bottom
        ]


@dataclass(frozen=True, slots=True)
class TableLine:
    """Words on one baseline of a table, by the column they stand in."""

    cells: tuple[tuple[Word, ...], ...]
    baseline: float
    size: float

    @property
    def filled(self) -> tuple[int, ...]:
        """Columns that hold something."""
        return tuple(at for at, cell in enumerate(self.cells) if cell)


@dataclass(frozen=True, slots=True)
class PdfCell:
    """A cell with its printed lines."""

    row: int
    column: int
    lines: Stack
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        """Words as printed, lines joined by a line break; raised marks at its end included."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table as read from one region, or from several of one table."""

    regions: tuple[Region, ...]
    cells: tuple[PdfCell, ...]
    header_rows: int
    rows: int
    columns: int
    edges: tuple[float, ...]  # where each column after the first starts
    rows_by: str  # what the guess at its rows rests on
    quality: float
    note: str
    pages: tuple[int, ...]  # page of each row
